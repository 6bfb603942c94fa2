// Many new rows of one table by COPY … FROM STDIN, the cheapest way in. Defaults, checks, foreign keys and triggers hold
// as they do for an insert.
import { CompiledQuery } from 'kysely'
import type pg from 'pg'
import type { Db } from '#server/kit/db.ts'

interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** Passed through Kysely as the only value of a statement; the connection below recognises it and sends the rows. */
export class CopySource {
  constructor(text: string) {
    this.#text = text
  }
  readonly #text: string

  start(client: pg.ClientBase, statement: string): Promise<{ rows: never[]; rowCount: number; command: 'COPY' }> {
    return new Promise((resolve, reject) => {
      client.query(new CopyIn(statement, this.#text, resolve, reject))
    })
  }
}

/** What pg calls of a query that asks for data; the rest of its messages do not come. */
class CopyIn implements pg.Submittable {
  constructor(
    statement: string,
    text: string,
    done: (result: { rows: never[]; rowCount: number; command: 'COPY' }) => void,
    failed: (error: unknown) => void,
  ) {
    this.#statement = statement
    this.#text = text
    this.#done = done
    this.handleError = failed
  }
  readonly #statement: string
  readonly #text: string
  readonly #done: (result: { rows: never[]; rowCount: number; command: 'COPY' }) => void
  readonly handleError: (error: unknown) => void
  #rows = 0

  /** The rows follow the statement at once; a server that has refused it reads over them. */
  submit(connection: pg.Connection): void {
    const wire = connection as unknown as Wire
    wire.stream.cork()
    try {
      wire.query(this.#statement)
      wire.sendCopyFromChunk(Buffer.from(this.#text))
      wire.endCopyFrom()
    } finally {
      wire.stream.uncork()
    }
  }

  handleCopyInResponse(): void {}

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = Number(/\d+$/.exec(text)?.[0] ?? 0)
  }

  handleReadyForQuery(): void {
    this.#done({ rows: [], rowCount: this.#rows, command: 'COPY' })
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
