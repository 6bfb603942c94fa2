// What every action of meetings shares: the meeting as replies show it, who may write it, its fact in the journal.
import type { Meeting } from '#api/meetings.ts'
import { may } from '#domain/access.ts'
import { mayNote, minutesDueOn, offeredMoves, whyNotMove } from '#domain/meetings/lifecycle.ts'
import { getClient } from '#server/clients/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { Forbidden, NotFound } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { isoOf, localOf } from '#server/kit/zoned-time.ts'
import * as store from '#server/meetings/store.ts'

/** The meeting as it is shown: with the clock of its place, its term for minutes and what the actor may not do. */
export async function shown(ctx: Context, stored: store.StoredMeeting): Promise<Meeting> {
  const { letterSubject: _s, letterText: _t, ...meeting } = stored
  const from = localOf(meeting.startsAt, meeting.timeZone)
  const readOnly = await whyNotWrite(ctx, stored)
  const whyNot: Record<string, string> = readOnly ? { edit: readOnly, note: readOnly } : {}
  if (!readOnly && !mayNote(meeting.state)) whyNot.note = 'meetings.closed'
  for (const move of offeredMoves(meeting.state)) {
    const at = { state: meeting.state, startsAt: isoOf(meeting.startsAt) }
    const reason = whyNotMove(at, move, { mayWrite: !readOnly, now: ctx.now, reason: 'asked when it is made' })
    if (reason) whyNot[`move.${move}`] = reason
  }
  return {
    ...meeting,
    day: from.day,
    startTime: from.time,
    endTime: localOf(meeting.endsAt, meeting.timeZone).time,
    minutesDueOn: dueOf(meeting),
    whyNot,
  }
}

/** Minutes are owed after a meeting was held and until the letter with them left. */
export function dueOf(
  meeting: Pick<store.StoredMeeting, 'state' | 'startsAt' | 'timeZone' | 'letterSentAt'>,
): string | null {
  if (meeting.state !== 'held' || meeting.letterSentAt) return null
  return minutesDueOn(localOf(meeting.startsAt, meeting.timeZone).day)
}

/** Whoever may write about clients and sees the meeting's client, and is its organizer, comes to it, or edits the client. */
export async function whyNotWrite(ctx: Context, meeting: store.StoredMeeting): Promise<string | undefined> {
  if (!may(ctx.actor, 'clients.write')) return 'meetings.readOnly'
  const { personIds } = ctx.actor
  if (personIds.includes(meeting.organizer.id)) return undefined
  if (meeting.people.some((person) => person.userId && personIds.includes(person.userId))) return undefined
  if (meeting.client) return (await getClient(ctx, meeting.client.id)).whyNot.edit ? 'meetings.readOnly' : undefined
  return undefined
}

export async function seenMeeting(ctx: Context, id: string): Promise<store.StoredMeeting> {
  const meeting = await store.findMeeting(ctx, id)
  if (!meeting) throw new NotFound('meetings.notFound')
  return meeting
}

/** Locked, and writable for the actor. */
export async function writable(ctx: Context, id: string, deletedToo = false): Promise<store.StoredMeeting> {
  const meeting = await store.lockMeeting(ctx, id, deletedToo)
  if (!meeting) throw new NotFound('meetings.notFound')
  const reason = await whyNotWrite(ctx, meeting)
  if (reason) throw new Forbidden(reason)
  return meeting
}

export async function again(ctx: Context, id: string): Promise<store.StoredMeeting> {
  const meeting = await store.findMeeting(ctx, id, true)
  if (!meeting) throw new NotFound('meetings.notFound')
  return meeting
}

export const nameOf = (meeting: Pick<store.StoredMeeting, 'client' | 'lead'>) =>
  meeting.client?.name ?? meeting.lead?.name ?? ''

function pictured(meeting: store.StoredMeeting | null): Record<string, unknown> | null {
  if (!meeting) return null
  const { title, kind, startsAt, endsAt, timeZone, place, videoUrl, goal, fallback, state, stateReason, summary } =
    meeting
  return {
    title,
    kind,
    startsAt,
    endsAt,
    timeZone,
    place,
    videoUrl,
    goal,
    fallback,
    state,
    stateReason,
    summary,
    organizer: meeting.organizer.id,
    people: meeting.people.map(({ name, side, optional }) => ({ name, side, optional })),
    points: meeting.points.map(({ title: point, minutes }) => ({ title: point, minutes })),
    deletedAt: meeting.deletedAt,
  }
}

export async function recorded(
  ctx: Context,
  verb: string,
  before: store.StoredMeeting | null,
  after: store.StoredMeeting,
  reason?: string | null,
): Promise<void> {
  await record(ctx, {
    fact: `meetings.${verb}`,
    recordType: 'meetings',
    recordId: after.id,
    clientId: after.client?.id ?? null,
    reason: reason ?? null,
    before: pictured(before),
    after: pictured(after),
  })
}
