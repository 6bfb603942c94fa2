// All SQL of bulk changes and their frozen items.
import { sql } from 'kysely'
import type { Bulk } from '#api/bulk-changes.ts'
import type { BulkChange, Selection } from '#api/lists.ts'
import type { Context } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'
import type { Fragment } from '#server/kit/lists.ts'

export type Capability = 'clients' | 'contacts'

/** Writes the change and freezes exactly which records it means, in the order of the selection. */
export async function insert(
  ctx: Context,
  capability: Capability,
  selection: Selection,
  change: BulkChange,
  ids: Fragment,
): Promise<{ id: string; total: number }> {
  const { rows } = await sql<{ id: string }>`
    insert into bulk_changes (capability, change, selection, created_by)
    values (${capability}, ${JSON.stringify(change)}::jsonb, ${JSON.stringify(selection)}::jsonb, ${ctx.actor.id}::uuid) returning id`.execute(
    ctx.db,
  )
  const id = (rows[0] as { id: string }).id
  const frozen = await sql`
    insert into bulk_change_items (bulk_id, no, record_id) select ${id}::uuid, row_number() over (), s.id from (${ids}) s`.execute(
    ctx.db,
  )
  const total = Number(frozen.numAffectedRows ?? 0)
  await sql`update bulk_changes set total = ${total} where id = ${id}::uuid`.execute(ctx.db)
  return { id, total }
}

export async function find(
  db: Db,
  id: string,
  userId?: string,
): Promise<(Bulk & { createdBy: string; cancelAsked: boolean; change: BulkChange }) | undefined> {
  const { rows } = await sql<Bulk & { createdBy: string; cancelAsked: boolean; change: BulkChange }>`
    select b.id, b.capability, b.change, b.state, b.total, b.done, b.created_by, b.cancel_asked, b.created_at, b.finished_at,
      (select count(*)::int from bulk_change_items i where i.bulk_id = b.id and i.outcome in ('changed', 'undone')) as changed,
      (select count(*)::int from bulk_change_items i where i.bulk_id = b.id and i.outcome in ('unchanged', 'kept')) as unchanged,
      (select count(*)::int from bulk_change_items i where i.bulk_id = b.id and i.outcome = 'skipped') as skipped,
      (select coalesce(json_agg(json_build_object('reason', s.reason, 'count', s.n)), '[]') from (
        select i.reason, count(*)::int as n from bulk_change_items i where i.bulk_id = b.id and i.outcome = 'skipped' group by i.reason order by 2 desc) s) as skips
    from bulk_changes b where b.id = ${id}::uuid and ${userId ? sql`b.created_by = ${userId}::uuid` : sql`true`}`.execute(
    db,
  )
  return rows[0]
}

/** The next records to be changed (no outcome yet) or undone (outcome changed). */
export async function nextItems(
  db: Db,
  id: string,
  undoing: boolean,
  limit: number,
): Promise<{ no: number; recordId: string }[]> {
  const { rows } = await sql<{ no: number; recordId: string }>`
    select no, record_id from bulk_change_items
    where bulk_id = ${id}::uuid and ${undoing ? sql`outcome = 'changed'` : sql`outcome is null`} order by no limit ${limit}`.execute(
    db,
  )
  return rows
}

export async function writeOutcomes(
  db: Db,
  id: string,
  items: readonly { recordId: string; outcome: string; reason: string | null }[],
  undoing: boolean,
): Promise<void> {
  await sql`update bulk_change_items i set outcome = r.outcome, reason = r.reason
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as r("recordId" uuid, outcome text, reason text)
    where i.bulk_id = ${id}::uuid and i.record_id = r."recordId"`.execute(db)
  if (!undoing) await sql`update bulk_changes set done = done + ${items.length} where id = ${id}::uuid`.execute(db)
}

export async function setState(db: Db, id: string, state: Bulk['state'], finished: boolean): Promise<void> {
  await sql`update bulk_changes set state = ${state}, finished_at = case when ${finished} then now() end where id = ${id}::uuid`.execute(
    db,
  )
}

export async function askCancel(db: Db, id: string): Promise<void> {
  await sql`update bulk_changes set cancel_asked = true where id = ${id}::uuid and state in ('queued', 'running')`.execute(
    db,
  )
}
