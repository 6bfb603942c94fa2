import { describe, expect, it } from 'vitest'
import { Pace } from '#server/kit/pace.ts'

describe('a pace', () => {
  it('lets so many through in its window, then says how long to wait', () => {
    const pace = new Pace(3, 60_000)
    expect([0, 10_000, 20_000, 30_000].map((now) => pace.allows('10.0.0.1', now))).toEqual([true, true, true, false])
    expect(pace.wait('10.0.0.1', 30_000)).toBe(30)
    expect(pace.allows('10.0.0.2', 30_000)).toBe(true)
    expect(pace.allows('10.0.0.1', 60_000)).toBe(true)
  })
  it('counts only what is noted', () => {
    const pace = new Pace(1, 60_000)
    expect([pace.wait('a', 0), pace.wait('a', 0)]).toEqual([0, 0])
    pace.note('a', 0)
    pace.note('a', 5000)
    expect(pace.wait('a', 6000)).toBe(59)
  })
  it('lets exactly one through when one is allowed', () => {
    const pace = new Pace(1, 1000)
    expect([pace.allows('a', 0), pace.allows('a', 1), pace.allows('a', 1000)]).toEqual([true, false, true])
  })
  it('forgets the places heard of longest ago rather than filling the memory', () => {
    const pace = new Pace(1, 1e9)
    for (let i = 0; i < 20_001; i++) pace.note(`place ${i}`, i)
    expect([pace.wait('place 0', 30_000), pace.wait('place 20000', 30_000) > 0]).toEqual([0, true])
  })
})
