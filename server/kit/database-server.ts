// The PostgreSQL of this run: the firm's own behind DATABASE_URL, or the embedded one of the data folder.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Config, withoutPassword } from '#server/kit/config.ts'
import { startEmbeddedPostgres } from '#server/kit/embedded-postgres.ts'
import { startupProblem } from '#server/kit/startup-problem.ts'

export interface DatabaseServer {
  readonly url: string
  /** Settles when an embedded PostgreSQL ends; its log says why. Never for the firm's own. */
  readonly ended: Promise<{ log: string }>
  stop(): Promise<void>
}

const leastVersion = 18
const patienceMs = 15_000

/** Starts or finds the database and makes sure that it is new enough. The caller holds the lock of the data folder. */
export async function databaseServer(config: Config, notice: (line: string) => void): Promise<DatabaseServer> {
  if (config.databaseUrl) {
    await proveVersion(config.databaseUrl)
    return { url: config.databaseUrl, ended: new Promise(() => {}), stop: async () => {} }
  }
  const embedded = await startEmbeddedPostgres({ folder: join(config.dataDir, 'postgres'), notice })
  const { log } = embedded
  return { url: embedded.url(), ended: embedded.ended.then(() => ({ log })), stop: () => embedded.stop() }
}

async function proveVersion(url: string): Promise<void> {
  const start = performance.now()
  for (;;) {
    try {
      const version = await versionOf(url)
      if (version.number < leastVersion * 10_000) throw startupProblem('databaseVersion', version.text)
      return
    } catch (error) {
      // A database that starts together with us (compose, a machine's boot) gets a moment.
      const starting = /^(ECONNREFUSED|ENOENT|ENOTFOUND|EAI_AGAIN|57P03)$/.test((error as { code?: string }).code ?? '')
      if (error instanceof Error && 'reason' in error) throw error
      if (!starting || performance.now() - start > patienceMs) {
        throw startupProblem('databaseUnreachable', withoutPassword(url), (error as Error).message || String(error))
      }
      await sleep(300)
    }
  }
}

async function versionOf(url: string): Promise<{ number: number; text: string }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ n: number; t: string }>(
      `select current_setting('server_version_num')::int as n, 'PostgreSQL ' || current_setting('server_version') as t`,
    )
    return { number: rows[0]?.n ?? 0, text: rows[0]?.t ?? '' }
  } finally {
    await client.end().catch(() => {})
  }
}
