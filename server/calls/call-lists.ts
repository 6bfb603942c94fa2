// Call lists: built from a selection or a rule of the day, worked through line by line, closed when nobody waits.
import { type RawBuilder, sql } from 'kysely'
import type { CallList, CallListDraft, CallListItem } from '#api/call-lists.ts'
import type { ListQuery } from '#api/lists.ts'
import { nextItem } from '#domain/calls/call-lists.ts'
import { cardOf } from '#server/calls/card.ts'
import * as store from '#server/calls/list-store.ts'
import { findScript } from '#server/calls/scripts.ts'
import { clientSource } from '#server/clients/actions.ts'
import { contactSource } from '#server/contacts/actions.ts'
import type { Context } from '#server/kit/context.ts'
import type { DayRule } from '#server/kit/day-rules.ts'
import { BadInput, conflict, NotFound, Refusal } from '#server/kit/errors.ts'
import { listRows, selectedIdsSql } from '#server/kit/lists.ts'
import { record } from '#server/kit/record.ts'
import type { RawJson } from '#server/kit/serve.ts'
import { leadSource } from '#server/leads/actions.ts'

export async function listCallLists(ctx: Context, state: 'open' | 'done' | undefined, rules: readonly DayRule[]) {
  return { lists: await store.listLists(ctx, state), rules: rules.map((rule) => rule.key) }
}

/** Builds the list. What wishes no contact or has no number stays out and is counted; an empty list is refused. */
export async function createCallList(ctx: Context, draft: CallListDraft, rules: readonly DayRule[]) {
  const script = draft.scriptId ? await findScript(ctx, draft.scriptId) : undefined
  if (draft.scriptId && !script) throw new BadInput([{ field: 'scriptId', reason: 'calls.scriptNotFound' }])
  const ownerId = await ownerOf(ctx, draft.ownerId)
  const id = await store.insertList(ctx, {
    name: draft.name.normalize('NFC').trim(),
    purpose: draft.purpose?.trim() || null,
    scriptId: script?.id ?? null,
    ownerId,
    builtFrom: draft.from,
  })
  const parts =
    draft.from.kind === 'rule'
      ? await byRule(ctx, id, draft.from.rule, ownerId, rules)
      : [await bySelection(ctx, id, draft.from)]
  const sum = (key: keyof store.Added) => parts.reduce((n, part) => n + part[key], 0)
  const leftOut = { noContact: sum('noContact'), noPhone: sum('noPhone'), noClient: sum('noClient') }
  if (sum('added') === 0) throw new Refusal('calls.listEmpty', leftOut)
  const list = await mustFind(ctx, id)
  await record(ctx, {
    fact: 'calls.listBuilt',
    recordType: 'callLists',
    recordId: id,
    after: { name: list.name, owner: ownerId, items: sum('added') },
  })
  return { list, leftOut }
}

async function ownerOf(ctx: Context, ownerId: string | undefined): Promise<string> {
  if (!ownerId || ownerId === ctx.actor.id) return ctx.actor.id
  const { rows } = await sql<{ id: string }>`
    select u.id from users u where u.id = ${ownerId}::uuid and u.active
      and exists (select 1 from user_roles r where r.user_id = u.id and r.role in ('AM', 'KAM', 'TL', 'SD', 'CEO'))`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new BadInput([{ field: 'ownerId', reason: 'calls.cannotCall' }])
  return ownerId
}

async function bySelection(
  ctx: Context,
  listId: string,
  from: Extract<CallListDraft['from'], { kind: 'selection' }>,
): Promise<store.Added> {
  const sources = { clients: clientSource, contacts: contactSource, leads: async (c: Context) => leadSource(c) }
  const add = { clients: store.addClients, contacts: store.addContacts, leads: store.addLeads }[from.of]
  const ids = selectedIdsSql(await sources[from.of](ctx), from.selection, ctx)
  return add(ctx, listId, sql`select s.id, 0 as no from (${ids}) s`)
}

/** The day's own order is kept: whoever has waited longest is called first. */
async function byRule(
  ctx: Context,
  listId: string,
  key: string,
  ownerId: string,
  rules: readonly DayRule[],
): Promise<store.Added[]> {
  const rule = rules.find((one) => one.key === key)
  if (!rule) throw new BadInput([{ field: 'from.rule', reason: 'calls.ruleNotFound' }])
  const found = await rule.candidates(ctx, [ownerId], ctx.today)
  const clients = [...new Set(found.flatMap((one) => (one.clientId ? [one.clientId] : [])))]
  const leads = [...new Set(found.flatMap((one) => (one.recordType === 'leads' ? [one.recordId] : [])))]
  return [await store.addClients(ctx, listId, inOrder(clients)), await store.addLeads(ctx, listId, inOrder(leads))]
}

const inOrder = (ids: readonly string[]): RawBuilder<unknown> =>
  sql`select o.id, o.no from unnest(${[...ids]}::uuid[]) with ordinality o(id, no)`

export async function getCallList(ctx: Context, id: string) {
  const list = await mustFind(ctx, id)
  const items = await store.itemsOf(ctx, id)
  return { list, items, nextItemId: nextItem(items, seconds(ctx.now))?.id ?? null }
}

