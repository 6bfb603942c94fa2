// Live: the process answers. Ready: database, migrations, jobs and disk are fit to work.
import { statfs } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Db } from '#server/kit/db.ts'
import { migrationNames } from '#server/kit/migrate.ts'

export interface HealthParts {
  readonly db: Db
  readonly jobs: { readonly ready?: boolean }
  readonly dataDir: string
}

const leastFreeBytes = 200 * 1024 * 1024

export function health(app: FastifyInstance, parts: HealthParts): void {
  app.get('/health/live', { schema: { hide: true } }, async () => ({ status: 'live' }))
  app.get('/health/ready', { schema: { hide: true } }, async (_request, reply) => {
    const [database, migrations, disk] = await Promise.all([
      sql`select 1`.execute(parts.db).then(
        () => 'ok',
        () => 'unavailable',
      ),
      pending(parts.db).then(
        (n) => (n === 0 ? 'ok' : `${n} pending`),
        () => 'unknown',
      ),
      statfs(parts.dataDir).then(
        (s) => (s.bavail * s.bsize > leastFreeBytes ? 'ok' : 'low'),
        () => 'unknown',
      ),
    ])
    const jobs = parts.jobs.ready === false ? 'stopped' : 'ok'
    const ready = database === 'ok' && migrations === 'ok' && jobs === 'ok' && disk !== 'low'
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ready' : 'unavailable', database, migrations, jobs, disk })
  })
}

async function pending(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from migrations`.execute(db)
  return (await migrationNames()).length - (rows[0]?.n ?? 0)
}
