// What a person does in the calendar: write an appointment, change or move it, delete it and bring it back, answer.
import type { Appointment, AppointmentChange, AppointmentDraft, Scope } from '#api/calendars.ts'
import { whyNotChange } from '#domain/calendars/access.ts'
import { visibleRow } from '#server/calendars/actions.ts'
import { fresh } from '#server/calendars/fresh.ts'
import { movedSeries, timesAsked } from '#server/calendars/moving.ts'
import { pictureOf, readInstant } from '#server/calendars/occurrences.ts'
import { changeOne, cutBefore, leaveOut, splitOff } from '#server/calendars/series.ts'
import type { AppointmentRow, AppointmentValues } from '#server/calendars/store.ts'
import * as store from '#server/calendars/store.ts'
import {
  type AppointmentFollower,
  again,
  asInvitees,
  contentOf,
  inviteAll,
  peopleOf,
  recorded,
  repetitionOf,
  significant,
  timesOf,
  valuesOf,
  wakeAccounts,
} from '#server/calendars/writing.ts'
import { getClient } from '#server/clients/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { notify } from '#server/notifications/actions.ts'
import { firmSettings } from '#server/settings/actions.ts'

export type Followers = readonly AppointmentFollower[]

/** Writes an appointment into the own calendar; its time zone is the firm's unless said otherwise. A past one is fine. */
export async function addAppointment(ctx: Context, draft: AppointmentDraft): Promise<Appointment> {
  const times = timesOf({ ...draft, timeZone: draft.timeZone ?? (await firmSettings(ctx)).timeZone })
  await checkSubject(ctx, draft)
  const values: AppointmentValues = {
    ...fresh(),
    ...times,
    ...repetitionOf(times, draft.rrule ?? null),
    ...contentOf(draft),
    title: draft.title.trim(),
    ownerId: ctx.actor.id,
  }
  const [id] = await store.insertAppointments(ctx, [values])
  await store.replacePeople(ctx, id as string, peopleOf(draft.people ?? [], [], ctx.actor.id, false))
  const row = await again(ctx, id as string)
  await recorded(ctx, 'appointmentAdded', null, row)
  await wakeAccounts(ctx, row)
  await inviteAll(ctx, row, 'REQUEST', draft.invite === true)
  return pictureOf(ctx, row)
}

/**
 * Changes an appointment. Of a repeating one `scope` says whether this occurrence, this and the following, or all; `start`
 * and `end` are then the new times of that occurrence and all others move by the same step of the wall clock.
 */
export async function changeAppointment(
  ctx: Context,
  id: string,
  change: AppointmentChange,
  version: number,
  followers: Followers,
): Promise<Appointment> {
  const before = await visibleRow(ctx, await store.lockAppointment(ctx, id))
  if (before.deletedAt) throw new NotFound('calendars.notFound')
  const { scope, occurrence, invite, start, end, timeZone, ...content } = change
  const timed = start !== undefined || end !== undefined || timeZone !== undefined || content.rrule !== undefined
  for (const [asked, what] of [
    [timed, 'time'],
    [Object.keys(content).some((key) => key !== 'rrule'), 'content'],
  ] as const) {
    const reason = asked ? whyNotChange(ctx.actor, before, what) : undefined
    if (reason) throw new Forbidden(reason)
  }
  if (before.version !== version) throw conflict(pictureOf(ctx, before))
  await checkSubject(ctx, change, before.people)
  const at = occurrence === undefined ? undefined : readInstant(occurrence)
  if (before.rrule !== null && at !== undefined && scope !== 'all' && scope !== undefined) {
    const row = scope === 'this' ? await changeOne(ctx, before, at, change) : await splitOff(ctx, before, at, change)
    await told(ctx, row, before, invite === true)
    return pictureOf(ctx, row)
  }
  const times = timed ? timesAsked(before, change, at) : undefined
  const moved = times ? await movedSeries(ctx, before, times, change.rrule) : valuesOf(before)
  const values: AppointmentValues = { ...moved, ...contentOf(content, before) }
  const asksAnew = significant(valuesOf(before), values)
  if (asksAnew) values.sequence++
  await store.updateAppointment(ctx, id, values)
  if (change.people || asksAnew) {
    await store.replacePeople(
      ctx,
      id,
      peopleOf(change.people ?? asInvitees(before), before.people, before.ownerId, !asksAnew),
    )
  }
  const row = await again(ctx, id)
  await recorded(ctx, 'appointmentChanged', before, row)
  if (asksAnew && row.recordType && row.recordId) {
    await followerOf(followers, row)?.moved(ctx, row.recordId, {
      startsAt: row.startsAt,
      endsAt: row.endsAt,
      timeZone: row.timeZone,
      cancelled: row.status === 'cancelled',
    })
  }
  await told(ctx, row, before, invite === true, asksAnew || change.people !== undefined)
  return pictureOf(ctx, row)
}

