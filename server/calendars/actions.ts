// What other capabilities ask of calendars: put a record's time into them, know who is busy, read what is planned; and the
// reading side of the calendar itself.
import type { Appointment, BusyTime, CalendarItem, Invitee } from '#api/calendars.ts'
import { fresh } from '#server/calendars/fresh.ts'
import {
  hasOccurrence,
  isIn,
  itemOf,
  pictureOf,
  placed,
  placedBetween,
  readInstant,
  sightOfRow,
} from '#server/calendars/occurrences.ts'
import type { AppointmentRow } from '#server/calendars/store.ts'
import * as store from '#server/calendars/store.ts'
import {
  again,
  inviteAll,
  peopleOf,
  pictured,
  recorded,
  significant,
  valuesOf,
  wakeAccounts,
} from '#server/calendars/writing.ts'
import { getClient } from '#server/clients/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, NotFound, Refusal } from '#server/kit/errors.ts'
import { isoOf, isZone, plusMinutes } from '#server/kit/zoned-time.ts'
import { pickPeople } from '#server/users/actions.ts'

export interface RecordAppointment {
  readonly recordType: string
  readonly recordId: string
  readonly ownerId: string
  readonly title: string
  readonly description?: string | null
  readonly place?: string | null
  readonly videoUrl?: string | null
  /** Instants, ISO 8601. */
  readonly startsAt: string
  readonly endsAt: string
  readonly timeZone: string
  readonly allDay?: boolean
  readonly clientId?: string | null
  readonly leadId?: string | null
  readonly people: readonly Invitee[]
  readonly private?: boolean
  readonly cancelled?: boolean
  /** Letters with .ics to those outside the house, when the firm has an SMTP server. */
  readonly invite?: boolean
}

/**
 * Puts the time of a record (a meeting) into the calendars of its people: makes its appointment or changes the one it has,
 * raises SEQUENCE when time, place or cancellation changed, tells colleagues, sends letters when asked. The caller has
 * checked that the actor may change the record. A cancelled one stays crossed out; `cancelled: false` revives it.
 */
export async function putAppointment(
  ctx: Context,
  given: RecordAppointment,
): Promise<{ id: string; uid: string; sequence: number }> {
  if (!isZone(given.timeZone)) throw new BadInput([{ field: 'timeZone', reason: 'kit.unknownZone' }])
  const [startsAt, endsAt] = [isoOf(given.startsAt), isoOf(given.endsAt)]
  if (endsAt < startsAt) throw new BadInput([{ field: 'end', reason: 'calendars.endsBeforeStart' }])
  const known = await store.findByRecord(ctx, given.recordType, given.recordId)
  const before = known ? await store.lockAppointment(ctx, known) : undefined
  const values = {
    ...(before ? valuesOf(before) : fresh()),
    ownerId: given.ownerId,
    title: given.title.trim().slice(0, 500),
    description: given.description ?? null,
    place: given.place ?? null,
    videoUrl: given.videoUrl ?? null,
    startsAt,
    endsAt,
    allDay: given.allDay ?? false,
    timeZone: given.timeZone,
    clientId: given.clientId ?? null,
    leadId: given.leadId ?? null,
    recordType: given.recordType,
    recordId: given.recordId,
    private: given.private ?? false,
    status: given.cancelled ? ('cancelled' as const) : ('confirmed' as const),
  }
  const asksAnew = before !== undefined && significant(valuesOf(before), values)
  if (asksAnew) values.sequence++
  const people = peopleOf(given.people, before?.people ?? [], given.ownerId, !asksAnew || values.status === 'cancelled')
  const id = before ? before.id : ((await store.insertAppointments(ctx, [values]))[0] as string)
  if (before) await store.updateAppointment(ctx, id, values)
  await store.replacePeople(ctx, id, people)
  const after = await again(ctx, id)
  await wakeAccounts(ctx, before ? { ownerId: after.ownerId, people: [...after.people, ...before.people] } : after)
  if (!before || asksAnew || JSON.stringify(pictured(before)) !== JSON.stringify(pictured(after))) {
    // The record has a milestone of its own; the timeline need not say it twice.
    await recorded(ctx, before ? 'appointmentChanged' : 'appointmentPlaced', before ?? null, after)
  }
  // The record tells its colleagues by itself; only letters leave from here.
  // Whoever was invited once learns of every change that matters.
  if (given.invite || (asksAnew && (await store.wereInvited(ctx, values.uid)))) {
    await inviteAll(
      ctx,
      { ...after, people: after.people.filter(({ userId }) => !userId) },
      values.status === 'cancelled' ? 'CANCEL' : 'REQUEST',
      true,
    )
  }
  return { id, uid: values.uid, sequence: values.sequence }
}

