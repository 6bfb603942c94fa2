// Contacts through HTTP on real PostgreSQL.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as api from '#api/contacts.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

async function world() {
  const ctx = await t.ctx()
  const anna = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
  const cizi = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
  const mine = await aClient(ctx, { ownerId: anna.id, name: 'Moje firma' })
  const other = await aClient(ctx, { ownerId: cizi.id, name: 'Cizí firma' })
  return { ctx, anna, cizi, mine, other }
}

test('a person works in several companies and each manager sees only his', async () => {
  const { ctx, anna, cizi, mine, other } = await world()
  const made = await t.call(api.createContact, {
    as: anna.id,
    body: {
      firstName: 'Eva',
      lastName: 'Malá',
      channels: [
        { type: 'email', value: 'eva@mala.example' },
        { type: 'phone', value: '602123456' },
      ],
      positions: [{ clientId: mine.id, position: 'ředitelka', buyingRoles: ['decider'], influence: 5, sentiment: 1 }],
    },
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  await sql`insert into contact_positions (contact_id, client_id, position) values (${made.body.id}::uuid, ${other.id}::uuid, 'jednatelka')`.execute(
    ctx.db,
  )
  const annas = await t.call(api.getContact, { as: anna.id, params: { id: made.body.id } })
  expect(annas.body.positions.map((p) => p.client.name)).toEqual(['Moje firma'])
  const his = await t.call(api.listContacts, { as: cizi.id })
  expect(his.body.rows.map((r) => (r.client as { name: string }).name)).toEqual(['Cizí firma'])
  const changed = await t.call(api.changeContact, {
    as: anna.id,
    params: { id: made.body.id },
    version: 1,
    body: { positions: [{ clientId: mine.id, position: 'předsedkyně' }] },
  })
  expect(changed.status).toBe(200)
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from contact_positions where contact_id = ${made.body.id}::uuid`.execute(t.db)
  expect(rows[0]?.n).toBe(2)
})

test('a person with the same mail is named before a double is saved', async () => {
  const { ctx, anna, mine } = await world()
  await aContact(ctx, { clientId: mine.id, email: 'jan@novy.example' })
  const body = { lastName: 'Nový', channels: [{ type: 'email' as const, value: 'JAN@novy.example' }] }
  const first = await t.call(api.createContact, { as: anna.id, body })
  expect([first.status, first.body.reason]).toEqual([409, 'contacts.similar'])
  expect((await t.call(api.createContact, { as: anna.id, body: { ...body, evenIfSimilar: true } })).status).toBe(201)
})

test('a place is given only at a company one may change', async () => {
  const { anna, other } = await world()
  const { status } = await t.call(api.createContact, {
    as: anna.id,
    body: { lastName: 'X', positions: [{ clientId: other.id }] },
  })
  expect(status).toBe(400)
})

test('reporting lines in the people map never make a circle, and places are kept', async () => {
  const { ctx, anna, mine } = await world()
  const boss = await aContact(ctx, { clientId: mine.id })
  const buyer = await aContact(ctx, { clientId: mine.id, reportsToId: boss.id })
  const circle = await t.call(api.setReportsTo, {
    as: anna.id,
    params: { id: mine.id, contactId: boss.id },
    body: { reportsToId: buyer.id },
  })
  expect([circle.status, circle.body.reason]).toEqual([409, 'contacts.reportingCycle'])
  await t.call(api.placePeople, {
    as: anna.id,
    params: { id: mine.id },
    body: { places: [{ contactId: boss.id, x: 10, y: 20.5 }] },
  })
  const { body } = await t.call(api.peopleOfClient, { as: anna.id, params: { id: mine.id } })
  expect(body.people.find((p) => p.contactId === boss.id)).toMatchObject({ x: 10, y: 20.5 })
  expect(body.people.find((p) => p.contactId === buyer.id)?.reportsToId).toBe(boss.id)
})

test('two editors at once, a stranger, and a birth number in a note', async () => {
  const { ctx, anna, cizi, mine } = await world()
  const eva = await aContact(ctx, { clientId: mine.id })
  expect(
    (await t.call(api.changeContact, { as: anna.id, params: { id: eva.id }, version: 1, body: { source: 'veletrh' } }))
      .status,
  ).toBe(200)
  expect(
    (await t.call(api.changeContact, { as: anna.id, params: { id: eva.id }, version: 1, body: { source: 'web' } }))
      .status,
  ).toBe(409)
  expect(
    (await t.call(api.changeContact, { as: cizi.id, params: { id: eva.id }, version: 2, body: { source: 'web' } }))
      .status,
  ).toBe(404)
  expect(
    (
      await t.call(api.changeContact, {
        as: anna.id,
        params: { id: eva.id },
        version: 2,
        body: { note: 'r. č. 710319/2745' },
      })
    ).status,
  ).toBe(400)
})