/** Deletes it, or occurrences of it. Of somebody else's invitation it deletes the own copy. */
export async function removeAppointment(
  ctx: Context,
  id: string,
  asked: { scope?: Scope; occurrence?: string },
  version: number | undefined,
): Promise<void> {
  const before = await visibleRow(ctx, await store.lockAppointment(ctx, id))
  const reason = whyNotChange(ctx.actor, before, 'remove')
  if (reason) throw new Forbidden(reason)
  if (before.deletedAt) return
  if (version !== undefined && before.version !== version) throw conflict(pictureOf(ctx, before))
  const at = asked.occurrence === undefined ? undefined : readInstant(asked.occurrence)
  if (before.rrule !== null && at !== undefined && (asked.scope === 'this' || asked.scope === 'following')) {
    const row = asked.scope === 'this' ? await leaveOut(ctx, before, at) : await cutBefore(ctx, before, at)
    await recorded(ctx, 'appointmentChanged', before, row)
    return told(ctx, row, before, true)
  }
  if (before.recurrenceId !== null) {
    // A changed occurrence goes with its place in the series.
    const series = (await store.listOfUid(ctx, before.ownerId, before.uid)).find((row) => row.rrule !== null)
    if (series) {
      const row = await leaveOut(ctx, await store.lockAppointment(ctx, series.id), before.recurrenceId)
      await recorded(ctx, 'appointmentChanged', series, row)
      return told(ctx, row, series, true)
    }
  }
  const all = (await store.listOfUid(ctx, before.ownerId, before.uid)).map((row) => row.id)
  await store.setDeleted(ctx, all, ctx.now)
  await recorded(ctx, 'appointmentRemoved', before, null)
  await wakeAccounts(ctx, before)
  if (before.origin !== 'invitation') await inviteAll(ctx, before, 'CANCEL', true)
}

/** Brings back what one deletion took away, or an occurrence left out. */
export async function restoreAppointment(
  ctx: Context,
  id: string,
  occurrence: string | undefined,
): Promise<Appointment> {
  const before = await visibleRow(ctx, await store.lockAppointment(ctx, id))
  if (!ctx.actor.personIds.includes(before.ownerId)) throw new Forbidden('calendars.notYours')
  if (occurrence !== undefined) {
    const at = readInstant(occurrence)
    if (!before.exdates.includes(at)) throw new NotFound('calendars.noSuchOccurrence')
    await store.updateAppointment(ctx, id, {
      ...valuesOf(before),
      sequence: before.sequence + 1,
      exdates: before.exdates.filter((one) => one !== at),
    })
  } else if (before.deletedAt) {
    if ((await store.listOfUid(ctx, before.ownerId, before.uid)).length > 0) throw new Refusal('calendars.uidTaken')
    await store.setDeleted(ctx, await store.deletedTogether(ctx, before), null)
    await store.updateAppointment(ctx, id, { ...valuesOf(before), sequence: before.sequence + 1 })
  }
  const row = await again(ctx, id)
  await recorded(ctx, 'appointmentRestored', before, row)
  await wakeAccounts(ctx, row)
  if (row.origin !== 'invitation') await inviteAll(ctx, row, 'REQUEST', true)
  return pictureOf(ctx, row)
}

