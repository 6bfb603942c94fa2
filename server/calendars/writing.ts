// What every way of writing an appointment shares: times and repetition checked, people found, facts and work that follow.
import type { AppointmentDraft, Invitee } from '#api/calendars.ts'
import { raisesSequence } from '#domain/calendars/invitations.ts'
import { addDays, compareDays } from '#domain/day.ts'
import { recurrenceOf } from '#server/calendars/occurrences.ts'
import type { AppointmentRow, AppointmentValues, PersonRow, PersonValues } from '#server/calendars/store.ts'
import * as store from '#server/calendars/store.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { lastOccurrence, whyNotRepeat } from '#server/kit/recurrence.ts'
import { isZone, localOf, toInstant, whyNotTime } from '#server/kit/zoned-time.ts'
import { notify } from '#server/notifications/actions.ts'

/**
 * What a record whose time is in the calendar does when the calendar changes: a meeting moves with its appointment and
 * learns who comes. Given in server/capabilities.ts.
 */
export interface AppointmentFollower {
  readonly recordType: string
  moved(
    ctx: Context,
    recordId: string,
    change: { startsAt: string; endsAt: string; timeZone: string; cancelled: boolean },
  ): Promise<void>
  answered(
    ctx: Context,
    recordId: string,
    who: { email: string | null; userId: string | null; contactId: string | null },
    answer: 'accepted' | 'declined' | 'tentative',
  ): Promise<void>
}

export interface WallTimes {
  start: { day: string; time?: string | undefined }
  end: { day: string; time?: string | undefined }
  timeZone: string
}

export interface Times {
  startsAt: string
  endsAt: string
  allDay: boolean
  timeZone: string
}

/** Instants of what the clock on the wall shows; a skipped hour, an impossible day or an end before the start is refused by field. */
export function timesOf({ start, end, timeZone }: WallTimes): Times {
  if (!isZone(timeZone)) throw new BadInput([{ field: 'timeZone', reason: 'kit.unknownZone' }])
  const allDay = start.time === undefined
  if (allDay !== (end.time === undefined)) throw new BadInput([{ field: 'end', reason: 'calendars.dayOrTime' }])
  const errors = (['start', 'end'] as const).flatMap((field) => {
    const { day, time } = field === 'start' ? start : end
    const reason = whyNotTime(day, time ?? '12:00', timeZone)
    return reason ? [{ field, reason }] : []
  })
  if (errors.length > 0) throw new BadInput(errors)
  if (allDay && compareDays(end.day, start.day) < 0)
    throw new BadInput([{ field: 'end', reason: 'calendars.endsBeforeStart' }])
  const startsAt = toInstant(start.day, start.time ?? '00:00', timeZone)
  const endsAt = allDay
    ? toInstant(addDays(end.day, 1), '00:00', timeZone)
    : toInstant(end.day, end.time ?? '', timeZone)
  if (endsAt < startsAt) throw new BadInput([{ field: 'end', reason: 'calendars.endsBeforeStart' }])
  return { startsAt, endsAt, allDay, timeZone }
}

/** Refuses a rule that cannot be kept and finds when the last occurrence is. */
export function repetitionOf(
  times: Times,
  rrule: string | null,
  rdates: readonly string[] = [],
): { rrule: string | null; repeatsUntil: string | null } {
  const rule = rrule?.trim().replace(/^RRULE:/i, '') || null
  if (!rule) return { rrule: null, repeatsUntil: null }
  const recurrence = recurrenceOf({ ...times, rrule: rule, exdates: [], rdates: [...rdates] })
  const reason = whyNotRepeat(recurrence)
  if (reason) throw new BadInput([{ field: 'rrule', reason }])
  return { rrule: rule, repeatsUntil: lastOccurrence(recurrence) ?? null }
}

/** Those invited as rows; who was there before keeps the answer unless the time changed. */
export function peopleOf(
  invitees: readonly Invitee[],
  before: readonly PersonRow[],
  ownerId: string,
  answersStay: boolean,
): PersonValues[] {
  const seen = new Set<string>()
  return invitees.flatMap((one) => {
    const email = one.email?.trim().toLowerCase() || null
    if (email && !/^[^@\s]+@[^@\s]+$/.test(email)) throw new BadInput([{ field: 'people', reason: 'kit.badEmail' }])
    const key = one.userId ?? one.contactId ?? email
    if (!key || one.userId === ownerId || seen.has(key)) return []
    seen.add(key)
    const was = before.find((p) =>
      one.userId
        ? p.userId === one.userId
        : one.contactId
          ? p.contactId === one.contactId
          : !p.userId && !p.contactId && p.email === email,
    )
    return [
      {
        userId: one.userId ?? null,
        contactId: one.contactId ?? null,
        email: one.userId || one.contactId ? null : email,
        name: one.userId || one.contactId ? null : one.name?.trim() || null,
        optional: one.optional ?? false,
        answer: was && answersStay ? was.answer : ('waiting' as const),
      },
    ]
  })
}

