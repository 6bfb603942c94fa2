import fc from 'fast-check'
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { lastOccurrence, nextOccurrence, occurrences, type Recurrence, whyNotRepeat } from '#server/kit/recurrence.ts'
import { localOf, toInstant, whyNotTime } from '#server/kit/zoned-time.ts'

const prague = (rrule: string, day = '2026-03-02', time: string | undefined = '09:00'): Recurrence => ({
  dtstart: { day, time },
  zone: 'Europe/Prague',
  rrule,
})

describe('time of a place', () => {
  it('is an instant, before and after the clocks change', () => {
    expect(toInstant('2026-03-28', '09:00', 'Europe/Prague')).toBe('2026-03-28T08:00:00.000Z')
    expect(toInstant('2026-03-29', '09:00', 'Europe/Prague')).toBe('2026-03-29T07:00:00.000Z')
    expect(localOf('2026-03-29T07:00:00Z', 'Europe/Prague')).toEqual({ day: '2026-03-29', time: '09:00' })
    expect(localOf('2026-03-29 07:00:00+00', 'America/New_York')).toEqual({ day: '2026-03-29', time: '03:00' })
  })
  it('skipped in spring is read with the earlier offset, the doubled hour of autumn is the first', () => {
    expect(toInstant('2026-03-29', '02:30', 'Europe/Prague')).toBe('2026-03-29T01:30:00.000Z')
    expect(toInstant('2026-10-25', '02:30', 'Europe/Prague')).toBe('2026-10-25T00:30:00.000Z')
  })
  it('that does not exist is refused with its reason', () => {
    expect(whyNotTime('2026-03-29', '02:30', 'Europe/Prague')).toBe('kit.timeSkipped')
    expect(whyNotTime('2026-03-29', '02:30', 'Europe/London')).toBeUndefined()
    expect(whyNotTime('2026-02-30', '09:00', 'Europe/Prague')).toBe('kit.notADate')
    expect(whyNotTime('2026-02-28', '25:00', 'Europe/Prague')).toBe('kit.notADate')
    expect(whyNotTime('2026-02-28', '09:00', 'Mars/Olympus')).toBe('kit.unknownZone')
  })
})

