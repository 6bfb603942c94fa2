import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addBusinessDays,
  businessDayFrom,
  businessDaysBetween,
  czechHolidays,
  easterSunday,
  holidayName,
  isBusinessDay,
} from '#domain/business-days.ts'
import { addDays } from '#domain/day.ts'

describe('business days', () => {
  test.each([
    ['2026-04-02', 1, '2026-04-07'],
    ['2026-12-23', 2, '2026-12-29'],
    ['2026-04-30', 10, '2026-05-18'],
    ['2026-04-07', -1, '2026-04-02'],
    ['2026-04-04', 0, '2026-04-04'],
  ])('from %s, %i business days lead to %s', (day, n, expected) => {
    expect(addBusinessDays(day, n)).toBe(expected)
  })

  test.each([
    [2016, '2016-03-27'],
    [2019, '2019-04-21'],
    [2024, '2024-03-31'],
    [2026, '2026-04-05'],
    [2038, '2038-04-25'],
  ])('Easter Sunday of %i is %s', (year, expected) => {
    expect(easterSunday(year)).toBe(expected)
  })

  test('Good Friday is a holiday since 2016 only', () => {
    expect(isBusinessDay('2015-04-03')).toBe(true)
    expect(isBusinessDay('2016-03-25')).toBe(false)
    expect(czechHolidays(2015)).toHaveLength(12)
    expect(czechHolidays(2016)).toHaveLength(13)
  })

  test.each([
    ['2026-04-02', '2026-04-07', 1],
    ['2026-04-07', '2026-04-02', -1],
    ['2026-04-02', '2026-04-06', 0],
    ['2026-04-02', '2026-04-02', 0],
  ])('between %s and %s there are %i business days', (from, to, expected) => {
    expect(businessDaysBetween(from, to)).toBe(expected)
  })

  test.each([
    ['2026-12-23', '2026-12-23', null],
    ['2026-12-24', '2026-12-28', 'Štědrý den'],
    ['2026-12-27', '2026-12-28', null],
    ['2027-03-29', '2027-03-30', 'Velikonoční pondělí'],
    ['2028-02-29', '2028-02-29', null],
  ])('the first from %s is %s', (day, from, name) => {
    expect([businessDayFrom(day), holidayName(day)]).toEqual([from, name])
  })

  test('counting there and back gives the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 1, max: 80 }), (offset, n) => {
        const start = addDays('2005-01-01', offset)
        const end = addBusinessDays(start, n)
        expect(isBusinessDay(end)).toBe(true)
        expect(businessDaysBetween(start, end)).toBe(n)
      }),
      { numRuns: 60 },
    )
  })
})

test('business days between two days are as many as counting one by one finds', () => {
  let n = 7
  for (let i = 0; i < 400; i += 1) {
    n = (n * 1103515245 + 12345) % 2147483648
    const from = addDays('2019-01-01', n % 4000)
    const to = addDays(from, (n >> 5) % 900)
    let count = 0
    for (let day = from; day < to; ) {
      day = addDays(day, 1)
      if (isBusinessDay(day)) count += 1
    }
    expect(businessDaysBetween(from, to)).toBe(count)
    expect(businessDaysBetween(to, from)).toBe(0 - count)
  }
})
