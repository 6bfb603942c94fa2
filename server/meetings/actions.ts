// What one does with meetings: plan them from what stayed open, change, cancel, delete and bring back.
import { sql } from 'kysely'
import type { Client } from '#api/clients.ts'
import type { ListQuery } from '#api/lists.ts'
import type { Meeting, MeetingChange, MeetingDraft, PersonDraft, PointDraft } from '#api/meetings.ts'
import { may } from '#domain/access.ts'
import { addDays } from '#domain/day.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import { whyNotTimes } from '#domain/meetings/lifecycle.ts'
import { getClient } from '#server/clients/actions.ts'
import { contactVisibleTo } from '#server/clients/visible.ts'
import { peopleOfClient } from '#server/contacts/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, NotFound, Refusal } from '#server/kit/errors.ts'
import { escaped } from '#server/kit/list-conditions.ts'
import { type ListSource, listRows } from '#server/kit/lists.ts'
import type { RawJson } from '#server/kit/serve.ts'
import { isoOf, localOf, toInstant, whyNotTime } from '#server/kit/zoned-time.ts'
import { tellPeople, toCalendar } from '#server/meetings/calendar.ts'
import { meetingSqlColumns } from '#server/meetings/columns.ts'
import * as store from '#server/meetings/store.ts'
import { leftOpen } from '#server/meetings/store-lines.ts'
import { again, dueOf, recorded, seenMeeting, shown, writable } from '#server/meetings/view.ts'
import { openObjectionsOf } from '#server/objections/actions.ts'

/** Where the list of meetings comes from: seen by client or lead, not deleted. */
export function meetingSource(ctx: Context): ListSource {
  return {
    capability: 'meetings',
    from: store.joined,
    id: sql`m.id`,
    version: sql`m.version`,
    where: sql`m.deleted_at is null and ${store.seen(ctx)}`,
    columns: meetingSqlColumns,
    matches: (words) =>
      sql`(${sql.join(
        words.map(
          (word) => sql`fold_text(concat_ws(' ', m.title, c.name, l.name, m.place)) like ${`%${escaped(word)}%`}`,
        ),
        sql` and `,
      )})`,
    defaultSort: '-startsAt',
  }
}

export async function listMeetings(ctx: Context, query: ListQuery): Promise<RawJson> {
  return listRows(ctx, meetingSource(ctx), query)
}

export async function meetingsOfClient(ctx: Context, clientId: string) {
  return meetingsAt(ctx, await getClient(ctx, clientId))
}

/** The same of a client at hand. */
export async function meetingsAt(ctx: Context, { id: clientId }: Pick<Client, 'id'>, nothing = false) {
  const brief = (one: store.StoredBrief) => {
    const { timeZone: _z, letterSentAt: _l, ...rest } = one
    return { ...rest, minutesDueOn: dueOf(one) }
  }
  const readOnly = may(ctx.actor, 'clients.write') ? undefined : 'meetings.readOnly'
  const { coming, past } = nothing
    ? { coming: [], past: [] }
    : await store.meetingsAround(ctx, clientId, { coming: 50, past: 20 })
  return {
    coming: coming.map(brief),
    past: past.map(brief),
    whyNot: readOnly ? { edit: readOnly } : {},
  }
}

export async function getMeeting(ctx: Context, id: string): Promise<Meeting> {
  return shown(ctx, await seenMeeting(ctx, id))
}

/**
 * What the next meeting starts from: points the last one did not finish, its questions without an answer, objections of
 * the client that wait for ours; and the people of the other side who came last time, else the main contact.
 */
export async function proposeMeeting(ctx: Context, of: { clientId?: string | null; leadId?: string | null }) {
  if (of.clientId) await getClient(ctx, of.clientId)
  else if (!of.leadId || !(await store.leadOwner(ctx, of.leadId))) throw new NotFound('meetings.notFound')
  const past = await store.meetingsOf(ctx, of, 'past', 10)
  const last = past.find((one) => one.state === 'held' || one.state === 'closed')
  const open = last ? await leftOpen(ctx, last.id) : []
  const objections = (await openObjectionsOf(ctx, of)).map((one) => ({
    title: one.text.slice(0, 300),
    from: 'objection' as const,
  }))
  const theirs = last ? (await seenMeeting(ctx, last.id)).people.filter((one) => one.side === 'theirs') : []
  const came = theirs.filter((one) => one.attended !== false && one.contactId)
  const people: (PersonDraft & { name: string })[] = came.map(({ contactId, name }) => ({
    contactId,
    name,
    side: 'theirs' as const,
  }))
  if (people.length === 0 && of.clientId) {
    const main = (await peopleOfClient(ctx, of.clientId, false)).people[0]
    if (main) people.push({ contactId: main.contactId, name: main.name, side: 'theirs' })
  }
  return {
    follows: last ? { id: last.id, title: last.title, startsAt: last.startsAt } : null,
    points: [...open, ...objections].slice(0, 60),
    people,
  }
}

