// The part of the product that answers: sign-in, jobs, HTTP. Loaded while the database starts, because it is large.
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { buildApp, type Outside } from '#server/app.ts'
import { capabilities } from '#server/capabilities.ts'
import { addressOf, type Config, secretOf } from '#server/kit/config.ts'
import type { Db } from '#server/kit/db.ts'
import { type Jobs, type RunningJobs, startJobs } from '#server/kit/jobs.ts'
import { smtpMail } from '#server/kit/mail.ts'
import type { Undo } from '#server/product.ts'
import { makeAuth } from '#server/users/auth.ts'

/** How long a request in progress may take to finish once we were told to stop. */
const drainMs = 10_000

/** Starts answering on a migrated database; everything it starts is added to `undo`. */
export async function listen(
  config: Config,
  databaseUrl: string,
  db: Db,
  log: Logger,
  undo: Undo,
): Promise<{ address: string; outside: Outside }> {
  const secret = secretOf(config)
  const { publicUrl, dataDir, aresUrl, trustProxy, requestsPerMinute, storage } = config
  let address = addressOf(config, config.port)
  const mail = config.smtp ? smtpMail(config.smtp, () => address) : undefined
  // Jobs need what routes need and the other way round; the queue itself starts once both are known.
  let running: RunningJobs | undefined
  const jobs: Jobs & { readonly ready: boolean } = {
    get ready() {
      return running?.ready ?? false
    },
    enqueue: (...args) => (running ? running.enqueue(...args) : Promise.reject(new Error('jobs have not started'))),
  }
  const { auth, close } = makeAuth(
    {
      databaseUrl,
      secret,
      publicUrl,
      onBug: (error) => log.error({ err: error }, 'sign-in'),
      ...(mail ? { sendReset: (userId) => jobs.enqueue(db, 'users.mailLink', { userId, kind: 'reset' }) } : {}),
    },
    db,
  )
  undo.push(close)
  const onBug = (error: unknown) => log.error({ err: error }, 'in the background')
  const now = () => new Date()
  const outside: Outside = { secret, db, auth, dataDir, aresUrl, mail, now, jobs, publicUrl, storage, onBug }
  const app = await buildApp({
    ...outside,
    jobs,
    databaseUrl,
    trustProxy,
    requestsPerMinute,
    logger: false,
    loggerInstance: log,
  })
  const definitions = capabilities.flatMap((capability) => capability.jobs?.(outside) ?? [])
  const queue = await startJobs(databaseUrl, db, definitions, log)
  running = queue
  undo.push(() => queue.stop())
  undo.push(() => closeWithin(app, drainMs))
  await app.listen({ port: config.port, host: config.host })
  const { port } = app.server.address() as { port: number }
  address = addressOf(config, port)
  return { address, outside }
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
