import { describe, expect, it } from 'vitest'
import { moved, rangeOf } from '#web/calendars/calendar-time.ts'
import { type Repeat, repeatOf, repeats, ruleOf } from '#web/calendars/repeat-rule.ts'

describe('usual repetitions', () => {
  it.each([
    ['weekly', '2026-11-25', 'FREQ=WEEKLY;BYDAY=WE'],
    ['fortnightly', '2026-11-25', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE'],
    ['monthlyNth', '2026-11-18', 'FREQ=MONTHLY;BYDAY=3WE'],
    ['monthlyNth', '2026-11-25', 'FREQ=MONTHLY;BYDAY=-1WE'],
    ['monthlyDate', '2026-11-25', 'FREQ=MONTHLY;BYMONTHDAY=25'],
    ['none', '2026-11-25', null],
  ] as [Repeat, string, string | null][])('%s from %s is %s', (repeat, day, rule) => {
    expect(ruleOf(repeat, day, null, null)).toBe(rule)
  })
  it('are recognised again, with their end', () => {
    for (const repeat of repeats.filter((one) => one !== 'none'))
      expect(repeatOf(ruleOf(repeat, '2026-11-25', '2027-01-31', null), '2026-11-25')).toEqual({
        repeat,
        until: '2027-01-31',
      })
    expect(repeatOf('FREQ=DAILY;INTERVAL=1', '2026-11-25').repeat).toBe('daily')
    expect(repeatOf('FREQ=DAILY;COUNT=5', '2026-11-25').repeat).toBe('own')
    expect(repeatOf('FREQ=WEEKLY;BYDAY=MO,WE', '2026-11-25').repeat).toBe('own')
  })
})

describe('what is shown', () => {
  it('is whole weeks of a month, a week from Monday, a day, two weeks ahead', () => {
    expect(rangeOf('month', '2026-11-25')).toEqual({ from: '2026-10-26', to: '2026-12-07' })
    expect(rangeOf('week', '2026-11-29')).toEqual({ from: '2026-11-23', to: '2026-11-30' })
    expect(rangeOf('agenda', '2026-11-29')).toEqual({ from: '2026-11-29', to: '2026-12-13' })
    expect(moved('month', '2026-01-31', 1)).toBe('2026-02-01')
    expect(moved('week', '2026-11-29', -1)).toBe('2026-11-22')
  })
})