export async function changeCallList(
  ctx: Context,
  id: string,
  change: { name?: string; purpose?: string | null; scriptId?: string | null; state?: 'open' | 'done' },
  version: number,
): Promise<CallList> {
  const before = await mustFind(ctx, id, { lock: true })
  if (before.version !== version) throw conflict(before)
  if (change.scriptId && !(await findScript(ctx, change.scriptId)))
    throw new BadInput([{ field: 'scriptId', reason: 'calls.scriptNotFound' }])
  await store.updateList(ctx, id, {
    ...change,
    ...(change.name === undefined ? {} : { name: change.name.normalize('NFC').trim() }),
    ...(change.purpose === undefined ? {} : { purpose: change.purpose?.trim() || null }),
  })
  return recorded(ctx, 'calls.listChanged', before)
}

export async function removeCallList(ctx: Context, id: string, version: number | undefined): Promise<void> {
  const before = await mustFind(ctx, id, { lock: true })
  if (version !== undefined && before.version !== version) throw conflict(before)
  await store.updateList(ctx, id, { deletedAt: ctx.now })
  await recorded(ctx, 'calls.listRemoved', before)
}

/** Deleted call lists the actor would see: the bin, from which they can be brought back. */
export async function listDeletedCallLists(ctx: Context, query: ListQuery): Promise<RawJson> {
  return listRows(ctx, store.deletedSource(ctx), query)
}

export async function restoreCallList(ctx: Context, id: string): Promise<CallList> {
  const before = await mustFind(ctx, id, { lock: true, deletedToo: true })
  if (!before.deletedAt) return before
  await store.updateList(ctx, id, { deletedAt: null })
  return recorded(ctx, 'calls.listRestored', before)
}

/** One line with everything needed while talking. */
export async function getCallItem(ctx: Context, id: string) {
  const { item, listId } = await mustFindItem(ctx, id)
  const list = await mustFind(ctx, listId)
  if (!item.client && !item.lead) throw new NotFound('calls.itemHidden')
  return {
    item,
    list,
    script: (list.script && (await findScript(ctx, list.script.id))) ?? null,
    card: await cardOf(ctx, { clientId: item.client?.id, leadId: item.lead?.id, contactId: item.contact?.id }),
    nextItemId: await nextAfter(ctx, listId, id),
  }
}

/** Skips a line, puts it off, or has it wait again. */
export async function putOffItem(
  ctx: Context,
  id: string,
  { state, laterMinutes }: { state: 'skipped' | 'later' | 'waiting'; laterMinutes?: number },
): Promise<{ item: CallListItem; nextItemId: string | null }> {
  const { listId } = await mustFindItem(ctx, id, true)
  const laterAt = state === 'later' ? new Date(Date.parse(ctx.now) + (laterMinutes ?? 60) * 60_000).toISOString() : null
  await store.updateItem(ctx, id, { state, laterAt })
  await closeWhenDone(ctx, listId)
  const { item } = await mustFindItem(ctx, id)
  return { item, nextItemId: await nextAfter(ctx, listId, id) }
}

/** The call of the line is written down; answers who is next. */
export async function noteSettled(
  ctx: Context,
  id: string,
  activityId: string,
  outcome: string,
): Promise<string | null> {
  const { listId } = await mustFindItem(ctx, id, true)
  await store.updateItem(ctx, id, { state: 'done', outcome, activityId })
  await closeWhenDone(ctx, listId)
  return nextAfter(ctx, listId, id)
}

async function nextAfter(ctx: Context, listId: string, id: string): Promise<string | null> {
  return nextItem(await store.statesOf(ctx, listId), seconds(ctx.now), id)?.id ?? null
}

/** The form in which instants of lines are compared: seconds in UTC. */
const seconds = (instant: string) => `${new Date(instant).toISOString().slice(0, 19)}Z`

async function closeWhenDone(ctx: Context, listId: string): Promise<void> {
  const states = await store.statesOf(ctx, listId)
  const open = states.some((item) => item.state === 'waiting' || item.state === 'later')
  const list = await mustFind(ctx, listId, { lock: true })
  if (open === (list.state === 'open')) return
  await store.updateList(ctx, listId, { state: open ? 'open' : 'done' })
}

async function mustFind(
  ctx: Context,
  id: string,
  how: { lock?: boolean; deletedToo?: boolean } = {},
): Promise<CallList> {
  const list = await store.findList(ctx, id, how)
  if (!list) throw new NotFound('calls.listNotFound')
  return list
}

async function mustFindItem(ctx: Context, id: string, lock = false) {
  const found = await store.findItem(ctx, id, lock)
  if (!found) throw new NotFound('calls.itemNotFound')
  return found
}

async function recorded(ctx: Context, fact: string, before: CallList): Promise<CallList> {
  const after = await mustFind(ctx, before.id, { deletedToo: true })
  const picture = ({ name, purpose, script, state, deletedAt }: CallList) => ({
    name,
    purpose,
    script: script?.id ?? null,
    state,
    deletedAt,
  })
  await record(ctx, {
    fact,
    recordType: 'callLists',
    recordId: before.id,
    before: picture(before),
    after: picture(after),
  })
  return after
}
