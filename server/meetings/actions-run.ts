// During and after a meeting: its moves, the clock of its agenda, who came, minutes line by line, and what follows from them.
import type { LineChange, MeetingLine, Proposals } from '#api/meeting-minutes.ts'
import type { Meeting, PersonDraft, PointDraft } from '#api/meetings.ts'
import { readDateWords } from '#domain/activities/date-words.ts'
import { readTerm } from '#domain/activities/terms.ts'
import { addBusinessDays } from '#domain/business-days.ts'
import { compareDays } from '#domain/day.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import { type MeetingMove, meetingMachine, whyNotMove } from '#domain/meetings/lifecycle.ts'
import { foldText } from '#domain/names.ts'
import { guessKind } from '#domain/objections/kind-words.ts'
import type { ObjectionKind } from '#domain/objections/lifecycle.ts'
import { contactVisibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, Refusal } from '#server/kit/errors.ts'
import { freshId } from '#server/kit/fresh-ids.ts'
import { record } from '#server/kit/record.ts'
import { isoOf, localOf } from '#server/kit/zoned-time.ts'
import { tellPeople, toCalendar } from '#server/meetings/calendar.ts'
import { writeEntry } from '#server/meetings/entry.ts'
import * as store from '#server/meetings/store.ts'
import * as lines from '#server/meetings/store-lines.ts'
import { again, recorded, seenMeeting, shown, whyNotWrite, writable } from '#server/meetings/view.ts'
import { raiseObjection } from '#server/objections/actions.ts'
import { makePromise } from '#server/promises/actions.ts'

/**
 * Moves a meeting along its life. Ended, it writes its entry on the timeline, and what stayed open goes to the agenda of
 * the next meeting already planned with the same client.
 */
export async function moveMeeting(
  ctx: Context,
  id: string,
  move: MeetingMove,
  reason: string | null,
  version: number | undefined,
): Promise<Meeting> {
  const before = await writable(ctx, id)
  const now = isoOf(ctx.now)
  const at = { state: before.state, startsAt: isoOf(before.startsAt) }
  const refused = whyNotMove(at, move, { mayWrite: true, now, reason })
  // A button pressed twice, or by two people at once, has already done its work.
  if (refused === 'meetings.notFromHere' && before.state === meetingMachine.moves[move].to && version === undefined)
    return shown(ctx, before)
  if (refused) throw new Refusal(refused, { state: before.state })
  const { to } = meetingMachine.moves[move]
  const ended = to === 'held' && move === 'end'
  if (ended) {
    await store.switchPoint(ctx, id, null)
    await store.closeAttendance(ctx, id)
  }
  await store.updateMeeting(ctx, id, {
    state: to,
    stateReason: reason?.trim() || null,
    ...(move === 'start' ? { startedAt: now } : {}),
    ...(ended
      ? { startedAt: before.startedAt ?? before.startsAt, endedAt: before.startedAt ? now : before.endsAt }
      : {}),
  })
  const after = await again(ctx, id)
  await recorded(ctx, 'moved', before, after, reason?.trim() || null)
  if (ended || move === 'close') await writeEntry(ctx, after)
  if (ended) await carryOver(ctx, after)
  if (move === 'cancel' || move === 'planAgain') {
    await toCalendar(ctx, after)
    await tellPeople(ctx, after, 'meetings.changed')
  }
  return shown(ctx, await again(ctx, id))
}

/** Points and questions left open join the agenda of the next planned meeting with the client, each once. */
async function carryOver(ctx: Context, meeting: store.StoredMeeting): Promise<void> {
  const of = { clientId: meeting.client?.id ?? null, leadId: meeting.client ? null : (meeting.lead?.id ?? null) }
  const coming = await store.meetingsOf(ctx, of, 'coming', 20)
  const next = coming.find((one) => one.id !== meeting.id && isoOf(one.startsAt) > isoOf(meeting.startsAt))
  if (!next) return
  const planned = await seenMeeting(ctx, next.id)
  const there = new Set(planned.points.map((point) => foldText(point.title)))
  for (const { title } of await lines.leftOpen(ctx, meeting.id))
    if (!there.has(foldText(title))) await store.addPoint(ctx, next.id, { title })
  if (!planned.follows) await store.updateMeeting(ctx, next.id, { followsId: meeting.id })
}

