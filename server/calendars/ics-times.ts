// Days and times as .ics writes them, turned into instants; what cannot be is refused with its reason, never guessed.
import ICAL from 'ical.js'
import { addDays, isDay } from '#domain/day.ts'
import { offsetByRules, zoneByName, zoneByRules } from '#server/calendars/zones.ts'
import { isZone, localOf, toInstant } from '#server/kit/zoned-time.ts'

export class Unreadable extends Error {
  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
  readonly reason: string
}

/** A property as the library reads it, and its value as it was written. */
export interface Property {
  readonly name: string
  readonly params: Readonly<Record<string, string | string[]>>
  readonly type: string
  readonly values: readonly unknown[]
  readonly written: string
}

export interface ReadTime {
  readonly at: string
  readonly allDay: boolean
  readonly zone: string
}

const dateTime = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z?)([+-]\d\d:?\d\d)?)?$/i

/** A date or time exactly as written: an impossible day or hour is refused, not turned into another one. */
export function timeOf(property: Property, zones: ZoneReader, remarks: string[], floating?: string): ReadTime {
  return timeText(property.written.trim(), property, zones, remarks, floating)
}

function timeText(
  written: string,
  property: Pick<Property, 'params'>,
  zones: ZoneReader,
  remarks: string[],
  floating?: string,
): ReadTime {
  const match = dateTime.exec(written)
  if (!match) throw new Unreadable('calendars.unreadableTime')
  const [, year, month, dayOfMonth, hour, minute, second, utc, offset] = match
  const day = `${year}-${month}-${dayOfMonth}`
  if (!isDay(day) || Number(year) < 1600) throw new Unreadable('calendars.impossibleDay')
  const tzid = typeof property.params.tzid === 'string' ? property.params.tzid : undefined
  if (hour === undefined) {
    // A whole day is the same day everywhere (RFC 5545 §3.3.4), whatever zone is written beside it.
    const zone = floating ?? zones.home
    return { at: toInstant(day, '00:00', zone), allDay: true, zone }
  }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 60)
    throw new Unreadable('calendars.impossibleTime')
  const time = `${hour}:${minute}:${second === '60' ? '59' : (second ?? '00')}`
  if (utc || offset)
    return {
      at: new Date(`${day}T${time}${offset ? offset.replace(/(\d\d)(\d\d)$/, '$1:$2') : 'Z'}`).toISOString(),
      allDay: false,
      zone: floating ?? zones.floating,
    }
  if (!tzid)
    return { at: toInstant(day, time, floating ?? zones.floating), allDay: false, zone: floating ?? zones.floating }
  const zone = zones.find(tzid, Number(year))
  if (!zone) remarks.push('calendars.zoneGuessed')
  const away = zone ? undefined : zones.offsetOf(tzid, `${day}T${time}`)
  if (away !== undefined)
    return { at: new Date(Date.parse(`${day}T${time}Z`) - away * 1000).toISOString(), allDay: false, zone: 'UTC' }
  const known = zone ?? zones.floating
  const at = toInstant(day, time, known)
  if (localOf(at, known).time !== time.slice(0, 5)) remarks.push('calendars.timeMoved')
  return { at, allDay: false, zone: known }
}

export function endOf(
  start: ReadTime,
  dtend: Property | undefined,
  duration: Property | undefined,
  zones: ZoneReader,
  remarks: string[],
): string {
  if (dtend) {
    const end = timeOf(dtend, zones, remarks, start.zone)
    // A whole day ends at the midnight after; some write the same day for both.
    if (start.allDay && end.at === start.at) return nextDay(start)
    return end.at
  }
  if (duration) {
    try {
      const length = ICAL.Duration.fromString(duration.written.trim())
      const days = length.weeks * 7 + length.days
      const sign = length.isNegative ? -1 : 1
      // Days go by the wall clock, hours by elapsed time (RFC 5545 §3.3.6).
      const local = localOf(start.at, start.zone)
      const sameTime = days === 0 ? start.at : toInstant(addDays(local.day, sign * days), local.time, start.zone)
      const end = new Date(
        Date.parse(sameTime) + sign * 1000 * (length.hours * 3600 + length.minutes * 60 + length.seconds),
      ).toISOString()
      return start.allDay && end === start.at ? nextDay(start) : end
    } catch {
      remarks.push('calendars.lineSkipped')
    }
  }
  return start.allDay ? nextDay(start) : start.at
}

const nextDay = (start: ReadTime) => toInstant(addDays(localOf(start.at, start.zone).day, 1), '00:00', start.zone)

export function instantsOf(property: Property, start: ReadTime, zones: ZoneReader, remarks: string[]): string[] {
  return property.written.split(',').flatMap((written) => {
    const value = written.trim().split('/')[0] as string
    if (value === '') return []
    try {
      const time = timeText(value, property, zones, remarks, start.zone)
      // A day among times means the occurrence of that day.
      const at =
        time.allDay && !start.allDay
          ? toInstant(localOf(time.at, time.zone).day, localOf(start.at, start.zone).time, start.zone)
          : time.at
      return [at]
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      remarks.push('calendars.exceptionLeft')
      return []
    }
  })
}

/** Zones of one file: by name, else by the rules the file gives. */
export class ZoneReader {
  constructor(rules: ReadonlyMap<string, string>, floating: string, home: string) {
    this.#rules = rules
    this.home = home
    this.floating = isZone(floating) ? floating : 'Europe/Prague'
  }
  /** Of times without a zone. */
  readonly floating: string
  /** Of whole days. */
  readonly home: string
  readonly #rules: ReadonlyMap<string, string>
  readonly #found = new Map<string, string | undefined>()

  find(tzid: string, year: number): string | undefined {
    if (!this.#found.has(tzid)) {
      const rules = this.#rules.get(tzid.trim())
      this.#found.set(tzid, zoneByName(tzid) ?? (rules && this.#found.size < 50 ? zoneByRules(rules, year) : undefined))
    }
    return this.#found.get(tzid)
  }

  /** Seconds from UTC by the file's own rules, for a clock that no place has. */
  offsetOf(tzid: string, local: string): number | undefined {
    const rules = this.#rules.get(tzid.trim())
    return rules ? offsetByRules(rules, local) : undefined
  }
}
