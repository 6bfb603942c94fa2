// The last time of a plain rule by arithmetic. Most files repeat by the day, the week, the month or the year and count: building
// every occurrence only to see the last of them took a large file a minute.
import { Temporal } from 'temporal-polyfill'
import { addDays, addMonths, weekday } from '#domain/day.ts'

export interface PlainRule {
  readonly frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  readonly interval: number
  readonly count: number | undefined
  /** Days of the week, Monday 0, counted from the first day of the rule's week; of a weekly rule only. */
  readonly weekdays: readonly number[]
  /** The first day of the rule's week, Monday 0. */
  readonly weekStart: number
  /** Which such weekday of its month, 1 to 4 or -1 for the last; of a monthly rule by weekday only. */
  readonly nth?: number
}

const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
const plainKeys = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST'])

/**
 * The rule, when it falls on its first day and every so many days, weeks on given days, months or years after; undefined when it
 * is anything else. A day that not every month or year has (29th to 31st) is not plain.
 */
export function plainRuleOf(rrule: string, firstDay: string): PlainRule | undefined {
  const parts = rrule.toUpperCase().split(';').filter(Boolean)
  const values = new Map(parts.map((part) => part.split('=', 2) as [string, string]))
  if (values.size !== parts.length || [...values.keys()].some((key) => !plainKeys.has(key))) return undefined
  if (values.has('COUNT') && values.has('UNTIL')) return undefined
  const frequency = frequencies.find((one) => one === values.get('FREQ'))
  const [interval, count] = [numberIn(values.get('INTERVAL') ?? '1'), numberIn(values.get('COUNT'))]
  const weekStart = weekdayNames.indexOf(values.get('WKST') ?? 'MO')
  if (!frequency || !interval || (values.has('COUNT') && !count) || weekStart < 0) return undefined
  const shifted = (day: number) => (day - weekStart + 7) % 7
  const first = shifted(weekday(firstDay) - 1)
  // The fifth such weekday is not in every month.
  const nth = /^([1-4]|-1)([A-Z]{2})$/.exec(values.get('BYDAY') ?? '')
  if (frequency === 'MONTHLY' && nth) {
    const rule = { frequency, interval, count, weekdays: [], weekStart, nth: Number(nth[1]) }
    const fits = weekdayNames.indexOf(nth[2] ?? '') === weekday(firstDay) - 1
    return fits && nthInMonth(firstDay, rule.nth, weekday(firstDay)) === firstDay ? rule : undefined
  }
  if (frequency !== 'WEEKLY') {
    const common = frequency === 'DAILY' || Number(firstDay.slice(8)) <= 28
    return common && !values.has('BYDAY') ? { frequency, interval, count, weekdays: [], weekStart } : undefined
  }
  const named = values
    .get('BYDAY')
    ?.split(',')
    .map((name) => weekdayNames.indexOf(name))
  if (named?.some((day) => day < 0)) return undefined
  const weekdays = named ? [...new Set(named.map(shifted))].sort((a, b) => a - b) : [first]
  return weekdays.includes(first) ? { frequency, interval, count, weekdays, weekStart } : undefined
}

const numberIn = (text: string | undefined) => (text && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined)

/** Farther than this nobody plans, and years would have to be looked through one by one. */
const mostYears = 100
const daysIn = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 } as const

/** The day of the last of `count` occurrences; undefined when it lies too far. */
export function lastDayOf(rule: PlainRule, firstDay: string, count: number): string | undefined {
  const steps = (count - 1) * rule.interval
  if (steps * daysIn[rule.frequency] > mostYears * 366) return undefined
  switch (rule.frequency) {
    case 'DAILY':
      return addDays(firstDay, steps)
    case 'WEEKLY': {
      const place = (weekday(firstDay) + 6 - rule.weekStart) % 7
      const at = rule.weekdays.indexOf(place) + count - 1
      const weeks = Math.floor(at / rule.weekdays.length) * rule.interval
      return addDays(firstDay, weeks * 7 + (rule.weekdays[at % rule.weekdays.length] as number) - place)
    }
    case 'MONTHLY':
      return rule.nth
        ? nthInMonth(addMonths(`${firstDay.slice(0, 8)}01`, steps), rule.nth, weekday(firstDay))
        : addMonths(firstDay, steps)
    case 'YEARLY':
      return addMonths(firstDay, steps * 12)
  }
}

/** The nth such weekday (Monday 1) of the month of the day, or the last one. */
function nthInMonth(day: string, nth: number, on: number): string {
  const start = `${day.slice(0, 8)}01`
  if (nth > 0) return addDays(start, ((on - weekday(start) + 7) % 7) + (nth - 1) * 7)
  const end = addDays(addMonths(start, 1), -1)
  return addDays(end, -((weekday(end) - on + 7) % 7))
}

const gaps = new Map<string, readonly (readonly [string, string])[]>()

/** Whether the clock of the zone skips this time of day between two days: an occurrence would then not take place. */
export function mayBeSkipped(zone: string, firstDay: string, lastDay: string, time: string): boolean {
  const [from, to] = [Number(firstDay.slice(0, 4)), Number(lastDay.slice(0, 4))]
  for (let year = from; year <= to; year++) {
    for (const [before, after] of gapsOf(zone, year)) {
      if (after.slice(0, 10) < firstDay || before.slice(0, 10) > lastDay) continue
      const days = [before.slice(0, 10), after.slice(0, 10)]
      if (days[0] !== days[1] || (`${days[0]}T${time}:00` >= before && `${days[0]}T${time}:00` < after)) return true
    }
  }
  return false
}

/** What the clock skips in a year: the local time it would have shown, and the one it shows instead. */
function gapsOf(zone: string, year: number): readonly (readonly [string, string])[] {
  const key = `${zone} ${year}`
  const known = gaps.get(key)
  if (known) return known
  const found: [string, string][] = []
  const start = Temporal.PlainDateTime.from({ year, month: 1, day: 1 }).toZonedDateTime(zone)
  for (
    let at = start.subtract({ days: 1 }).getTimeZoneTransition('next');
    at && at.year <= year;
    at = at.getTimeZoneTransition('next')
  ) {
    const before = at.subtract({ nanoseconds: 1 }).toPlainDateTime().add({ nanoseconds: 1 }).toString()
    const after = at.toPlainDateTime().toString()
    if (after > before) found.push([before, after])
  }
  if (gaps.size > 5000) gaps.clear()
  gaps.set(key, found)
  return found
}
