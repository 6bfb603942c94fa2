// A stranger tries every endpoint, and random people see exactly what the handbook lets them see: no more, no less.
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { whySeeClient } from '#api/client-standing.ts'
import { getClient } from '#api/clients.ts'
import { getContact } from '#api/contacts.ts'
import type { Endpoint } from '#api/endpoint.ts'
import { may, roles } from '#domain/access.ts'
import { aClient } from '#server/clients/factory.ts'
import { dayOf } from '#server/kit/context.ts'
import { bound } from '#server/kit/serve.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'
import { adapters } from '#test/strangers/adapters.ts'
import { declaredEndpoints } from '#test/strangers/endpoints.ts'
import { foreignRecords } from '#test/strangers/foreign-records.ts'
import { sightOf } from '#test/strangers/oracle.ts'
import { noHiddenClient } from '#test/strangers/probe.ts'
import { sample } from '#test/strangers/sample.ts'
import { build, plans } from '#test/strangers/world.ts'

const t = useApp()
let endpoints: Endpoint[] = []
beforeAll(async () => {
  endpoints = await declaredEndpoints()
})

const named = (endpoint: Endpoint) => `${endpoint.id} (${endpoint.method} ${endpoint.path})`

/** Calls the endpoint with the least input its schemas accept. */
async function knock(endpoint: Endpoint, as: string | undefined, params?: Record<string, string>) {
  return t.call(endpoint, {
    as,
    params: (params ?? sample(endpoint.params)) as never,
    query: sample(endpoint.query) as never,
    ...(endpoint.method === 'GET' || endpoint.streams ? {} : { body: sample(endpoint.body) as never }),
    version: 1,
  })
}

