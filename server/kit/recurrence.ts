// Repeating times: which days and instants a rule of RFC 5545 (RRULE) falls on, by the library rrule-temporal.
// Times repeat by the wall clock of their zone: a weekly 9:00 stays 9:00 after the clocks change; an occurrence that falls
// into the hour skipped in spring does not take place (RFC 5545 §3.3.10).
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { lastDayOf, mayBeSkipped, plainRuleOf } from '#server/kit/plain-rules.ts'
import { isoOf, isZone, localOf, toInstant } from '#server/kit/zoned-time.ts'

export interface Recurrence {
  /** The first occurrence; without a time the rule falls on whole days. */
  readonly dtstart: { readonly day: string; readonly time?: string | undefined }
  readonly zone: string
  /** `FREQ=WEEKLY;BYDAY=MO`, with or without `RRULE:`. */
  readonly rrule: string
  /** Occurrences left out: instants, or days of a rule without a time. */
  readonly exdates?: readonly string[]
  /** Occurrences besides the rule's, as instants. */
  readonly rdates?: readonly string[]
}

export interface Occurrence {
  readonly day: string
  /** Empty for whole days. */
  readonly time: string | undefined
  /** The instant it begins (midnight of the zone for whole days). */
  readonly startsAt: string
}

/** More than anybody can look at; also what one window gives at most. */
export const mostOccurrences = 2000
/** A rule that ends after more occurrences than this is somebody's mistake. */
const mostCounted = 5000

/**
 * Occurrences from `from` to `to`, both included, at most `limit`, in order. The bounds are instants, or days of the rule's
 * zone (`to` then means to the end of that day). Without an end in the rule nothing is computed beyond `to`.
 * A rule that cannot be computed gives only its first occurrence; `whyNotRepeat` refuses such rules before they are written.
 */
export function occurrences(rule: Recurrence, from: string, to: string, limit: number = mostOccurrences): Occurrence[] {
  const [first, last] = [boundOf(from, rule.zone, '00:00:00'), boundOf(to, rule.zone, '23:59:59')]
  if (last < first) return []
  const without = new Set((rule.exdates ?? []).map((text) => (text.length === 10 ? text : isoOf(text))))
  const found: Occurrence[] = []
  const besides = (rule.rdates ?? []).map(isoOf).filter((at) => at >= first && at <= last)
  const all = withBesides(expand(rule, new Date(first), new Date(last), limit + without.size), besides, rule.zone)
  for (const at of all) {
    const startsAt = new Date(at.epochMilliseconds).toISOString()
    const day = at.toPlainDate().toString()
    if (without.has(startsAt) || without.has(day)) continue
    const time = rule.dtstart.time ? at.toPlainTime().toString({ smallestUnit: 'minute' }) : undefined
    found.push({ day, time, startsAt })
    if (found.length === limit) break
  }
  return found
}

/** The first occurrence after an instant or day; undefined when the rule has ended. */
export function nextOccurrence(rule: Recurrence, after: string): Occurrence | undefined {
  const start = Date.parse(boundOf(after, rule.zone, '23:59:59')) + 1
  const end = new Date(start + 60 * 366 * 86_400_000).toISOString()
  return occurrences(rule, new Date(start).toISOString(), end, 1)[0]
}

/** The instant of the last occurrence; undefined when the rule never ends. */
export function lastOccurrence(rule: Recurrence): string | undefined {
  const last = lastOfRule(rule)
  // Beyond the year 9999 nobody waits for it: kept as if it never ended.
  if (last?.startsWith('+')) return undefined
  return last && [last, ...(rule.rdates ?? []).map(isoOf)].sort().at(-1)
}

