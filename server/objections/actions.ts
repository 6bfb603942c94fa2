// What one does with objections: write down, analyse, answer, settle; and with the library of arguments.
import { sql } from 'kysely'
import type { Client } from '#api/clients.ts'
import type { ListQuery } from '#api/lists.ts'
import type { Objection, ObjectionChange, ObjectionDraft } from '#api/objections.ts'
import { may } from '#domain/access.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import {
  answerDueOn,
  clockOf,
  type ObjectionMove,
  objectionMachine,
  offeredMoves,
  waitsForAnswer,
  whyNotMove,
} from '#domain/objections/lifecycle.ts'
import { getClient } from '#server/clients/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { escaped } from '#server/kit/list-conditions.ts'
import { type ListSource, listRows } from '#server/kit/lists.ts'
import { record } from '#server/kit/record.ts'
import type { RawJson } from '#server/kit/serve.ts'
import { objectionSqlColumns } from '#server/objections/columns.ts'
import * as store from '#server/objections/store.ts'

/** Where the list of objections comes from: seen by client or lead, not deleted. */
export function objectionSource(ctx: Context): ListSource {
  return {
    capability: 'objections',
    from: store.joined,
    id: sql`o.id`,
    version: sql`o.version`,
    where: sql`o.deleted_at is null and ${store.seen(ctx)}`,
    columns: objectionSqlColumns,
    matches: (words) =>
      sql`(${sql.join(
        words.map(
          (word) => sql`fold_text(concat_ws(' ', o.text, o.answer, c.name, l.name)) like ${`%${escaped(word)}%`}`,
        ),
        sql` and `,
      )})`,
    defaultSort: '-raisedOn',
  }
}

export async function listObjections(ctx: Context, query: ListQuery): Promise<RawJson> {
  return listRows(ctx, objectionSource(ctx), query)
}

/** What a client objected: waiting for our answer first and by its clock, then the latest fifty of the rest. */
export async function objectionsOfClient(ctx: Context, clientId: string) {
  return objectionsAt(ctx, await getClient(ctx, clientId))
}

/** The same of a client at hand. */
export async function objectionsAt(ctx: Context, client: Client, nothing = false) {
  const whyNot = client.whyNot.edit
  const shown = async (which: 'waiting' | 'rest', limit: number) =>
    (await store.objectionsOf(ctx, { clientId: client.id }, which, limit)).map((one) => view(ctx, one, whyNot))
  const [open, settled] = nothing ? [[], []] : await Promise.all([shown('waiting', 200), shown('rest', 50)])
  return { open, settled, whyNot: whyNot ? { edit: whyNot } : {} }
}

/** Objections of a client or lead that still wait for our answer, the longest waiting first. */
export async function openObjectionsOf(
  ctx: Context,
  of: { clientId?: string | null | undefined; leadId?: string | null | undefined },
): Promise<Objection[]> {
  return (await store.objectionsOf(ctx, of, 'waiting', 200)).map((one) => view(ctx, one, undefined))
}

export async function getObjection(ctx: Context, id: string): Promise<Objection> {
  const objection = await store.findObjection(ctx, id)
  if (!objection) throw new NotFound('objections.notFound')
  return view(ctx, objection, await whyNotWrite(ctx, objection))
}

/**
 * Writes down what a client or lead objected. The answer is due three business days after the day it was raised
 * (handbook §2.7); it belongs to the owner of the client unless given to a colleague.
 */
export async function raiseObjection(ctx: Context, draft: ObjectionDraft): Promise<Objection> {
  const { clientId = null, leadId = null, contactId = null } = draft
  if (!clientId && !leadId) throw new BadInput([{ field: 'clientId', reason: 'objections.whose' }])
  const raisedOn = draft.raisedOn ?? ctx.today
  if (raisedOn > ctx.today) throw new BadInput([{ field: 'raisedOn', reason: 'objections.raisedInFuture' }])
  const owner = await ownerOf(ctx, clientId, leadId)
  const values = {
    clientId,
    leadId,
    contactId,
    text: checkedText('text', draft.text),
    kind: draft.kind,
    argumentId: draft.argumentId ?? null,
    ownerId: draft.ownerId ?? owner ?? ctx.actor.id,
    raisedOn,
    dueOn: answerDueOn(raisedOn),
    sourceType: draft.source?.type ?? null,
    sourceId: draft.source?.id ?? null,
  }
  await checkLinks(ctx, values)
  const id = await store.insertObjection(ctx, values)
  const objection = await locked(ctx, id)
  await recorded(ctx, 'raised', null, objection)
  return getObjection(ctx, id)
}

