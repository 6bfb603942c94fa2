// Reads .ics: every appointment either understood or refused with its reason and line; nothing is guessed silently.
import { createHash } from 'node:crypto'
import ICAL from 'ical.js'
import type { Answer } from '#domain/calendars/invitations.ts'
import { type Block, frame, type Line } from '#server/calendars/ics-lines.ts'
import { endOf, instantsOf, type Property, timeOf, Unreadable, ZoneReader } from '#server/calendars/ics-times.ts'
import { recurrenceOf } from '#server/calendars/occurrences.ts'
import { zoneByName } from '#server/calendars/zones.ts'
import { lastOccurrence, whyNotRepeat } from '#server/kit/recurrence.ts'

export interface ReadPerson {
  email: string
  name: string | null
  optional: boolean
  answer: Answer
}

export interface ReadEvent {
  line: number
  method: string | undefined
  uid: string
  sequence: number
  stamp: string | null
  recurrenceId: string | null
  title: string
  description: string | null
  place: string | null
  videoUrl: string | null
  startsAt: string
  endsAt: string
  allDay: boolean
  timeZone: string
  rrule: string | null
  exdates: string[]
  rdates: string[]
  repeatsUntil: string | null
  status: 'tentative' | 'confirmed' | 'cancelled'
  busy: boolean
  private: boolean
  organizer: { email: string; name: string | null } | null
  people: ReadPerson[]
  comment: string | null
  /** The component as it came, so that what we do not know returns unharmed. */
  raw: string
  remarks: string[]
}

export interface RefusedEvent {
  line: number
  uid: string
  title: string
  reason: string
}

export interface ReadCalendar {
  events: ReadEvent[]
  refused: RefusedEvent[]
  remarks: { line: number; reason: string }[]
}

/** Milliseconds read at one go: a rule of repetition may cost as much as a thousand plain appointments. */
const breath = 15

/** More than a person ever kept. */
export const mostEvents = 20_000

/**
 * Reads the text of a file; times without a zone are those of `zone`. A large file is read in small parts, so that nobody else
 * waits for it.
 */
export async function readCalendar(text: string, zone: string): Promise<ReadCalendar> {
  const framed = frame(text)
  const refused: RefusedEvent[] = []
  if (!framed.calendar && framed.events.length === 0) {
    return { events: [], refused: [refusal(1, 'calendars.notACalendar')], remarks: [] }
  }
  if (framed.events.length > mostEvents) {
    return { events: [], refused: [refusal(1, 'calendars.tooManyEvents')], remarks: [] }
  }
  const zones = new Map(framed.zones.map((block) => [zoneIdOf(block), textOfBlock('VTIMEZONE', block)]))
  const reader = new ZoneReader(zones, (framed.zone && zoneByName(framed.zone)) || zone, zone)
  const events: ReadEvent[] = []
  let began = performance.now()
  for (const block of framed.events) {
    if (performance.now() - began > breath) {
      await new Promise((resolve) => setImmediate(resolve))
      began = performance.now()
    }
    try {
      events.push(readEvent(block, reader))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      refused.push({ ...refusal(block.line, error.reason), ...nameOf(block) })
    }
  }
  for (const other of framed.others) {
    if (['VTODO', 'VJOURNAL', 'VFREEBUSY'].includes(other.name)) {
      refused.push({ ...refusal(other.line, 'calendars.notAnAppointment'), title: other.name })
    }
  }
  for (const { name, line } of framed.cutOff) {
    if (name === 'VEVENT') refused.push(refusal(line, 'calendars.cutOff'))
    else framed.remarks.push({ line, reason: 'calendars.endMissing' })
  }
  return { events, refused, remarks: framed.remarks }
}

const refusal = (line: number, reason: string): RefusedEvent => ({ line, uid: '', title: '', reason })

