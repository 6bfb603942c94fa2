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
  it.each([
    ['FREQ=WEEKLY;BYDAY=MO', undefined],
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
})
