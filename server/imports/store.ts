// All SQL of imports: the files, their options and runs, rejected rows, notes and remembered mappings.
import { sql } from 'kysely'
import type { Import, ImportOptions } from '#api/imports.ts'
import { may } from '#domain/access.ts'
import type { ImportCapability } from '#domain/imports/fields.ts'
import { clearFindings } from '#server/imports/findings.ts'
import { type Context, systemActor } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'

export interface StoredImport {
  id: string
  version: number
  capability: ImportCapability
  fileName: string
  filePath: string
  fileSize: string
  fileHash: string
  options: Partial<ImportOptions>
  state: Import['state']
  dryRun: boolean
  committedRow: string
  bytesRead: string
  rowsTotal: string | null
  createdCount: number
  updatedCount: number
  unchangedCount: number
  rejectedCount: number
  similarCount: number
  repeatedCount: number
  revertedCount: number
  keptCount: number
  revertCursor: string | null
  error: { reason: string; details?: Record<string, unknown> } | null
  cancelAsked: boolean
  createdBy: string | null
  createdByName: string | null
  createdAt: string
  startedAt: string | null
  beatAt: string | null
  finishedAt: string | null
}

const columns = sql`i.*, (select u.name from users u where u.id = i.created_by) as created_by_name`

/** Everybody sees his own imports, directors all of them. */
const mine = (ctx: Context) =>
  ctx.actor.id === systemActor.id || ctx.actor.roles.includes('SD') || ctx.actor.roles.includes('CEO')
    ? sql`true`
    : may(ctx.actor, 'data.import')
      ? sql`i.created_by = ${ctx.actor.id}::uuid`
      : sql`false`

export async function insertImport(
  ctx: Context,
  file: { capability: ImportCapability; name: string; path: string; size: number; hash: string },
): Promise<string> {
  const createdBy = ctx.actor.id === systemActor.id ? null : ctx.actor.id
  const { rows } = await sql<{ id: string }>`
    insert into imports (capability, file_name, file_path, file_size, file_hash, created_by, created_at)
    values (${file.capability}, ${file.name}, ${file.path}, ${file.size}, ${file.hash}, ${createdBy}::uuid, ${ctx.now}) returning id`.execute(
    ctx.db,
  )
  return (rows[0] as { id: string }).id
}

export async function findImport(ctx: Context, id: string, lock = false): Promise<StoredImport | undefined> {
  const { rows } = await sql<StoredImport>`
    select ${columns} from imports i where i.id = ${id}::uuid and ${mine(ctx)} ${lock ? sql`for update of i` : sql``}`.execute(
    ctx.db,
  )
  return rows[0]
}

export async function readImport(db: Db, id: string): Promise<StoredImport | undefined> {
  const { rows } = await sql<StoredImport>`select ${columns} from imports i where i.id = ${id}::uuid`.execute(db)
  return rows[0]
}

export async function listImports(ctx: Context, before: string | undefined, limit: number): Promise<StoredImport[]> {
  const { rows } = await sql<StoredImport>`
    select ${columns} from imports i
    where ${mine(ctx)} and ${before ? sql`(i.created_at, i.id) < (select b.created_at, b.id from imports b where b.id = ${before}::uuid)` : sql`true`}
    order by i.created_at desc, i.id desc limit ${limit}`.execute(ctx.db)
  return rows
}

/** The unfinished import of the same file by the same person, for going on after a crash. */
export async function findUnfinished(
  ctx: Context,
  capability: ImportCapability,
  hash: string,
): Promise<StoredImport | undefined> {
  const { rows } = await sql<StoredImport>`
    select ${columns} from imports i
    where i.capability = ${capability} and i.file_hash = ${hash} and not i.dry_run and i.state in ('queued', 'running')
      and i.created_by is not distinct from ${ctx.actor.id === systemActor.id ? null : ctx.actor.id}::uuid
    order by i.created_at desc limit 1`.execute(ctx.db)
  return rows[0]
}

export async function saveOptions(db: Db, id: string, options: ImportOptions): Promise<void> {
  await sql`update imports set options = ${JSON.stringify(options)}::jsonb, version = version + 1 where id = ${id}::uuid`.execute(
    db,
  )
}