/**
 * Plans a meeting. A time that is over is refused unless it is said that the meeting was held; a time the clock skips in
 * spring is refused too. Without an agenda it takes over what stayed open. Colleagues are told and calendars filled.
 */
export async function planMeeting(ctx: Context, draft: MeetingDraft): Promise<Meeting> {
  if (!draft.clientId && !draft.leadId) throw new BadInput([{ field: 'clientId', reason: 'meetings.withWhom' }])
  const of = { clientId: draft.clientId ?? null, leadId: draft.leadId ?? null }
  const proposal = await proposeMeeting(ctx, of)
  const times = timesOf(ctx, draft, draft.timeZone ?? 'Europe/Prague', draft.held ?? false)
  const organizerId = draft.organizerId ?? ctx.actor.id
  const people = withOrganizer(draft.people ?? [], organizerId)
  await checkPeople(ctx, draft.people ?? [], organizerId)
  const id = await store.insertMeeting(ctx, {
    ...of,
    ...cleaned(draft),
    title: required('title', draft.title),
    kind: draft.kind ?? 'meeting',
    ...times,
    organizerId,
    state: draft.held ? 'held' : 'planned',
    startedAt: draft.held ? times.startsAt : null,
    endedAt: draft.held ? times.endsAt : null,
    followsId:
      draft.followsId === undefined ? (proposal.follows?.id ?? null) : await knownMeeting(ctx, draft.followsId),
  })
  await store.replacePeople(ctx, id, people)
  const points: readonly PointDraft[] = draft.points ?? (draft.held ? [] : proposal.points)
  await store.replacePoints(
    ctx,
    id,
    points.map((point) => ({ minutes: null, ...point })),
  )
  const meeting = await again(ctx, id)
  await recorded(ctx, draft.held ? 'recorded' : 'planned', null, meeting)
  await toCalendar(ctx, meeting)
  if (!draft.held) await tellPeople(ctx, meeting, 'meetings.invited')
  return shown(ctx, meeting)
}

/** Changes a meeting. Moved or relocated, it tells its people; the calendar follows. */
export async function changeMeeting(
  ctx: Context,
  id: string,
  change: MeetingChange,
  version: number,
): Promise<Meeting> {
  const before = await writable(ctx, id)
  if (before.version !== version) throw conflict(await shown(ctx, before))
  const over = before.state === 'held' || before.state === 'closed' || before.state === 'running'
  const times = movedTimes(ctx, before, change, over)
  const people = change.people && withOrganizer(change.people, change.organizerId ?? before.organizer.id)
  await checkPeople(ctx, change.people ?? [], change.organizerId)
  await store.updateMeeting(ctx, id, {
    ...cleaned(change),
    ...(change.title === undefined ? {} : { title: required('title', change.title) }),
    ...(change.kind === undefined ? {} : { kind: change.kind }),
    ...(change.organizerId === undefined ? {} : { organizerId: change.organizerId }),
    ...times,
  })
  if (people) await store.replacePeople(ctx, id, people)
  if (change.points) await store.replacePoints(ctx, id, change.points)
  const after = await again(ctx, id)
  const moved = isoOf(before.startsAt) !== isoOf(after.startsAt) || isoOf(before.endsAt) !== isoOf(after.endsAt)
  await recorded(ctx, moved ? 'shifted' : 'changed', before, after)
  await toCalendar(ctx, after)
  if (after.state === 'planned') {
    const was = new Set(before.people.map((person) => person.userId))
    const fresh = after.people.flatMap((person) => (person.userId && !was.has(person.userId) ? [person.userId] : []))
    if (fresh.length > 0) await tellPeople(ctx, after, 'meetings.invited', fresh)
    if (moved || before.place !== after.place || before.videoUrl !== after.videoUrl)
      await tellPeople(ctx, after, 'meetings.changed')
  }
  return shown(ctx, after)
}

export async function removeMeeting(ctx: Context, id: string, version: number | undefined): Promise<void> {
  const before = await writable(ctx, id)
  if (version !== undefined && before.version !== version) throw conflict(await shown(ctx, before))
  await setDeleted(ctx, before, ctx.now, 'removed')
}

export async function restoreMeeting(ctx: Context, id: string): Promise<Meeting> {
  const before = await writable(ctx, id, true)
  if (before.deletedAt) await setDeleted(ctx, before, null, 'restored')
  return getMeeting(ctx, id)
}

async function setDeleted(ctx: Context, before: store.StoredMeeting, at: string | null, verb: string): Promise<void> {
  await store.updateMeeting(ctx, before.id, { deletedAt: at, deletedBy: at ? ctx.actor.id : null })
  const after = await again(ctx, before.id)
  await recorded(ctx, verb, before, after)
  await toCalendar(ctx, after)
}

/** Versions of those the actor sees, also from the bin; for their history. */
export async function meetingVersions(ctx: Context, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; version: number }>`
    select m.id, m.version from ${store.joined} where m.id = any(${[...ids]}::uuid[]) and ${store.seen(ctx)}`.execute(
    ctx.db,
  )
  return new Map(rows.map((row) => [row.id, row.version]))
}