export async function changeObjection(
  ctx: Context,
  id: string,
  change: ObjectionChange,
  version: number,
): Promise<Objection> {
  const before = await writable(ctx, id)
  if (before.version !== version) throw conflict(await getObjection(ctx, id))
  // An answer given cannot be emptied: the state says there is one.
  if (change.answer !== undefined && !change.answer?.trim() && !waitsForAnswer(before.state))
    throw new BadInput([{ field: 'answer', reason: 'objections.answerMissing' }])
  await checkLinks(ctx, { ...change, clientId: before.client?.id ?? null })
  await store.updateObjection(ctx, id, {
    ...change,
    ...(change.text === undefined ? {} : { text: checkedText('text', change.text) }),
    ...(change.answer === undefined ? {} : { answer: change.answer ? checkedText('answer', change.answer) : null }),
  })
  await recorded(ctx, 'changed', before, await locked(ctx, id))
  return getObjection(ctx, id)
}

/** Moves an objection along its life; answering keeps the answer and the argument used, so that its hit rate is known. */
export async function moveObjection(
  ctx: Context,
  id: string,
  move: ObjectionMove,
  given: { answer?: string | null; argumentId?: string | null; reason?: string | null },
  version: number | undefined,
): Promise<Objection> {
  const before = await writable(ctx, id)
  if (version !== undefined && before.version !== version) throw conflict(await getObjection(ctx, id))
  const reason = whyNotMove(before, move, {
    mayWrite: true,
    answer: given.answer ?? before.answer,
    reason: given.reason ?? null,
  })
  if (reason) throw new Refusal(reason, { state: before.state })
  const { to } = objectionMachine.moves[move]
  await checkLinks(ctx, { argumentId: given.argumentId ?? null, clientId: null })
  const answers = move === 'answer'
  await store.updateObjection(ctx, id, {
    state: to,
    ...(given.answer ? { answer: checkedText('answer', given.answer) } : {}),
    ...(given.argumentId === undefined ? {} : { argumentId: given.argumentId }),
    ...(answers ? { answeredOn: ctx.today } : {}),
    ...(to === 'raised' ? { answeredOn: null, settledOn: null, dueOn: answerDueOn(ctx.today) } : {}),
    ...(to === 'accepted' || to === 'unresolved' ? { settledOn: ctx.today } : {}),
    stateReason: given.reason?.trim() || null,
  })
  await recorded(ctx, 'moved', before, await locked(ctx, id), given.reason?.trim() || null)
  return getObjection(ctx, id)
}

export async function removeObjection(ctx: Context, id: string, version: number | undefined): Promise<void> {
  const before = await writable(ctx, id)
  if (version !== undefined && before.version !== version) throw conflict(await getObjection(ctx, id))
  await store.updateObjection(ctx, id, { deletedAt: ctx.now })
  await recorded(ctx, 'removed', before, { ...before, deletedAt: ctx.now })
}

export async function restoreObjection(ctx: Context, id: string): Promise<Objection> {
  const before = await writable(ctx, id, true)
  if (before.deletedAt) {
    await store.updateObjection(ctx, id, { deletedAt: null })
    await recorded(ctx, 'restored', before, { ...before, deletedAt: null })
  }
  return getObjection(ctx, id)
}

/** Versions of those the actor sees, also from the bin; for their history. */
export async function objectionVersions(ctx: Context, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; version: number }>`
    select o.id, o.version from ${store.joined} where o.id = any(${[...ids]}::uuid[]) and ${store.seen(ctx)}`.execute(
    ctx.db,
  )
  return new Map(rows.map((row) => [row.id, row.version]))
}