/** Which point is being talked about; the clock of the one before stops. */
export async function goToPoint(
  ctx: Context,
  id: string,
  change: { current?: string | null; done?: { id: string; done: boolean }[]; add?: PointDraft },
): Promise<Meeting> {
  await noting(ctx, id)
  if (change.add) await store.addPoint(ctx, id, change.add)
  if (change.done) await store.markPoints(ctx, id, change.done)
  if (change.current !== undefined) await store.switchPoint(ctx, id, change.current)
  return shown(ctx, await again(ctx, id))
}

/** Who came, and who came uninvited. */
export async function takeAttendance(
  ctx: Context,
  id: string,
  change: { came?: { personId: string; attended: boolean | null }[]; add?: PersonDraft },
): Promise<Meeting> {
  const meeting = await noting(ctx, id)
  if (change.add) {
    const { name, userId, contactId } = change.add
    if (!name?.trim() && !userId && !contactId)
      throw new BadInput([{ field: 'add', reason: 'meetings.personWithoutName' }])
    if ((await store.unknownPeople(ctx, [change.add], contactVisibleTo(ctx.actor))).length > 0)
      throw new BadInput([{ field: userId ? 'add.userId' : 'add.contactId', reason: 'meetings.unknownPerson' }])
    const stay: PersonDraft[] = meeting.people.map((one) => ({
      id: one.id,
      userId: one.userId,
      contactId: one.contactId,
      side: one.side,
      optional: one.optional,
    }))
    await store.replacePeople(ctx, id, [...stay, change.add])
    const known = new Set(meeting.people.map((one) => one.id))
    const fresh = (await again(ctx, id)).people.filter((one) => !known.has(one.id))
    await store.writeAttendance(
      ctx,
      id,
      fresh.map((one) => ({ personId: one.id, attended: true })),
    )
  }
  if (change.came) await store.writeAttendance(ctx, id, change.came)
  return shown(ctx, await again(ctx, id))
}

async function noting(ctx: Context, id: string): Promise<store.StoredMeeting> {
  const meeting = await writable(ctx, id)
  if (meeting.state === 'closed' || meeting.state === 'cancelled') throw new Refusal('meetings.closed')
  return meeting
}

export async function readLines(ctx: Context, id: string): Promise<{ lines: MeetingLine[] }> {
  await seenMeeting(ctx, id)
  return { lines: await lines.listLines(ctx, id) }
}

const mostLines = 50_000

/**
 * Writes minutes. Safe to send again: a line known by its id is only brought to the same text. When somebody else changed
 * a line since it was read, both stand: theirs, and mine under it. What may not be stored is named and the rest is saved.
 */