function lastOfRule(rule: Recurrence): string | undefined {
  const rrule = bare(rule.rrule)
  const until = /(?:^|;)UNTIL=(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?/i.exec(rrule)
  if (until) {
    const [, y, m, d, hour, minute, second] = until
    const time = hour ? `${hour}:${minute}:${second}` : '23:59:59'
    return /UNTIL=[^;]*Z/i.test(rrule)
      ? new Date(`${y}-${m}-${d}T${time}Z`).toISOString()
      : toInstant(`${y}-${m}-${d}`, time, rule.zone)
  }
  if (!/(?:^|;)COUNT=\d/i.test(rrule)) return undefined
  const counted = lastByArithmetic(rule)
  if (counted) return counted
  const all = expand(rule, undefined, undefined, mostCounted)
  return new Date(all.at(-1)?.epochMilliseconds ?? Date.parse(startOf(rule))).toISOString()
}

/** Of a plain rule whose every occurrence takes place; undefined when they have to be built one by one. */
function lastByArithmetic(rule: Recurrence): string | undefined {
  const { day, time = '00:00' } = rule.dtstart
  const plain = plainRuleOf(bare(rule.rrule), day)
  if (!plain?.count || plain.count > mostCounted) return undefined
  const last = lastDayOf(plain, day, plain.count)
  return last && !mayBeSkipped(rule.zone, day, last, time) ? toInstant(last, time, rule.zone) : undefined
}

/** Rules already proved, by their shape: the reason why not, or undefined. */
const proved = new Map<string, 'kit.repeatsNever' | undefined>()

/** Times of one day a rule may name by lists of hours, minutes and seconds; building thousands of them takes seconds. */
const mostADay = 100
const timesADay = (rrule: string) =>
  [...rrule.matchAll(/BY(?:HOUR|MINUTE|SECOND)=([^;]*)/gi)].reduce((n, [, list = '']) => n * list.split(',').length, 1)

/** Why a rule cannot be kept: it is broken, repeats by the minute or second, counts too far, or never falls on any day. */
export function whyNotRepeat(
  rule: Recurrence,
): 'kit.repeatBroken' | 'kit.repeatsTooOften' | 'kit.repeatsTooMany' | 'kit.repeatsNever' | undefined {
  const rrule = bare(rule.rrule)
  if (!isZone(rule.zone)) return 'kit.repeatBroken'
  if (/(?:^|;)FREQ=(SECONDLY|MINUTELY)(;|$)/i.test(rrule) || timesADay(rrule) > mostADay) return 'kit.repeatsTooOften'
  const count = /(?:^|;)COUNT=(\d+)/i.exec(rrule)
  if (count && Number(count[1]) > mostCounted) return 'kit.repeatsTooMany'
  if (count && Number(count[1]) === 0) return 'kit.repeatsNever'
  // A plain rule falls on its first day, unless it ends before.
  const until = /UNTIL=/i.test(rrule)
  const ends = until && plainRuleOf(rrule, rule.dtstart.day) ? lastOfRule(rule) : undefined
  if (ends) return ends < startOf(rule) ? 'kit.repeatsNever' : undefined
  if (!until && plainRuleOf(rrule, rule.dtstart.day)) return undefined
  // Most files repeat in a few ways only: another rule was proved the first time it was met. A rule that names its days itself
  // and leaves out no period is the same rule wherever it starts.
  const anyStart = /FREQ=(MONTHLY|YEARLY)/i.test(rrule) && /BY(MONTH)?DAY=/i.test(rrule) && !/INTERVAL=/i.test(rrule)
  const own = until || (!anyStart && /BY(MONTHDAY|YEARDAY|WEEKNO|SETPOS)=/i.test(rrule))
  const shape = own ? undefined : rrule.replace(/COUNT=\d+/i, 'COUNT')
  if (shape !== undefined && proved.has(shape)) return proved.get(shape)
  try {
    const why = fallsOnNothing(rule, count !== null || until) ? 'kit.repeatsNever' : undefined
    if (shape !== undefined && proved.size < 5000) proved.set(shape, why)
    return why
  } catch {
    return 'kit.repeatBroken'
  }
}

/** A bounded look at the beginning proves that the rule can be computed at all. */
function fallsOnNothing(rule: Recurrence, ends: boolean): boolean {
  // With a count the library would go through all of them, thousands of years for a rare one.
  const made = ruleOf(
    {
      ...rule,
      rrule: bare(rule.rrule)
        .replace(/;?COUNT=\d+/i, '')
        .replace(/^;/, ''),
    },
    false,
  )
  const start = new Date(Date.parse(startOf(rule)))
  for (const days of [8, 32, 366, 60 * 366]) {
    const to = new Date(start.getTime() + days * 86_400_000)
    if (made.between(start, to, true).length > 0) return false
    if (days === 366 && ends) break
  }
  return true
}

function expand(
  rule: Recurrence,
  from: Date | undefined,
  to: Date | undefined,
  limit: number,
): readonly Temporal.ZonedDateTime[] {
  try {
    const made = ruleOf(rule)
    if (!from || !to) return made.all((_, n) => n < limit)
    const found: Temporal.ZonedDateTime[] = []
    // Slice by slice, so that a wide window costs no more than what it is asked for.
    for (let start = from.getTime(); start <= to.getTime() && found.length < limit; start += slice) {
      const end = Math.min(start + slice - 1, to.getTime())
      found.push(...made.between(new Date(start), new Date(end), true))
    }
    return found
  } catch {
    const start = Temporal.Instant.from(startOf(rule)).toZonedDateTimeISO(rule.zone)
    const ms = start.epochMilliseconds
    return from && to && (ms < from.getTime() || ms > to.getTime()) ? [] : [start]
  }
}

function withBesides(
  byRule: readonly Temporal.ZonedDateTime[],
  besides: readonly string[],
  zone: string,
): readonly Temporal.ZonedDateTime[] {
  if (besides.length === 0) return byRule
  const known = new Set(byRule.map((at) => at.epochMilliseconds))
  const more = besides
    .map((at) => Temporal.Instant.from(at).toZonedDateTimeISO(zone))
    .filter((at) => !known.has(at.epochMilliseconds))
  return [...byRule, ...more].sort((a, b) => a.epochMilliseconds - b.epochMilliseconds)
}

const slice = 400 * 86_400_000

/** The first time takes place also where the rule does not name it, as calendars of others have it. */
function ruleOf(rule: Recurrence, includeDtstart = true): RRuleTemporal<Temporal.ZonedDateTime> {
  const dtstart = Temporal.Instant.from(startOf(rule)).toZonedDateTimeISO(rule.zone)
  return new RRuleTemporal({
    rruleString: `RRULE:${untilInUtc(bare(rule.rrule), rule.zone)}`,
    dtstart,
    temporal: Temporal,
    includeDtstart,
    // So many empty periods in a row end the search; of days and hours there are more of them between two times.
    ...(/FREQ=(YEARLY|MONTHLY|WEEKLY)/i.test(rule.rrule) ? { maxIterations: 1500 } : {}),
    cache: false,
  })
}

/** UNTIL without a zone means the clock of the appointment; a day means to its end. The library wants UTC. */
function untilInUtc(rrule: string, zone: string): string {
  return rrule.replace(/UNTIL=(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?(?=;|$)/i, (_, y, m, d, h, min, s) => {
    const instant = toInstant(`${y}-${m}-${d}`, h ? `${h}:${min}:${s}` : '23:59:59', zone)
    return `UNTIL=${instant.slice(0, 19).replace(/[-:]/g, '')}Z`
  })
}

function startOf(rule: Recurrence): string {
  return toInstant(rule.dtstart.day, rule.dtstart.time ?? '00:00', rule.zone)
}

function boundOf(text: string, zone: string, time: string): string {
  return text.length === 10 ? toInstant(text, time, zone) : isoOf(text)
}

const bare = (rrule: string) => rrule.trim().replace(/^RRULE:/i, '')

/** The wall-clock start of an instant, as a rule's `dtstart`. */
export function dtstartOf(instant: string, zone: string, wholeDay: boolean): Recurrence['dtstart'] {
  const { day, time } = localOf(instant, zone)
  return wholeDay ? { day } : { day, time }
}
