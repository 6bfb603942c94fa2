// All SQL of what an import found on its way: rejected rows, notes, and what it did according to the journal.
import { sql } from 'kysely'
import type { CellProblem } from '#api/imports.ts'
import type { Db } from '#server/kit/db.ts'

export interface Reject {
  readonly rowNo: number
  readonly lineNo: number
  readonly reasons: readonly CellProblem[]
  readonly cells: readonly string[]
}

export async function insertRejects(db: Db, id: string, rejects: readonly Reject[]): Promise<void> {
  if (rejects.length === 0) return
  await sql`
    insert into import_rejects (import_id, row_no, line_no, reasons, cells)
    select ${id}::uuid, "rowNo", "lineNo", reasons, array(select json_array_elements_text(cells))
    from json_to_recordset(${json(rejects)}::json) as r("rowNo" bigint, "lineNo" bigint, reasons jsonb, cells json)
    on conflict (import_id, row_no) do update set reasons = excluded.reasons`.execute(db)
}

/** PostgreSQL takes no zero characters in JSON text; files sometimes hold them. */
function json(value: unknown): string {
  return JSON.stringify(value, (_key, v) => (typeof v === 'string' && v.includes('\0') ? v.replaceAll('\0', '') : v))
}

export interface Note {
  readonly kind: 'similar' | 'repeated' | 'kept'
  readonly rowNo: number | null
  readonly recordId: string | null
  readonly details: Record<string, unknown>
}

export async function insertNotes(db: Db, id: string, notes: readonly Note[]): Promise<void> {
  if (notes.length === 0) return
  await sql`
    insert into import_notes (import_id, kind, row_no, record_id, details)
    select ${id}::uuid, kind, "rowNo", "recordId", details
    from json_to_recordset(${json(notes)}::json) as r(kind text, "rowNo" bigint, "recordId" uuid, details jsonb)`.execute(
    db,
  )
}

export async function listNotes(db: Db, id: string, kind: Note['kind'], limit: number): Promise<Note[]> {
  const { rows } = await sql<{
    kind: Note['kind']
    rowNo: string | null
    recordId: string | null
    details: Record<string, unknown>
  }>`
    select kind, row_no, record_id, details from import_notes where import_id = ${id}::uuid and kind = ${kind} order by id limit ${limit}`.execute(
    db,
  )
  return rows.map((row) => ({ ...row, rowNo: row.rowNo === null ? null : Number(row.rowNo) }))
}

/** Rejected rows after one, in order. */
export async function listRejects(
  db: Db,
  id: string,
  after: number,
  limit: number,
  reason?: string,
): Promise<Reject[]> {
  const { rows } = await sql<{ rowNo: string; lineNo: string; reasons: CellProblem[]; cells: string[] }>`
    select row_no, line_no, reasons, cells from import_rejects
    where import_id = ${id}::uuid and row_no > ${after}
      and ${reason ? sql`jsonb_array_length(reasons) = 1 and reasons -> 0 ->> 'reason' = ${reason}` : sql`true`}
    order by row_no limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...row, rowNo: Number(row.rowNo), lineNo: Number(row.lineNo) }))
}

export async function removeRejects(db: Db, id: string, rows: readonly number[]): Promise<void> {
  if (rows.length === 0) return
  await sql`delete from import_rejects where import_id = ${id}::uuid and row_no = any(${[...rows]}::bigint[])`.execute(
    db,
  )
}

export async function countReasons(
  db: Db,
  id: string,
): Promise<{ reason: string; field: string | null; rows: number }[]> {
  const { rows } = await sql<{ reason: string; field: string | null; rows: number }>`
    select p ->> 'reason' as reason, p ->> 'field' as field, count(*)::int as rows
    from import_rejects, jsonb_array_elements(reasons) p where import_id = ${id}::uuid
    group by 1, 2 order by 3 desc, 1 limit 50`.execute(db)
  return rows
}

export interface Entry {
  readonly id: string
  readonly fact: string
  readonly recordType: 'clients' | 'contacts'
  readonly recordId: string
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
}

/** What the import did to records, from the last deed backwards. */
export async function deedsBefore(db: Db, id: string, cursor: string | null, limit: number): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select id, fact, record_type, record_id, before, after from journal_entries
    where batch_id = ${id}::uuid and ${cursor === null ? sql`true` : sql`id < ${cursor}::bigint`} and record_type in ('clients', 'contacts')
    order by id desc limit ${limit}`.execute(db)
  return rows
}

/** Records that somebody worked with after the import entered them: changed them, or hung something on them. */
export async function touchedSince(
  db: Db,
  id: string,
  entries: readonly { id: string; recordId: string }[],
): Promise<Set<string>> {
  if (entries.length === 0) return new Set()
  const { rows } = await sql<{ recordId: string }>`
    select r."recordId" from json_to_recordset(${JSON.stringify(entries.map(({ id, recordId }) => ({ id, recordId })))}::json) as r(id bigint, "recordId" uuid)
    where exists (select 1 from journal_entries j where j.record_id = r."recordId" and j.id > r.id and j.batch_id is distinct from ${id}::uuid)
      or exists (select 1 from journal_entries j where j.client_id = r."recordId" and j.id > r.id and j.batch_id is distinct from ${id}::uuid)`.execute(
    db,
  )
  return new Set(rows.map(({ recordId }) => recordId))
}

export async function clearFindings(db: Db, id: string): Promise<void> {
  await sql`delete from import_rejects where import_id = ${id}::uuid`.execute(db)
  await sql`delete from import_notes where import_id = ${id}::uuid`.execute(db)
}