describe('repetition', () => {
  it('keeps the wall clock over a change of the clocks', () => {
    const found = occurrences(prague('FREQ=WEEKLY;BYDAY=MO'), '2026-03-20', '2026-04-10')
    expect(found.map(({ startsAt }) => startsAt)).toEqual([
      '2026-03-23T08:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
      '2026-04-06T07:00:00.000Z',
    ])
  })
  it('leaves out a skipped hour and what is excepted', () => {
    const daily = prague('FREQ=DAILY', '2026-03-27', '02:30')
    expect(occurrences(daily, '2026-03-27', '2026-03-31').map(({ day }) => day)).toEqual([
      '2026-03-27',
      '2026-03-28',
      '2026-03-30',
      '2026-03-31',
    ])
    const but = { ...prague('RRULE:FREQ=DAILY'), exdates: ['2026-03-03T08:00:00Z'] }
    expect(occurrences(but, '2026-03-02', '2026-03-04').map(({ day }) => day)).toEqual(['2026-03-02', '2026-03-04'])
  })
  it('of whole days has days', () => {
    const monthly = { ...prague('FREQ=MONTHLY;BYDAY=-1FR'), dtstart: { day: '2026-01-30' }, exdates: ['2026-03-27'] }
    expect(occurrences(monthly, '2026-02-01', '2026-04-30')).toEqual([
      { day: '2026-02-27', time: undefined, startsAt: '2026-02-26T23:00:00.000Z' },
      { day: '2026-04-24', time: undefined, startsAt: '2026-04-23T22:00:00.000Z' },
    ])
    expect(nextOccurrence(monthly, '2026-02-27')?.day).toBe('2026-04-24')
  })
  it('without end is computed only in its window, however far', () => {
    expect(occurrences(prague('FREQ=DAILY', '1970-01-01'), '2026-03-02', '2026-03-08')).toHaveLength(7)
    expect(occurrences(prague('FREQ=DAILY'), '2026-03-02', '2099-01-01', 5)).toHaveLength(5)
  })
  it('tells its last time, or that it has none', () => {
    expect(lastOccurrence(prague('FREQ=DAILY'))).toBeUndefined()
    expect(lastOccurrence(prague('FREQ=DAILY;COUNT=3'))).toBe('2026-03-04T08:00:00.000Z')
    expect(lastOccurrence(prague('FREQ=DAILY;UNTIL=20260401'))).toBe('2026-04-01T21:59:59.000Z')
    expect(lastOccurrence(prague('FREQ=DAILY;UNTIL=20260401T070000Z'))).toBe('2026-04-01T07:00:00.000Z')
    expect(nextOccurrence(prague('FREQ=DAILY;COUNT=3'), '2026-03-04')).toBeUndefined()
    expect(nextOccurrence(prague('FREQ=YEARLY', '2024-02-29'), '2026-01-01')?.day).toBe('2028-02-29')
  })
  it('tells the last time by arithmetic exactly as by building every occurrence', () => {
    const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
    const rules = fc.record({
      frequency: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
      interval: fc.integer({ min: 1, max: 5 }),
      count: fc.integer({ min: 1, max: 25 }),
      on: fc.subarray(weekdays),
      // Which such weekday of the month; 0 by the day of the month.
      nth: fc.integer({ min: -1, max: 5 }),
      week: fc.option(fc.constantFrom(...weekdays), { nil: undefined }),
      day: fc.integer({ min: 0, max: 1500 }).map((n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10)),
      // Hours the clocks skip somewhere, and hours they never skip.
      time: fc.constantFrom(undefined, '00:30', '02:00', '02:30', '09:00', '23:30'),
      zone: fc.constantFrom('Europe/Prague', 'America/New_York', 'Africa/Cairo', 'UTC'),
    })
    fc.assert(
      fc.property(rules, ({ frequency, interval, count, on, nth, week, day, time, zone }) => {
        const byDay =
          frequency === 'WEEKLY' && on.length > 0
            ? `;BYDAY=${on.join(',')}`
            : frequency === 'MONTHLY' && nth !== 0
              ? `;BYDAY=${nth}${weekdays[(new Date(day).getUTCDay() + 6) % 7]}`
              : ''
        const rrule = `FREQ=${frequency};INTERVAL=${interval};COUNT=${count}${byDay}${week ? `;WKST=${week}` : ''}`
        const rule: Recurrence = { dtstart: { day, time }, zone, rrule }
        const dtstart = Temporal.Instant.from(toInstant(day, time ?? '00:00', zone)).toZonedDateTimeISO(zone)
        const made = new RRuleTemporal({
          rruleString: `RRULE:${rrule}`,
          dtstart,
          temporal: Temporal,
          includeDtstart: true,
        })
        const built = new Date(made.all().at(-1)?.epochMilliseconds ?? 0).toISOString()
        expect(lastOccurrence(rule), `${rrule} ${day} ${time} ${zone}`).toBe(built)
      }),
      { numRuns: 150, seed: 20_261_124 },
    )
  })
  it('of a large file is judged without building occurrences', () => {
    const start = process.cpuUsage()
    for (let i = 0; i < 5000; i++) {
      const rule = prague(`FREQ=WEEKLY;INTERVAL=${1 + (i % 4)};COUNT=${1 + (i % 500)}`, '2026-03-02', '09:00')
      expect(whyNotRepeat(rule)).toBeUndefined()
      lastOccurrence(rule)
      expect(whyNotRepeat(prague(`FREQ=DAILY;UNTIL=20991231T0${i % 10}0000Z`))).toBeUndefined()
    }
    const { user } = process.cpuUsage(start)
    expect(user / 1_000_000).toBeLessThan(5)
  })
  it.each([
    ['FREQ=WEEKLY;BYDAY=MO', undefined],
    ['FREQ=DAILY;COUNT=3;UNTIL=20260401', undefined],
    ['FREQ=DAILY;UNTIL=sometime', 'kit.repeatBroken'],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=5', undefined],
    ['FREQ=MONTHLY;BYDAY=2TU;COUNT=5', undefined],
    ['FREQ=DAILY;COUNT=0', 'kit.repeatsNever'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', undefined],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'kit.repeatsNever'],
    ['FREQ=SECONDLY', 'kit.repeatsTooOften'],
    ['FREQ=DAILY;COUNT=100000', 'kit.repeatsTooMany'],
    ['FREQ=SOMETIMES', 'kit.repeatBroken'],
    ['FREQ=DAILY;INTERVAL=0', 'kit.repeatBroken'],
    ['', 'kit.repeatBroken'],
    ['FREQ=DAILY;UNTIL=19990101', 'kit.repeatsNever'],
  ])('by %s is judged', (rrule, reason) => {
    expect(whyNotRepeat(prague(rrule))).toBe(reason)
  })

  it('is judged in a moment also when it is rare, long or of thousands of times a day', () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => i).join()
    const start = process.cpuUsage()
    for (const [rrule, reason] of [
      ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;COUNT=300', 'kit.repeatsNever'],
      [`FREQ=YEARLY;BYDAY=MO;BYHOUR=${many(24)};BYMINUTE=${many(60)};BYSECOND=${many(60)}`, 'kit.repeatsTooOften'],
      ['FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30', 'kit.repeatsNever'],
    ])
      expect(whyNotRepeat(prague(rrule as string)), rrule).toBe(reason)
    // Ends in the year 59055, which no database field of ours could show.
    expect(lastOccurrence(prague('FREQ=HOURLY;INTERVAL=100000;COUNT=5000'))).toBeUndefined()
    // The last working day of the month, as meetings of whole firms have it, from a thousand different days.
    for (let i = 0; i < 1000; i++) {
      const day = `20${10 + (i % 40)}-0${1 + (i % 9)}-1${i % 10}`
      expect(whyNotRepeat(prague('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', day))).toBeUndefined()
    }
    expect(process.cpuUsage(start).user / 1_000_000).toBeLessThan(5)
  })
})