export async function writeLines(
  ctx: Context,
  id: string,
  changes: readonly LineChange[],
  removed: readonly { id: string; was?: string }[],
) {
  const meeting = await noting(ctx, id)
  const wanted = [...new Map(changes.map((change) => [change.id, change])).values()]
  const known = await lines.linesById(ctx, [...wanted.map((one) => one.id), ...removed.map((one) => one.id)])
  const inserts: lines.LineRow[] = []
  const updates: lines.LineRow[] = []
  const kept: { theirs: MeetingLine; mine: MeetingLine | null }[] = []
  const refused: { id: string; reason: string }[] = []
  const mine: { theirs: MeetingLine; row: lines.LineRow }[] = []
  for (const change of wanted) {
    const text = change.text.normalize('NFC').replace(/[\r\n]+/g, ' ')
    const row = { id: change.id, pointId: change.pointId ?? null, position: change.position, mark: change.mark, text }
    const reason = whyNotStoreText(text)
    const there = known.get(change.id)
    if (reason) refused.push({ id: change.id, reason })
    else if (!there) inserts.push(row)
    else if (there.meetingId !== id) refused.push({ id: change.id, reason: 'meetings.foreignLine' })
    else if (there.text === text || change.was === undefined || change.was === there.text) updates.push(row)
    else mine.push({ theirs: bare(there), row: { ...row, id: freshId(), position: there.position + 1 } })
  }
  const gone: string[] = []
  for (const one of removed) {
    const there = known.get(one.id)
    if (!there || there.meetingId !== id) continue
    // Somebody wrote into it meanwhile: it stays.
    if (one.was !== undefined && one.was !== there.text) kept.push({ theirs: bare(there), mine: null })
    else gone.push(one.id)
  }
  if (meeting.lines + inserts.length - gone.length > mostLines)
    throw new Refusal('meetings.tooManyLines', { most: mostLines })
  await lines.insertLines(ctx, id, [...inserts, ...mine.map(({ row }) => row)])
  await lines.updateLines(ctx, id, updates)
  await lines.removeLines(ctx, id, gone)
  const written = await lines.linesById(
    ctx,
    mine.map(({ row }) => row.id),
  )
  for (const { theirs, row } of mine) {
    const line = written.get(row.id)
    kept.push({ theirs, mine: line ? bare(line) : null })
  }
  await recordLines(ctx, meeting, known, [...inserts, ...updates, ...mine.map(({ row }) => row)], gone)
  return { saved: inserts.length + updates.length + mine.length + gone.length, kept, refused }
}

const bare = ({ meetingId: _m, ...line }: MeetingLine & { meetingId: string }): MeetingLine => line

/** The journal keeps what lines said before and after; of a great paste only how many there were. */
async function recordLines(
  ctx: Context,
  meeting: store.StoredMeeting,
  known: ReadonlyMap<string, MeetingLine>,
  written: readonly lines.LineRow[],
  gone: readonly string[],
): Promise<void> {
  const before: Record<string, string> = {}
  const after: Record<string, string> = {}
  const said = (line: { mark: string; text: string }) =>
    line.mark === 'line' ? line.text : `${line.mark}: ${line.text}`
  for (const row of written) {
    const was = known.get(row.id)
    if (was && said(was) === said(row)) continue
    if (was) before[row.id] = said(was)
    after[row.id] = said(row)
  }
  for (const id of gone) before[id] = said(known.get(id) as MeetingLine)
  const count = new Set([...Object.keys(before), ...Object.keys(after)]).size
  if (count === 0) return
  const small = count <= 100
  await record(ctx, {
    fact: 'meetings.noted',
    recordType: 'meetings',
    recordId: meeting.id,
    clientId: meeting.client?.id ?? null,
    before: small ? { minutes: before } : null,
    after: small ? { minutes: after } : { minutesCount: count },
  })
}

/**
 * Marked lines that are no promise, question or objection in the books yet, with person and day read from their words. A
 * promise without a day is proposed for five business days after the meeting.
 */