/** The actor says whether he comes. The organizer learns it: a colleague in the application, somebody else by a letter. */
export async function answerAppointment(
  ctx: Context,
  id: string,
  answer: 'accepted' | 'declined' | 'tentative',
  followers: Followers,
): Promise<Appointment> {
  const before = await visibleRow(ctx, await store.lockAppointment(ctx, id))
  if (before.deletedAt) throw new NotFound('calendars.notFound')
  const mine =
    before.people.find(({ userId }) => userId !== null && userId === ctx.actor.id) ??
    before.people.find(({ userId }) => userId !== null && ctx.actor.personIds.includes(userId))
  if (!mine) throw new Refusal('calendars.notInvited')
  if (before.status === 'cancelled') throw new Refusal('calendars.alreadyCancelled')
  await store.setAnswer(ctx, mine.id, answer)
  await store.touchAppointment(ctx, id)
  const row = await again(ctx, id)
  await recorded(ctx, 'appointmentAnswered', before, row)
  await wakeAccounts(ctx, row)
  if (row.recordType && row.recordId) {
    await followerOf(followers, row)?.answered(
      ctx,
      row.recordId,
      { email: mine.email, userId: mine.userId, contactId: mine.contactId },
      answer,
    )
  }
  if (row.origin === 'invitation') {
    await ctx.jobs.enqueue(ctx.db, 'calendars.sendReply', { appointmentId: id, userId: mine.userId, answer })
  } else {
    await notify(ctx, {
      userIds: [row.ownerId],
      event: 'calendars.answered',
      recordType: 'appointments',
      recordId: id,
      clientId: row.clientId,
      details: { title: row.title, person: mine.name, text: answer },
    })
  }
  return pictureOf(ctx, row)
}

export function followerOf(
  followers: Followers,
  row: Pick<AppointmentRow, 'recordType'>,
): AppointmentFollower | undefined {
  return followers.find(({ recordType }) => recordType === row.recordType)
}

/** What follows a change: connected calendars wake, people invited learn it, those no longer invited get a cancellation. */
async function told(
  ctx: Context,
  row: AppointmentRow,
  before: AppointmentRow,
  letters: boolean,
  tell = true,
): Promise<void> {
  await wakeAccounts(ctx, { ownerId: row.ownerId, people: [...row.people, ...before.people] })
  if (!tell || row.origin === 'invitation') return
  const gone = before.people.flatMap(({ userId, email }) =>
    !userId && email && !row.people.some((p) => p.email === email) ? [email] : [],
  )
  if (letters && gone.length > 0) {
    await ctx.jobs.enqueue(ctx.db, 'calendars.sendInvitations', {
      appointmentId: row.id,
      method: 'CANCEL',
      emails: gone,
      sequence: row.sequence,
    })
  }
  await inviteAll(ctx, row, 'REQUEST', letters)
}

/** A client or lead may be named only by who sees it. */
/** Client, lead and people must be seen by whoever names them: an invitation shows their names and addresses. */
async function checkSubject(
  ctx: Context,
  draft: Pick<AppointmentChange, 'clientId' | 'leadId' | 'people'>,
  invited: AppointmentRow['people'] = [],
): Promise<void> {
  if (draft.clientId) await getClient(ctx, draft.clientId)
  if (draft.leadId && !(await store.leadSeen(ctx, draft.leadId)))
    throw new BadInput([{ field: 'leadId', reason: 'kit.notFound' }])
  const known = new Set(invited.flatMap(({ userId, contactId }) => userId ?? contactId ?? []))
  const fresh = (draft.people ?? []).filter(({ userId, contactId }) => {
    const id = userId ?? contactId
    return id !== undefined && !known.has(id)
  })
  if (await store.anyUnknown(ctx, fresh)) throw new BadInput([{ field: 'people', reason: 'calendars.unknownPerson' }])
}
