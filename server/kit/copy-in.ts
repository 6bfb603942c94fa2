// Many new rows of one table by COPY … FROM STDIN, the cheapest way in. Defaults, checks, foreign keys and triggers hold
// as they do for an insert.
import { finished } from 'node:stream/promises'
import { CompiledQuery } from 'kysely'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import type { Db } from '#server/kit/db.ts'

/** Passed through Kysely as the only value of a statement; the connection below recognises it and sends the rows. */
export class CopySource {
  constructor(text: string) {
    this.#text = text
  }
  readonly #text: string

  async start(client: pg.ClientBase, statement: string) {
    const stream = client.query(from(statement))
    const sent = finished(stream)
    stream.end(this.#text)
    await sent
    return { rows: [], rowCount: stream.rowCount, command: 'COPY' as const }
  }
}

/** Appends the rows, whose values stand in the order of the columns; objects go as JSON. */
export async function copyIn(
  db: Db,
  table: string,
  columns: string,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  if (rows.length === 0) return
  const source = new CopySource(rows.map(lineOf).join(''))
  await db.executeQuery(CompiledQuery.raw(`copy ${table} (${columns}) from stdin`, [source]))
}

function lineOf(values: readonly unknown[]): string {
  let line = ''
  for (let i = 0; i < values.length; i += 1) line += i === 0 ? cellOf(values[i]) : `\t${cellOf(values[i])}`
  return `${line}\n`
}

const special = /[\\\n\r\t]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A value in the text format of COPY. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return special.test(text) ? text.replace(/[\\\n\r\t]/g, (one) => escapes[one] as string) : text
}