export async function readProposals(ctx: Context, id: string): Promise<Proposals> {
  const meeting = await seenMeeting(ctx, id)
  const readOnly = await whyNotWrite(ctx, meeting)
  const { day } = localOf(meeting.startsAt, meeting.timeZone)
  const all = readOnly ? [] : await lines.listLines(ctx, id)
  const later = addBusinessDays(day, 5)
  const promises: Proposals['promises'] = []
  const objections: Proposals['objections'] = []
  const came = meeting.people.filter((person) => person.attended !== false)
  const named = (text: string, side: 'ours' | 'theirs') => {
    const said = foldText(text).split(/[^\p{L}\p{N}]+/u)
    const people = came.filter((person) => person.side === side && (side === 'ours' ? person.userId : person.contactId))
    // By surname or first name as a word begins; Czech cases change only ends.
    const found = people.find((person) =>
      foldText(person.name)
        .split(/[\s,.]+/)
        .filter((word) => word.length > 3)
        .map((word) => word.slice(0, Math.max(4, word.length - 1)))
        .some((stem) => said.some((word) => word.startsWith(stem))),
    )
    return found ?? (side === 'theirs' ? people[0] : undefined)
  }
  for (const line of all) {
    const text = line.text.trim()
    if (!text) continue
    if (line.mark === 'objection' && !line.objectionId)
      objections.push({
        lineId: line.id,
        text: text.slice(0, 2000),
        kind: guessKind(text),
        contactId: named(text, 'theirs')?.contactId ?? null,
      })
    const side = line.mark === 'promiseTheirs' ? 'theirs' : 'ours'
    const kind = line.mark === 'question' ? 'question' : 'promise'
    const given = line.mark === 'promiseOurs' || line.mark === 'promiseTheirs' || line.mark === 'question'
    if (!given || line.promiseId) continue
    const { wording, due } = readTerm(text, readDateWords(text, day), day)
    promises.push({
      lineId: line.id,
      side,
      kind,
      // In a question the day is often what is asked about.
      text: (kind === 'question' ? text : wording).slice(0, 2000),
      responsibleId: named(text, 'ours')?.userId ?? meeting.organizer.id,
      contactId: named(text, 'theirs')?.contactId ?? null,
      dueOn: due?.day ?? later,
      dueTime: due?.time ?? null,
      dayGuessed: !due,
    })
  }
  return { promises, objections }
}

export interface Settlement {
  readonly promises?: readonly {
    lineId: string
    side: 'ours' | 'theirs'
    kind?: Proposals['promises'][number]['kind']
    text: string
    responsibleId?: string | null
    contactId?: string | null
    division?: Parameters<typeof makePromise>[1]['division']
    dueOn?: string | null
    dueTime?: string | null
  }[]
  readonly objections?: readonly {
    lineId: string
    text: string
    kind: ObjectionKind
    contactId?: string | null
    argumentId?: string | null
  }[]
}

/** Puts promises of both sides and objections into the books; a line that already gave one is passed over. */
export async function settleMinutes(ctx: Context, id: string, settlement: Settlement) {
  const meeting = await noting(ctx, id)
  const known = new Map((await lines.listLines(ctx, id)).map((line) => [line.id, line]))
  const about = { clientId: meeting.client?.id ?? null, leadId: meeting.client ? null : (meeting.lead?.id ?? null) }
  const { day } = localOf(meeting.startsAt, meeting.timeZone)
  const saidOn = compareDays(day, ctx.today) > 0 ? ctx.today : day
  let promises = 0
  let objections = 0
  for (const { lineId, ...draft } of settlement.promises ?? []) {
    const line = known.get(lineId)
    if (!line || line.promiseId) continue
    const promise = await makePromise(ctx, {
      ...draft,
      ...about,
      givenOn: saidOn,
      source: { type: 'meetings', id, line: line.text.slice(0, 2000) },
    })
    await lines.linkLine(ctx, id, lineId, { promiseId: promise.id })
    known.set(lineId, { ...line, promiseId: promise.id })
    promises++
  }
  for (const { lineId, ...draft } of settlement.objections ?? []) {
    const line = known.get(lineId)
    if (!line || line.objectionId) continue
    const objection = await raiseObjection(ctx, {
      ...draft,
      ...about,
      raisedOn: saidOn,
      source: { type: 'meetings', id },
    })
    await lines.linkLine(ctx, id, lineId, { objectionId: objection.id })
    known.set(lineId, { ...line, objectionId: objection.id })
    objections++
  }
  if (meeting.state === 'held') await writeEntry(ctx, await again(ctx, id))
  return { promises, objections }
}
