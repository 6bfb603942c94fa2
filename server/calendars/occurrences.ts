// From rows to what stands in a calendar: series expanded, changed occurrences in their place, and only what the actor may see.
import type { Appointment, CalendarItem } from '#api/calendars.ts'
import { sightOf, whyNotChange } from '#domain/calendars/access.ts'
import type { Answer } from '#domain/calendars/invitations.ts'
import { addDays, daysBetween } from '#domain/day.ts'
import type { AppointmentRow, AppointmentValues } from '#server/calendars/store.ts'
import * as store from '#server/calendars/store.ts'
import type { Context } from '#server/kit/context.ts'
import { Refusal } from '#server/kit/errors.ts'
import { dtstartOf, occurrences, type Recurrence } from '#server/kit/recurrence.ts'
import { isoOf, localOf, minutesBetween, plusMinutes, toInstant } from '#server/kit/zoned-time.ts'

export interface Placed {
  readonly row: AppointmentRow
  /** Which occurrence of a series this is; null for a single appointment. */
  readonly occurrence: string | null
  readonly startsAt: string
  readonly endsAt: string
}

/** The longest stretch a calendar is asked for: two years. */
const mostDays = 732

/** Occurrences in the calendars of the people between two instants, by their beginning. */
export async function placedBetween(
  ctx: Context,
  userIds: readonly string[],
  from: string,
  to: string,
): Promise<Placed[]> {
  const [start, end] = windowOf(from, to)
  return placed(ctx, await store.listBetween(ctx, userIds, start, end), start, end)
}

/** The same for rows already read. */
export async function placed(
  ctx: Context,
  rows: readonly AppointmentRow[],
  from: string,
  to: string,
): Promise<Placed[]> {
  const series = rows.filter((row) => row.rrule !== null)
  const changed = new Set(
    (await store.listChangedOccurrences(ctx, series)).map((c) => `${c.ownerId} ${c.uid} ${c.recurrenceId}`),
  )
  const found: Placed[] = []
  for (const row of rows) {
    if (row.rrule === null) {
      if (row.startsAt < to && row.endsAt > from)
        found.push({ row, occurrence: row.recurrenceId, startsAt: row.startsAt, endsAt: row.endsAt })
      continue
    }
    for (const one of expanded(row, from, to)) {
      if (!changed.has(`${row.ownerId} ${row.uid} ${one.startsAt}`))
        found.push({ row, occurrence: one.startsAt, ...one })
    }
  }
  return found.sort((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0))
}

export function recurrenceOf(
  row: Pick<AppointmentValues, 'startsAt' | 'timeZone' | 'allDay' | 'rrule' | 'exdates' | 'rdates'>,
): Recurrence {
  return {
    dtstart: dtstartOf(row.startsAt, row.timeZone, row.allDay),
    zone: row.timeZone,
    rrule: row.rrule ?? '',
    exdates: row.exdates,
    rdates: row.rdates,
  }
}

/** Times of a series that touch the window. */
function expanded(row: AppointmentRow, from: string, to: string): { startsAt: string; endsAt: string }[] {
  const minutes = minutesBetween(row.startsAt, row.endsAt)
  return occurrences(recurrenceOf(row), plusMinutes(from, -minutes - 24 * 60), to)
    .map(({ startsAt }) => ({ startsAt, endsAt: endOfOccurrence(row, startsAt) }))
    .filter(({ startsAt, endsAt }) => startsAt < to && endsAt > from)
}

/** An occurrence lasts as long as the first one: in minutes, or in whole days where a day may have 23 hours. */
export function endOfOccurrence(
  row: Pick<AppointmentValues, 'startsAt' | 'endsAt' | 'allDay' | 'timeZone'>,
  startsAt: string,
): string {
  if (!row.allDay) return plusMinutes(startsAt, minutesBetween(row.startsAt, row.endsAt))
  const days = daysBetween(localOf(row.startsAt, row.timeZone).day, localOf(row.endsAt, row.timeZone).day)
  return toInstant(addDays(localOf(startsAt, row.timeZone).day, days), '00:00', row.timeZone)
}

/** Whether the series really has an occurrence at this instant. */
export function hasOccurrence(row: AppointmentRow, at: string): boolean {
  return occurrences(recurrenceOf(row), at, at, 1).length === 1
}

export function windowOf(from: string, to: string): [string, string] {
  const [start, end] = [readInstant(from), readInstant(to)]
  if (end <= start) throw new Refusal('calendars.windowBackwards', {}, { status: 400 })
  if (minutesBetween(start, end) > mostDays * 1440)
    throw new Refusal('calendars.windowTooLong', { days: mostDays }, { status: 400 })
  return [start, end]
}