/** A run from the beginning: what a trial left behind is forgotten. */
export async function queueRun(ctx: Context, id: string, options: ImportOptions, dryRun: boolean): Promise<void> {
  await clearFindings(ctx.db, id)
  await sql`
    update imports set state = 'queued', dry_run = ${dryRun}, options = ${JSON.stringify(options)}::jsonb, committed_row = 0, bytes_read = 0,
      created_count = 0, updated_count = 0, unchanged_count = 0, rejected_count = 0, similar_count = 0, repeated_count = 0,
      reverted_count = 0, kept_count = 0, revert_cursor = null, error = null, cancel_asked = false, started_at = null, beat_at = null, finished_at = null,
      version = version + 1
    where id = ${id}::uuid`.execute(ctx.db)
}

export async function setState(
  db: Db,
  id: string,
  state: Import['state'],
  error: StoredImport['error'] = null,
): Promise<void> {
  const over = ['done', 'cancelled', 'failed', 'reverted'].includes(state)
  await sql`
    update imports set state = ${state}, error = ${error ? JSON.stringify(error) : null}::jsonb, cancel_asked = false,
      finished_at = ${over ? sql`clock_timestamp()` : sql`null`}, beat_at = clock_timestamp(), version = version + 1
    where id = ${id}::uuid`.execute(db)
}

export async function askCancel(db: Db, id: string): Promise<void> {
  await sql`update imports set cancel_asked = true, version = version + 1 where id = ${id}::uuid`.execute(db)
}

/** Takes a queued or interrupted run into work; undefined when there is nothing to do any more. */
export async function takeRun(db: Db, id: string): Promise<StoredImport | undefined> {
  const { rows } = await sql<{ id: string }>`
    update imports set state = case when state = 'queued' then 'running' else state end, started_at = coalesce(started_at, clock_timestamp()),
      beat_at = clock_timestamp(), version = version + 1
    where id = ${id}::uuid and state in ('queued', 'running', 'reverting') returning id`.execute(db)
  return rows[0] ? readImport(db, id) : undefined
}

