// Work after the answer: jobs are enqueued in the transaction that decides them, run later, may run twice.
import { CompiledQuery, sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { Db } from '#server/kit/db.ts'

export type JobWork = (data: Record<string, unknown>, signal: AbortSignal) => Promise<void>

export interface JobDefinition {
  readonly name: string
  readonly work: JobWork
  /** Crontab in the firm's time zone, for timers. */
  readonly cron?: string
  /** Runs once after every start of the program, with `{ atStart: true }`: for work a crash left unfinished. */
  readonly atStart?: boolean
  /** How many times a failed job is tried again. */
  readonly retries?: number
  /** How many of its kind run at once in this process. */
  readonly atOnce?: number
}

export interface Jobs {
  /** Enqueues within the transaction `db` is; the job exists only if that commits. */
  enqueue(
    db: Db,
    name: string,
    data: Record<string, unknown>,
    options?: { key?: string; startAfterSeconds?: number },
  ): Promise<void>
}

export interface RunningJobs extends Jobs {
  readonly ready: boolean
  stop(): Promise<void>
}

/** Starts pg-boss on the product's database and a worker for each definition. */
export async function startJobs(
  url: string,
  db: Db,
  definitions: readonly JobDefinition[],
  log: Logger,
): Promise<RunningJobs> {
  const boss = new PgBoss({ connectionString: url, max: 4, application_name: 'klientela-jobs' })
  let ready = false
  boss.on('error', (error) => log.error({ err: error }, 'job queue'))
  await boss.start()
  const stopping = new AbortController()
  for (const definition of definitions) {
    // A job whose process died is handed out again after its heartbeat stays away.
    await boss.createQueue(definition.name, {
      retryLimit: definition.retries ?? 3,
      retryDelay: 2,
      retryBackoff: true,
      expireInSeconds: 24 * 3600 - 1,
      heartbeatSeconds: 30,
    })
    for (let i = 0; i < (definition.atOnce ?? 1); i++) {
      await boss.work(definition.name, { pollingIntervalSeconds: 1 }, async ([job]) => {
        if (job) await definition.work((job.data ?? {}) as Record<string, unknown>, stopping.signal)
      })
    }
    if (definition.cron) await boss.schedule(definition.name, definition.cron, {}, { tz: 'Europe/Prague' })
    if (definition.atStart) await boss.send(definition.name, { atStart: true })
  }
  ready = true
  return {
    get ready() {
      return ready
    },
    async enqueue(target, name, data, options = {}) {
      const plain = target.withoutPlugins()
      await boss.send(name, data, {
        ...(options.key ? { singletonKey: options.key } : {}),
        ...(options.startAfterSeconds ? { startAfter: options.startAfterSeconds } : {}),
        db: {
          executeSql: async (text: string, values: unknown[] = []) => {
            const result = await plain.executeQuery(CompiledQuery.raw(text, values))
            return { rows: result.rows as never[] }
          },
        },
      })
    },
    async stop() {
      ready = false
      stopping.abort()
      await boss.stop({ graceful: true, timeout: 10_000 })
      await sql`select 1`.execute(db).catch(() => {})
    },
  }
}

/** Jobs for tests: kept in memory, run by `drain()` in the order they were enqueued. */
export function jobsInMemory(
  definitions: readonly JobDefinition[],
): Jobs & { drain(): Promise<number>; waiting: { name: string; data: Record<string, unknown> }[] } {
  const waiting: { name: string; data: Record<string, unknown> }[] = []
  return {
    waiting,
    async enqueue(_db, name, data) {
      waiting.push({ name, data })
    },
    async drain() {
      let ran = 0
      for (let job = waiting.shift(); job; job = waiting.shift()) {
        const definition = definitions.find((d) => d.name === job?.name)
        if (!definition) throw new Error(`No worker for the job ${job.name}`)
        await definition.work(job.data, new AbortController().signal)
        ran++
      }
      return ran
    },
  }
}
