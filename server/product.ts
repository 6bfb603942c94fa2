// The product as one value: lock, database, schema, jobs and HTTP, started in this order and stopped in the reverse one.
import { performance } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { buildApp, type Outside } from '#server/app.ts'
import { capabilities } from '#server/capabilities.ts'
import { addressOf, type Config, prepareDataFolder, secretOf } from '#server/kit/config.ts'
import { forgetRunning, lockDataFolder, writeRunning } from '#server/kit/data-lock.ts'
import { databaseServer } from '#server/kit/database-server.ts'
import { openDatabase } from '#server/kit/db.ts'
import { type Jobs, type RunningJobs, startJobs } from '#server/kit/jobs.ts'
import { smtpMail } from '#server/kit/mail.ts'
import { migrate } from '#server/kit/migrate.ts'
import { explained, startupProblem } from '#server/kit/startup-problem.ts'
import { makeAuth } from '#server/users/auth.ts'
import { mailLink } from '#server/users/jobs.ts'

export interface Product {
  readonly address: string
  readonly outside: Outside
  /** Rejects when the product cannot go on: its database died. */
  readonly broken: Promise<never>
  /** Finishes what was begun, then stops everything. May be called more than once. */
  stop(): Promise<void>
}

/** How long a request in progress may take to finish once we were told to stop. */
const drainMs = 10_000

/** Starts everything; `signal` calls it off, and whatever had started by then is stopped again. */
export async function startProduct(
  config: Config,
  log: Logger,
  notice: (line: string) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<Product> {
  const undo: (() => Promise<void> | void)[] = []
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
    const say = (state: 'starting' | 'running' | 'stopping', databaseUrl?: string, address?: string) =>
      writeRunning(config.dataDir, { pid: process.pid, role: 'server', state, databaseUrl, address })
    say('starting')
    undo.push(() => forgetRunning(config.dataDir))

    const server = await databaseServer(config, notice)
    undo.push(() => server.stop())
    signal.throwIfAborted()
    const database = openDatabase(server.url)
    undo.push(() => database.close())
    const applied = await migrate(database.pool).catch((error: unknown) => {
      throw asMigrationProblem(error, config)
    })
    if (applied.length > 0) log.info({ applied }, 'migrated')
    signal.throwIfAborted()

    const secret = secretOf(config)
    const publicUrl = config.publicUrl
    // Jobs need what routes need and the other way round; the queue itself starts once both are known.
    let running: RunningJobs | undefined
    const jobs: Jobs & { readonly ready: boolean } = {
      get ready() {
        return running?.ready ?? false
      },
      enqueue: (...args) => (running ? running.enqueue(...args) : Promise.reject(new Error('jobs have not started'))),
    }
    let address = addressOf(config, config.port)
    const mail = config.smtp ? smtpMail(config.smtp, () => address) : undefined
    const sendReset = mail ? (userId: string) => mailLink(jobs, database.db, userId, 'reset') : undefined
    const onBug = (error: unknown) => log.error({ err: error }, 'sign-in')
    const { auth, close } = makeAuth({ databaseUrl: server.url, secret, publicUrl, sendReset, onBug }, database.db)
    undo.push(close)
    const outside: Outside = {
      db: database.db,
      auth,
      dataDir: config.dataDir,
      aresUrl: config.aresUrl,
      now: () => new Date(),
      jobs,
      mail,
    }
    const app = await buildApp({ ...outside, jobs, secret, publicUrl, logger: false, loggerInstance: log })
    const definitions = capabilities.flatMap((capability) => capability.jobs?.(outside) ?? [])
    running = await startJobs(server.url, database.db, definitions, log)
    const started = running
    undo.push(() => started.stop())
    signal.throwIfAborted()

    undo.push(() => closeWithin(app, drainMs))
    await app.listen({ port: config.port, host: config.host })
    const { port } = app.server.address() as { port: number }
    address = addressOf(config, port)
    say('running', server.url, address)
    undo.push(() => say('stopping', server.url, address))
    log.info({ address, ms: Math.round(performance.now() - began) }, 'listening')
    const broken = server.ended.then(({ log }) => {
      if (stopping) return new Promise<never>(() => {})
      throw startupProblem('databaseDied', log)
    })
    broken.catch(() => {})
    return { address, outside, broken, stop }
  } catch (error) {
    await stop()
    throw explained(error, { path: config.dataDir, host: config.host, port: config.port })
  }
}

async function inReverse(undo: (() => Promise<void> | void)[], log: Logger): Promise<void> {
  for (const step of undo.reverse()) {
    try {
      await step()
    } catch (error) {
      // The rest must still stop, above all the database.
      log.error({ err: error }, 'stopping')
    }
  }
}

/** Requests in progress finish; what still streams after that is cut off. */
async function closeWithin(app: FastifyInstance, ms: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), ms)
  try {
    await app.close()
  } finally {
    clearTimeout(cut)
  }
}

function asMigrationProblem(error: unknown, config: Config): unknown {
  const known = explained(error, { path: config.dataDir })
  return known === error ? startupProblem('migrationFailed', (error as Error).message) : known
}
