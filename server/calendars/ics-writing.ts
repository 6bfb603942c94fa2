// Writes .ics: appointments as others read them, with their zones; of what came from elsewhere every line we do not know stays.
import ICAL from 'ical.js'
import type { Answer } from '#domain/calendars/invitations.ts'
import type { AppointmentRow, PersonRow } from '#server/calendars/store.ts'
import { localOf } from '#server/kit/zoned-time.ts'

export interface WritingOptions {
  /** PUBLISH for feeds and files, REQUEST, CANCEL and REPLY for letters; undefined for a calendar server. */
  readonly method?: 'PUBLISH' | 'REQUEST' | 'CANCEL' | 'REPLY'
  readonly now: string
  /** Who organizes what was made here. */
  readonly organizer?: { readonly name: string; readonly email: string } | undefined
  /** Only from when to when: nothing else leaves the house. */
  readonly busyOnly?: boolean
  readonly busyTitle?: string
  readonly name?: string
  /** In a REPLY: who answers. */
  readonly answering?: { readonly email: string; readonly name: string; readonly answer: Answer }
}

const partstat: Readonly<Record<Answer, string>> = {
  waiting: 'NEEDS-ACTION',
  accepted: 'ACCEPTED',
  declined: 'DECLINED',
  tentative: 'TENTATIVE',
}

export function writeCalendar(rows: readonly AppointmentRow[], options: WritingOptions): string {
  const calendar = new ICAL.Component(['vcalendar', [], []])
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', '-//Klientela//Klientela//CS')
  calendar.addPropertyWithValue('calscale', 'GREGORIAN')
  if (options.method) calendar.addPropertyWithValue('method', options.method)
  if (options.name) {
    calendar.addPropertyWithValue('x-wr-calname', options.name)
    calendar
      .addPropertyWithValue('refresh-interval', ICAL.Duration.fromString('PT15M'))
      .setParameter('value', 'DURATION')
  }
  const zones = new Map<string, number>()
  for (const row of rows) {
    if (row.allDay || row.timeZone === 'UTC') continue
    const year = Number(row.startsAt.slice(0, 4))
    zones.set(row.timeZone, Math.min(year, zones.get(row.timeZone) ?? year))
  }
  for (const [zone, year] of zones) calendar.addSubcomponent(timezone(zone, year))
  for (const row of rows) calendar.addSubcomponent(event(row, options))
  return `${calendar.toString()}\r\n`
}

function event(row: AppointmentRow, options: WritingOptions): ICAL.Component {
  const own = options.busyOnly || options.method === 'REPLY' ? undefined : kept(row.raw)
  const component = own ?? new ICAL.Component(['vevent', [], []])
  const set = (name: string, value: string | null) => {
    if (value === null || value === '') component.removeAllProperties(name)
    else component.updatePropertyWithValue(name, value)
  }
  const time = (name: string, instant: string) => {
    component.removeAllProperties(name)
    component.addProperty(timeProperty(name, instant, row))
  }
  set('uid', row.uid)
  component.updatePropertyWithValue('sequence', row.sequence)
  component.updatePropertyWithValue('dtstamp', ICAL.Time.fromDateTimeString(`${options.now.slice(0, 19)}Z`))
  time('dtstart', row.startsAt)
  component.removeAllProperties('duration')
  component.removeAllProperties('dtend')
  if (row.endsAt !== row.startsAt) time('dtend', row.endsAt)
  component.removeAllProperties('recurrence-id')
  if (row.recurrenceId) time('recurrence-id', row.recurrenceId)
  component.removeAllProperties('rrule')
  // The rule goes out as it was written: the library would put its parts in another order.
  if (row.rrule)
    component.addProperty(
      new ICAL.Property(['rrule', {}, 'recur', ICAL.Recur.fromString(row.rrule).toJSON()], component),
    )
  for (const [name, instants] of [
    ['exdate', row.exdates],
    ['rdate', row.rdates],
  ] as const) {
    component.removeAllProperties(name)
    for (const instant of instants) component.addProperty(timeProperty(name, instant, row))
  }
  set('transp', row.busy ? null : 'TRANSPARENT')
  set('status', row.status === 'confirmed' ? (own ? keptStatus(own) : null) : row.status.toUpperCase())
  if (options.method === 'CANCEL') set('status', 'CANCELLED')
  if (options.busyOnly) {
    set('summary', options.busyTitle ?? 'Busy')
    return component
  }
  set('summary', row.title)
  set('description', row.description)
  set('location', row.place)
  set('class', row.private ? (own?.getFirstPropertyValue('class')?.toString() ?? 'PRIVATE') : null)
  if (row.videoUrl && !row.raw) set('conference', row.videoUrl)
  if (row.videoUrl && !row.raw) component.getFirstProperty('conference')?.setParameter('value', 'URI')
  people(component, row, options)
  return component
}