function view(ctx: Context, objection: store.StoredObjection, readOnly: string | undefined): Objection {
  const whyNot: Record<string, string> = readOnly ? { edit: readOnly } : {}
  if (readOnly) for (const move of offeredMoves(objection.state)) whyNot[`move.${move}`] = readOnly
  return { ...objection, clock: clockOf(objection, ctx.today), whyNot }
}

async function locked(ctx: Context, id: string): Promise<store.StoredObjection> {
  const objection = await store.lockObjection(ctx, id, true)
  if (!objection) throw new NotFound('objections.notFound')
  return objection
}

async function writable(ctx: Context, id: string, deletedToo = false): Promise<store.StoredObjection> {
  const objection = await store.lockObjection(ctx, id, deletedToo)
  if (!objection) throw new NotFound('objections.notFound')
  const reason = await whyNotWrite(ctx, objection)
  if (reason) throw new Forbidden(reason)
  return objection
}

/** Whoever writes about the client writes its objections; of a lead alone whoever sees it and writes at all. */
async function whyNotWrite(
  ctx: Context,
  of: Pick<store.StoredObjection, 'client' | 'owner'>,
): Promise<string | undefined> {
  if (of.owner && ctx.actor.personIds.includes(of.owner.id) && may(ctx.actor, 'clients.write')) return undefined
  if (of.client) return (await getClient(ctx, of.client.id)).whyNot.edit
  return may(ctx.actor, 'clients.write') ? undefined : 'objections.readOnly'
}

async function ownerOf(ctx: Context, clientId: string | null, leadId: string | null): Promise<string | null> {
  if (clientId) {
    // Whoever heard it writes it down, as with entries of the timeline; answering is the owner's.
    return (await getClient(ctx, clientId)).owner?.id ?? null
  }
  const lead = await store.leadOwner(ctx, leadId as string)
  if (!lead) throw new NotFound('objections.notFound')
  return lead.ownerId
}

async function checkLinks(
  ctx: Context,
  values: {
    contactId?: string | null | undefined
    argumentId?: string | null | undefined
    ownerId?: string | null | undefined
    clientId: string | null
  },
): Promise<void> {
  const errors: { field: string; reason: string }[] = []
  if (values.contactId && !(await store.contactBelongs(ctx, values.contactId, values.clientId)))
    errors.push({ field: 'contactId', reason: 'objections.unknownContact' })
  if (values.argumentId && !(await store.lockArgument(ctx, values.argumentId)))
    errors.push({ field: 'argumentId', reason: 'objections.unknownArgument' })
  if (values.ownerId && !(await store.colleagueExists(ctx, values.ownerId)))
    errors.push({ field: 'ownerId', reason: 'clients.unknownPerson' })
  if (errors.length > 0) throw new BadInput(errors)
}

function checkedText(field: string, value: string): string {
  const text = value.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  const reason = text ? whyNotStoreText(text) : 'kit.required'
  if (reason) throw new BadInput([{ field, reason }])
  return text
}

const pictured = (one: store.StoredObjection | null) =>
  one && {
    text: one.text,
    kind: one.kind,
    state: one.state,
    contact: one.contact?.id ?? null,
    owner: one.owner?.id ?? null,
    argument: one.argument?.id ?? null,
    answer: one.answer,
    raisedOn: one.raisedOn,
    dueOn: one.dueOn,
    answeredOn: one.answeredOn,
    settledOn: one.settledOn,
    stateReason: one.stateReason,
    deletedAt: one.deletedAt,
  }

async function recorded(
  ctx: Context,
  verb: string,
  before: store.StoredObjection | null,
  after: store.StoredObjection,
  reason?: string | null,
): Promise<void> {
  await record(ctx, {
    fact: `objections.${verb}`,
    recordType: 'objections',
    recordId: after.id,
    clientId: after.client?.id ?? null,
    reason: reason ?? null,
    before: pictured(before),
    after: pictured(after),
  })
}
