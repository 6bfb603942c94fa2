// Bulk changes: frozen when asked, done in batches each in its own transaction, stopped and undone at will.
import type { Bulk } from '#api/bulk-changes.ts'
import type { BulkChange, Selection } from '#api/lists.ts'
import * as store from '#server/bulk-changes/store.ts'
import { clientSource } from '#server/clients/actions.ts'
import { applyBulk, prepareBulk, undoBulk } from '#server/clients/actions-bulk.ts'
import { contactSource } from '#server/contacts/actions.ts'
import { applyContactBulk, checkContactBulk, undoContactBulk } from '#server/contacts/actions-bulk.ts'
import type { Context } from '#server/kit/context.ts'
import { type Db, inTransaction } from '#server/kit/db.ts'
import { NotFound, Refusal } from '#server/kit/errors.ts'
import { selectedIdsSql } from '#server/kit/lists.ts'

const batch = 500
/** So few are done while the person waits; more goes to the background. */
const atOnce = 200

export async function startBulk(
  ctx: Context,
  capability: store.Capability,
  selection: Selection,
  change: BulkChange,
): Promise<Bulk> {
  if (capability === 'clients') await prepareBulk(ctx, change)
  else await checkContactBulk(ctx, change)
  const source = capability === 'clients' ? await clientSource(ctx) : await contactSource(ctx)
  const { id, total } = await store.insert(ctx, capability, selection, change, selectedIdsSql(source, selection, ctx))
  if (total <= atOnce) {
    await step(ctx, id, false)
    await store.setState(ctx.db, id, 'done', true)
  } else await ctx.jobs.enqueue(ctx.db, 'bulk-changes.run', { id, requestId: ctx.requestId })
  return getBulk(ctx, id)
}

export async function getBulk(ctx: Context, id: string): Promise<Bulk> {
  const bulk = await store.find(ctx.db, id, ctx.actor.id)
  if (!bulk) throw new NotFound('bulkChanges.notFound')
  const { createdBy: _by, cancelAsked: _asked, ...shown } = bulk
  return shown
}

export async function cancelBulk(ctx: Context, id: string): Promise<Bulk> {
  await getBulk(ctx, id)
  await store.askCancel(ctx.db, id)
  return getBulk(ctx, id)
}

/** Starts giving the former values back; possible once, after the change ended. */
export async function undo(ctx: Context, id: string): Promise<Bulk> {
  const bulk = await getBulk(ctx, id)
  if (bulk.state !== 'done' && bulk.state !== 'cancelled') throw new Refusal('bulkChanges.notFinished')
  await store.setState(ctx.db, id, 'undoing', false)
  if (bulk.changed <= atOnce) {
    await step(ctx, id, true)
    await store.setState(ctx.db, id, 'undone', true)
  } else await ctx.jobs.enqueue(ctx.db, 'bulk-changes.undo', { id })
  return getBulk(ctx, id)
}

/** Runs a bulk change (or its undoing) to the end; a second run goes on where the first stopped. */
export async function runBulk(
  context: (db: Db) => Promise<Context>,
  db: Db,
  id: string,
  undoing: boolean,
  stopped: () => boolean,
): Promise<void> {
  const start = await store.find(db, id)
  const waiting = undoing ? ['undoing'] : ['queued', 'running']
  if (!start || !waiting.includes(start.state)) return
  if (!undoing) await store.setState(db, id, 'running', false)
  for (;;) {
    if (stopped()) return
    const more = await inTransaction(db, async (tx) => step(await context(tx), id, undoing))
    if (!more) break
    if (!undoing && (await store.find(db, id))?.cancelAsked) {
      await store.setState(db, id, 'cancelled', true)
      return
    }
  }
  await store.setState(db, id, undoing ? 'undone' : 'done', true)
}

/** One batch; false when nothing is left. */
async function step(ctx: Context, id: string, undoing: boolean): Promise<boolean> {
  const bulk = await store.find(ctx.db, id)
  if (!bulk) return false
  const items = await store.nextItems(ctx.db, id, undoing, batch)
  if (items.length === 0) return false
  const ids = items.map((i) => i.recordId)
  const own = { ...ctx, batchId: id }
  let outcome: Map<string, string>
  if (bulk.capability === 'clients') {
    const prepared = await prepareBulk(own, bulk.change)
    outcome = undoing ? await undoBulk(own, prepared, id, ids) : await applyBulk(own, prepared, ids)
  } else {
    outcome = undoing ? await undoContactBulk(own, bulk.change, id, ids) : await applyContactBulk(own, bulk.change, ids)
  }
  await store.writeOutcomes(
    ctx.db,
    id,
    ids.map((recordId) => {
      const result = outcome.get(recordId) ?? 'kit.notFound'
      const reason = result.includes('.') ? result : null
      return { recordId, outcome: reason ? 'skipped' : result, reason }
    }),
    undoing,
  )
  return items.length === batch
}