/** Whether the change is one that people must answer anew. */
export function significant(before: AppointmentValues, after: AppointmentValues): boolean {
  const of = (v: AppointmentValues) => ({ ...v, cancelled: v.status === 'cancelled' })
  return raisesSequence(of(before), of(after))
}

/** The values of a row without what hangs on it. */
export function valuesOf(row: AppointmentRow): AppointmentValues {
  const {
    id: _i,
    version: _v,
    ownerName: _o,
    clientName: _c,
    leadName: _l,
    clientSeen: _s,
    leadSeen: _d,
    deletedAt: _a,
    people: _p,
    ...values
  } = row
  return values
}

/** What the journal keeps of an appointment. A private one is kept without its words. */
export function pictured(row: AppointmentRow): Record<string, unknown> {
  return {
    ...(row.private
      ? {}
      : { title: row.title, description: row.description, place: row.place, videoUrl: row.videoUrl }),
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    allDay: row.allDay,
    timeZone: row.timeZone,
    rrule: row.rrule,
    exdates: row.exdates,
    status: row.status,
    busy: row.busy,
    private: row.private,
    people: row.people.map(({ name, email, answer, optional }) => ({ name: name ?? email, answer, optional })),
  }
}

/** Writes the fact into the journal. */
export async function recorded(
  ctx: Context,
  fact: string,
  before: AppointmentRow | null,
  after: AppointmentRow | null,
): Promise<void> {
  const row = (after ?? before) as AppointmentRow
  await record(ctx, {
    fact: `calendars.${fact}`,
    recordType: 'appointments',
    recordId: row.id,
    clientId: row.clientId,
    before: before && pictured(before),
    after: after && pictured(after),
    onBehalfOf: row.ownerId === ctx.actor.id || !ctx.actor.personIds.includes(row.ownerId) ? null : row.ownerId,
  })
}

/** After any write: connected calendars of the owner and of colleagues invited catch up within seconds. */
export async function wakeAccounts(ctx: Context, row: Pick<AppointmentRow, 'ownerId' | 'people'>): Promise<void> {
  const userIds = [row.ownerId, ...row.people.flatMap(({ userId }) => userId ?? [])]
  await ctx.jobs.enqueue(ctx.db, 'calendars.wake', { userIds }, { startAfterSeconds: 5 })
}

/** Tells colleagues invited; letters to those outside the house leave by a job when asked for. */
export async function inviteAll(
  ctx: Context,
  row: AppointmentRow,
  method: 'REQUEST' | 'CANCEL',
  letters: boolean,
  only?: readonly string[],
): Promise<void> {
  const userIds = row.people.flatMap(({ userId, answer }) => (userId && answer !== 'declined' ? [userId] : []))
  if (userIds.length > 0) {
    await notify(ctx, {
      userIds,
      event: 'calendars.invited',
      recordType: 'appointments',
      recordId: row.id,
      clientId: row.clientId,
      details: {
        title: row.title,
        ...(row.allDay ? { day: localOf(row.startsAt, row.timeZone).day } : localOf(row.startsAt, row.timeZone)),
        cancelled: method === 'CANCEL',
      },
    })
  }
  if (!letters) return
  const emails = row.people.flatMap(({ userId, email }) =>
    !userId && email && (!only || only.includes(email)) ? [email] : [],
  )
  if (emails.length > 0) {
    await ctx.jobs.enqueue(ctx.db, 'calendars.sendInvitations', {
      appointmentId: row.id,
      method,
      emails,
      sequence: row.sequence,
    })
  }
}

/** The row again after it was written. */
export async function again(ctx: Context, id: string): Promise<AppointmentRow> {
  return (await store.findAppointment(ctx, id)) as AppointmentRow
}

/** Words and switches of a draft as they are kept; what is not said stays as before. */
export function contentOf(draft: Partial<Omit<AppointmentDraft, 'start' | 'end'>>, before?: AppointmentValues) {
  const text = (value: string | null | undefined, was: string | null | undefined) =>
    value === undefined ? (was ?? null) : value?.trim() || null
  const videoUrl = text(draft.videoUrl, before?.videoUrl)
  if (videoUrl && !(URL.canParse(videoUrl) && /^https?:$/.test(new URL(videoUrl).protocol)))
    throw new BadInput([{ field: 'videoUrl', reason: 'kit.badWeb' }])
  return {
    title: draft.title?.trim() ?? before?.title ?? '',
    description: text(draft.description, before?.description),
    place: text(draft.place, before?.place),
    videoUrl,
    status: draft.status ?? before?.status ?? ('confirmed' as const),
    busy: draft.busy ?? before?.busy ?? true,
    private: draft.private ?? before?.private ?? false,
    clientId: draft.clientId === undefined ? (before?.clientId ?? null) : draft.clientId,
    leadId: draft.leadId === undefined ? (before?.leadId ?? null) : draft.leadId,
  }
}

export function asInvitees(row: AppointmentRow) {
  return row.people.map(({ userId, contactId, email, name, optional }) => ({
    optional,
    ...(userId ? { userId } : contactId ? { contactId } : { email: email ?? '', ...(name ? { name } : {}) }),
  }))
}
