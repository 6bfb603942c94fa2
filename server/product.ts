// The product as one value: lock, database, schema, jobs and HTTP, started in this order and stopped in the reverse one.
import { performance } from 'node:perf_hooks'
import type { Logger } from 'pino'
import type { Outside } from '#server/app.ts'
import { type Config, prepareDataFolder } from '#server/kit/config.ts'
import { forgetRunning, lockDataFolder, type RunningProcess, writeRunning } from '#server/kit/data-lock.ts'
import { databaseServer } from '#server/kit/database-server.ts'
import { openDatabase } from '#server/kit/db.ts'
import { migrate } from '#server/kit/migrate.ts'
import { explained, startupProblem } from '#server/kit/startup-problem.ts'

export interface Product {
  readonly address: string
  readonly outside: Outside
  /** Rejects when the product cannot go on: its database died. */
  readonly broken: Promise<never>
  /** Finishes what was begun, then stops everything. May be called more than once. */
  stop(): Promise<void>
}

/** What stops the parts started so far; run from the last to the first. */
export type Undo = (() => Promise<void> | void)[]

/** Starts everything; `signal` calls it off, and whatever had started by then is stopped again. */
export async function startProduct(
  config: Config,
  log: Logger,
  notice: (line: string) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<Product> {
  const undo: Undo = []
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= inReverse(undo, log)
    return stopping
  }
  try {
    const began = performance.now()
    prepareDataFolder(config.dataDir)
    const lock = await lockDataFolder(config.dataDir)
    undo.push(() => lock.release())
    const say = (state: RunningProcess['state'], more: { databaseUrl?: string; address?: string } = {}) =>
      writeRunning(config.dataDir, { pid: process.pid, role: 'server', state, ...more })
    say('starting')
    undo.push(() => forgetRunning(config.dataDir))
    // The database starts in its own process; meanwhile ours loads the rest of the program.
    const [{ server, database }, { listen }] = await Promise.all([
      readyDatabase(config, log, notice, undo),
      import('#server/listening.ts'),
    ])
    signal.throwIfAborted()
    const { address, outside } = await listen(config, server.url, database.db, log, undo)
    const where = { databaseUrl: server.url, address }
    say('running', where)
    undo.push(() => say('stopping', where))
    log.info({ address, ms: Math.round(performance.now() - began) }, 'listening')
    const broken = server.ended.then(({ log: path }) => {
      if (stopping) return new Promise<never>(() => {})
      throw startupProblem('databaseDied', path)
    })
    broken.catch(() => {})
    return { address, outside, broken, stop }
  } catch (error) {
    await stop()
    throw explained(error, { path: config.dataDir, host: config.host, port: config.port })
  }
}

async function readyDatabase(config: Config, log: Logger, notice: (line: string) => void, undo: Undo) {
  const starting = databaseServer(config, notice)
  undo.push(async () => (await starting.catch(() => undefined))?.stop())
  const server = await starting
  const database = openDatabase(server.url)
  undo.push(() => database.close())
  try {
    const applied = await migrate(database.pool)
    if (applied.length > 0) log.info({ applied }, 'migrated')
  } catch (error) {
    const known = explained(error, { path: config.dataDir })
    throw known === error ? startupProblem('migrationFailed', (error as Error).message) : known
  }
  return { server, database }
}

async function inReverse(undo: Undo, log: Logger): Promise<void> {
  for (const step of undo.reverse()) {
    try {
      await step()
    } catch (error) {
      // The rest must still stop, above all the database.
      log.error({ err: error }, 'stopping')
    }
  }
}
