// Once per run: a PostgreSQL server and a migrated template that every worker clones.

import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '#server/kit/migrate.ts'
import { administer, serverUrl } from '#test/temporary-database.ts'

export async function setup(_project: TestProject): Promise<(() => Promise<void>) | undefined> {
  let stop: (() => Promise<void>) | undefined
  if (!process.env.TEST_DATABASE_URL) {
    const { testPostgres } = await import('#test/postgres-server.ts')
    const server = await testPostgres()
    process.env.TEST_DATABASE_URL = server.url
    stop = server.stop
  }
  const url = await serverUrl()
  const name = `template_${process.pid}`
  await administer(url, `create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const pool = new pg.Pool({ connectionString: own.href, max: 1 })
  await migrate(pool)
  await pool.end()
  process.env.TEST_TEMPLATE = name
  return async () => {
    await administer(url, `drop database if exists ${name} with (force)`)
    await stop?.()
  }
}