/** A fingerprint of every table, to prove that nothing was written; that somebody was here is no writing. */
async function everyTable(): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'sessions'`.execute(t.db)
  const sums = rows.map(
    ({ name }) =>
      sql`select ${name}::text as name, (select count(*) || ':' || coalesce(sum(hashtextextended((to_jsonb(x) - 'last_seen_at')::text, 0)), 0) from ${sql.table(name)} x) as sum`,
  )
  const { rows: result } = await sql<{ sums: Record<string, string> }>`
    select json_object_agg(name, sum) as sums from (${sql.join(sums, sql` union all `)}) every`.execute(t.db)
  return result[0]?.sums ?? {}
}

describe('every endpoint', () => {
  it('that the border declares is bound, once, and every bound one is declared', () => {
    const inApp = (bound.get(t.app) ?? []).map((endpoint) => endpoint.id).sort()
    expect(inApp).toEqual(endpoints.map((endpoint) => endpoint.id).sort())
    expect(new Set(inApp).size).toBe(inApp.length)
  })

  it('answers 401 to who is not signed in, unless it is public', async () => {
    await aClient(await t.ctx())
    const before = await everyTable()
    for (const endpoint of endpoints) {
      if (endpoint.access === 'public') continue
      const { status, body } = await knock(endpoint, undefined)
      expect(status, `${named(endpoint)} ${JSON.stringify(body).slice(0, 300)}`).toBe(401)
    }
    expect(await everyTable()).toEqual(before)
  })

  it('answers 403 to every role without its ability', async () => {
    const ctx = await t.ctx()
    const people = new Map<string, string>()
    for (const role of roles) people.set(role, (await aUser(ctx, { roles: [role] })).id)
    await aClient(ctx)
    const before = await everyTable()
    for (const endpoint of endpoints) {
      if (endpoint.access === 'public' || endpoint.access === 'signedIn') continue
      for (const role of roles) {
        if (may({ roles: [role] }, endpoint.access)) continue
        const { status, body } = await knock(endpoint, people.get(role))
        expect(status, `${role} ${named(endpoint)} ${JSON.stringify(body).slice(0, 300)}`).toBe(403)
      }
    }
    expect(await everyTable()).toEqual(before)
  })

  it('with a record in its path answers 404 for a record of another manager, and writes nothing', async () => {
    const ctx = await t.ctx()
    await sql`update settings set visibility = 'own'`.execute(t.db)
    const owner = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
    const stranger = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
    const foreign = await foreignRecords(t, owner.id)
    const before = await everyTable()
    for (const endpoint of endpoints.filter((e) => e.path.includes(':') && e.access !== 'public')) {
      const { params, shared } = foreign(endpoint)
      const ability =
        endpoint.access === 'signedIn' || endpoint.access === 'public' || may({ roles: ['AM'] }, endpoint.access)
      const { status, body } = await knock(endpoint, stranger.id, params)
      const text = `${named(endpoint)} ${JSON.stringify(body).slice(0, 300)}`
      if (shared && ability) expect(endpoint.method === 'GET' ? [200, 403] : [403, 404], text).toContain(status)
      else expect(status, text).toBe(ability ? 404 : 403)
      expect(await everyTable(), `${named(endpoint)} wrote something`).toEqual(before)
    }
  })
})

describe('random firms', () => {
  it('every endpoint flagged as listing has its comparison', () => {
    const lists = endpoints.filter((endpoint) => endpoint.lists).map((endpoint) => endpoint.id)
    expect(lists.filter((id) => !adapters[id])).toEqual([])
    expect(Object.keys(adapters).filter((id) => !lists.includes(id))).toEqual([])
  })

  it('show each person exactly the clients, people, sums, groups and traces he may see', {
    timeout: 300_000,
  }, async () => {
    const worlds = fc.sample(plans, {
      seed: Number(process.env.STRANGERS_SEED ?? 20_261_124),
      numRuns: Number(process.env.STRANGERS_WORLDS ?? 15),
    })
    const today = dayOf(t.now)
    for (const [number, plan] of worlds.entries()) {
      await sql`savepoint world`.execute(t.db)
      const world = await build(t.db, plan, today)
      keepSignedIn()
      for (let me = 0; me < 8; me++) {
        const probe = { t, world, sight: sightOf(world, me), as: world.personIds[me] as string, turn: number * 8 + me }
        const who = `world ${number}, policy ${plan.policy}, person ${me} (${plan.people[me]?.roles.join('+')})`
        try {
          for (const adapter of Object.values(adapters)) await adapter(probe)
          await everySingleRecord(probe)
        } catch (error) {
          throw new Error(`${who}: ${(error as Error).message}`, { cause: error })
        }
      }
      await sql`rollback to savepoint world`.execute(t.db)
    }
  })
})

/** One session a person and world: signing in anew for each of thousands of calls would be most of the test. */
function keepSignedIn(): void {
  const cookies = new Map<string, Promise<string>>()
  const app = t as { cookie: typeof t.cookie }
  app.cookie = (userId) => {
    const kept = cookies.get(userId) ?? signIn(userId)
    cookies.set(userId, kept)
    return kept
  }
}
const signIn = t.cookie

type Probed = Parameters<(typeof adapters)[string]>[0]

/** Opening single records agrees with the lists, says why, and names nobody hidden. */
async function everySingleRecord(probe: Probed): Promise<void> {
  const { as, world, sight } = probe
  for (const [i, id] of world.clientIds.entries()) {
    const { status, raw } = await t.call(getClient, { as, params: { id } })
    expect(status, `client ${i}`).toBe(!sight.reads ? 403 : sight.listedClient(i) ? 200 : 404)
    if (status !== 200) continue
    noHiddenClient(probe, raw.body)
    if ((i + probe.turn) % 4 !== 0) continue
    const why = await t.call(whySeeClient, { as, params: { id } })
    expect(why.body.grounds.length, `client ${i} is seen without a ground`).toBeGreaterThan(0)
  }
  for (const [i, id] of world.contactIds.entries()) {
    const { status, raw } = await t.call(getContact, { as, params: { id } })
    expect(status, `contact ${i}`).toBe(!sight.reads ? 403 : sight.listedContact(i) ? 200 : 404)
    if (status === 200) noHiddenClient(probe, raw.body)
  }
}
