// One embedded PostgreSQL for a test run, in a folder of its own, gone with the run. Fast rather than durable.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tryLock } from '#server/kit/data-lock.ts'
import { startEmbeddedPostgres, stopAbandoned } from '#server/kit/embedded-postgres.ts'

export interface TestPostgres {
  readonly url: string
  stop(): Promise<void>
}

const prefix = 'klientela-tests-'
let server: Promise<TestPostgres> | undefined

/** The server of this process, started at the first call. Whoever does not stop it loses it when the process ends. */
export function testPostgres(): Promise<TestPostgres> {
  server ??= start()
  return server
}

async function start(): Promise<TestPostgres> {
  await removeAbandoned()
  const folder = mkdtempSync(join(tmpdir(), prefix))
  const lock = tryLock(folder)
  const postgres = await startEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    durable: false,
    settings: { max_connections: 100, shared_buffers: '128MB' },
  })
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  const abandon = () => {
    process.kill(postgres.pid, 'SIGQUIT')
    remove()
  }
  process.once('exit', abandon)
  return {
    url: postgres.url('postgres'),
    async stop() {
      process.off('exit', abandon)
      await postgres.stop()
      lock?.release()
      remove()
    },
  }
}

/** A test run that was killed leaves its server behind; nobody holds the lock of its folder any more. */
async function removeAbandoned(): Promise<void> {
  const minuteAgo = Date.now() - 60_000
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name)
    try {
      if (statSync(folder).mtimeMs > minuteAgo) continue
      const lock = tryLock(folder)
      if (!lock) continue
      await stopAbandoned(join(folder, 'postgres'))
      lock.release()
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another user's, or another run removes it at this moment.
    }
  }
}
