// Takes in .ics: imports appointments, and acts on invitations, answers and cancellations (iTIP) by UID and SEQUENCE.
import { sql } from 'kysely'
import type { FileLine, FileReport } from '#api/calendars.ts'
import { judgeMessage, type Method } from '#domain/calendars/invitations.ts'
import { type Followers, followerOf } from '#server/calendars/actions-change.ts'
import { type ReadEvent, readCalendar } from '#server/calendars/ics-reading.ts'
import { peopleOfEvent, sameContent, valuesOfEvent } from '#server/calendars/ics-values.ts'
import { changeOne } from '#server/calendars/series.ts'
import type { AppointmentRow } from '#server/calendars/store.ts'
import * as store from '#server/calendars/store.ts'
import { again, recorded, valuesOf, wakeAccounts } from '#server/calendars/writing.ts'
import type { Context } from '#server/kit/context.ts'
import { record } from '#server/kit/record.ts'
import { notify } from '#server/notifications/actions.ts'

/** The person whose calendar takes it in. */
export interface Owner {
  readonly id: string
  readonly email: string
}

type Outcome = Pick<FileLine, 'outcome' | 'reason' | 'appointmentId'>

/** Reads a file and carries out what it says. `tell`: the person did not bring it himself and is told. */
export async function takeCalendar(
  ctx: Context,
  owner: Owner,
  text: string,
  zone: string,
  followers: Followers,
  tell: boolean,
): Promise<FileReport> {
  const read = await readCalendar(text, zone)
  const lines: FileLine[] = []
  const add = (event: ReadEvent, outcome: Outcome) =>
    lines.push({
      uid: event.uid,
      title: event.title,
      startsAt: event.startsAt,
      line: event.line,
      ...(event.remarks[0] ? { reason: event.remarks[0] } : {}),
      ...outcome,
    })
  const letters = read.events.filter(({ method }) => isLetter(method))
  for (const event of letters) add(event, await takeLetter(ctx, owner, event, followers, tell))
  await importAll(
    ctx,
    owner,
    read.events.filter(({ method }) => !isLetter(method)),
    add,
  )
  for (const { uid, title, line, reason } of read.refused)
    lines.push({ uid, title, startsAt: null, line, outcome: 'refused', reason })
  for (const { line, reason } of read.remarks)
    lines.push({ uid: '', title: '', startsAt: null, line, outcome: 'remark', reason })
  lines.sort((a, b) => a.line - b.line)
  const counts: Record<string, number> = {}
  for (const { outcome } of lines) counts[outcome] = (counts[outcome] ?? 0) + 1
  // What went wrong is shown first, so that it is not cut off behind hundreds that went well.
  const shown = [...lines.filter(({ reason }) => reason), ...lines.filter(({ reason }) => !reason)].slice(0, 500)
  return { method: letters[0]?.method ?? 'PUBLISH', counts, lines: shown }
}

const isLetter = (method: string | undefined) =>
  method === 'REQUEST' || method === 'REPLY' || method === 'CANCEL' || method === 'COUNTER'

async function takeLetter(
  ctx: Context,
  owner: Owner,
  event: ReadEvent,
  followers: Followers,
  tell: boolean,
): Promise<Outcome> {
  const method = event.method as Method
  const rows = await store.listOfUid(ctx, owner.id, event.uid)
  const main =
    rows.find((row) => row.recurrenceId === event.recurrenceId) ??
    rows.find((row) => row.recurrenceId === null) ??
    rows[0]
  const sender = method === 'REPLY' || method === 'COUNTER' ? event.people[0]?.email : event.organizer?.email
  const known = main && {
    sequence: main.sequence,
    ours: main.origin === 'own' || main.origin === 'booking',
    cancelled: main.status === 'cancelled',
  }
  const verdict = judgeMessage(method, known, event.sequence, await cameBefore(ctx, owner.id, event, sender ?? null))
  let outcome: Outcome
  if (
    (verdict === 'change' || verdict === 'cancel') &&
    main?.organizerEmail &&
    sender &&
    main.organizerEmail !== sender
  ) {
    outcome = { outcome: 'notOrganizer', appointmentId: main.id }
  } else if (verdict === 'add' || verdict === 'change') {
    const exact = rows.find((row) => row.recurrenceId === event.recurrenceId)
    const id = await keepInvitation(ctx, owner, event, exact)
    outcome = { outcome: exact ? 'changed' : 'added', appointmentId: id }
  } else if (verdict === 'cancel' && main) {
    await cancel(ctx, event, rows)
    outcome = { outcome: 'cancelled', appointmentId: main.id }
  } else if (verdict === 'answer' && main) {
    outcome = await takeAnswer(ctx, owner, event, main, followers, tell)
  } else outcome = { outcome: verdict, ...(main ? { appointmentId: main.id } : {}) }
  await keepMessage(ctx, {
    userId: owner.id,
    direction: 'in',
    method,
    uid: event.uid,
    sequence: event.sequence,
    email: sender ?? null,
    outcome: outcome.outcome,
    details: { title: event.title, stamp: event.stamp, recurrenceId: event.recurrenceId, comment: event.comment },
  })
  if (tell && outcome.appointmentId && ['added', 'changed', 'cancelled'].includes(outcome.outcome)) {
    await notify(ctx, {
      userIds: [owner.id],
      self: true,
      event: 'calendars.invited',
      recordType: 'appointments',
      recordId: outcome.appointmentId,
      details: {
        title: event.title,
        person: event.organizer?.name ?? sender ?? '',
        cancelled: outcome.outcome === 'cancelled',
      },
    })
  }
  return outcome
}

