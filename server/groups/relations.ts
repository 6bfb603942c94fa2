// What one does with related companies: relate two clients, change the note and days, delete.
import type { Client } from '#api/clients.ts'
import { mutualRelations, type Relation, type RelationChange, type RelationDraft } from '#api/groups.ts'
import { addDays } from '#domain/day.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import { getClient } from '#server/clients/actions.ts'
import { onBehalf } from '#server/clients/actions-record.ts'
import * as store from '#server/groups/relation-store.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, constraintOf, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'

export async function listRelations(ctx: Context, clientId: string) {
  const client = await getClient(ctx, clientId)
  return {
    relations: await store.listRelations(ctx, clientId),
    whyNot: client.whyNot.edit ? { edit: client.whyNot.edit } : {},
  }
}

/** Relates the client to another one the actor sees, from today unless other days are given. */
export async function addRelation(ctx: Context, clientId: string, draft: RelationDraft): Promise<Relation> {
  const client = await editable(ctx, clientId)
  if (draft.otherId === clientId) throw new Refusal('groups.relatedToItself')
  const other = await getClient(ctx, draft.otherId)
  const days = checked({
    note: draft.note ?? null,
    from: draft.from === undefined ? ctx.today : draft.from,
    to: draft.to ?? null,
  })
  const pair = draft.direction === 'in' ? [other.id, client.id] : [client.id, other.id]
  // A relation that reads the same from both sides is kept one way, so that it cannot be written down twice.
  if (mutualRelations.includes(draft.relation)) pair.sort()
  const row = { fromId: pair[0] as string, toId: pair[1] as string, relation: draft.relation, ...days }
  const id = await once(() => store.insertRelation(ctx, row))
  const relation = (await store.findRelation(ctx, clientId, id)) as Relation
  await recorded(ctx, client, 'relationAdded', id, null, { ...pictured(relation), fromId: row.fromId, toId: row.toId })
  return relation
}

/** Changes the note and the days; who is related to whom and how is written down anew instead. */
export async function changeRelation(
  ctx: Context,
  clientId: string,
  id: string,
  change: RelationChange,
  version: number,
): Promise<Relation> {
  const client = await editable(ctx, clientId)
  const before = await store.findRelation(ctx, clientId, id, true)
  if (!before) throw new NotFound('groups.relationNotFound')
  if (before.version !== version) throw conflict(before)
  const days = checked({ note: before.note, from: before.from, to: before.to, ...change })
  await once(() => store.updateRelation(ctx, id, days))
  const after = (await store.findRelation(ctx, clientId, id)) as Relation
  await recorded(ctx, client, 'relationChanged', id, pictured(before), pictured(after))
  return after
}

export async function removeRelation(ctx: Context, clientId: string, id: string): Promise<void> {
  const client = await editable(ctx, clientId)
  const before = await store.findRelation(ctx, clientId, id, true)
  if (!before) throw new NotFound('groups.relationNotFound')
  await store.removeRelation(ctx, id)
  await recorded(ctx, client, 'relationRemoved', id, pictured(before), null)
}

async function editable(ctx: Context, clientId: string): Promise<Client> {
  const client = await getClient(ctx, clientId)
  if (client.whyNot.edit) throw new Forbidden(client.whyNot.edit)
  return client
}

function checked(given: { note: string | null; from: string | null; to: string | null }) {
  const note = given.note?.normalize('NFC').trim() || null
  const reason = note ? whyNotStoreText(note) : undefined
  if (reason) throw new BadInput([{ field: 'note', reason }])
  if (given.from && given.to && given.to < given.from)
    throw new BadInput([{ field: 'to', reason: 'groups.endsBeforeStart' }])
  return { note, from: given.from, until: given.to ? addDays(given.to, 1) : null }
}

async function once<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (constraintOf(error)?.startsWith('client_relations_from_id')) throw new Refusal('groups.relationExists')
    throw error
  }
}

function pictured({ relation, direction, other, note, from, to }: Relation): Record<string, unknown> {
  return { relation, direction, other: other.id, note, from, to }
}

async function recorded(
  ctx: Context,
  client: Client,
  verb: string,
  id: string,
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): Promise<void> {
  await record(ctx, {
    fact: `groups.${verb}`,
    recordType: 'relations',
    recordId: id,
    clientId: client.id,
    before,
    after,
    onBehalfOf: onBehalf(ctx.actor, client),
  })
}
