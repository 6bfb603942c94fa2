import { describe, expect, it } from 'vitest'
import { weaknessOf } from '#server/users/passwords.ts'

const person = { email: 'jana.kvapilova@strojirny.example', name: 'Jana Kvapilová', firm: 'Strojírny Hlubočky, a.s.' }

describe('a password', () => {
  it.each([
    ['krátké', 'users.passwordShort'],
    ['a'.repeat(201), 'users.passwordLong'],
    ['password123', 'users.passwordCommon'],
    ['Heslo12345', 'users.passwordCommon'],
    ['Sluníčko2024', 'users.passwordCommon'],
    ['qwertzuiop', 'users.passwordCommon'],
    ['Kvapilova1985', 'users.passwordPersonal'],
    ['JanaKvapilova2024', 'users.passwordPersonal'],
    ['Klientela2026', 'users.passwordPersonal'],
    ['aaaaaaaaaaaa', 'users.passwordGuessable'],
    ['1234567890123', 'users.passwordCommon'],
  ])('%s is refused', (password, reason) => {
    expect(weaknessOf(password, person)).toBe(reason)
  })
  it.each(['jana vozí zelené mraky', 'modrý kůň skáče přes plot', 'xK7-tulipan-vrtule', 'Vz7!qLp0#tRw'])(
    '%s is accepted',
    (password) => {
      expect(weaknessOf(password, person)).toBeUndefined()
    },
  )
  it('is judged quickly even at full length', () => {
    const started = performance.now()
    weaknessOf('aB3$'.repeat(50), person)
    weaknessOf('heslo jana martin '.repeat(11), person)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
