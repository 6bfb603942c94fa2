// What one does with promises: make, change, keep, waive, take back, delete; ours and theirs, and tasks among colleagues.
import type { ListQuery } from '#api/lists.ts'
import type { PromiseChange, PromiseDraft, PromiseKeeping, PromiseView } from '#api/promises.ts'
import { whyNotEdit } from '#domain/clients/access.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import { nextNotBefore, type PromiseForAccess, remindOn, whyNotChange, whyNotMake } from '#domain/promises/ledger.ts'
import { type Context, systemActor } from '#server/kit/context.ts'
import { BadInput, conflict, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { listRows } from '#server/kit/lists.ts'
import { record } from '#server/kit/record.ts'
import { occurrences, whyNotRepeat } from '#server/kit/recurrence.ts'
import type { RawJson } from '#server/kit/serve.ts'
import { notify } from '#server/notifications/actions.ts'
import { promiseSource } from '#server/promises/columns.ts'
import * as store from '#server/promises/store.ts'
import { loadActor } from '#server/users/sessions.ts'

/** Days and hours of promises are those of the firm. */
const zone = 'Europe/Prague'
/** Reminders come when people open the product. */
const remindTime = '08:00'

export async function listPromises(ctx: Context, query: ListQuery): Promise<RawJson> {
  return listRows(ctx, promiseSource(ctx), query)
}

export async function getPromise(ctx: Context, id: string): Promise<PromiseView> {
  const promise = await findPromiseView(ctx, id)
  if (!promise) throw new NotFound('promises.notFound')
  return promise
}

/** The promise with what the actor may do with it; undefined when it does not exist for him. */
export async function findPromiseView(ctx: Context, id: string): Promise<PromiseView | undefined> {
  const promise = await store.findPromise(ctx, id)
  return promise && withRefusals(ctx, promise)
}

/** Of the given promises those the actor sees, deleted ones too, with their versions. */
export async function promiseVersions(ctx: Context, ids: readonly string[]): Promise<Map<string, number>> {
  return store.versionsOf(ctx, ids)
}

/** Open promises of both sides, the late first, then by day; those without a day last. At most 200. */
export async function openPromisesOf(ctx: Context, whose: store.Whose): Promise<PromiseView[]> {
  return (await store.promisesOf(ctx, whose, { open: 200, settled: 0 })).open.map((promise) =>
    withRefusals(ctx, promise),
  )
}

/** Open promises these people answer for, due by the day, the longest late first. */
export async function duePromises(
  ctx: Context,
  userIds: readonly string[],
  until: string,
  limit: number,
): Promise<PromiseView[]> {
  return (await store.dueOf(ctx, userIds, until, limit)).map((promise) => withRefusals(ctx, promise))
}

/** What is open and the last twenty settled. */
export async function promisesOf(ctx: Context, whose: { clientId?: string; leadId?: string; contactId?: string }) {
  const { contactId, ...rest } = whose
  const about = { ...rest, ...(contactId ? { contactIds: [contactId] } : {}) }
  if (!contactId && !(await store.seen(ctx, ctx.actor, about))) throw new NotFound('kit.notFound')
  return promisesAt(ctx, about)
}

/** The same of what is known to be seen. */
export async function promisesAt(ctx: Context, about: store.Whose, nothing = false) {
  if (nothing) return { open: [], settled: [] }
  const { open, settled } = await store.promisesOf(ctx, about, { open: 200, settled: 20 })
  const shown = (promise: store.StoredPromise) => withRefusals(ctx, promise)
  return { open: open.map(shown), settled: settled.map(shown) }
}

/**
 * Writes a promise down: given today and answered for by the actor unless said otherwise. Due on a later day, it reminds
 * one business day before (handbook §2.18). Whoever is given a promise by somebody else is told.
 */
export async function makePromise(ctx: Context, draft: PromiseDraft): Promise<PromiseView> {
  const about = draft.clientId ? 'client' : draft.leadId ? 'lead' : 'nobody'
  const refused = whyNotMake(ctx.actor, about)
  if (refused) throw new Forbidden(refused)
  const person = await store.findPerson(ctx, ctx.actor.id)
  const row = await checked(ctx, {
    side: draft.side,
    kind: draft.kind ?? (about === 'nobody' ? 'task' : 'promise'),
    text: draft.text,
    note: draft.note ?? null,
    clientId: draft.clientId ?? null,
    leadId: draft.leadId ?? null,
    contactId: draft.contactId ?? null,
    responsibleId: draft.responsibleId === undefined ? (person ? ctx.actor.id : null) : draft.responsibleId,
    division: draft.division ?? null,
    givenOn: draft.givenOn ?? ctx.today,
    dueOn: draft.dueOn ?? null,
    dueTime: draft.dueTime ?? null,
    remindAt: draft.remindAt === undefined ? await usualReminder(ctx, draft.dueOn) : draft.remindAt,
    rrule: draft.rrule ?? null,
    proof: null,
  })
  return written(ctx, row, { givenById: ctx.actor.id, seriesId: null, source: draft.source ?? null })
}

async function written(
  ctx: Context,
  row: store.PromiseRow,
  more: Parameters<typeof store.insertPromise>[2],
): Promise<PromiseView> {
  const id = await store.insertPromise(ctx, row, more)
  const made = await mustFind(ctx, id)
  await record(ctx, { ...entryOf(made, 'made'), after: pictured(made) })
  await tellResponsible(ctx, made)
  return withRefusals(ctx, made)
}

/** Changes what was promised, by whom, to whom or by when. A settled promise only takes back its proof or note. */
export async function changePromise(
  ctx: Context,
  id: string,
  change: PromiseChange,
  version: number,
): Promise<PromiseView> {
  const before = await editable(ctx, id)
  if (before.version !== version) throw conflict(withRefusals(ctx, before))
  const settledToo = ['proof', 'note']
  if (before.state !== 'open' && Object.keys(change).some((key) => !settledToo.includes(key)))
    throw new Refusal('promises.settled', { state: before.state })
  const merged = { ...rowOf(before), ...change }
  // A moved day moves its usual reminder; one set by hand stays until it is set anew.
  if (change.dueOn !== undefined && change.remindAt === undefined && change.dueOn !== before.dueOn)
    merged.remindAt = await usualReminder(ctx, change.dueOn)
  await store.updatePromise(ctx, id, await checked(ctx, merged, before))
  const after = await changed(ctx, before, 'changed')
  if (after.responsible?.id !== before.responsible?.id) await tellResponsible(ctx, after)
  return withRefusals(ctx, after)
}

/** The promise is kept, on the given day (today unless said otherwise, never later), with what proves it. A series goes on. */
export async function keepPromise(ctx: Context, id: string, keeping: PromiseKeeping = {}): Promise<PromiseView> {
  const before = await editable(ctx, id)
  if (before.state !== 'open') throw new Refusal('promises.settled', { state: before.state })
  const on = keeping.settledOn ?? ctx.today
  if (on > ctx.today) throw new BadInput([{ field: 'settledOn', reason: 'promises.settledInFuture' }])
  const proof = keeping.proof === undefined ? before.proof : clean(keeping.proof)
  await store.settle(ctx, id, { state: 'kept', on, proof, waivedReason: null })
  const after = await changed(ctx, before, 'kept')
  await makeNext(ctx, after)
  if (after.givenBy) await tell(ctx, 'promises.kept', after.givenBy.id, after)
  return withRefusals(ctx, after)
}

/** Nobody owes it any more, and why. Waiving one of a series leaves the next ones, unless the series is to end. */
export async function waivePromise(
  ctx: Context,
  id: string,
  waiving: { reason: string; endSeries?: boolean },
): Promise<PromiseView> {
  const before = await editable(ctx, id)
  if (before.state !== 'open') throw new Refusal('promises.settled', { state: before.state })
  const waivedReason = waiving.reason.normalize('NFC').trim()
  await store.settle(ctx, id, { state: 'waived', on: ctx.today, proof: before.proof, waivedReason })
  const after = await changed(ctx, before, 'waived', waivedReason)
  if (!waiving.endSeries) await makeNext(ctx, after)
  return withRefusals(ctx, after)
}

/** Takes settling back: the promise is open again, and the next of its series, if nobody touched it, goes away. */
export async function reopenPromise(ctx: Context, id: string): Promise<PromiseView> {
  const before = await editable(ctx, id)
  if (before.state === 'open') return withRefusals(ctx, before)
  if (before.seriesId && before.dueOn) {
    const next = await store.untouchedNext(ctx, before.seriesId, before.dueOn)
    if (next) await removeRow(ctx, await mustFind(ctx, next))
  }
  await store.settle(ctx, id, { state: 'open', on: null, proof: before.proof, waivedReason: null })
  return withRefusals(ctx, await changed(ctx, before, 'reopened'))
}

export async function removePromise(ctx: Context, id: string, version: number | undefined): Promise<void> {
  const before = await editable(ctx, id)
  if (version !== undefined && before.version !== version) throw conflict(withRefusals(ctx, before))
  await removeRow(ctx, before)
}

export async function restorePromise(ctx: Context, id: string): Promise<PromiseView> {
  const before = await editable(ctx, id, true)
  if (!before.deletedAt) return withRefusals(ctx, before)
  await store.setDeleted(ctx, id, false)
  return withRefusals(ctx, await changed(ctx, before, 'restored'))
}

async function removeRow(ctx: Context, before: store.StoredPromise): Promise<void> {
  await store.setDeleted(ctx, before.id, true)
  await changed(ctx, before, 'removed')
}

/** The next of a series: its first day after the one settled that is not yet past, once. */
async function makeNext(ctx: Context, settled: store.StoredPromise): Promise<void> {
  if (!settled.rrule || !settled.seriesId || !settled.dueOn) return
  const { firstOn, days } = await store.seriesOf(ctx, settled.seriesId)
  const rule = { dtstart: { day: firstOn }, zone, rrule: settled.rrule }
  const from = nextNotBefore(settled.dueOn, ctx.today)
  const next = occurrences(rule, from, yearsLater(from, 60), 1)[0]?.day
  if (!next || days.includes(next)) return
  const row = { ...rowOf(settled), givenOn: ctx.today, dueOn: next, proof: null }
  const remindAt = await usualReminder(ctx, next)
  const id = await store.insertPromise(
    ctx,
    { ...row, remindAt },
    { givenById: settled.givenBy?.id ?? null, seriesId: settled.seriesId, source: settled.source },
  )
  const made = await mustFind(ctx, id)
  await record(ctx, { ...entryOf(made, 'repeated'), after: pictured(made) })
}

const yearsLater = (day: string, years: number) =>
  `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}-${day.slice(5, 7)}-28`

async function usualReminder(ctx: Context, dueOn: string | null | undefined): Promise<string | null> {
  const day = dueOn ? remindOn(dueOn, ctx.today) : undefined
  return day ? store.instantOf(ctx, day, remindTime) : null
}

/** What a person wrote, made clean; each thing that cannot stand is named at its field. */
async function checked(ctx: Context, row: store.PromiseRow, before?: store.StoredPromise): Promise<store.PromiseRow> {
  const errors: { field: string; reason: string; details?: Record<string, unknown> }[] = []
  const say = (field: string, reason: string | undefined, details: Record<string, unknown> = {}) => {
    if (reason) errors.push({ field, reason, details })
  }
  const text = row.text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const note = clean(row.note)
  say('text', text ? whyNotStoreText(text) : 'kit.required')
  say('note', note ? whyNotStoreText(note) : undefined)
  if (row.dueOn && row.dueOn < row.givenOn) say('dueOn', 'promises.dueBeforeGiven')
  if (row.givenOn > ctx.today) say('givenOn', 'promises.givenInFuture')
  if (!row.dueOn && row.dueTime) say('dueTime', 'promises.timeWithoutDay')
  if (!row.dueOn && row.rrule) say('rrule', 'promises.repeatsWithoutDay')
  if (row.dueOn && row.rrule) say('rrule', whyNotRepeat({ dtstart: { day: row.dueOn }, zone, rrule: row.rrule }))
  const { clientId = null, leadId = null, contactId = null } = before?.links ?? {}
  const moved = row.clientId !== clientId || row.leadId !== leadId
  if (moved && !(await store.seen(ctx, ctx.actor, row)))
    say(row.clientId ? 'clientId' : 'leadId', 'promises.unknownClient')
  if (row.contactId && row.contactId !== contactId && !(await store.contactSeen(ctx, row.contactId)))
    say('contactId', 'promises.unknownContact')
  if (row.responsibleId && (moved || row.responsibleId !== before?.responsible?.id))
    await checkResponsible(ctx, { ...row, responsibleId: row.responsibleId }, say)
  if (errors.length > 0) throw new BadInput(errors)
  return { ...row, text, note, proof: clean(row.proof) }
}

/** Whoever answers for a promise must be at work and see the client or lead it is about. */
async function checkResponsible(
  ctx: Context,
  row: store.PromiseRow & { responsibleId: string },
  say: (field: string, reason: string, details?: Record<string, unknown>) => void,
): Promise<void> {
  if (row.responsibleId === ctx.actor.id) return
  const person = await store.findPerson(ctx, row.responsibleId)
  if (!person?.active) return say('responsibleId', 'promises.unknownPerson')
  if (!row.clientId && !row.leadId) return
  const actor = await loadActor(ctx.db, row.responsibleId, ctx.today)
  if (!(await store.seen(ctx, actor, row)))
    say('responsibleId', 'promises.responsibleDoesNotSee', { name: person.name })
}

const clean = (text: string | null) => text?.normalize('NFC').replace(/\r\n?/g, '\n').trim() || null

async function editable(ctx: Context, id: string, deletedToo = false): Promise<store.StoredPromise> {
  const promise = await store.lockPromise(ctx, id, deletedToo)
  if (!promise) throw new NotFound('promises.notFound')
  const refused = whyNotChange(ctx.actor, forAccess(ctx, promise))
  if (refused) throw new Forbidden(refused)
  return promise
}

async function mustFind(ctx: Context, id: string): Promise<store.StoredPromise> {
  const promise = await store.findPromise(ctx, id, true)
  if (!promise) throw new NotFound('promises.notFound')
  return promise
}

function forAccess(ctx: Context, promise: store.StoredPromise): PromiseForAccess {
  return {
    responsibleId: promise.responsible?.id ?? null,
    givenById: promise.givenBy?.id ?? null,
    createdById: promise.createdBy?.id ?? null,
    about: promise.links.clientId ? 'client' : promise.links.leadId ? 'lead' : 'nobody',
    mayWriteAbout: promise.about !== null && whyNotEdit(ctx.actor, promise.about) === undefined,
  }
}

function withRefusals(ctx: Context, stored: store.StoredPromise): PromiseView {
  const refused = whyNotChange(ctx.actor, forAccess(ctx, stored))
  const { about: _about, links: _links, ...promise } = stored
  return { ...promise, whyNot: refused ? { edit: refused, remove: refused } : {} }
}

async function changed(
  ctx: Context,
  before: store.StoredPromise,
  verb: string,
  reason?: string,
): Promise<store.StoredPromise> {
  const after = await mustFind(ctx, before.id)
  await record(ctx, {
    ...entryOf(after, verb),
    before: pictured(before),
    after: pictured(after),
    reason: reason ?? null,
  })
  return after
}

const entryOf = (promise: store.StoredPromise, verb: string) => ({
  fact: `promises.${verb}`,
  recordType: 'promises',
  recordId: promise.id,
  clientId: promise.client?.id ?? null,
})

function rowOf(promise: store.StoredPromise): store.PromiseRow {
  const { side, kind, text, note, division, givenOn, dueOn, dueTime, remindAt, rrule, proof } = promise
  const plain = { side, kind, text, note, division, givenOn, dueOn, dueTime, remindAt, rrule, proof }
  return {
    ...plain,
    ...promise.links,
    responsibleId: promise.responsible?.id ?? null,
  }
}

/** What the journal compares: values, links by their id. */
function pictured(promise: store.StoredPromise): Record<string, unknown> {
  const { state, settledOn, waivedReason, urgedCount, deletedAt } = promise
  return { ...rowOf(promise), state, settledOn, waivedReason, urgedCount, deletedAt }
}

async function tellResponsible(ctx: Context, promise: store.StoredPromise): Promise<void> {
  // What the program itself gives (a call to return, an apology) is told by who asked for it.
  if (promise.responsible && ctx.actor.id !== systemActor.id)
    await tell(ctx, 'promises.given', promise.responsible.id, promise)
}

async function tell(
  ctx: Context,
  event: 'promises.given' | 'promises.kept',
  userId: string,
  promise: store.StoredPromise,
): Promise<void> {
  if (userId === ctx.actor.id) return
  await notify(ctx, {
    userIds: [userId],
    event,
    recordType: 'promises',
    recordId: promise.id,
    clientId: promise.links.clientId,
    details: { title: promise.client?.name ?? null, text: promise.text, day: promise.dueOn },
  })
}