async function keepInvitation(
  ctx: Context,
  owner: Owner,
  event: ReadEvent,
  before: AppointmentRow | undefined,
): Promise<string> {
  const values = valuesOfEvent(event, owner.id, 'invitation', before && valuesOf(before))
  const mine = before?.people.find(({ userId }) => userId === owner.id)
  const stays =
    before && before.startsAt === event.startsAt && before.endsAt === event.endsAt && before.rrule === event.rrule
  const people = peopleOfEvent(event, owner, true).map((person) =>
    person.userId && mine && stays ? { ...person, answer: mine.answer } : person,
  )
  const id = before?.id ?? ((await store.insertAppointments(ctx, [values]))[0] as string)
  if (before) await store.updateAppointment(ctx, id, values)
  await store.replacePeople(ctx, id, people)
  const row = await again(ctx, id)
  await recorded(ctx, before ? 'appointmentChanged' : 'appointmentInvited', before ?? null, row)
  await wakeAccounts(ctx, row)
  return id
}

/** What the organizer cancelled stays crossed out; a cancelled occurrence leaves its series. */
async function cancel(ctx: Context, event: ReadEvent, rows: readonly AppointmentRow[]): Promise<void> {
  const series = rows.find((row) => row.rrule !== null)
  const about = event.recurrenceId === null ? rows : rows.filter((row) => row.recurrenceId === event.recurrenceId)
  for (const row of about) {
    await store.updateAppointment(ctx, row.id, {
      ...valuesOf(row),
      status: 'cancelled',
      sequence: Math.max(row.sequence, event.sequence),
    })
    await recorded(ctx, 'appointmentCancelled', row, await again(ctx, row.id))
  }
  if (event.recurrenceId !== null && series && about.length === 0) {
    await store.updateAppointment(ctx, series.id, {
      ...valuesOf(series),
      sequence: Math.max(series.sequence, event.sequence),
      exdates: [...new Set([...series.exdates, event.recurrenceId])],
    })
    await recorded(ctx, 'appointmentChanged', series, await again(ctx, series.id))
  }
  if (rows[0]) await wakeAccounts(ctx, rows[0])
}

async function takeAnswer(
  ctx: Context,
  owner: Owner,
  event: ReadEvent,
  main: AppointmentRow,
  followers: Followers,
  tell: boolean,
): Promise<Outcome> {
  const who = event.people[0]
  if (!who || who.answer === 'waiting') return { outcome: 'unknown', appointmentId: main.id }
  // An answer to one occurrence of a series is about that occurrence only.
  const row =
    event.recurrenceId !== null && main.rrule !== null ? await changeOne(ctx, main, event.recurrenceId, {}) : main
  const person = row.people.find(({ email }) => email?.toLowerCase() === who.email)
  if (!person) return { outcome: 'notInvited', appointmentId: row.id }
  await store.setAnswer(ctx, person.id, who.answer)
  await store.touchAppointment(ctx, row.id)
  const after = await again(ctx, row.id)
  await recorded(ctx, 'appointmentAnswered', row, after)
  await wakeAccounts(ctx, after)
  if (row.recordType && row.recordId) {
    await followerOf(followers, row)?.answered(
      ctx,
      row.recordId,
      { email: who.email, userId: person.userId, contactId: person.contactId },
      who.answer,
    )
  }
  if (tell) {
    await notify(ctx, {
      userIds: [owner.id],
      self: true,
      event: 'calendars.answered',
      recordType: 'appointments',
      recordId: row.id,
      clientId: row.clientId,
      details: { title: row.title, person: person.name ?? who.email, text: who.answer },
    })
  }
  return { outcome: 'answered', appointmentId: row.id }
}

const atOnce = 500