/** An instant from outside, or a refusal: `2026-11-24T09:00:00Z`. */
export function readInstant(text: string): string {
  // A plus sign of an offset arrives from an address line as a space.
  const iso = text.trim().replace(/ (\d\d:?\d\d)$/, '+$1')
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso) || Number.isNaN(Date.parse(iso)))
    throw new Refusal('calendars.notAnInstant', {}, { status: 400 })
  return isoOf(iso)
}

export function sightOfRow(ctx: Context, row: AppointmentRow): 'full' | 'busy' {
  return sightOf(ctx.actor, {
    ownerId: row.ownerId,
    userIds: row.people.flatMap(({ userId }) => userId ?? []),
    private: row.private,
    subjectSeen: row.clientId ? row.clientSeen : row.leadId ? row.leadSeen : undefined,
  })
}

/** In whose calendar it stands: its owner's and of those invited who did not decline. */
export function isIn(row: AppointmentRow, userId: string): boolean {
  return row.ownerId === userId || row.people.some((person) => person.userId === userId && person.answer !== 'declined')
}

export function answerOf(ctx: Context, row: AppointmentRow): Answer | null {
  return row.people.find(({ userId }) => userId === ctx.actor.id)?.answer ?? null
}

/** An occurrence as the actor may see it. */
export function itemOf(
  ctx: Context,
  { row, occurrence, startsAt, endsAt }: Placed,
  userIds: readonly string[],
): CalendarItem {
  const open = sightOfRow(ctx, row) === 'full'
  return {
    id: row.id,
    occurrence,
    version: row.version,
    userIds: userIds.filter((id) => isIn(row, id)),
    busyOnly: !open,
    title: open ? row.title : null,
    startsAt,
    endsAt,
    allDay: row.allDay,
    ...daysOf(row, startsAt, endsAt),
    timeZone: row.timeZone,
    status: row.status,
    busy: row.busy,
    private: row.private,
    repeats: row.rrule !== null || row.recurrenceId !== null,
    place: open ? row.place : null,
    videoUrl: open ? row.videoUrl : null,
    client: open && row.clientId && row.clientSeen ? { id: row.clientId, name: row.clientName ?? '' } : null,
    lead: open && row.leadId && row.leadSeen ? { id: row.leadId, name: row.leadName ?? '' } : null,
    record: open && row.recordType && row.recordId ? { type: row.recordType, id: row.recordId } : null,
    answer: answerOf(ctx, row),
    mayMove: open && row.status !== 'cancelled' && whyNotChange(ctx.actor, row, 'time') === undefined,
  }
}

function daysOf(row: AppointmentRow, startsAt: string, endsAt: string): { fromDay: string; toDay: string } {
  const fromDay = localOf(startsAt, row.timeZone).day
  const end = localOf(endsAt, row.timeZone)
  // Midnight ends the day before; an empty appointment stays on its own day.
  const toDay = end.time === '00:00' && end.day > fromDay ? addDays(end.day, -1) : end.day
  return { fromDay, toDay }
}

/** The appointment (or one occurrence of it) whole, for those who may see it whole. */
export function pictureOf(ctx: Context, row: AppointmentRow, at?: string): Appointment {
  const startsAt = at ?? row.startsAt
  const endsAt = at ? endOfOccurrence(row, at) : row.endsAt
  const whyNot: Appointment['whyNot'] = {}
  for (const what of ['time', 'content', 'remove'] as const) {
    const reason = whyNotChange(ctx.actor, row, what)
    if (reason) whyNot[what] = reason
  }
  const { fromDay, toDay } = daysOf(row, startsAt, endsAt)
  return {
    id: row.id,
    version: row.version,
    uid: row.uid,
    sequence: row.sequence,
    owner: { id: row.ownerId, name: row.ownerName },
    title: row.title,
    description: row.description,
    place: row.place,
    videoUrl: row.videoUrl,
    startsAt,
    endsAt,
    start: row.allDay ? { day: fromDay } : localOf(startsAt, row.timeZone),
    end: row.allDay ? { day: toDay } : localOf(endsAt, row.timeZone),
    allDay: row.allDay,
    timeZone: row.timeZone,
    rrule: row.rrule,
    occurrence: at ?? row.recurrenceId,
    status: row.status,
    busy: row.busy,
    private: row.private,
    origin: row.origin,
    organizer: row.organizerEmail ? { email: row.organizerEmail, name: row.organizerName } : null,
    client: row.clientId && row.clientSeen ? { id: row.clientId, name: row.clientName ?? '' } : null,
    lead: row.leadId && row.leadSeen ? { id: row.leadId, name: row.leadName ?? '' } : null,
    record: row.recordType && row.recordId ? { type: row.recordType, id: row.recordId } : null,
    people: row.people,
    myAnswer: answerOf(ctx, row),
    deletedAt: row.deletedAt,
    whyNot,
  }
}
