// The one door to PostgreSQL: typed Kysely over pg, named prepared statements, dates and decimals carried as text.
import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import {
  CamelCasePlugin,
  type ColumnNode,
  CompiledQuery,
  type IdentifierNode,
  Kysely,
  type OperationNode,
  type PluginTransformQueryArgs,
  PostgresDialect,
  type PostgresPool,
  type RawBuilder,
  type RawNode,
  type ReferenceNode,
  type RootOperationNode,
  sql,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import Cursor from 'pg-cursor'
import { CopySource } from '#server/kit/copy-in.ts'
import { CopySink } from '#server/kit/copy-out.ts'
import { type Gathering, gathered } from '#server/kit/gathering.ts'
import { type Answer, Pipeline, type Step, step } from '#server/kit/pipeline.ts'
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

const parsers = new Map<number, (text: string) => unknown>()
function parserOf(oid: number): (text: string) => unknown {
  let parse = parsers.get(oid)
  if (!parse) {
    parse = types.getTypeParser(oid, 'text') as (text: string) => unknown
    parsers.set(oid, parse)
  }
  return parse
}

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

/**
 * One connection as Kysely sees it. What needs no answer waits for the next statement and travels with it: the begin of a
 * transaction, statements passed as `Later`, and before them what was put `ahead` of the work.
 */
class NamingClient {
  constructor(client: pg.PoolClient, url: string) {
    this.client = client
    this.url = url
  }
  readonly client: pg.PoolClient
  readonly url: string
  #begin: Step | undefined
  #inTransaction = false
  #later: Step[] = []

  query(text: unknown, values?: readonly unknown[]) {
    const first = values?.[0]
    if (first instanceof CopySink) {
      this.#send([])
      return first.start(this.client, text as string, () => this.cancel())
    }
    if (first instanceof CopySource) {
      this.#send([])
      return first.start(this.client, text as string)
    }
    if (typeof text !== 'string') {
      this.#send([])
      return (this.client.query as (...args: unknown[]) => unknown)(text, values)
    }
    if (values === undefined || values.length === 0) return this.#plain(text)
    if (first instanceof Later) {
      const one = step(statementName(text), text, first.values)
      if (!this.#inTransaction) return this.#send([one])
      this.#later.push(one)
      return nothing
    }
    return this.#send([step(statementName(text), text, values)])
  }

  /** A statement without values: the frame of a transaction, or text written out. */
  #plain(text: string): Promise<Answer> {
    const [word = ''] = /^\s*\w*/.exec(text.toLowerCase()) ?? []
    switch (word) {
      case 'begin':
      case 'start':
        this.#inTransaction = true
        this.#begin = step(statementName(text), text, [])
        return nothing
      case 'commit':
      case 'rollback': {
        if (/^\s*rollback to/i.test(text)) break
        this.#inTransaction = false
        if (word === 'rollback') this.#later = []
        const begun = !this.#begin || this.#later.length > 0
        if (begun) return this.#send([step(statementName(text), text, [])])
        this.#begin = undefined
        return Promise.resolve({ command: word.toUpperCase(), rowCount: 0, rows: [] })
      }
    }
    // Several statements in one text are only allowed by the simple protocol.
    if (!text.includes(';')) return this.#send([step(undefined, text, [])])
    this.#send([])
    return this.client.query(text) as unknown as Promise<Answer>
  }

  #send(own: readonly Step[]): Promise<Answer> {
    const steps = [...this.#later, ...own]
    const check = ahead.getStore()?.take()
    if (check) steps.unshift(check)
    if (this.#begin) steps.unshift(this.#begin)
    this.#begin = undefined
    this.#later = []
    const last = steps.at(-1)
    if (!last) return nothing
    this.client.query(new Pipeline(steps, parserOf))
    return last.done
  }

  /** Sends what a screen gathered in one trip. */
  send(steps: readonly Step[]): void {
    void this.#send(steps)
  }

  release(broken?: boolean) {
    this.client.release(broken)
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

/** As many of them as one likes share the one connection of a screen. */
class GatheredClient {
  constructor(gathering: Gathering, connect: () => Promise<NamingClient>) {
    this.gathering = gathering
    this.connect = connect
  }
  readonly gathering: Gathering
  readonly connect: () => Promise<NamingClient>

  query(text: string, values: readonly unknown[] = []): Promise<Answer> {
    return this.gathering.ask(step(values.length > 0 ? statementName(text) : undefined, text, values), this.connect)
  }
  release() {}
}

const nothing: Promise<Answer> = Promise.resolve({ command: '', rowCount: 0, rows: [] })

/** Given to Kysely as the only value of a statement whose answer nobody needs: it travels with the next one, at the latest with the commit. */
export class Later {
  constructor(values: readonly unknown[]) {
    this.values = values
  }
  readonly values: readonly unknown[]
}

/** Sends a statement whose answer nobody needs: what goes wrong with it is told by the statement that comes next. */
export async function later(db: Db, statement: RawBuilder<unknown>): Promise<void> {
  const plain = db.withoutPlugins()
  const { sql: text, parameters } = statement.compile(db)
  await plain.executeQuery(CompiledQuery.raw(text, [new Later(parameters)]))
}

/** What is to be asked before the first statement of the work that runs inside. */
export const ahead = new AsyncLocalStorage<{ take(): Step | undefined }>()

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
    // Plans are kept by the connection: what was idle for a minute should not have to plan every screen anew.
    idleTimeoutMillis: 600_000,
    connectionTimeoutMillis: 10_000,
    types,
    application_name: 'klientela',
    // Month names, week starts and "today" are the firm's, not the machine's.
    // Screens are many and short: workers and compiled plans cost more than they save.
    options:
      '-c timezone=Europe/Prague -c statement_timeout=0 -c idle_in_transaction_session_timeout=300000 -c max_parallel_workers_per_gather=0 -c jit=off -c gin_pending_list_limit=128',
  })
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  const connect = async () => new NamingClient(await pool.connect(), url)
  const db = kyselyOver({
    connect: async () => {
      const gathering = gathered.getStore()
      return (gathering ? new GatheredClient(gathering, connect) : await connect()) as never
    },
    end: () => pool.end(),
    options: {},
  } as never)
  return { pool, db, close: () => db.destroy() }
}

/**
 * Names of columns here and in PostgreSQL. Nearly every statement is written out with the names it has there: to rewrite the
 * tree of a long one node by node would cost more than the rest of what is done with it.
 */
class Names extends CamelCasePlugin {
  override transformQuery(args: PluginTransformQueryArgs): RootOperationNode {
    return writtenOut(args.node) ? args.node : super.transformQuery(args)
  }
}

function writtenOut(node: OperationNode): boolean {
  switch (node.kind) {
    case 'RawNode':
      return (node as RawNode).parameters.every(writtenOut)
    case 'ValueNode':
      return true
    case 'ReferenceNode': {
      const { column, table } = node as ReferenceNode
      return writtenOut(column) && (!table || writtenOut(table.table.identifier))
    }
    case 'ColumnNode':
      return writtenOut((node as ColumnNode).column)
    case 'IdentifierNode':
      return !/[A-Z]/.test((node as IdentifierNode).name)
    default:
      return false
  }
}

/** Kysely over one connection that somebody else began a transaction on (tests, batches). */
export function kyselyOver(pool: PostgresPool): Db {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool, cursor: Cursor as never }),
    plugins: [new Names({ maintainNestedObjectKeys: true })],
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
