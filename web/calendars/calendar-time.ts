// Days and times of the calendar's zone in the browser: by Intl, because instants come from the server as they are.
import type { CalendarItem } from '#api/calendars.ts'
import { addDays, addMonths, partsOf, weekday } from '#domain/day.ts'

export const views = ['month', 'week', 'day', 'agenda'] as const
export type View = (typeof views)[number]

/** What the clock on the wall shows; without a time a whole day. */
export interface Wall {
  day: string
  time?: string
}

/** First day shown and the day after the last. */
export function rangeOf(view: View, date: string): { from: string; to: string } {
  const monday = addDays(date, 1 - weekday(date))
  if (view === 'day') return { from: date, to: addDays(date, 1) }
  if (view === 'week') return { from: monday, to: addDays(monday, 7) }
  if (view === 'agenda') return { from: date, to: addDays(date, 14) }
  const first = `${date.slice(0, 8)}01`
  const start = addDays(first, 1 - weekday(first))
  return { from: start, to: addDays(start, 42) }
}

export function moved(view: View, date: string, by: 1 | -1): string {
  if (view === 'month') return addMonths(`${date.slice(0, 8)}01`, by)
  return addDays(date, by * (view === 'week' ? 7 : view === 'agenda' ? 14 : 1))
}

/** The period in words: `listopad 2026`, `23.–29. listopadu 2026`. */
export function periodText(language: 'cs' | 'en', view: View, date: string): string {
  const locale = language === 'en' ? 'en-GB' : 'cs-CZ'
  const at = (day: string) => new Date(`${day}T12:00:00Z`)
  if (view === 'month')
    return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(at(date))
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    ...(view === 'day' ? { weekday: 'long' as const } : {}),
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  const { from, to } = rangeOf(view, date)
  return view === 'day' ? format.format(at(date)) : format.formatRange(at(from), at(addDays(to, -1)))
}

/** Day and HH:MM that the clock of a zone shows at an instant. */
export function wallOf(instant: string, zone: string): { day: string; time: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
    .formatToParts(new Date(instant))
    .reduce<Record<string, string>>((all, { type, value }) => Object.assign(all, { [type]: value }), {})
  return { day: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` }
}

export function timeText(language: 'cs' | 'en', instant: string, zone: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'cs-CZ', {
    timeZone: zone,
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(instant))
}

export function dayWords(language: 'cs' | 'en', day: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'cs-CZ', {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format(new Date(`${day}T12:00:00Z`))
}

export function dayParts(language: 'cs' | 'en', day: string): { weekday: string; day: string } {
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'cs-CZ', { timeZone: 'UTC', ...options }).format(
      new Date(`${day}T12:00:00Z`),
    )
  return { weekday: write({ weekday: 'long' }), day: write({ day: 'numeric', month: 'numeric' }) }
}

/** When an appointment is, in the calendar's zone, as one line. */
export function whenText(
  language: 'cs' | 'en',
  item: Pick<CalendarItem, 'startsAt' | 'endsAt' | 'allDay' | 'fromDay' | 'toDay'>,
  zone: string,
): string {
  if (item.allDay)
    return item.fromDay === item.toDay
      ? dayWords(language, item.fromDay)
      : `${dayWords(language, item.fromDay)} – ${dayWords(language, item.toDay)}`
  const [from, to] = [wallOf(item.startsAt, zone), wallOf(item.endsAt, zone)]
  const start = `${dayWords(language, from.day)} ${timeText(language, item.startsAt, zone)}`
  const end = timeText(language, item.endsAt, zone)
  return from.day === to.day ? `${start}–${end}` : `${start} – ${dayWords(language, to.day)} ${end}`
}

export const keyOf = (item: Pick<CalendarItem, 'id' | 'occurrence'>) =>
  item.occurrence ? `${item.id}@${item.occurrence}` : item.id

/** Which Monday-based week day (0–6) and which of its kind in the month (1–5; -1 the last). */
export function placeInMonth(day: string): { weekday: number; nth: number; last: boolean } {
  const { dayOfMonth } = partsOf(day)
  return {
    weekday: weekday(day) - 1,
    nth: Math.ceil(dayOfMonth / 7),
    last: addDays(day, 7).slice(0, 7) !== day.slice(0, 7),
  }
}

/** The instant of a wall-clock time: the offset of the zone is read at that very time. */
export function instantOf(day: string, time: string, zone: string): string {
  const guess = Date.parse(`${day}T${time}:00Z`)
  const there = wallOf(new Date(guess).toISOString(), zone)
  return new Date(guess - (Date.parse(`${there.day}T${there.time}:00Z`) - guess)).toISOString()
}
