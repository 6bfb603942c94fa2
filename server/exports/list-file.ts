// A list as a file, streamed: PostgreSQL writes each line, a copy or a cursor carries them, so memory stays small at any length.
import { type RawBuilder, sql } from 'kysely'
import type { ExportQuery } from '#api/exports.ts'
import type { Context } from '#server/kit/context.ts'
import { copyOut } from '#server/kit/copy-out.ts'
import type { Db } from '#server/kit/db.ts'
import { chosenColumns, type ListSource, orderOf, orderSql, type SqlColumn, whereOf } from '#server/kit/lists.ts'

/** Label of a column, or of one of its choices. */
export type Labels = (column: SqlColumn, choice?: string) => string

/**
 * A cell that a spreadsheet would take for a formula gets an apostrophe in front; phones and plain numbers do not need it
 * (CSV injection, OWASP).
 */
export function neutralised(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`neutral_cell(${text})`
}

/** The SQL of one cell as text: names instead of ids, labels instead of keys. */
export function cellSql(column: SqlColumn, label: Labels, joined = false): RawBuilder<unknown> {
  if (joined && column.joined) return column.type === 'number' ? column.joined.text : neutralised(column.joined.text)
  const shown = column.select
  switch (column.type) {
    case 'person':
    case 'team':
    case 'client':
      return neutralised(sql`(to_json(${shown}) ->> 'name')`)
    case 'tags':
      return neutralised(sql`(select string_agg(t ->> 'name', ', ') from json_array_elements(${shown}) t)`)
    case 'choices':
      return sql`(select string_agg(${choiceSql(sql`v`, column, label)}, ', ') from jsonb_array_elements_text(to_jsonb(${shown})) v)`
    case 'choice':
      return choiceSql(sql`(${shown})::text`, column, label)
    case 'boolean':
      return sql`case when ${shown} then '1' when not ${shown} then '0' end`
    case 'instant':
      return sql`to_char(${shown}, 'YYYY-MM-DD HH24:MI:SS')`
    case 'text':
      return neutralised(sql`(${shown})::text`)
    default:
      return sql`(${shown})::text`
  }
}

function choiceSql(value: RawBuilder<unknown>, column: SqlColumn, label: Labels): RawBuilder<unknown> {
  const cases = (column.choices ?? []).map(
    (choice) => sql`when ${sql.lit(choice)} then ${sql.lit(label(column, choice))}`,
  )
  return cases.length > 0 ? sql`case ${value} ${sql.join(cases, sql` `)} else ${value} end` : sql`${value}`
}

export interface ListFile {
  readonly columns: readonly SqlColumn[]
  readonly headers: readonly string[]
  /** All rows in order: the cells as text, id first. */
  readonly cells: readonly RawBuilder<unknown>[]
  readonly rest: RawBuilder<unknown>
  readonly count: number
}

/** Prepares what will be written and counts it. */
export async function listFile(ctx: Context, source: ListSource, query: ExportQuery, label: Labels): Promise<ListFile> {
  const columns = chosenColumns(source, query.columns)
  const where = whereOf(source, query, ctx)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${source.from} where ${where}`.execute(
    ctx.db,
  )
  const count = rows[0]?.n ?? 0
  const joins = count >= joinedFrom ? new Set(columns.flatMap((c) => (c.joined ? [c.joined.join] : []))) : []
  return {
    columns,
    headers: ['id', ...columns.map((c) => label(c))],
    cells: [sql`${source.id}::text`, ...columns.map((column) => cellSql(column, label, count >= joinedFrom))],
    rest: sql`from ${source.from} ${sql.join([...joins], sql` `)} where ${where} order by ${orderSql(source, orderOf(source, query.sort))}`,
    count,
  }
}

/** From so many rows on, joining whole tables is cheaper than looking for each row's own. */
const joinedFrom = 5_000

const chunk = 2_000

/** The file as CSV (RFC 4180, UTF-8 with a byte order mark so that spreadsheets see the accents), in pieces of bytes. */
export async function* csvText(db: Db, file: ListFile, delimiter: string): AsyncGenerator<Buffer> {
  yield Buffer.from(`\uFEFF${file.headers.map((h) => quoted(h, delimiter)).join(delimiter)}\r\n`)
  const ended = lineEnds()
  for await (const piece of copyOut(db, sql`select ${sql.join([...file.cells])} ${file.rest}`, delimiter))
    yield ended(piece)
}

/** PostgreSQL ends lines with a line feed; the format wants a carriage return before it, but not inside of quoted cells. */
function lineEnds(): (piece: Buffer) => Buffer {
  let quotedCell = false
  return (piece) => {
    const parts = piece.toString('latin1').split('"')
    for (let i = 0; i < parts.length; i++) {
      if (i > 0) quotedCell = !quotedCell
      if (!quotedCell) parts[i] = (parts[i] as string).replaceAll('\n', '\r\n')
    }
    return Buffer.from(parts.join('"'), 'latin1')
  }
}

/** The rows as arrays of cell texts (null is empty). */
export async function* rowsOf(db: Db, file: ListFile): AsyncGenerator<(string | null)[]> {
  const cells = sql`json_build_array(${sql.join([...file.cells])})`
  for await (const row of streamed<{ cells: (string | null)[] }>(db, sql`select ${cells} as cells ${file.rest}`))
    yield row.cells
}

/** Rows through a cursor, a few thousand at a time. */
export async function* streamed<T>(db: Db, statement: RawBuilder<unknown>): AsyncGenerator<T> {
  const plain = db.withoutPlugins()
  for await (const result of plain.getExecutor().stream<T>(statement.compile(plain), chunk)) yield* result.rows
}

function quoted(text: string, delimiter: string): string {
  return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text
}
