// A statement's rows as CSV straight from PostgreSQL (COPY … TO STDOUT), on the connection the database handle has.
import type { Readable } from 'node:stream'
import { CompiledQuery, type RawBuilder } from 'kysely'
import pg from 'pg'
import { to } from 'pg-copy-streams'
import type { Db } from '#server/kit/db.ts'
import { arrayText } from '#server/kit/pipeline.ts'

/** Passed through Kysely as the only value of a statement; the connection below recognises it and opens the stream. */
export class CopySink {
  readonly opened: Promise<Readable>
  #open: (stream: Readable) => void = () => {}
  #cancel: () => Promise<void> = async () => {}
  constructor() {
    this.opened = new Promise((resolve) => {
      this.#open = resolve
    })
  }
  /** Starts the statement on the client; resolves when everything was read. */
  start(client: pg.ClientBase, text: string, cancel: () => Promise<void>) {
    const stream = client.query(to(text))
    this.#cancel = cancel
    return new Promise<{ rows: never[]; rowCount: number; command: 'COPY' }>((resolve, reject) => {
      stream.once('end', () => resolve({ rows: [], rowCount: stream.rowCount, command: 'COPY' }))
      stream.once('error', reject)
      this.#open(stream)
    })
  }
  cancel(): Promise<void> {
    return this.#cancel()
  }
}

/** The rows of `select` as CSV without a header, in pieces of bytes. Whoever stops reading stops the statement. */
export async function* copyOut(db: Db, select: RawBuilder<unknown>, delimiter: string): AsyncGenerator<Buffer> {
  const plain = db.withoutPlugins()
  const compiled = select.compile(plain)
  const text = `copy (${inlined(compiled.sql, compiled.parameters)}) to stdout (format csv, delimiter ${pg.escapeLiteral(delimiter)})`
  const sink = new CopySink()
  const done = plain.executeQuery(CompiledQuery.raw(text, [sink]))
  const stream = await Promise.race([sink.opened, done.then(() => sink.opened)])
  let read = false
  try {
    yield* stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
    read = true
  } finally {
    // A connection in the middle of a copy serves nobody else: the statement is ended and the rest thrown away.
    if (!read && !stream.readableEnded && !stream.errored) {
      await sink.cancel().catch(() => {})
      stream.resume()
    }
    await done.catch(() => {})
  }
}

/** COPY takes no parameters: `$1` outside of quotes becomes the value as a literal. */
export function inlined(text: string, values: readonly unknown[]): string {
  return text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\d+)/g, (whole, number?: string) =>
    number === undefined ? whole : literalOf(values[Number(number) - 1]),
  )
}

function literalOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return pg.escapeLiteral(arrayText(value))
  return pg.escapeLiteral(typeof value === 'object' ? JSON.stringify(value) : String(value))
}
