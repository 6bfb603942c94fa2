// The PostgreSQL of the bench: the product's own embedded one in a folder of its own, or a given server.
// Loaded databases are kept as templates; every run works on a fresh clone.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { lockDataFolder } from '#server/kit/data-lock.ts'
import { startEmbeddedPostgres } from '#server/kit/embedded-postgres.ts'
import { migrate, migrationNames } from '#server/kit/migrate.ts'
import { generation, loadFirm } from './data.ts'
import { parentOf } from './processes.ts'

export interface BenchServer {
  /** Address of a database on it. */
  url(database: string): string
  /** Process of the postmaster, when it runs on this machine. */
  readonly pid: number | undefined
  readonly description: string
  stop(): Promise<void>
}

export async function benchServer(say: (line: string) => void): Promise<BenchServer> {
  const given = process.env.BENCH_DATABASE_URL
  if (given) {
    const url = (database: string) => {
      const own = new URL(given)
      own.pathname = `/${database}`
      return own.href
    }
    return { url, pid: await postmasterOf(given), description: await wordsOf(given), stop: async () => {} }
  }
  const folder = process.env.BENCH_DATA ?? join(tmpdir(), 'klientela-bench')
  mkdirSync(folder, { recursive: true })
  const lock = await lockDataFolder(folder)
  const postgres = await startEmbeddedPostgres({ folder, notice: say })
  return {
    url: (database) => postgres.url(database),
    pid: postgres.pid,
    description: await wordsOf(postgres.url('postgres')),
    stop: async () => {
      await postgres.stop()
      lock.release()
    },
  }
}

/** A database with the firm of that scale, made once and kept until the rows or the schema change. */
export async function templateOf(
  server: BenchServer,
  label: string,
  { clients, activities = clients * 5 }: { clients: number; activities?: number | undefined },
  say: (line: string) => void,
): Promise<string> {
  const name = `bench_${label}${activities === clients * 5 ? '' : `_${activities}`}`
  const digest = await digestOf()
  const admin = await connected(server.url('postgres'))
  try {
    const { rows } = await admin.query<{ note: string | null }>(
      `select shobj_description(oid, 'pg_database') as note from pg_database where datname = $1`,
      [name],
    )
    if (rows[0]?.note === digest) return name
    if (rows[0]?.note && process.env.BENCH_KEEP) {
      say(`${name} was made with an older schema and is kept because BENCH_KEEP is set`)
      return name
    }
    say(`loading ${clients} clients with ${activities} entries into ${name}`)
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.query(`create database ${name} template template0`)
    const pool = new pg.Pool({ connectionString: server.url(name), max: 2 })
    await migrate(pool)
    await pool.end()
    const start = performance.now()
    await loadFirm(server.url(name), { clients, activities }, say)
    say(`loaded in ${((performance.now() - start) / 1000).toFixed(0)} s`)
    await admin.query(`comment on database ${name} is '${digest}'`)
    return name
  } finally {
    await admin.end()
  }
}

/** A fresh copy to measure on; the one before is dropped. */
export async function cloned(server: BenchServer, template: string): Promise<string> {
  const name = `${template}_run`
  const admin = await connected(server.url('postgres'))
  try {
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.query(`create database ${name} template ${template} strategy file_copy`)
  } finally {
    await admin.end()
  }
  return server.url(name)
}

async function digestOf(): Promise<string> {
  const hash = createHash('sha256').update(`generation ${generation}\n`)
  const db = new URL('../db/', import.meta.url)
  for (const name of await migrationNames()) hash.update(readFileSync(new URL(`migrations/${name}`, db)))
  hash.update(readFileSync(new URL('fold.sql', db)))
  return hash.digest('hex')
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function postmasterOf(url: string): Promise<number | undefined> {
  const client = await connected(url)
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const host = new URL(url).hostname
    return host === '127.0.0.1' || host === 'localhost' || host.toLowerCase().startsWith('%2f')
      ? parentOf(rows[0]?.pid ?? 0)
      : undefined
  } finally {
    await client.end()
  }
}

async function wordsOf(url: string): Promise<string> {
  const client = await connected(url)
  try {
    const { rows } = await client.query<{ version: string; buffers: string; fsync: string }>(
      `select current_setting('server_version') as version, current_setting('shared_buffers') as buffers, current_setting('fsync') as fsync`,
    )
    const row = rows[0]
    return `PostgreSQL ${row?.version}, shared_buffers ${row?.buffers}, fsync ${row?.fsync}`
  } finally {
    await client.end()
  }
}