/** Runs nobody works on: all that are not finished, or those silent for so many seconds. */
export async function silentRuns(db: Db, seconds: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from imports where state in ('queued', 'running', 'reverting')
      and coalesce(beat_at, started_at, created_at) < clock_timestamp() - make_interval(secs => ${seconds})`.execute(db)
  return rows.map(({ id }) => id)
}

/** Locks the run and says how far it is stored: two workers can never store the same rows twice. */
export async function lockProgress(
  db: Db,
  id: string,
): Promise<{ committedRow: number; cancelAsked: boolean; state: string; reverted: number }> {
  const { rows } = await sql<{ committedRow: string; cancelAsked: boolean; state: string; revertedCount: number }>`
    select committed_row, cancel_asked, state, reverted_count from imports where id = ${id}::uuid for update`.execute(
    db,
  )
  const row = rows[0] as { committedRow: string; cancelAsked: boolean; state: string; revertedCount: number }
  return {
    committedRow: Number(row.committedRow),
    cancelAsked: row.cancelAsked,
    state: row.state,
    reverted: row.revertedCount,
  }
}

/**
 * Batches look everything up by keys. Statistics of a table that grows by millions lag behind, and a plan that reads a
 * whole table for a thousand keys would make each batch slower than the one before.
 */
export async function planByKeys(db: Db): Promise<void> {
  await sql`select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('enable_bitmapscan', 'off', true), set_config('gin_pending_list_limit', '4096', true),
    set_config('synchronous_commit', 'off', true)`.execute(db)
}

/**
 * After many rows the indexes of letters are put in order and statistics are taken, so that the first search and the first
 * list after an import are as fast as any other. Fewer rows than a fifth of the table change no plan; the database itself
 * looks at them within a minute.
 */
export async function settleTables(db: Db, capability: ImportCapability, rows: number): Promise<void> {
  const tables =
    capability === 'clients'
      ? ['clients', 'client_channels', 'client_addresses']
      : ['contacts', 'contact_channels', 'contact_positions']
  await sql`select gin_clean_pending_list(i.indexrelid::regclass) from pg_index i join pg_class c on c.oid = i.indexrelid
    join pg_am a on a.oid = c.relam where a.amname = 'gin' and i.indrelid = any(${tables}::regclass[])`.execute(db)
  const known = await sql<{
    rows: number
  }>`select reltuples::float8 as rows from pg_class where oid = ${tables[0]}::regclass`.execute(db)
  if (rows < (known.rows[0]?.rows ?? 0) / 5) return
  for (const table of tables) await sql`analyze ${sql.table(table)}`.execute(db)
}

export interface Tally {
  created: number
  updated: number
  unchanged: number
  rejected: number
  similar: number
  repeated: number
}

export async function saveProgress(
  db: Db,
  id: string,
  to: { row: number; bytes: number },
  tally: Tally,
): Promise<void> {
  await sql`
    update imports set committed_row = ${to.row}, bytes_read = greatest(bytes_read, ${to.bytes}), beat_at = clock_timestamp(),
      created_count = created_count + ${tally.created}, updated_count = updated_count + ${tally.updated},
      unchanged_count = unchanged_count + ${tally.unchanged}, rejected_count = rejected_count + ${tally.rejected},
      similar_count = similar_count + ${tally.similar}, repeated_count = repeated_count + ${tally.repeated}
    where id = ${id}::uuid`.execute(db)
}

export async function saveRevert(db: Db, id: string, cursor: string, reverted: number, kept: number): Promise<void> {
  await sql`
    update imports set revert_cursor = ${cursor}::bigint, reverted_count = reverted_count + ${reverted}, kept_count = kept_count + ${kept},
      beat_at = clock_timestamp() where id = ${id}::uuid`.execute(db)
}

export async function startRevert(db: Db, id: string): Promise<void> {
  await sql`
    update imports set state = 'reverting', error = null, cancel_asked = false, beat_at = null, finished_at = null, version = version + 1
    where id = ${id}::uuid`.execute(db)
}

export async function beat(db: Db, id: string): Promise<void> {
  await sql`update imports set beat_at = clock_timestamp() where id = ${id}::uuid`.execute(db)
}

export async function saveTotal(db: Db, id: string, rows: number): Promise<void> {
  await sql`update imports set rows_total = ${rows}, beat_at = clock_timestamp() where id = ${id}::uuid`.execute(db)
}

export async function findMapping(
  ctx: Context,
  capability: ImportCapability,
  headersHash: string,
): Promise<ImportOptions | undefined> {
  const { rows } = await sql<{ options: ImportOptions }>`
    select options from import_mappings where capability = ${capability} and headers_hash = ${headersHash}
      and user_id = ${ctx.actor.id}::uuid`.execute(ctx.db)
  return rows[0]?.options
}

export async function rememberMapping(
  ctx: Context,
  capability: ImportCapability,
  headersHash: string,
  options: ImportOptions,
): Promise<void> {
  if (ctx.actor.id === systemActor.id) return
  await sql`
    insert into import_mappings (capability, headers_hash, user_id, options, used_at)
    values (${capability}, ${headersHash}, ${ctx.actor.id}::uuid, ${JSON.stringify(options)}::jsonb, ${ctx.now})
    on conflict (capability, user_id, headers_hash) do update set options = excluded.options, used_at = excluded.used_at`.execute(
    ctx.db,
  )
}

export async function removeImport(db: Db, id: string): Promise<void> {
  await sql`delete from imports where id = ${id}::uuid`.execute(db)
}

/** Imports whose file and rejected rows have been kept long enough. */
export async function oldFiles(db: Db, days: number): Promise<{ id: string; filePath: string }[]> {
  const { rows } = await sql<{ id: string; filePath: string }>`
    select id, file_path from imports where file_path <> '' and state not in ('queued', 'running', 'reverting')
      and created_at < now() - make_interval(days => ${days}) limit 1000`.execute(db)
  return rows
}

export async function forgetFile(db: Db, id: string): Promise<void> {
  await clearFindings(db, id)
  await sql`update imports set file_path = '' where id = ${id}::uuid`.execute(db)
}

/** The person the command line acts for when nobody is named: the first sales director, otherwise the first of the board. */
export async function firstDirector(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select u.id from users u join user_roles r on r.user_id = u.id and r.role in ('SD', 'CEO') where u.active
    order by r.role = 'SD' desc, u.created_at, u.id limit 1`.execute(db)
  return rows[0]?.id
}

export async function personByEmail(
  db: Db,
  email: string,
): Promise<{ id: string; name: string; teamId: string | null; active: boolean } | undefined> {
  const { rows } = await sql<{ id: string; name: string; teamId: string | null; active: boolean }>`
    select id, name, team_id, active from users where email = lower(${email.trim()})`.execute(db)
  return rows[0]
}

export async function personById(
  db: Db,
  id: string,
): Promise<{ id: string; name: string; teamId: string | null; active: boolean } | undefined> {
  const { rows } = await sql<{ id: string; name: string; teamId: string | null; active: boolean }>`
    select id, name, team_id, active from users where id = ${id}::uuid`.execute(db)
  return rows[0]
}
