// Real PostgreSQL for tests: one server per run, a migrated template, clones that cost milliseconds.
import { randomBytes } from 'node:crypto'
import pg from 'pg'

export interface TemporaryDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** The server's address: given by TEST_DATABASE_URL (the test run sets it), otherwise started for this process. */
export async function serverUrl(): Promise<string> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return given
  const { testPostgres } = await import('#test/postgres-server.ts')
  return (await testPostgres()).url
}

/** A new database on the test server, empty or cloned from `template`. */
export async function temporaryDatabase(label: string, template = 'template0'): Promise<TemporaryDatabase> {
  const url = new URL(await serverUrl())
  const name = `t_${label}_${randomBytes(6).toString('hex')}`
  await administer(url.href, `create database ${name} template ${template}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  return { url: own.href, drop: () => administer(url.href, `drop database if exists ${name} with (force)`) }
}

export async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
