// Moving in time: a change given for one occurrence carried to the whole series by the wall clock.
import type { AppointmentChange } from '#api/calendars.ts'
import { addDays, daysBetween } from '#domain/day.ts'
import { endOfOccurrence } from '#server/calendars/occurrences.ts'
import type { AppointmentRow, AppointmentValues } from '#server/calendars/store.ts'
import * as store from '#server/calendars/store.ts'
import { repetitionOf, type Times, timesOf, valuesOf } from '#server/calendars/writing.ts'
import type { Context } from '#server/kit/context.ts'
import { Refusal } from '#server/kit/errors.ts'
import { localOf, toInstant } from '#server/kit/zoned-time.ts'

/** New times, and those they replace, of one occurrence (of a single appointment its own). */
export interface Move {
  readonly from: string
  readonly times: Times
}

export function timesAsked(before: AppointmentRow, change: AppointmentChange, at: string | undefined): Move {
  const from = at ?? before.startsAt
  const zone = change.timeZone ?? before.timeZone
  const was = wallOf(before, from)
  const start = change.start ?? was.start
  const end = change.end ?? (change.start ? sameLength(before, from, change.start, zone) : was.end)
  return { from, times: timesOf({ start, end, timeZone: zone }) }
}

/** The clock on the wall at an occurrence; the last day of a whole-day appointment is its last one. */
function wallOf(row: AppointmentRow, from: string) {
  const [start, end] = [localOf(from, row.timeZone), localOf(endOfOccurrence(row, from), row.timeZone)]
  return row.allDay ? { start: { day: start.day }, end: { day: addDays(end.day, -1) } } : { start, end }
}

function sameLength(
  row: AppointmentRow,
  from: string,
  start: { day: string; time?: string | undefined },
  zone: string,
) {
  const was = wallOf(row, from)
  if (start.time === undefined)
    return { day: addDays(start.day, row.allDay ? daysBetween(was.start.day, was.end.day) : 0) }
  if (row.allDay)
    return localOf(new Date(Date.parse(toInstant(start.day, start.time, zone)) + 3_600_000).toISOString(), zone)
  const length = Date.parse(endOfOccurrence(row, from)) - Date.parse(from)
  return localOf(new Date(Date.parse(toInstant(start.day, start.time, zone)) + length).toISOString(), zone)
}

/**
 * The row at its new time. A series moves whole: its beginning, occurrences left out and occurrences changed shift by the
 * same number of days and to the new time of day. A weekly rule with one weekday follows to the new weekday; a rule that
 * names days in another way is refused, because nobody can tell what is meant.
 */
export async function movedSeries(
  ctx: Context,
  row: AppointmentRow,
  { from, times }: Move,
  rrule: string | null | undefined,
): Promise<AppointmentValues> {
  const values = valuesOf(row)
  if (row.rrule === null) return { ...values, ...times, ...repetitionOf(times, rrule ?? null) }
  const days = daysBetween(localOf(from, row.timeZone).day, localOf(times.startsAt, times.timeZone).day)
  const time = times.allDay ? '00:00' : localOf(times.startsAt, times.timeZone).time
  const shift = (instant: string) => toInstant(addDays(localOf(instant, row.timeZone).day, days), time, times.timeZone)
  const startsAt = shift(row.startsAt)
  const shifted = { ...times, startsAt, endsAt: endOfOccurrence({ ...times }, startsAt) }
  const rule = rrule === undefined ? ruleAfter(row.rrule, days) : rrule
  for (const other of await store.listOfUid(ctx, row.ownerId, row.uid)) {
    if (other.recurrenceId === null) continue
    await store.updateAppointment(ctx, other.id, { ...valuesOf(other), recurrenceId: shift(other.recurrenceId) })
  }
  return {
    ...values,
    ...shifted,
    ...repetitionOf(shifted, rule, row.rdates.map(shift)),
    exdates: row.exdates.map(shift),
    rdates: row.rdates.map(shift),
  }
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

function ruleAfter(rrule: string, days: number): string {
  if (days === 0 || !/(?:^|;)BY(DAY|MONTHDAY|YEARDAY|MONTH|WEEKNO|SETPOS)=/i.test(rrule)) return rrule
  const one = /(?:^|;)BYDAY=(MO|TU|WE|TH|FR|SA|SU)(?=;|$)/i.exec(rrule)
  if (!one || !/FREQ=WEEKLY/i.test(rrule) || /BY(MONTH|MONTHDAY|SETPOS)=/i.test(rrule))
    throw new Refusal('calendars.moveByRule')
  const now = weekdays.indexOf((one[1] as string).toUpperCase())
  const moved = weekdays[(((now + days) % 7) + 7) % 7]
  return rrule.replace(/BYDAY=\w\w/i, `BYDAY=${moved}`)
}