/** Organizer and those invited. What somebody else organizes keeps his list; only the answer of our person is set in it. */
function people(component: ICAL.Component, row: AppointmentRow, options: WritingOptions): void {
  if (options.answering) {
    component.removeAllProperties('attendee')
    if (row.organizerEmail) component.addProperty(address('organizer', row.organizerEmail, row.organizerName, {}))
    const { email, name, answer } = options.answering
    component.addProperty(address('attendee', email, name, { partstat: partstat[answer] }))
    return
  }
  if (row.origin !== 'own' && row.origin !== 'booking') {
    const answers = new Map(row.people.map(({ email, answer }) => [email, answer]))
    for (const attendee of component.getAllProperties('attendee')) {
      const answer = answers.get(
        String(attendee.getFirstValue())
          .replace(/^mailto:/i, '')
          .toLowerCase(),
      )
      if (answer && answer !== 'waiting') attendee.setParameter('partstat', partstat[answer])
    }
    return
  }
  component.removeAllProperties('organizer')
  component.removeAllProperties('attendee')
  if (row.people.length === 0 || !options.organizer) return
  component.addProperty(address('organizer', options.organizer.email, options.organizer.name, {}))
  for (const person of row.people) if (person.email) component.addProperty(attendee(person))
}

function attendee(person: PersonRow): ICAL.Property {
  const waiting = person.answer === 'waiting'
  return address('attendee', person.email as string, person.name, {
    role: person.optional ? 'OPT-PARTICIPANT' : 'REQ-PARTICIPANT',
    partstat: partstat[person.answer],
    ...(waiting ? { rsvp: 'TRUE' } : {}),
  })
}

function address(name: string, email: string, cn: string | null, params: Record<string, string>): ICAL.Property {
  // A quotation mark cannot be written in a parameter (RFC 5545 §3.2).
  return new ICAL.Property([
    name,
    { ...(cn ? { cn: cn.replaceAll('"', '') } : {}), ...params },
    'cal-address',
    `mailto:${email}`,
  ])
}

function timeProperty(name: string, instant: string, row: Pick<AppointmentRow, 'allDay' | 'timeZone'>): ICAL.Property {
  const property = new ICAL.Property(name)
  const local = localOf(instant, row.timeZone)
  if (row.allDay) {
    property.resetType('date')
    property.setValue(ICAL.Time.fromDateString(local.day))
    return property
  }
  if (row.timeZone === 'UTC') property.setValue(ICAL.Time.fromDateTimeString(`${instant.slice(0, 19)}Z`))
  else {
    // Seconds are kept: some calendars write them.
    property.setValue(ICAL.Time.fromDateTimeString(`${local.day}T${local.time}:${instant.slice(17, 19)}`))
    property.setParameter('tzid', row.timeZone)
  }
  return property
}

function kept(raw: string | null): ICAL.Component | undefined {
  if (!raw) return undefined
  try {
    return new ICAL.Component(ICAL.parse(raw) as never)
  } catch {
    return undefined
  }
}

const keptStatus = (own: ICAL.Component) => (own.getFirstPropertyValue('status') ? 'CONFIRMED' : null)