function readEvent(block: Block, zones: ZoneReader): ReadEvent {
  const remarks: string[] = []
  const properties = propertiesOf(block, remarks)
  const one = (name: string) => properties.find((property) => property.name === name)
  const text = (name: string) => {
    const value = one(name)?.values[0]
    return value === undefined || value === null ? null : String(value).replaceAll('\u0000', '').trim() || null
  }
  const clipped = (value: string | null, most: number) => {
    if (value === null || value.length <= most) return value
    remarks.push('calendars.textClipped')
    return value.slice(0, most)
  }
  const dtstart = one('dtstart')
  // An answer or a cancellation may name only what it is about (RFC 5546 §3.2.3, §3.2.5).
  const needless = block.method === 'REPLY' || block.method === 'CANCEL'
  if (!dtstart && !needless) throw new Unreadable('calendars.noStart')
  const start = dtstart
    ? timeOf(dtstart, zones, remarks)
    : { at: new Date(0).toISOString(), allDay: false, zone: zones.floating }
  const end = endOf(start, one('dtend'), one('duration'), zones, remarks)
  if (end < start.at) throw new Unreadable('calendars.endsBeforeStart')
  const timeZone = start.zone
  const exdates = properties.filter((p) => p.name === 'exdate').flatMap((p) => instantsOf(p, start, zones, remarks))
  const rdates = properties.filter((p) => p.name === 'rdate').flatMap((p) => instantsOf(p, start, zones, remarks))
  const times = { startsAt: start.at, endsAt: end, allDay: start.allDay, timeZone }
  const recurrence = one('recurrence-id')
  const repetition = recurrence ? none : repetitionOf(properties, times, exdates, rdates, remarks)
  const videoUrl = ['conference', 'x-google-conference', 'x-microsoft-skypeteamsmeetingurl']
    .map(text)
    .find((url) => url && /^https?:\/\/\S+$/.test(url) && url.length <= 1000)
  const status = text('status')?.toLowerCase()
  const organizer = one('organizer')
  const raw = textOfBlock('VEVENT', block)
  if (recurrence && /THISANDFUTURE/i.test(String(recurrence.params.range ?? ''))) remarks.push('calendars.rangeLeft')
  return {
    line: block.line,
    method: block.method,
    uid: clipped(text('uid'), 500) ?? madeUid(raw, remarks),
    sequence: Math.min(Math.max(0, Number.parseInt(text('sequence') ?? '0', 10) || 0), 2_000_000_000),
    stamp: one('dtstamp')?.written.trim() ?? null,
    recurrenceId: recurrence ? timeOf(recurrence, zones, remarks, start.zone).at : null,
    title: clipped(text('summary')?.replace(/\s+/g, ' ') ?? '', 500) ?? '',
    description: clipped(text('description'), 100_000),
    place: clipped(text('location'), 500),
    videoUrl: videoUrl ?? null,
    ...times,
    ...repetition,
    status: status === 'tentative' || status === 'cancelled' ? status : 'confirmed',
    busy: text('transp')?.toUpperCase() !== 'TRANSPARENT',
    private: /^(PRIVATE|CONFIDENTIAL)$/i.test(text('class') ?? ''),
    organizer: organizer ? { email: mailOf(organizer), name: nameParam(organizer) } : null,
    people: properties.filter((p) => p.name === 'attendee').flatMap(personOf),
    comment: clipped(text('comment'), 2000),
    raw: keptRaw(raw, remarks),
    remarks: [...new Set(remarks)],
  }
}

/** Properties of the appointment itself; those of alarms inside are left to `raw`. A line nobody can read is left out. */
function propertiesOf(block: Block, remarks: string[]): Property[] {
  const found: Property[] = []
  let inside = 0
  for (const line of block.lines) {
    if (/^BEGIN:/i.test(line.text)) inside++
    else if (/^END:/i.test(line.text)) inside--
    else if (inside === 0) {
      const property = propertyOf(line)
      if (property) found.push(property)
      else remarks.push('calendars.lineSkipped')
    }
  }
  return found
}

function propertyOf({ text }: Line): Property | undefined {
  const named = text.replace(/^[A-Za-z0-9-]+\.(?=[A-Za-z0-9-]+[;:])/, '')
  try {
    const [name, params, type, ...values] = ICAL.parse.property(named, ICAL.design.icalendar) as [
      string,
      Record<string, string>,
      string,
      ...unknown[],
    ]
    return { name, params, type, values, written: writtenValue(named) }
  } catch {
    return undefined
  }
}

