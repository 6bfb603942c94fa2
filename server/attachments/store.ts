// All SQL of attachments and of the files they share.
import { sql } from 'kysely'
import type { Attachment, Scan } from '#api/attachments.ts'
import { previewOf } from '#domain/attachments/kinds.ts'
import type { PlaceName } from '#server/attachments/places.ts'
import type { Context } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'

export interface StoredAttachment extends Attachment {
  readonly hash: string
  readonly place: PlaceName
  readonly clientId: string | null
}

const columns = sql`a.id, a.version, a.record_type, a.record_id, a.client_id, a.name, a.note, a.hash, f.size::float8 as size, f.type, f.scan, f.place,
  a.created_at, a.deleted_at, case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as created_by`
const tables = sql`attachments a join stored_files f on f.hash = a.hash left join users u on u.id = a.created_by`

type Row = Omit<StoredAttachment, 'preview'>
const withPreview = (row: Row): StoredAttachment => ({ ...row, preview: previewOf(row.type) ?? null })

export async function listOf(ctx: Context, recordType: string, ids: readonly string[]): Promise<StoredAttachment[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${tables}
    where a.record_type = ${recordType} and a.record_id = any(${[...ids]}::uuid[]) and a.deleted_at is null
    order by a.created_at, a.id limit 1000`.execute(ctx.db)
  return rows.map(withPreview)
}

/** Without a look at the record's door: that is up to the action. */
export async function findAttachment(ctx: Context, id: string, lock = false): Promise<StoredAttachment | undefined> {
  const { rows } = await sql<Row>`
    select ${columns} from ${tables} where a.id = ${id}::uuid ${lock ? sql`for update of a` : sql``}`.execute(ctx.db)
  return rows[0] && withPreview(rows[0])
}

/** Of everybody who attaches or drops the same content one at a time. */
export async function lockHash(db: Db, hash: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`file ${hash}`}, 0))`.execute(db)
}

/** The file as it is known, with the last verdict; `known` when its content was here before. */
export async function noteFile(
  db: Db,
  file: { hash: string; size: number; type: string; scan: Scan },
  place: PlaceName,
  now: string,
): Promise<{ known: boolean; place: PlaceName }> {
  const { rows } = await sql<{ known: boolean; place: PlaceName }>`
    insert into stored_files (hash, size, type, place, scan, scanned_at, created_at)
    values (${file.hash}, ${file.size}, ${file.type}, ${place}, ${file.scan}, ${file.scan === 'notScanned' ? null : now}, ${now})
    on conflict (hash) do update set
      scan = case when excluded.scan in ('notScanned', 'unknown') then stored_files.scan else excluded.scan end,
      scanned_at = coalesce(excluded.scanned_at, stored_files.scanned_at)
    returning xmax <> 0 as known, place`.execute(db)
  return rows[0] as { known: boolean; place: PlaceName }
}

export async function insertAttachment(
  ctx: Context,
  one: {
    recordType: string
    recordId: string
    clientId: string | null
    leadId: string | null
    hash: string
    name: string
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into attachments (record_type, record_id, client_id, lead_id, hash, name, created_at, created_by)
    values (${one.recordType}, ${one.recordId}::uuid, ${one.clientId}::uuid, ${one.leadId}::uuid, ${one.hash}, ${one.name}, ${ctx.now},
      (select id from users where id = ${ctx.actor.id}::uuid)) returning id`.execute(ctx.db)
  return (rows[0] as { id: string }).id
}

export async function updateAttachment(
  ctx: Context,
  id: string,
  { name, note, deletedAt }: { name: string; note: string | null; deletedAt: string | null },
): Promise<void> {
  await sql`
    update attachments set name = ${name}, note = ${note}, deleted_at = ${deletedAt}::timestamptz,
      deleted_by = case when ${deletedAt}::timestamptz is not null then (select id from users where id = ${ctx.actor.id}::uuid) end,
      version = version + 1
    where id = ${id}::uuid`.execute(ctx.db)
}

/** Files waiting for a scanner, the longest waiting first. */
export async function unscanned(db: Db, most: number): Promise<{ hash: string; place: PlaceName }[]> {
  const { rows } = await sql<{ hash: string; place: PlaceName }>`
    select hash, place from stored_files where scan in ('unknown', 'notScanned') order by scanned_at nulls first, created_at limit ${most}`.execute(
    db,
  )
  return rows
}

export async function noteVerdict(db: Db, hash: string, scan: Scan, now: string): Promise<void> {
  await sql`update stored_files set scan = ${scan}, scanned_at = ${now} where hash = ${hash}`.execute(db)
}

/** Files that no attachment names, not even a deleted one, for more than a day. */
export async function unused(db: Db, now: string): Promise<{ hash: string; place: PlaceName }[]> {
  const { rows } = await sql<{ hash: string; place: PlaceName }>`
    select hash, place from stored_files f where created_at < ${now}::timestamptz - interval '1 day'
      and not exists (select 1 from attachments a where a.hash = f.hash) limit 500`.execute(db)
  return rows
}

/** False when somebody attached the file meanwhile. */
export async function forgetFile(db: Db, hash: string): Promise<boolean> {
  const { rows } = await sql`
    delete from stored_files f where hash = ${hash} and not exists (select 1 from attachments a where a.hash = f.hash) returning hash`.execute(
    db,
  )
  return rows.length > 0
}