/**
 * The rules of a zone around a year. The platform tells offsets, not rules: two changes a year that fall on the same Sunday
 * of their month both years become rules, anything else the changes themselves for twenty years.
 */
function timezone(zone: string, year: number): ICAL.Component {
  const component = new ICAL.Component(['vtimezone', [], []])
  component.addPropertyWithValue('tzid', zone)
  const before = offset(`${year - 1}-01-01T00:00:00Z`, zone)
  const changes = changesOf(zone, year - 1, year + 1)
  const first = changes.filter(({ at }) => at.startsWith(String(year - 1)))
  const yearly =
    first.length === 2 &&
    first.every(
      (change) =>
        change.nth !== 0 && changes.some((other) => other.at.startsWith(String(year)) && sameRule(change, other)),
    )
  if (changes.length === 0) observance(component, 'standard', `${year - 1}-01-01T00:00:00`, before, before)
  for (const change of yearly ? first : changesOf(zone, year - 1, year + 20)) {
    const part = observance(
      component,
      change.to > change.from ? 'daylight' : 'standard',
      change.local,
      change.from,
      change.to,
    )
    if (yearly)
      part.addPropertyWithValue(
        'rrule',
        ICAL.Recur.fromString(`FREQ=YEARLY;BYMONTH=${change.month};BYDAY=${change.nth}SU`),
      )
  }
  return component
}

function observance(
  zone: ICAL.Component,
  kind: 'standard' | 'daylight',
  local: string,
  from: number,
  to: number,
): ICAL.Component {
  const part = new ICAL.Component([kind, [], []])
  part.addPropertyWithValue('dtstart', ICAL.Time.fromDateTimeString(local))
  part.addPropertyWithValue('tzoffsetfrom', ICAL.UtcOffset.fromSeconds(from))
  part.addPropertyWithValue('tzoffsetto', ICAL.UtcOffset.fromSeconds(to))
  zone.addSubcomponent(part)
  return part
}

interface Change {
  at: string
  local: string
  from: number
  to: number
  month: number
  /** Which Sunday of the month; -1 the last. */
  nth: number
}

const sameRule = (a: Change, b: Change) =>
  a.month === b.month && a.nth === b.nth && a.local.slice(11) === b.local.slice(11) && a.to === b.to

const known = new Map<string, Change[]>()

/** Changes of the clock from the beginning of one year to the end of another, found by halving the weeks they fall in. */
function changesOf(zone: string, from: number, to: number): Change[] {
  const key = `${zone} ${from} ${to}`
  const cached = known.get(key)
  if (cached) return cached
  const found: Change[] = []
  const at = (ms: number) => offset(new Date(ms).toISOString(), zone)
  const step = 14 * 86_400_000
  const end = Date.parse(`${to + 1}-01-01T00:00:00Z`)
  let was = at(Date.parse(`${from}-01-01T00:00:00Z`))
  for (let ms = Date.parse(`${from}-01-01T00:00:00Z`); ms < end; ms += step) {
    const is = at(ms + step)
    if (is === was) continue
    let [low, high] = [ms, ms + step]
    while (high - low > 60_000) {
      const middle = Math.floor((low + high) / 120_000) * 60_000
      if (at(middle) === was) low = middle
      else high = middle
    }
    const hour = high
    const local = new Date(hour + was * 1000)
    const date = local.getUTCDate()
    const last = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate()
    found.push({
      at: new Date(hour).toISOString(),
      local: local.toISOString().slice(0, 19),
      from: was,
      to: is,
      month: local.getUTCMonth() + 1,
      nth: local.getUTCDay() !== 0 ? 0 : date + 7 > last ? -1 : Math.ceil(date / 7),
    })
    was = is
  }
  if (known.size > 200) known.clear()
  known.set(key, found)
  return found
}

/** Seconds east of UTC at an instant. */
function offset(instant: string, zone: string): number {
  const { day, time } = localOf(instant, zone)
  const minute = new Date(Math.floor(Date.parse(instant) / 60_000) * 60_000)
  return (Date.parse(`${day}T${time}:00Z`) - minute.getTime()) / 1000
}