type TimeFields = Partial<Pick<MeetingDraft, 'day' | 'startTime' | 'endTime' | 'endDay' | 'timeZone'>>

/** Instants of what the clock on the wall shows; impossible days and skipped hours are refused at their field. */
function timesOf(
  ctx: Context,
  given: TimeFields & Pick<MeetingDraft, 'day' | 'startTime' | 'endTime'>,
  timeZone: string,
  held: boolean,
): { startsAt: string; endsAt: string; timeZone: string } {
  const endDay = given.endDay ?? given.day
  const errors = [
    { field: 'startTime', reason: whyNotTime(given.day, given.startTime, timeZone) },
    { field: 'endTime', reason: whyNotTime(endDay, given.endTime, timeZone) },
  ].flatMap(({ field, reason }) => {
    if (!reason) return []
    const place = reason === 'kit.unknownZone' ? 'timeZone' : reason === 'kit.notADate' ? 'day' : field
    return [{ field: place, reason: reason as string }]
  })
  if (errors.length > 0) throw new BadInput(errors.filter((error, i) => i === 0 || error.field !== errors[0]?.field))
  const startsAt = toInstant(given.day, given.startTime, timeZone)
  const endsAt = toInstant(endDay, given.endTime, timeZone)
  const reason = whyNotTimes(Date.parse(startsAt), Date.parse(endsAt), Date.parse(ctx.now), held)
  if (reason === 'meetings.inPast') throw new Refusal(reason, { day: given.day })
  if (reason) throw new BadInput([{ field: reason === 'meetings.tooFar' ? 'day' : 'endTime', reason }])
  return { startsAt, endsAt, timeZone }
}

function movedTimes(ctx: Context, before: store.StoredMeeting, change: MeetingChange, over: boolean) {
  const touched = ['day', 'startTime', 'endTime', 'endDay', 'timeZone'].some((key) => key in change)
  if (!touched) return {}
  const [from, to] = [localOf(before.startsAt, before.timeZone), localOf(before.endsAt, before.timeZone)]
  const day = change.day ?? from.day
  const startTime = change.startTime ?? from.time
  const endTime = change.endTime ?? to.time
  // Over midnight it stays over midnight when only the day moves.
  const overnight = to.day > from.day && endTime <= startTime
  const endDay = change.endDay ?? (overnight ? addDays(day, 1) : day)
  const same = day === from.day && startTime === from.time && endTime === to.time && endDay === to.day
  if (same && (change.timeZone ?? before.timeZone) === before.timeZone) return {}
  return timesOf(ctx, { day, startTime, endTime, endDay }, change.timeZone ?? before.timeZone, over)
}

/** Whoever calls the meeting comes to it. */
function withOrganizer(people: readonly PersonDraft[], organizerId: string): PersonDraft[] {
  const list = people.map((one) => ({ ...one }))
  return list.some((one) => one.userId === organizerId) ? list : [{ userId: organizerId, side: 'ours' }, ...list]
}

async function checkPeople(ctx: Context, people: readonly PersonDraft[], organizerId?: string): Promise<void> {
  const errors: { field: string; reason: string }[] = []
  for (const [i, person] of people.entries()) {
    const links = [person.userId, person.contactId, person.name?.trim()].filter(Boolean).length
    if (links === 0) errors.push({ field: `people.${i}`, reason: 'meetings.personWithoutName' })
    if (person.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(person.email))
      errors.push({ field: `people.${i}`, reason: 'kit.badEmail' })
  }
  const all = organizerId ? withOrganizer(people, organizerId) : people
  const unknown = await store.unknownPeople(ctx, all, contactVisibleTo(ctx.actor))
  if (unknown.length > 0) errors.push({ field: 'people', reason: 'meetings.unknownPerson' })
  if (errors.length > 0) throw new BadInput(errors)
}

async function knownMeeting(ctx: Context, id: string | null): Promise<string | null> {
  if (id && !(await store.findMeeting(ctx, id)))
    throw new BadInput([{ field: 'followsId', reason: 'meetings.notFound' }])
  return id
}

function cleaned(given: MeetingChange): store.MeetingRow {
  const row: Record<string, string | null> = {}
  const errors: { field: string; reason: string }[] = []
  for (const key of ['place', 'videoUrl', 'goal', 'fallback', 'summary'] as const) {
    const value = given[key]
    if (value === undefined) continue
    const text = value?.normalize('NFC').replace(/\r\n?/g, '\n').trim() || null
    const reason = text && (key === 'videoUrl' ? whyNotLink(text) : whyNotStoreText(text))
    if (reason) errors.push({ field: key, reason })
    row[key] = text
  }
  if (errors.length > 0) throw new BadInput(errors)
  return row
}

/** A link is opened by a click: only the web, nothing that runs. */
function whyNotLink(text: string): string | undefined {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? undefined : 'meetings.badLink'
}

function required(field: string, value: string): string {
  const text = value.normalize('NFC').replace(/\s+/g, ' ').trim()
  const reason = text ? whyNotStoreText(text) : 'kit.required'
  if (reason) throw new BadInput([{ field, reason }])
  return text
}
