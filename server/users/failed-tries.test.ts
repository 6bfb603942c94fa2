import { describe, expect, it } from 'vitest'
import { FailedTries } from '#server/users/failed-tries.ts'

describe('wrong tries', () => {
  it('from one address are refused after ten, and forgotten after a minute', () => {
    let now = 1_000_000
    const tries = new FailedTries(() => now)
    for (let i = 0; i < 10; i++) {
      expect(tries.wait('10.0.0.1', `a${i}@firma.example`)).toBe(0)
      tries.note('10.0.0.1', `a${i}@firma.example`)
    }
    expect(tries.wait('10.0.0.1', 'other@firma.example')).toBe(60)
    expect(tries.wait('10.0.0.2', 'other@firma.example')).toBe(0)
    now += 60_000
    expect(tries.wait('10.0.0.1', 'other@firma.example')).toBe(0)
  })
  it('for one account are refused after thirty from anywhere', () => {
    const tries = new FailedTries(() => 0)
    for (let i = 0; i < 30; i++) tries.note(`10.0.1.${i}`, 'Eva@firma.example')
    expect(tries.wait('10.0.9.9', 'eva@firma.example')).toBe(60)
  })
  it('of a flood of addresses do not fill the memory', () => {
    const tries = new FailedTries(() => 0)
    for (let i = 0; i < 30_000; i++) tries.note(`address ${i}`, `account ${i}`)
    expect(tries.wait('address 29999', 'account 29999')).toBe(0)
  })
})
