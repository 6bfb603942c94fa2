// The live stream on real connections: two processes of the product on one database, each with its own browsers.
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { buildApp } from '#server/app.ts'
import { inTransaction } from '#server/kit/db.ts'
import { notify } from '#server/notifications/actions.ts'
import { publish } from '#server/notifications/live.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp({ committed: true })
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

interface Heard {
  readonly kind: string
  readonly data: unknown
}

/** A browser of this person at a process of the product. */
async function browser(address: string, userId: string) {
  const abort = new AbortController()
  ends.push(() => abort.abort())
  const answer = await fetch(`${address}/api/live`, {
    headers: { cookie: await t.cookie(userId) },
    signal: abort.signal,
  })
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  const heard: Heard[] = []
  let ended = false
  void (async () => {
    let text = ''
    for await (const chunk of answer.body as ReadableStream<Uint8Array>) {
      text += Buffer.from(chunk).toString('utf8')
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) if (event.startsWith('data: ')) heard.push(JSON.parse(event.slice(6)) as Heard)
    }
  })()
    .catch(() => {})
    .finally(() => {
      ended = true
    })
  const until = async (what: () => boolean) => {
    for (let n = 0; n < 200 && !what(); n++) await pause(20)
    expect(what()).toBe(true)
  }
  await until(() => heard.some((one) => one.kind === 'live.open'))
  return { heard, until, hasEnded: () => ended }
}

test('an event reaches the browsers of the person wherever they are connected, and nobody else', async () => {
  const ctx = await t.ctx()
  const [anna, petr] = [await aUser(ctx), await aUser(ctx)]
  const here = await t.app.listen({ port: 0, host: '127.0.0.1' })
  const other = await buildApp({ ...t.outside, databaseUrl: t.url, logger: false, requestsPerMinute: 0 })
  ends.push(() => other.close())
  const there = await other.listen({ port: 0, host: '127.0.0.1' })
  const [first, second, foreign] = [
    await browser(here, anna.id),
    await browser(there, anna.id),
    await browser(there, petr.id),
  ]
  // Rolled back with its transaction: it never happened.
  await inTransaction(t.db, async (tx) => {
    await publish({ ...ctx, db: tx }, [anna.id], 'calls.ringing', { number: 'nikdy' })
    throw new Error('back')
  }).catch(() => {})
  const large = 'č'.repeat(20_000)
  await inTransaction(t.db, async (tx) => {
    await publish({ ...ctx, db: tx }, [anna.id, anna.id], 'calls.ringing', { number: '+420 602 123 456', large })
    await notify({ ...ctx, db: tx }, { userIds: [anna.id], event: 'calls.missed' })
  })
  for (const one of [first, second]) {
    await one.until(() => one.heard.some((event) => event.kind === 'notifications.new'))
    expect(one.heard).toEqual([
      { kind: 'live.open', data: {} },
      { kind: 'calls.ringing', data: { number: '+420 602 123 456', large } },
      { kind: 'notifications.new', data: { event: 'calls.missed' } },
    ])
  }
  expect(foreign.heard).toEqual([{ kind: 'live.open', data: {} }])
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pg_stat_activity where application_name = 'klientela-live' and datname = current_database()`.execute(
    t.db,
  )
  expect(rows[0]?.n, 'one listening connection for each process').toBe(2)
})

test('a listener cut off by the database listens again and says so', async () => {
  const ctx = await t.ctx()
  const anna = await aUser(ctx)
  const one = await browser(await t.app.listen({ port: 0, host: '127.0.0.1' }), anna.id)
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'klientela-live' and datname = current_database()`.execute(t.db)
  await one.until(() => one.heard.filter((event) => event.kind === 'live.open').length === 2)
  await publish(ctx, [anna.id], 'days.changed', {})
  await one.until(() => one.heard.at(-1)?.kind === 'days.changed')
})

test('the streams end when the product stops, and it does not wait for them', async () => {
  const anna = await aUser(await t.ctx())
  const other = await buildApp({ ...t.outside, databaseUrl: t.url, logger: false, requestsPerMinute: 0 })
  const one = await browser(await other.listen({ port: 0, host: '127.0.0.1' }), anna.id)
  const began = performance.now()
  await other.close()
  expect(performance.now() - began).toBeLessThan(3000)
  await one.until(one.hasEnded)
})

test('who is not signed in hears nothing', async () => {
  const address = await t.app.listen({ port: 0, host: '127.0.0.1' })
  expect((await fetch(`${address}/api/live`)).status).toBe(401)
})

test('whose access ended hears nothing more on a stream still open', async () => {
  const ctx = await t.ctx()
  const anna = await aUser(ctx)
  const here = await t.app.listen({ port: 0, host: '127.0.0.1' })
  const open = await browser(here, anna.id)
  await sql`update users set active = false where id = ${anna.id}::uuid`.execute(t.db)
  await inTransaction(t.db, (tx) =>
    publish({ ...ctx, db: tx }, [anna.id], 'calls.ringing', { number: '+420 602 123 456' }),
  )
  await open.until(open.hasEnded)
  expect(open.heard).toEqual([{ kind: 'live.open', data: {} }])
})
