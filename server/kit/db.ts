// The one door to PostgreSQL: typed Kysely over pg, named prepared statements, dates and decimals carried as text.
import { createHash } from 'node:crypto'
import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, sql, type Transaction } from 'kysely'
import pg from 'pg'
import Cursor from 'pg-cursor'
import { CopySink } from '#server/kit/copy-out.ts'
import type { Tables } from '#server/kit/tables.ts'

export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>

const textual = new Set([20, 1082, 1083, 1114, 1184, 1186, 1700])
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: unknown) {
    // int8, date, time, timestamps, interval, numeric: building objects only to print them again costs the most.
    if (textual.has(oid)) return oid === 1184 ? isoInstant : (value: string) => value
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig

/** PostgreSQL prints `2026-11-24 10:00:00.1+01`; the border speaks ISO 8601. */
function isoInstant(value: string): string {
  const iso = value.replace(' ', 'T')
  return /[+-]\d\d$/.test(iso) ? `${iso}:00` : iso
}

/** Names at most this many statements per process, so that rare shapes of lists do not fill the server's memory. */
const mostStatements = 400
const names = new Map<string, string>()

/** A stable name for a statement seen at least twice: the server then parses and plans it once per connection. */
function statementName(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known || undefined
  if (names.size >= mostStatements) return undefined
  names.set(text, `k${createHash('sha1').update(text).digest('hex').slice(0, 20)}`)
  return undefined
}

class NamingClient {
  constructor(client: pg.PoolClient, url: string) {
    this.client = client
    this.url = url
  }
  readonly client: pg.PoolClient
  readonly url: string
  query(text: unknown, values?: unknown[]) {
    if (values?.[0] instanceof CopySink) return values[0].start(this.client, text as string, () => this.cancel())
    if (typeof text !== 'string' || values === undefined || values.length === 0) {
      return (this.client.query as (...args: unknown[]) => unknown)(text, values)
    }
    return this.client.query({ name: statementName(text), text, values: values as unknown[] })
  }
  release() {
    this.client.release()
  }
  /** Ends the statement that runs on this connection; asked over another one, outside of the pool. */
  async cancel(): Promise<void> {
    const other = new pg.Client({ connectionString: this.url })
    await other.connect()
    try {
      await other.query('select pg_cancel_backend($1)', [(this.client as { processID?: number }).processID])
    } finally {
      await other.end()
    }
  }
}

export interface Database {
  readonly pool: pg.Pool
  readonly db: Db
  close(): Promise<void>
}

/** Opens the pool. `connections` bounds how many requests are in PostgreSQL at once. */
export function openDatabase(url: string, connections = 12): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    types,
    application_name: 'klientela',
    // Month names, week starts and "today" are the firm's, not the machine's.
    // Screens are many and short: workers and compiled plans cost more than they save.
    options:
      '-c timezone=Europe/Prague -c statement_timeout=0 -c idle_in_transaction_session_timeout=300000 -c max_parallel_workers_per_gather=0 -c jit=off',
  })
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  const db = kyselyOver({
    connect: async () => new NamingClient(await pool.connect(), url) as never,
    end: () => pool.end(),
    options: {},
  } as never)
  return { pool, db, close: () => db.destroy() }
}

/** Kysely over one connection that somebody else began a transaction on (tests, batches). */
export function kyselyOver(pool: PostgresPool): Db {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool, cursor: Cursor as never }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/** Runs `work` in a transaction; inside one already, in a savepoint, so that tests may wrap everything in one. */
export async function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  if (!db.isTransaction) return db.transaction().execute((tx) => work(tx))
  const name = `s${++savepoints}`
  await sql.raw(`savepoint ${name}`).execute(db)
  try {
    const result = await work(db)
    await sql.raw(`release savepoint ${name}`).execute(db)
    return result
  } catch (error) {
    await sql.raw(`rollback to savepoint ${name}`).execute(db)
    throw error
  }
}
let savepoints = 0