/** What follows the first colon outside quotes. */
function writtenValue(text: string): string {
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') quoted = !quoted
    else if (text[i] === ':' && !quoted) return text.slice(i + 1)
  }
  return ''
}

const none = { rrule: null, exdates: [] as string[], rdates: [] as string[], repeatsUntil: null }

function repetitionOf(
  properties: readonly Property[],
  times: { startsAt: string; endsAt: string; allDay: boolean; timeZone: string },
  exdates: string[],
  rdates: string[],
  remarks: string[],
): Pick<ReadEvent, 'rrule' | 'exdates' | 'rdates' | 'repeatsUntil'> {
  const rules = properties.filter(({ name }) => name === 'rrule')
  if (rules.length > 1) remarks.push('calendars.oneRuleKept')
  if (properties.some(({ name }) => name === 'exrule')) remarks.push('calendars.exceptionLeft')
  const written = rules[0]?.written.trim().replace(/\s+/g, '')
  // Extra days without a rule: a rule that falls only on the first one, and the days besides.
  const rrule = written || (rdates.length > 0 ? 'FREQ=DAILY;COUNT=1' : null)
  if (!rrule) return none
  if (rrule.length > 1000) throw new Unreadable('kit.repeatBroken')
  const recurrence = recurrenceOf({ ...times, rrule, exdates: [], rdates })
  const reason = whyNotRepeat(recurrence)
  if (reason === 'kit.repeatsNever') {
    // It ends before it begins, or names a day that never comes: only the first time is left.
    remarks.push('calendars.ruleLeft')
    return none
  }
  if (reason) throw new Unreadable(reason)
  return {
    rrule,
    exdates: [...new Set(exdates)].slice(0, 5000),
    rdates: [...new Set(rdates)].slice(0, 5000),
    repeatsUntil: lastOccurrence(recurrence) ?? null,
  }
}

function personOf(property: Property): ReadPerson[] {
  const email = mailOf(property)
  if (email === '') return []
  const answer = { ACCEPTED: 'accepted', DECLINED: 'declined', TENTATIVE: 'tentative' } as const
  return [
    {
      email,
      name: nameParam(property),
      optional: /^(OPT|NON)-PARTICIPANT$/i.test(String(property.params.role ?? '')),
      answer: answer[String(property.params.partstat ?? '').toUpperCase() as keyof typeof answer] ?? 'waiting',
    },
  ]
}

function mailOf({ written }: Property): string {
  const email = written
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase()
  return /^[^@\s]+@[^@\s]+$/.test(email) && email.length <= 300 ? email : ''
}

function nameParam({ params }: Property): string | null {
  return typeof params.cn === 'string'
    ? params.cn
        .replace(/^["']|["']$/g, '')
        .trim()
        .slice(0, 200) || null
    : null
}

/** Old files have no UID: the same appointment of the same file gets the same one again. */
function madeUid(raw: string, remarks: string[]): string {
  remarks.push('calendars.uidMade')
  return `${createHash('sha256').update(raw).digest('hex').slice(0, 32)}@bez-uid.klientela`
}

function nameOf(block: Block): { uid: string; title: string } {
  const value = (name: RegExp) =>
    (block.lines.find(({ text }) => name.test(text))?.text.replace(/^[^:]*:/, '') ?? '').slice(0, 200)
  return { uid: value(/^UID[;:]/i), title: value(/^SUMMARY[;:]/i) }
}

const zoneIdOf = (block: Block) =>
  (block.lines.find(({ text }) => /^TZID[;:]/i.test(text))?.text.replace(/^[^:]*:/, '') ?? '').trim()

function textOfBlock(name: string, block: Block): string {
  return [`BEGIN:${name}`, ...block.lines.map(({ text }) => text), `END:${name}`].join('\r\n')
}

/** Files put inside an appointment are not kept; the rest of it is. */
function keptRaw(raw: string, remarks: string[]): string {
  if (raw.length <= 60_000) return raw
  remarks.push('calendars.attachmentLeft')
  const without = raw.replace(/^ATTACH[^\r\n]*\r\n/gim, '')
  return without.length <= 200_000 ? without : ''
}
