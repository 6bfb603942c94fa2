// A hostile or clumsy sender puts bad values into every field of every endpoint, signed in as one who may do everything:
// nothing breaks, every refusal says which field and why, and what was there before is whole afterwards.
// FUZZ=all sends every value to every field; otherwise each field gets a share of them, always the same one.
import { beforeAll, describe, expect, it } from 'vitest'
import type { Endpoint } from '#api/endpoint.ts'
import { listJournal } from '#api/journal.ts'
import { operatorsOf } from '#api/lists.ts'
import { verifyJournal } from '#server/journal/verification.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'
import { listedColumns } from '#test/fuzz/columns.ts'
import { type Sending, type Sent, sender } from '#test/fuzz/sender.ts'
import { badTexts, badValues, placesOf, withValue } from '#test/fuzz/values.ts'
import { declaredEndpoints } from '#test/strangers/endpoints.ts'
import { foreignRecords } from '#test/strangers/foreign-records.ts'
import { sample } from '#test/strangers/sample.ts'

const t = useApp({ committed: true })
let endpoints: Endpoint[] = []
beforeAll(async () => {
  endpoints = await declaredEndpoints()
})

/** A share of the values that differs from place to place; together the places meet every value many times. */
let turn = 0
function share<T>(values: readonly T[], one: number): readonly T[] {
  if (process.env.FUZZ === 'all') return values
  turn++
  return values.filter((_, i) => i % one === turn % one)
}

describe('whatever is sent', () => {
  it('is answered without a bug, with the field at fault and a sentence', { timeout: 600_000 }, async () => {
    const owner = await aUser(await t.ctx())
    const everybody = await aUser(await t.ctx(), { roles: ['ADM', 'SD'] })
    const foreign = await foreignRecords(t, owner.id)
    const idOf = (path: string) => foreign({ path, id: path } as unknown as Endpoint).params.id
    // Names of fields that point to records: with records that are there the request gets as far as it can.
    const records: Readonly<Record<string, string | undefined>> = {
      clientId: idOf('/api/clients/:id'),
      contactId: idOf('/api/contacts/:id'),
      leadId: idOf('/api/leads/:id'),
      teamId: idOf('/api/teams/:id'),
      meetingId: idOf('/api/meetings/:id'),
      ownerId: owner.id,
      userId: owner.id,
    }
    const real = (value: unknown, key = ''): unknown => {
      if (Array.isArray(value)) return value.map((one) => real(one, key.replace(/s$/, '')))
      if (value && typeof value === 'object')
        return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, real(inner, name)]))
      return records[key] ?? value
    }
    const fill = (schema: unknown) => real(sample(schema))
    const send = sender(t, everybody.id)
    for (const endpoint of endpoints) {
      // Asks the register of the state, and waits for it.
      if (endpoint.id === 'registers.aresByName') continue
      const params = (
        endpoint.access === 'public' || !endpoint.path.includes(':')
          ? sample(endpoint.params)
          : foreign(endpoint).params
      ) as Record<string, string>
      const query = fill(endpoint.query) as Record<string, unknown>
      const usual: Sending = { endpoint, params, query }
      for (const key of Object.keys(params))
        for (const text of share(badTexts.filter(Boolean), 8))
          await send({ ...usual, params: { ...params, [key]: text } })
      for (const [key = ''] of placesOf(endpoint.query))
        for (const text of share(badTexts, 8)) await send({ ...usual, query: { ...query, [key]: text } })
      if (endpoint.method === 'GET' || endpoint.method === 'DELETE' || endpoint.streams) continue
      const body = fill(endpoint.body)
      for (const place of placesOf(endpoint.body))
        for (const value of share(badValues, 13))
          await send({ ...usual, body: withValue(endpoint.body, body, place, value, fill) })
      for (const odd of share(oddRequests, 5)) await send({ ...usual, body, ...odd })
    }
    await stillWhole(everybody.id)
  })

  it('to a list as filter, order and cursor is refused in words', { timeout: 300_000 }, async () => {
    const send = sender(t, (await aUser(await t.ctx(), { roles: ['ADM', 'SD'] })).id)
    for (const [id, columns] of Object.entries(listedColumns)) {
      const endpoint = endpoints.find((one) => one.id === id) as Endpoint
      const ask = (query: Record<string, unknown>) => send({ endpoint, query })
      for (const { key, type, filterable, sortable, groupable } of columns) {
        if (groupable) await ask({ groupBy: key })
        for (const value of share(badCursors, 3))
          if (sortable) await ask({ sort: key, cursor: Buffer.from(JSON.stringify(value)).toString('base64url') })
        for (const op of filterable ? operatorsOf[type] : [])
          for (const v of share(badOperands, 10)) await ask({ filter: JSON.stringify({ f: key, op, v }) })
      }
      for (const filter of badFilters) await ask({ filter })
    }
  })
})

/** After all that the journal still holds together and the lists are read. */
async function stillWhole(as: string): Promise<void> {
  const asked = async (endpoint: Endpoint) => (await t.call(endpoint, { as })).status
  expect(await asked(listJournal)).toBe(200)
  for (const id of Object.keys(listedColumns))
    expect(await asked(endpoints.find((one) => one.id === id) as Endpoint), id).toBe(200)
  const { ok, problems } = await verifyJournal(t.db)
  expect(ok, JSON.stringify(problems)).toBe(true)
}

const json = { 'content-type': 'application/json' }
const oddRequests: readonly Sent[] = [
  ...['{"a":', '', '[]', 'null', '"x"', '{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}'].map(
    (raw) => ({
      raw,
      headers: json,
    }),
  ),
  { raw: '['.repeat(100_000), headers: json },
  { raw: `${'['.repeat(100_000)}${']'.repeat(100_000)}`, headers: json },
  { raw: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  { raw: '<a/>', headers: { 'content-type': 'application/xml' } },
  { raw: '{}', headers: { 'content-type': 'text/plain' } },
  { raw: '{}', headers: { 'content-type': ';;;' } },
  ...['x', '"-1"', '*', '"99999999999999999999"', '""'].map((tag) => ({ headers: { ...json, 'if-match': tag } })),
  { headers: { ...json, 'idempotency-key': 'x' } },
]

const someId = '0198c000-0000-7000-8000-0000000000aa'
const badCursors = [
  [null, someId],
  ['x', 'x'],
  ['2026-02-30', someId],
  ['99999-01-01 00:00:00+00', someId],
  ['NaN', someId],
  ['1e999', someId],
  ['\0', someId],
  [{}, someId],
  [1, 2],
  [someId],
  {},
  null,
]
const badOperands = [
  undefined,
  null,
  '',
  'x',
  '\0',
  '\ud800',
  '2026-02-30',
  '0000-01-01',
  '9999-12-31',
  ['2026-02-30', '2026-01-01'],
  ['x'],
  [],
  [someId],
  'NaN',
  -1,
  36_500,
  1e300,
  true,
  { a: 1 },
  'me',
  '------------------------------------',
]
const badFilters = [
  '{',
  'null',
  '1',
  '"x"',
  '[]',
  '{"and":1}',
  '{"and":[null]}',
  '{"f":"name"}',
  '{"f":"__proto__","op":"is","v":"x"}',
  `${'{"and":['.repeat(50)}${']}'.repeat(50)}`,
  `{"or":[${Array.from({ length: 200 }, () => '{"f":"name","op":"is","v":"x"}').join()}]}`,
]
