import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, compareDays, dayNumber, dayOfNumber, daysBetween, isDay, weekday } from '#domain/day.ts'

describe('calendar days', () => {
  test.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['0000-01-01', false],
    ['2026-1-1', false],
    ['2026-01-01T00:00', false],
    ['', false],
  ])('%s is a day: %s', (text, expected) => {
    expect(isDay(text)).toBe(expected)
  })

  test.each([
    ['2026-05-15', 30, '2026-06-14'],
    ['2026-03-02', 10, '2026-03-12'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['1970-01-01', 0, '1970-01-01'],
  ])('%s plus %i days is %s', (day, n, expected) => {
    expect(addDays(day, n)).toBe(expected)
    expect(daysBetween(day, expected)).toBe(n)
  })

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-12-31', -1, '2026-11-30'],
    ['2026-05-15', 24, '2028-05-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-01-15', -13, '2024-12-15'],
  ])('%s plus %i months is %s', (day, n, expected) => {
    expect(addMonths(day, n)).toBe(expected)
  })

  test.each([
    ['1970-01-01', 4],
    ['2026-04-03', 5],
    ['2026-04-05', 7],
    ['2026-04-06', 1],
    ['1969-12-31', 3],
  ])('%s has weekday %i', (day, expected) => {
    expect(weekday(day)).toBe(expected)
  })

  test('days order as the calendar does', () => {
    expect(['2026-02-01', '2025-12-31', '2026-01-31'].sort(compareDays)).toEqual([
      '2025-12-31',
      '2026-01-31',
      '2026-02-01',
    ])
    expect(compareDays('2026-01-01', '2026-01-01')).toBe(0)
  })

  test('a wrong text is refused, never guessed', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError)
  })

  test('numbers and days are the same thing, and agree with an independent calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719162, max: 2932896 }), (n) => {
        const day = dayOfNumber(n)
        expect(isDay(day)).toBe(true)
        expect(dayNumber(day)).toBe(n)
        // biome-ignore lint/style/noRestrictedGlobals: the test compares with the calendar of the runtime
        const platform = new Date(n * 86_400_000)
        expect(platform.toISOString().slice(0, 10)).toBe(day)
        expect(platform.getUTCDay() || 7).toBe(weekday(day))
      }),
    )
  })
})
