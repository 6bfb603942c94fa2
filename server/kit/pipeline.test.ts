// Statements that travel together: order, errors, transactions, and the session checked along with the work.
import { CompiledQuery, sql } from 'kysely'
import { expect, test } from 'vitest'
import { changeClient, getClient } from '#api/clients.ts'
import { aClient } from '#server/clients/factory.ts'
import { inTransaction, Later, later } from '#server/kit/db.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp({ committed: true })

const count = async () =>
  Number((await sql<{ n: string }>`select count(*) as n from tags where name like 'cesta%'`.execute(t.db)).rows[0]?.n)
const tag = (name: string) => sql`insert into tags (name) values (${name})`

test('what waits is written before what comes next, and with the commit at the latest', async () => {
  await inTransaction(t.db, async (tx) => {
    await later(tx, tag('cesta 1'))
    const { rows } = await sql<{ name: string }>`select name from tags where name = ${'cesta 1'}`.execute(tx)
    expect(rows).toEqual([{ name: 'cesta 1' }])
    await later(tx, tag('cesta 2'))
  })
  expect(await count()).toBe(2)
  await later(t.db, tag('cesta 3'))
  expect(await count()).toBe(3)
})

test('a failure of what waited is told, and nothing of the transaction stays', async () => {
  const before = await count()
  const doubled = inTransaction(t.db, async (tx) => {
    await later(tx, tag('cesta 4'))
    await later(tx, tag('cesta 4'))
  })
  await expect(doubled).rejects.toMatchObject({ code: '23505' })
  await expect(
    inTransaction(t.db, async (tx) => {
      await later(tx, tag('cesta 5'))
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  expect(await count()).toBe(before)
  expect((await sql<{ one: number }>`select 1 as one where ${true}`.execute(t.db)).rows).toEqual([{ one: 1 }])
})

test('values come back as they went, also from a statement the connection knows', async () => {
  const given = ['a "b" \\ ,{}', null, 'č']
  for (let i = 0; i < 4; i++) {
    const { rows } =
      await sql`select ${given}::text[] as list, ${JSON.stringify({ a: 1 })}::jsonb as json, ${Buffer.from([0, 255])}::bytea as bytes,
      ${i}::int as i, null::text as nothing where ${i} < 9`.execute(t.db)
    expect(rows).toEqual([{ list: given, json: { a: 1 }, bytes: Buffer.from([0, 255]), i, nothing: null }])
  }
  expect((await sql`select 1 where ${1} = ${2}`.execute(t.db)).rows).toEqual([])
  await expect(
    t.db.executeQuery(CompiledQuery.raw('select nothing from nowhere where $1', [new Later([true])])),
  ).rejects.toMatchObject({
    code: '42P01',
  })
})

test('a session ended or rights taken count at once, although the check travels with the work', async () => {
  const ctx = await t.ctx()
  const anna = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
  const client = await aClient(ctx, { ownerId: anna.id })
  const cookie = await t.cookie(anna.id)
  const read = () => t.app.inject({ url: getClient.path.replace(':id', client.id), headers: { cookie } })
  const write = (version: number) =>
    t.app.inject({
      method: 'PATCH',
      url: changeClient.path.replace(':id', client.id),
      headers: { cookie, 'if-match': `"${version}"` },
      payload: { note: 'Volat ráno' },
    })
  expect((await read()).statusCode).toBe(200)
  expect((await read()).statusCode).toBe(200)
  expect((await write(client.version)).statusCode).toBe(200)
  await sql`delete from user_roles where user_id = ${anna.id}::uuid`.execute(t.db)
  expect((await write(client.version + 1)).statusCode).toBe(403)
  await sql`insert into user_roles (user_id, role) values (${anna.id}::uuid, 'AM')`.execute(t.db)
  expect((await read()).json()).toMatchObject({ version: client.version + 1 })
  await sql`delete from sessions where user_id = ${anna.id}::uuid`.execute(t.db)
  expect((await write(client.version + 1)).statusCode).toBe(401)
  expect((await read()).statusCode).toBe(401)
  const { rows } = await sql<{ version: number }>`select version from clients where id = ${client.id}::uuid`.execute(
    t.db,
  )
  expect(rows).toEqual([{ version: client.version + 1 }])
})
