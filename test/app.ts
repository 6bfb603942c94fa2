// The product for a test: the real server on a real database, everything a test does rolled back at its end.
import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { type ControlledTransaction, sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from '#api/endpoint.ts'
import { buildApp, type Outside } from '#server/app.ts'
import { capabilities } from '#server/capabilities.ts'
import { type Context, dayOf, systemActor } from '#server/kit/context.ts'
import { type Database, type Db, openDatabase } from '#server/kit/db.ts'
import { jobsInMemory } from '#server/kit/jobs.ts'
import type { Tables } from '#server/kit/tables.ts'
import { makeAuth } from '#server/users/auth.ts'
import { loadActor } from '#server/users/sessions.ts'
import { temporaryDatabase } from '#test/temporary-database.ts'

export const testSecret = 'a secret that only tests know, long enough'

export interface Call<E> {
  as?: string | undefined
  params?: ParamsOf<E>
  query?: QueryOf<E>
  body?: BodyOf<E>
  version?: number
  /** Sent as Idempotency-Key. */
  key?: string
}

export interface TestApp {
  readonly app: FastifyInstance
  readonly db: Db
  readonly url: string
  readonly outside: Outside
  readonly jobs: ReturnType<typeof jobsInMemory>
  /** The clock of the server; set it to travel. */
  now: Date
  /** A context for factories and direct calls of actions; the system's unless a user id is given. */
  ctx(userId?: string): Promise<Context>
  /** Cookie header of a signed-in user. */
  cookie(userId: string): Promise<string>
  /** Calls an endpoint as a browser would. */
  call<E extends Endpoint>(
    endpoint: E,
    call?: Call<E>,
  ): Promise<{ status: number; body: ReplyOf<E> & Record<string, unknown>; raw: LightMyRequestResponse }>
}

/**
 * Registers the hooks and returns the handle. With `committed: true` nothing is rolled back: the file gets a clone
 * of its own and real concurrency, for tests of locks, jobs and recovery.
 */
export function useApp(
  options: { committed?: boolean; aresUrl?: () => string; throttle?: boolean; outside?: () => Partial<Outside> } = {},
): TestApp {
  let database: Database
  let clone: Awaited<ReturnType<typeof temporaryDatabase>>
  let auth: ReturnType<typeof makeAuth>
  let tx: ControlledTransaction<Tables> | undefined
  const t = { now: new Date('2026-11-24T09:00:00Z') } as { -readonly [K in keyof TestApp]: TestApp[K] }

  beforeAll(async () => {
    clone = await temporaryDatabase('w', process.env.TEST_TEMPLATE)
    database = openDatabase(clone.url, options.committed ? 8 : 1)
    auth = makeAuth({ databaseUrl: clone.url, secret: testSecret, throttle: options.throttle ?? false }, database.db)
    t.url = clone.url
  })
  afterAll(async () => {
    await auth.close()
    await database.close()
    await clone.drop()
  })
  beforeEach(async () => {
    t.now = new Date('2026-11-24T09:00:00Z')
    if (!options.committed) tx = await database.db.startTransaction().execute()
    t.db = (tx ?? database.db) as Db
    const definitions: Parameters<typeof jobsInMemory>[0] = []
    t.jobs = jobsInMemory(definitions)
    const dataDir = mkdtempSync(join(tmpdir(), 'klientela-test-'))
    t.outside = {
      secret: testSecret,
      db: t.db,
      auth: auth.auth,
      dataDir,
      aresUrl: options.aresUrl?.() ?? 'http://127.0.0.1:9/ares',
      now: () => t.now,
      jobs: t.jobs,
      ...options.outside?.(),
    }
    for (const capability of capabilities) (definitions as unknown[]).push(...(capability.jobs?.(t.outside) ?? []))
    t.app = await buildApp({
      ...t.outside,
      databaseUrl: t.url,
      logger: false,
      requestsPerMinute: 0,
    })
    await t.app.ready()
  })
  afterEach(async () => {
    await t.app.close()
    await tx?.rollback().execute()
    tx = undefined
  })

  t.ctx = async (userId) => {
    const day = dayOf(t.now)
    return {
      db: t.db,
      actor: userId ? await loadActor(t.db, userId, day) : systemActor,
      now: t.now.toISOString(),
      today: day,
      jobs: t.jobs,
    }
  }
  t.cookie = async (userId) => {
    const token = randomBytes(16).toString('hex')
    await sql`insert into sessions (user_id, token, expires_at) values (${userId}::uuid, ${token}, now() + interval '1 hour')`.execute(
      t.db,
    )
    const signature = createHmac('sha256', testSecret).update(token).digest('base64')
    return `klientela.session_token=${encodeURIComponent(`${token}.${signature}`)}`
  }
  t.call = async (endpoint, call = {}) => {
    let path: string = endpoint.path
    for (const [key, value] of Object.entries((call.params ?? {}) as Record<string, string>))
      path = path.replace(`:${key}`, encodeURIComponent(value))
    const query = new URLSearchParams()
    for (const [key, value] of Object.entries((call.query ?? {}) as Record<string, unknown>))
      if (value !== undefined) query.set(key, String(value))
    const raw = await t.app.inject({
      method: endpoint.method,
      url: query.size > 0 ? `${path}?${query}` : path,
      headers: {
        ...(call.as ? { cookie: await t.cookie(call.as) } : {}),
        ...(call.version === undefined ? {} : { 'if-match': `"${call.version}"` }),
        ...(call.key === undefined ? {} : { 'idempotency-key': call.key }),
      },
      ...(call.body === undefined ? {} : { payload: call.body as object }),
    })
    const json = raw.headers['content-type']?.includes('json') ?? false
    return { status: raw.statusCode, body: (json ? raw.json() : {}) as never, raw }
  }
  return t
}