/** Appointments of a file as one's own: new ones added, known ones brought up to date by SEQUENCE. */
async function importAll(
  ctx: Context,
  owner: Owner,
  events: readonly ReadEvent[],
  add: (event: ReadEvent, outcome: Outcome) => void,
): Promise<void> {
  const latest = new Map<string, ReadEvent>()
  for (const event of events) {
    const key = `${event.uid} ${event.recurrenceId ?? ''}`
    const other = latest.get(key)
    if (other && other.sequence > event.sequence) add(event, { outcome: 'outdated' })
    else {
      if (other) add(other, { outcome: 'outdated' })
      latest.set(key, event)
    }
  }
  const list = [...latest.values()]
  for (let i = 0; i < list.length; i += atOnce) {
    const part = list.slice(i, i + atOnce)
    const known = await store.listOfUids(
      ctx,
      owner.id,
      part.map(({ uid }) => uid),
    )
    const rowOf = (event: ReadEvent) =>
      known.find((row) => row.uid === event.uid && row.recurrenceId === event.recurrenceId)
    const added = part.filter((event) => !rowOf(event))
    const ids = await store.insertAppointments(
      ctx,
      added.map((event) => valuesOfEvent(event, owner.id, 'import')),
    )
    await store.addPeople(
      ctx,
      added.flatMap((event, k) =>
        peopleOfEvent(event, owner, false).map((person) => ({ ...person, appointmentId: ids[k] as string })),
      ),
    )
    await record(
      ctx,
      ...added.map((event, k) => ({
        fact: 'calendars.appointmentImported',
        recordType: 'appointments',
        recordId: ids[k] as string,
        after: { startsAt: event.startsAt, ...(event.private ? {} : { title: event.title }) },
      })),
    )
    for (const [k, event] of added.entries()) add(event, { outcome: 'added', appointmentId: ids[k] as string })
    for (const event of part) {
      const row = rowOf(event)
      if (row) add(event, { ...(await bringUpToDate(ctx, owner, event, row)), appointmentId: row.id })
    }
  }
  const count = latest.size
  if (count > 0) {
    await ctx.jobs.enqueue(ctx.db, 'calendars.wake', { userIds: [owner.id] }, { startAfterSeconds: 5 })
  }
}

async function bringUpToDate(ctx: Context, owner: Owner, event: ReadEvent, row: AppointmentRow): Promise<Outcome> {
  if (sameContent(row, event)) return { outcome: 'same' }
  if (row.recordType !== null) return { outcome: 'refused', reason: 'calendars.changeAtRecord' }
  if (event.sequence < row.sequence) return { outcome: 'outdated' }
  await store.updateAppointment(ctx, row.id, valuesOfEvent(event, owner.id, 'import', valuesOf(row)))
  await recorded(ctx, 'appointmentChanged', row, await again(ctx, row.id))
  return { outcome: 'changed' }
}

export interface Message {
  userId: string
  direction: 'in' | 'out'
  method: string
  uid: string
  sequence: number
  email: string | null
  outcome: string
  details: Record<string, unknown>
}

export async function keepMessage(ctx: Context, message: Message): Promise<void> {
  await sql`insert into calendar_messages (user_id, direction, method, uid, sequence, email, outcome, details, at)
    values (${message.userId}::uuid, ${message.direction}, ${message.method}, ${message.uid}, ${message.sequence}, ${message.email}, ${message.outcome},
      ${JSON.stringify(message.details)}::jsonb, ${ctx.now})`.execute(ctx.db)
}

/** Whether exactly this letter was taken in already: the same person, method, sequence, stamp and occurrence. */
async function cameBefore(ctx: Context, userId: string, event: ReadEvent, email: string | null): Promise<boolean> {
  const { rows } =
    await sql`select 1 from calendar_messages where uid = ${event.uid} and user_id = ${userId}::uuid and direction = 'in'
    and method = ${event.method} and sequence = ${event.sequence} and email is not distinct from ${email}
    and outcome in ('added', 'changed', 'cancelled', 'answered')
    and details ->> 'stamp' is not distinct from ${event.stamp} and details ->> 'recurrenceId' is not distinct from ${event.recurrenceId} limit 1`.execute(
      ctx.db,
    )
  return rows.length > 0
}

export async function listMessages(ctx: Context, uid: string | undefined) {
  const { rows } = await sql<{
    id: string
    direction: 'in' | 'out'
    method: string
    email: string | null
    outcome: string
    title: string | null
    at: string
  }>`
    select id, direction, method, email, outcome, details ->> 'title' as title, at from calendar_messages
    where user_id = ${ctx.actor.id}::uuid ${uid === undefined ? sql`` : sql`and uid = ${uid}`}
    order by at desc limit 200`.execute(ctx.db)
  return rows
}
