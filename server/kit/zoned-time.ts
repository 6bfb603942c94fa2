// Wall-clock time of a place and the instant it is: the only place where the server turns one into the other.
// Built on temporal-polyfill (IANA zones of the platform). domain/ may import no library, so it takes instants as
// given; the browser shows instants by Intl with the zone's name and sends day, time and zone.
import { Temporal } from 'temporal-polyfill'

export interface LocalTime {
  /** YYYY-MM-DD */
  readonly day: string
  /** HH:MM */
  readonly time: string
}

/**
 * The instant (ISO 8601, UTC) of a wall-clock time in a zone. A time skipped in spring is read with the offset before the
 * change (02:30 becomes 03:30), a time that comes twice in autumn is the first of the two: both as RFC 5545 §3.3.5 has it.
 */
export function toInstant(day: string, time: string, zone: string): string {
  const local = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`)
  const date = Math.floor(local / dayMs)
  const offset = offsetOfDay(date, zone)
  // Far from any change of the clock the offset of the day decides; the library is asked for the rest.
  if (offset !== undefined && offsetOfDay(date - 1, zone) === offset && offsetOfDay(date + 1, zone) === offset) {
    return new Date(local - offset).toISOString()
  }
  return instantText(Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).toInstant())
}

/** Day and time that the clock of a zone shows at an instant. */
export function localOf(instant: string, zone: string): LocalTime {
  const ms = Date.parse(isoOf(instant))
  const offset = offsetOfDay(Math.floor(ms / dayMs), zone) ?? offsetAt(ms, zone)
  const shown = new Date(ms + offset).toISOString()
  return { day: shown.slice(0, 10), time: shown.slice(11, 16) }
}

const dayMs = 86_400_000
const offsets = new Map<string, Map<number, number | null>>()

/** Milliseconds east of UTC during a whole UTC day (days since 1970); undefined when the clock changes in it. */
function offsetOfDay(day: number, zone: string): number | undefined {
  if (Number.isNaN(day)) return undefined
  let known = offsets.get(zone)
  if (!known) {
    if (offsets.size > 500) offsets.clear()
    known = new Map()
    offsets.set(zone, known)
  }
  let offset = known.get(day)
  if (offset === undefined) {
    const start = offsetAt(day * dayMs, zone)
    offset = start === offsetAt((day + 1) * dayMs, zone) ? start : null
    if (known.size > 20_000) known.clear()
    known.set(day, offset)
  }
  return offset ?? undefined
}

function offsetAt(ms: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000
}

/**
 * Why a wall-clock time cannot be taken: the day or time does not exist, the clock skips it in spring, or nobody knows the
 * zone. A skipped time is not an error in a file from elsewhere (`toInstant` reads it), but a person is asked again.
 */
export function whyNotTime(
  day: string,
  time: string,
  zone: string,
): 'kit.notADate' | 'kit.timeSkipped' | 'kit.unknownZone' | undefined {
  if (!isZone(zone)) return 'kit.unknownZone'
  let plain: Temporal.PlainDateTime
  try {
    plain = Temporal.PlainDateTime.from(`${day}T${time}`, { overflow: 'reject' })
  } catch {
    return 'kit.notADate'
  }
  return plain.toZonedDateTime(zone).toPlainDateTime().equals(plain) ? undefined : 'kit.timeSkipped'
}

const zones = new Map<string, boolean>()

/** Whether the platform knows a zone by this name. */
export function isZone(zone: string): boolean {
  let known = zones.get(zone)
  if (known === undefined) {
    try {
      new Temporal.ZonedDateTime(0n, zone)
      known = true
    } catch {
      known = false
    }
    // Names come from files: only so many are remembered.
    if (zones.size < 1000) zones.set(zone, known)
  }
  return known
}

/** Minutes from one instant to another. */
export function minutesBetween(from: string, to: string): number {
  return Math.round((Date.parse(isoOf(to)) - Date.parse(isoOf(from))) / 60_000)
}

/** The instant so many minutes later. */
export function plusMinutes(instant: string, minutes: number): string {
  return new Date(Date.parse(isoOf(instant)) + minutes * 60_000).toISOString()
}

/** PostgreSQL writes `2026-11-24 09:00:00+00`; everybody else wants ISO 8601 with a T. */
export function isoOf(instant: string): string {
  if (instant.length === 24 && instant.endsWith('Z')) return instant
  return new Date(instant.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString()
}

function instantText(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toISOString()
}
