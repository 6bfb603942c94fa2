// When a guest may come: working windows less what is taken, cut to slots of one length. All times are minutes since 1970 UTC.
import { isBusinessDay } from '#domain/business-days.ts'
import { addDays, type Day } from '#domain/day.ts'

export interface Span {
  readonly from: number
  readonly to: number
}

export interface SlotRules {
  /** Length of a slot. */
  readonly minutes: number
  /** Kept free before and after whatever else is in the calendar. */
  readonly gapMinutes: number
  /** Nothing begins before this moment. */
  readonly notBefore: number
  /** Nothing begins after this moment. */
  readonly notAfter: number
  /** Slots begin at multiples of this many minutes from the beginning of their window. */
  readonly step: number
}

/** Beginnings of free slots, ascending. A slot lies whole in one window and keeps the gap to everything taken. */
export function freeSlots(windows: readonly Span[], taken: readonly Span[], rules: SlotRules): number[] {
  const busy = joined(taken.map(({ from, to }) => ({ from: from - rules.gapMinutes, to: to + rules.gapMinutes })))
  const starts: number[] = []
  for (const window of joined(windows)) {
    let next = 0
    for (let start = window.from; start + rules.minutes <= window.to; start += rules.step) {
      if (start < rules.notBefore) continue
      if (start > rules.notAfter) break
      while (next < busy.length && (busy[next] as Span).to <= start) next++
      const taken = busy[next]
      if (!taken || taken.from >= start + rules.minutes) starts.push(start)
    }
  }
  return starts
}

/** Those of so many days from the first on which people are at work: no weekend, no public holiday. */
export function daysAtWork(first: Day, days: number): Day[] {
  return Array.from({ length: days }, (_, i) => addDays(first, i)).filter(isBusinessDay)
}

/** The same time as the fewest spans, ascending; empty ones are left out. */
export function joined(spans: readonly Span[]): Span[] {
  const result: { from: number; to: number }[] = []
  for (const span of spans.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else result.push({ ...span })
  }
  return result
}

export type HoursReason = 'calendars.hoursBackwards' | 'calendars.hoursOverlap'

/** Why working hours of a booking page cannot be kept: one ends before it begins, or two of a day overlap. */
export function whyNotHours(hours: readonly { day: number; from: string; to: string }[]): HoursReason | undefined {
  if (hours.some(({ from, to }) => to <= from)) return 'calendars.hoursBackwards'
  const overlap = hours.some((a, i) => hours.some((b, j) => i < j && a.day === b.day && a.from < b.to && b.from < a.to))
  return overlap ? 'calendars.hoursOverlap' : undefined
}