/** When people are busy between two instants: occurrences that take time, not cancelled, not declined. Says nothing of what they are. */
export async function busyTimes(
  ctx: Context,
  userIds: readonly string[],
  from: string,
  to: string,
): Promise<BusyTime[]> {
  if (userIds.length === 0) return []
  const found = await placedBetween(ctx, userIds, from, to)
  return found.flatMap(({ row, startsAt, endsAt }) =>
    row.busy && row.status !== 'cancelled' && endsAt > startsAt
      ? userIds
          .filter((id) => isIn(row, id) && !row.people.some((p) => p.userId === id && p.answer === 'declined'))
          .map((userId) => ({ userId, startsAt, endsAt, tentative: row.status === 'tentative' }))
      : [],
  )
}

/** Occurrences in the calendars of people between two instants, by their beginning; what the actor may not see is only busy. */
export async function appointmentsBetween(
  ctx: Context,
  userIds: readonly string[],
  from: string,
  to: string,
): Promise<CalendarItem[]> {
  if (userIds.length === 0) return []
  const found = await placedBetween(ctx, userIds, from, to)
  return found.filter(({ row }) => userIds.some((id) => isIn(row, id))).map((one) => itemOf(ctx, one, userIds))
}

/** Of `ids` those of real colleagues, with their names; the caller alone when none is named. At most twenty at once. */
export async function calendarPeople(ctx: Context, ids: string | undefined): Promise<{ id: string; name: string }[]> {
  const wanted = [
    ...new Set(
      (ids ?? '')
        .split(',')
        .map((id) => id.trim())
        .filter(Boolean),
    ),
  ]
  if (wanted.length === 0) return [{ id: ctx.actor.id, name: ctx.actor.name }]
  if (wanted.length > 20) throw new Refusal('calendars.tooManyPeople', { most: 20 }, { status: 400 })
  if (wanted.some((id) => !/^[0-9a-f-]{36}$/i.test(id)))
    throw new BadInput([{ field: 'users', reason: 'kit.invalid_format' }])
  const people = await pickPeople(ctx, { ids: wanted.join(',') })
  return wanted.flatMap((id) => people.filter((person) => person.id === id).map(({ id, name }) => ({ id, name })))
}

/** One appointment, or one occurrence of it, for those who may see it whole. */
export async function getAppointment(ctx: Context, id: string, occurrence?: string): Promise<Appointment> {
  const row = await visibleRow(ctx, await store.findAppointment(ctx, id))
  if (!occurrence || row.rrule === null) return pictureOf(ctx, row)
  const at = readInstant(occurrence)
  if (!hasOccurrence(row, at)) throw new NotFound('calendars.noSuchOccurrence')
  return pictureOf(ctx, row, at)
}

/** What may not be seen whole does not exist as a record. */
export async function visibleRow(ctx: Context, row: AppointmentRow | undefined): Promise<AppointmentRow> {
  if (!row || (row.deletedAt && !ctx.actor.personIds.includes(row.ownerId)) || sightOfRow(ctx, row) !== 'full')
    throw new NotFound('calendars.notFound')
  return row
}

/** Coming appointments with a client, soonest first: a year ahead, each series by its next time. */
export async function appointmentsOfClient(ctx: Context, clientId: string): Promise<CalendarItem[]> {
  await getClient(ctx, clientId)
  const rows = (await store.comingOfClient(ctx, clientId)).filter((row) => sightOfRow(ctx, row) === 'full')
  const found = await placed(ctx, rows, ctx.now, plusMinutes(ctx.now, 366 * 1440))
  const seen = new Set<string>()
  const next = found.filter(({ row }) => !seen.has(row.id) && seen.add(row.id))
  return next.map((one) => itemOf(ctx, one, [one.row.ownerId]))
}

/** Versions of those the actor sees whole, also deleted ones of his own; for their history. */
export async function appointmentVersions(ctx: Context, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await Promise.all(ids.map((id) => store.findAppointment(ctx, id)))
  return new Map(
    rows.flatMap((row) => (row && sightOfRow(ctx, row) === 'full' ? [[row.id, row.version] as const] : [])),
  )
}
