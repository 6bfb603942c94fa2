// An id is no key: whoever names the record of somebody else inside his own, by whatever field, learns nothing about it,
// neither from the answer nor from anything he reads afterwards.
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import type { Endpoint } from '#api/endpoint.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'
import { placesOf, schemaAt, withValue } from '#test/fuzz/values.ts'
import { declaredEndpoints } from '#test/strangers/endpoints.ts'
import { foreignRecords } from '#test/strangers/foreign-records.ts'
import { sample } from '#test/strangers/sample.ts'

const t = useApp({ committed: true })
let endpoints: Endpoint[] = []
beforeAll(async () => {
  endpoints = await declaredEndpoints()
})

const secret = 'Tajemství'

/** What a stranger must not read, in every table that hangs on the clients of that person or on himself. */
const spoken: Readonly<Record<string, { column: string; of: string }>> = {
  clients: { column: 'name', of: 'owner_id' },
  contacts: { column: 'last_name', of: 'owner_id' },
  leads: { column: 'name', of: 'owner_id' },
  meetings: { column: 'title', of: 'organizer_id' },
  promises: { column: 'text', of: 'responsible_id' },
  activities: { column: 'text', of: 'author_id' },
  appointments: { column: 'title', of: 'owner_id' },
  call_lists: { column: 'name', of: 'owner_id' },
  comments: { column: 'text', of: 'created_by' },
  attachments: { column: 'name', of: 'created_by' },
}

/** Names that only one record may carry, moved out of the way of the next one. */
const unique = [
  sql`update tags set name = name || id`,
  sql`update lead_forms set key = 'prvni-jiny'`,
  sql`update calendar_servers set origin = 'https://prvni.example'`,
  sql`update booking_pages set key = 'prvni-jiny'`,
  sql`update appointments set uid = id::text`,
  sql`update calendar_feeds set secret_hash = id::text`,
  sql`update push_subscriptions set endpoint = endpoint || id`,
  sql`update teams set name = name || id`,
  sql`update sessions set token = token || id`,
  sql`delete from attachments`,
  sql`delete from stored_files`,
]

it('naming a hidden record in any field gives nothing of it away', { timeout: 300_000 }, async () => {
  const ctx = await t.ctx()
  await sql`update settings set visibility = 'own'`.execute(t.db)
  const me = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
  const other = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
  const mine = await foreignRecords(t, me.id)
  for (const statement of unique) await statement.execute(t.db)
  const theirs = await foreignRecords(t, other.id)
  for (const [table, { column, of }] of Object.entries(spoken))
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${secret} where ${sql.ref(of)} = ${other.id}::uuid`.execute(
      t.db,
    )
  const at = (kind: string) => theirs({ path: `/api/${kind}/:id`, id: kind } as unknown as Endpoint).params.id as string
  const hidden = [
    'clients',
    'contacts',
    'leads',
    'meetings',
    'promises',
    'activities',
    'objections',
    'appointments',
    'call-lists',
    'call-list-items',
    'calls',
    'comments',
    'attachments',
    'peculiarities',
  ].map(at)
  // Mine wherever a record is named that is not the one tried.
  const own = (kind: string) => mine({ path: `/api/${kind}/:id`, id: kind } as unknown as Endpoint).params.id as string
  const records: Readonly<Record<string, string>> = {
    clientId: own('clients'),
    contactId: own('contacts'),
    leadId: own('leads'),
    ownerId: me.id,
    userId: me.id,
  }
  const real = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((one) => real(one, key.replace(/s$/, '')))
    if (value && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, real(inner, name)]))
    return records[key] ?? value
  }
  const fill = (schema: unknown) => real(sample(schema))
  const cookie = await t.cookie(me.id)
  const leaks = new Set<string>()
  const say = async (endpoint: Endpoint, about: string, query: Record<string, string>, body?: unknown) => {
    let path: string = endpoint.path
    const params = path.includes(':') ? mine(endpoint).params : {}
    for (const [key, value] of Object.entries(params)) path = path.replace(`:${key}`, value)
    // The version as it is: whatever was changed before, this reaches the rule.
    for (const version of endpoint.method === 'PATCH' ? [1, 2, 3] : [1]) {
      const reply = await t.app.inject({
        method: endpoint.method,
        url: `${path}?${new URLSearchParams(query)}`,
        headers: { cookie, 'if-match': `"${version}"` },
        ...(body === undefined ? {} : { payload: body as object }),
      })
      expect(reply.statusCode, `${endpoint.id} ${about} ${reply.body.slice(0, 300)}`).toBeLessThan(500)
      if (reply.body.includes(secret)) leaks.add(`${endpoint.id} ${about}`)
    }
  }
  const reading = endpoints.filter(
    (one) => one.access !== 'public' && one.method === 'GET' && one.id !== 'notifications.live',
  )
  const writing = endpoints.filter(
    (one) => one.access !== 'public' && one.method !== 'GET' && one.method !== 'DELETE' && !one.streams,
  )
  const isId = (schema: unknown): boolean => {
    const s = schema as { format?: string; anyOf?: unknown[] } | undefined
    return s?.format === 'uuid' || (s?.anyOf ?? []).some(isId)
  }
  for (const endpoint of writing) {
    const body = fill(endpoint.body)
    for (const place of placesOf(endpoint.body))
      if (isId(schemaAt(endpoint.body, place)))
        for (const id of hidden)
          await say(
            endpoint,
            place.join('.'),
            fill(endpoint.query) as never,
            withValue(endpoint.body, body, place, id, fill),
          )
  }
  for (const endpoint of reading) {
    const query = fill(endpoint.query) as Record<string, string>
    await say(endpoint, 'afterwards', query)
    for (const [key = ''] of placesOf(endpoint.query))
      if (isId(schemaAt(endpoint.query, [key])))
        for (const id of hidden) await say(endpoint, key, { ...query, [key]: id })
  }
  expect([...leaks]).toEqual([])
})
