import { describe, expect, it } from 'vitest'
import { type Hours, isDigestDue, isQuiet, isTime, usualHours } from '#domain/notifications/hours.ts'

const hours = (change: Partial<Hours> = {}): Hours => ({ ...usualHours, ...change })
// 2026-11-24 is a Tuesday, 2026-11-21 a Saturday, 2026-11-17 a public holiday (Tuesday).
const at = (text: string) => ({ day: text.slice(0, 10), time: text.slice(11) })

describe('quiet hours', () => {
  const cases: [Partial<Hours>, string, boolean][] = [
    [{}, '2026-11-24 09:00', false],
    [{}, '2026-11-24 19:59', false],
    [{}, '2026-11-24 20:00', true],
    [{}, '2026-11-24 23:59', true],
    [{}, '2026-11-24 00:00', true],
    [{}, '2026-11-24 06:29', true],
    [{}, '2026-11-24 06:30', false],
    [{}, '2026-11-21 12:00', true],
    [{}, '2026-11-17 12:00', true],
    [{ quietWeekends: false }, '2026-11-21 12:00', false],
    [{ quietWeekends: false }, '2026-11-21 21:00', true],
    [{ quietFrom: '12:00', quietTo: '13:00' }, '2026-11-24 12:30', true],
    [{ quietFrom: '12:00', quietTo: '13:00' }, '2026-11-24 13:00', false],
    [{ quietFrom: null, quietTo: null }, '2026-11-24 23:00', false],
    [{ quietFrom: '08:00', quietTo: '08:00' }, '2026-11-24 08:00', false],
  ]
  it.each(cases)('%j at %s: %s', (change, now, quiet) => {
    expect(isQuiet(hours(change), at(now))).toBe(quiet)
  })
})

describe('the digest', () => {
  const cases: [Partial<Hours>, string, string | undefined, number, boolean][] = [
    [{}, '2026-11-24 06:59', '2026-11-23 07:00', 1439, false],
    [{}, '2026-11-24 07:00', '2026-11-23 07:00', 1440, true],
    [{}, '2026-11-24 11:00', '2026-11-24 07:00', 240, false],
    // The program did not run at seven: the letter goes later, once.
    [{}, '2026-11-24 11:00', '2026-11-23 07:00', 1680, true],
    [{}, '2026-11-24 07:00', undefined, Number.POSITIVE_INFINITY, true],
    // Somebody moved the time to the afternoon after the morning letter had left: it comes once more, with what is new.
    [{ digestAt: '16:00' }, '2026-11-24 16:00', '2026-11-24 07:00', 540, true],
    [{}, '2026-11-21 07:00', '2026-11-20 07:00', 1440, false],
    [{ quietWeekends: false }, '2026-11-21 07:00', '2026-11-20 07:00', 1440, true],
    [{ digestAt: '05:00' }, '2026-11-24 05:00', '2026-11-23 05:00', 1440, true],
    [{ digest: 'hourly' }, '2026-11-24 10:30', '2026-11-24 09:31', 59, false],
    [{ digest: 'hourly' }, '2026-11-24 10:31', '2026-11-24 09:31', 60, true],
    [{ digest: 'hourly' }, '2026-11-24 21:00', '2026-11-24 09:31', 600, false],
    [{ digest: 'atOnce' }, '2026-11-24 10:31', '2026-11-24 10:31', 0, true],
    [{ digest: 'atOnce' }, '2026-11-24 22:31', undefined, 0, false],
    [{ digest: 'never' }, '2026-11-24 10:31', undefined, 9999, false],
  ]
  it.each(cases)('%j at %s after %s', (change, now, last, minutes, due) => {
    expect(isDigestDue(hours(change), at(now), last === undefined ? undefined : at(last), minutes)).toBe(due)
  })
})

it('a time of the day is two digits, a colon and two digits', () => {
  expect(['00:00', '23:59', '07:05'].map(isTime)).toEqual([true, true, true])
  expect(['24:00', '7:05', '12:60', '', '12:00:00'].map(isTime)).toEqual([false, false, false, false, false])
})
