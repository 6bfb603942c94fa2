// Writes named by an Idempotency-Key on real connections: sent twice, at once, changed, refused.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createClient } from '#api/clients.ts'
import { addPeculiarity, changePeculiarity } from '#api/peculiarities.ts'
import { aClient } from '#server/clients/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { forgetSent } from '#server/users/sent-once.ts'
import { useApp } from '#test/app.ts'

const t = useApp({ committed: true })

async function world() {
  const ctx = await t.ctx()
  const anna = await aUser(ctx)
  const client = await aClient(ctx, { ownerId: anna.id })
  const count = async () =>
    (
      await sql<{
        n: number
      }>`select count(*)::int as n from peculiarities where client_id = ${client.id}::uuid`.execute(t.db)
    ).rows[0]?.n
  const add = (key: string, text = 'Volat po desáté', as = anna.id) =>
    t.call(addPeculiarity, { as, params: { id: client.id }, body: { text }, key })
  return { ctx, anna, client, count, add }
}

test('the same write sent again gets the same reply and writes nothing', async () => {
  const { add, count } = await world()
  const key = randomUUID()
  const first = await add(key)
  const again = await add(key)
  expect(first.status).toBe(201)
  expect(again.status).toBe(201)
  expect(again.body).toEqual(first.body)
  expect(again.raw.headers.etag).toBe(first.raw.headers.etag)
  expect([first.raw.headers['idempotency-replayed'], again.raw.headers['idempotency-replayed']]).toEqual([
    undefined,
    'true',
  ])
  expect(await count()).toBe(1)
  await add(randomUUID())
  expect(await count()).toBe(2)
})

test('five sent at the same moment are one', async () => {
  const { add, count } = await world()
  const key = randomUUID()
  const replies = await Promise.all(Array.from({ length: 5 }, () => add(key)))
  expect(replies.map((reply) => reply.status)).toEqual([201, 201, 201, 201, 201])
  expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1)
  expect(await count()).toBe(1)
})

test('a key belongs to one write of one person', async () => {
  const { ctx, add, count, anna, client } = await world()
  const key = randomUUID()
  await add(key)
  expect((await add(key, 'něco jiného')).body).toMatchObject({ status: 422, reason: 'kit.keyUsed' })
  expect((await t.call(createClient, { as: anna.id, body: { name: 'Jiná firma' }, key })).body).toMatchObject({
    reason: 'kit.keyUsed',
  })
  const director = await aUser(ctx, { roles: ['SD'] })
  expect((await add(key, 'Volat po desáté', director.id)).status).toBe(201)
  expect(await count()).toBe(2)
  expect(client.id).toBeTruthy()
  expect((await add('not-a-key')).body).toMatchObject({ status: 400, reason: 'kit.badKey' })
})

test('a refused write leaves the key free for the corrected one', async () => {
  const { add, anna, count } = await world()
  const key = randomUUID()
  expect((await add(key, 'Jednatel 710319/2745')).status).toBe(400)
  expect((await add(key, 'Jednatel volá sám')).status).toBe(201)
  const made = await add(randomUUID())
  const change = (version: number) =>
    t.call(changePeculiarity, {
      as: anna.id,
      params: { id: made.body.id },
      body: { text: 'x' },
      version,
      key: randomUUID(),
    })
  expect((await change(1)).status).toBe(200)
  expect((await change(1)).body).toMatchObject({ reason: 'kit.conflict' })
  expect(await count()).toBe(2)
})

test('old keys are forgotten', async () => {
  const { add } = await world()
  await add(randomUUID())
  await forgetSent(t.db, '2027-01-22T00:00:00Z')
  const left = async () => (await sql<{ n: number }>`select count(*)::int as n from sent_once`.execute(t.db)).rows[0]?.n
  expect(await left()).toBeGreaterThan(0)
  await forgetSent(t.db, '2027-01-24T00:00:00Z')
  expect(await left()).toBe(0)
})
