// Groups and related companies through HTTP on real PostgreSQL. Today is 2026-11-24.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { createClient } from '#api/clients.ts'
import * as api from '#api/groups.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { aCustomField } from '#server/custom-fields/factory.ts'
import { applyMovesOfToday } from '#server/groups/actions.ts'
import { aGroup, aRelation } from '#server/groups/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { type TestApp, useApp } from '#test/app.ts'

async function people(t: TestApp) {
  const ctx = await t.ctx()
  const brno = await aTeam(ctx)
  const praha = await aTeam(ctx)
  const anna = await aUser(ctx, { teamId: brno.id })
  const petr = await aUser(ctx, { teamId: brno.id })
  const cizi = await aUser(ctx, { teamId: praha.id })
  const mine = (name: string, more: object = {}) => aClient(ctx, { name, ownerId: anna.id, ...more })
  return { ctx, anna, petr, cizi, mine }
}
const parentOf = async (t: TestApp, id: string) =>
  (await sql<{ parentId: string | null }>`select parent_id from clients where id = ${id}::uuid`.execute(t.db)).rows[0]
    ?.parentId
const shape = (group: api.ClientGroup) => {
  const names = new Map(group.nodes.map((node) => [node.id, node.name]))
  return group.nodes.map((node) => `${node.parentId ? `${names.get(node.parentId)}/` : ''}${node.name}`)
}
const periods = (group: api.ClientGroup) => group.memberships.map((m) => [m.parent?.name ?? null, m.from, m.to])

describe('the tree of a group', () => {
  const t = useApp()
  const tree = (as: string, id: string, on?: string) =>
    t.call(api.getGroup, { as, params: { id }, query: on ? { on } : {} })
  const move = (
    as: string,
    id: string,
    body: { parentId: string | null; from?: string; to?: string },
    version?: number,
  ) => t.call(api.moveInGroup, { as, params: { id }, body, ...(version === undefined ? {} : { version }) })

  test('of any depth carries exact sums of each branch', async () => {
    const { ctx, anna, mine } = await people(t)
    await aCustomField(ctx, { key: 'area', type: 'number' })
    await aCustomField(ctx, { key: 'turnover', type: 'money', currency: 'EUR' })
    await aCustomField(ctx, { key: 'note', type: 'text' })
    const chain = await mine('Řetězec', { custom: { turnover: '0.1', note: 'x' } })
    const north = await mine('Sever', { state: 'active' })
    const south = await mine('Jih')
    const shop = await mine('Prodejna', { class: 'vip', kind: 'shop', custom: { turnover: '0.2', area: '120' } })
    await aGroup(ctx, chain.id, [north.id, south.id])
    await aGroup(ctx, north.id, [shop.id])
    await aContact(ctx, { clientId: shop.id })
    const both = await aContact(ctx, { clientId: shop.id })
    await sql`insert into contact_positions (contact_id, client_id) values (${both.id}::uuid, ${chain.id}::uuid)`.execute(
      t.db,
    )
    await aContact(ctx, { clientId: shop.id, left: true })
    const { body } = await tree(anna.id, shop.id)
    expect(shape(body)).toEqual(['Řetězec', 'Řetězec/Jih', 'Řetězec/Sever', 'Sever/Prodejna'])
    expect(body.fields.map((field) => [field.key, field.currency])).toEqual([
      ['area', null],
      ['turnover', 'EUR'],
    ])
    expect(body.nodes[0]?.sum).toEqual({
      clients: 4,
      states: { prospect: 3, active: 1 },
      classes: { none: 3, vip: 1 },
      contacts: 2,
      amounts: { turnover: '0.3', area: '120' },
    })
    expect(body.nodes[0]?.amounts).toEqual({ turnover: '0.1' })
    expect(body.nodes.find((node) => node.name === 'Sever')?.sum).toMatchObject({
      clients: 2,
      contacts: 2,
      amounts: { turnover: '0.2' },
    })
    expect(body.rootId).toBe(chain.id)
  })

  test('shows and counts only what the asker sees; what is hidden cuts its branch off', async () => {
    const { ctx, anna, cizi, mine } = await people(t)
    const chain = await aClient(ctx, { name: 'Cizí řetězec', ownerId: cizi.id })
    const office = await mine('Moje oblast')
    const hidden = await aClient(ctx, { name: 'Cizí prodejna', ownerId: cizi.id })
    const below = await mine('Pod cizí')
    const shop = await mine('Moje prodejna')
    const gone = await mine('Smazaná', { deleted: true })
    await aGroup(ctx, chain.id, [office.id])
    await aGroup(ctx, office.id, [hidden.id, shop.id])
    await aGroup(ctx, hidden.id, [below.id])
    await sql`update clients set parent_id = ${office.id}::uuid where id = ${gone.id}::uuid`.execute(t.db)
    const mineNow = (await tree(anna.id, shop.id)).body
    expect(shape(mineNow)).toEqual(['Moje oblast', 'Moje oblast/Moje prodejna'])
    expect(mineNow.nodes[0]?.sum.clients).toBe(2)
    expect(shape((await tree(anna.id, below.id)).body)).toEqual(['Pod cizí'])
    const raw = await tree(anna.id, office.id)
    expect(raw.raw.body).not.toContain(chain.id)
    expect(raw.body.memberships).toMatchObject([{ parent: null, from: '2026-11-24' }])
    expect((await tree(cizi.id, shop.id)).status).toBe(404)
    const sd = await aUser(ctx, { roles: ['SD'] })
    expect((await tree(sd.id, shop.id)).body.nodes).toHaveLength(5)
  })

  test('as of a day is the one of that day', async () => {
    const { anna, mine } = await people(t)
    const [a, b, shop] = [await mine('A'), await mine('B'), await mine('Prodejna')]
    await move(anna.id, shop.id, { parentId: a.id, from: '2025-01-01' })
    await move(anna.id, shop.id, { parentId: b.id, from: '2026-01-01' })
    const moved = await move(anna.id, shop.id, { parentId: null, from: '2027-01-01' })
    expect(periods(moved.body)).toEqual([
      ['B', '2026-01-01', '2026-12-31'],
      ['A', '2025-01-01', '2025-12-31'],
    ])
    const on = async (day: string) => shape((await tree(anna.id, shop.id, day)).body)
    expect(await on('2024-12-31')).toEqual(['Prodejna'])
    expect(await on('2025-01-01')).toEqual(['A', 'A/Prodejna'])
    expect(await on('2025-12-31')).toEqual(['A', 'A/Prodejna'])
    expect(await on('2026-11-24')).toEqual(['B', 'B/Prodejna'])
    expect(await on('2026-11-25')).toEqual(['B', 'B/Prodejna'])
    expect(await on('2027-01-01')).toEqual(['Prodejna'])
    expect(shape((await tree(anna.id, a.id, '2025-06-01')).body)).toEqual(['A', 'A/Prodejna'])
    expect(await parentOf(t, shop.id)).toBe(b.id)
  })

  test('a move for a period leaves the days around it as they were', async () => {
    const { anna, mine } = await people(t)
    const [a, b, shop] = [await mine('A'), await mine('B'), await mine('Prodejna')]
    await move(anna.id, shop.id, { parentId: a.id, from: '2026-01-01' })
    const visit = await move(anna.id, shop.id, { parentId: b.id, from: '2026-06-01', to: '2026-06-30' })
    expect(periods(visit.body)).toEqual([
      ['A', '2026-07-01', null],
      ['B', '2026-06-01', '2026-06-30'],
      ['A', '2026-01-01', '2026-05-31'],
    ])
    const out = await move(anna.id, shop.id, { parentId: null, from: '2026-05-01', to: '2026-06-15' })
    expect(periods(out.body)).toEqual([
      ['A', '2026-07-01', null],
      ['B', '2026-06-16', '2026-06-30'],
      ['A', '2026-01-01', '2026-04-30'],
    ])
    expect(await parentOf(t, shop.id)).toBe(a.id)
  })

  test('a planned move happens on its day, also when two companies change places', async () => {
    const { ctx, anna, mine } = await people(t)
    const [a, b] = [await mine('A'), await mine('B')]
    await move(anna.id, a.id, { parentId: b.id })
    await move(anna.id, a.id, { parentId: null, from: '2026-12-01' })
    await move(anna.id, b.id, { parentId: a.id, from: '2026-12-01' })
    expect([await parentOf(t, a.id), await parentOf(t, b.id)]).toEqual([b.id, null])
    expect(await applyMovesOfToday(ctx)).toBe(0)
    t.now = new Date('2026-11-30T23:02:00Z')
    await t.jobs.enqueue(t.db, 'groups.moves-of-today', {})
    await t.jobs.drain()
    expect([await parentOf(t, a.id), await parentOf(t, b.id)]).toEqual([null, a.id])
    const { rows } = await sql<{ fact: string; actorId: string | null }>`
      select fact, actor_id from journal_entries where record_id = ${b.id}::uuid order by id desc limit 1`.execute(t.db)
    expect(rows[0]).toEqual({ fact: 'clients.regrouped', actorId: null })
  })

  test('refuses a circle on whatever day it would arise, and what changes nothing', async () => {
    const { anna, mine } = await people(t)
    const [a, b, c] = [await mine('A'), await mine('B'), await mine('C')]
    await move(anna.id, b.id, { parentId: a.id })
    await move(anna.id, c.id, { parentId: b.id })
    expect((await move(anna.id, a.id, { parentId: a.id })).body).toMatchObject({ reason: 'groups.underItself' })
    expect((await move(anna.id, a.id, { parentId: c.id })).body).toMatchObject({
      status: 409,
      reason: 'groups.cycle',
      details: { from: '2026-11-24' },
    })
    expect((await move(anna.id, a.id, { parentId: c.id, from: '2027-03-01' })).body).toMatchObject({
      reason: 'groups.cycle',
      details: { from: '2027-03-01' },
    })
    // Once B leaves in January, A may go below C from that day, and not a day earlier.
    await move(anna.id, b.id, { parentId: null, from: '2027-01-01' })
    expect((await move(anna.id, a.id, { parentId: c.id, from: '2026-12-31' })).body).toMatchObject({
      reason: 'groups.cycle',
      details: { from: '2026-12-31' },
    })
    expect((await move(anna.id, a.id, { parentId: c.id, from: '2027-01-01' })).status).toBe(200)
    expect((await move(anna.id, c.id, { parentId: b.id })).body).toMatchObject({ reason: 'groups.alreadyThere' })
    expect((await move(anna.id, b.id, { parentId: a.id, from: '2026-12-01', to: '2026-11-01' })).body).toMatchObject({
      errors: [{ reason: 'groups.endsBeforeStart' }],
    })
  })

  test('is changed by who may edit the client, under a parent he sees, and not over a newer version', async () => {
    const { ctx, anna, petr, cizi, mine } = await people(t)
    const [chain, shop] = [await mine('Řetězec'), await mine('Prodejna')]
    const hidden = await aClient(ctx, { ownerId: cizi.id })
    expect((await move(petr.id, shop.id, { parentId: chain.id })).body).toMatchObject({
      status: 403,
      reason: 'clients.notYours',
    })
    expect((await move(cizi.id, shop.id, { parentId: hidden.id })).status).toBe(404)
    expect((await move(anna.id, shop.id, { parentId: hidden.id })).status).toBe(404)
    expect((await move(anna.id, shop.id, { parentId: chain.id }, 9)).body).toMatchObject({
      reason: 'kit.conflict',
      theirs: { version: 1 },
    })
    const moved = await move(anna.id, shop.id, { parentId: chain.id }, 1)
    expect(moved.body).toMatchObject({ version: 2, rootId: chain.id })
    const { rows } = await sql<{ fact: string; after: { memberships?: unknown[] } }>`
      select fact, after from journal_entries where client_id = ${shop.id}::uuid order by id`.execute(t.db)
    expect(rows.map((row) => row.fact)).toEqual(['groups.placed', 'clients.regrouped'])
    expect(rows[0]?.after.memberships).toEqual([{ parentId: chain.id, from: '2026-11-24', to: null }])
  })

  test('a client entered with a parent belongs to it since it was entered', async () => {
    const { ctx, anna, mine } = await people(t)
    const chain = await mine('Řetězec')
    const made = await t.call(createClient, { as: anna.id, body: { name: 'Prodejna', parentId: chain.id } })
    await sql`update clients set created_at = '2026-03-01' where id = ${made.body.id}::uuid`.execute(t.db)
    expect(shape((await tree(anna.id, made.body.id, '2026-03-01')).body)).toEqual(['Řetězec', 'Řetězec/Prodejna'])
    expect(shape((await tree(anna.id, made.body.id, '2026-02-28')).body)).toEqual(['Prodejna'])
    expect(periods((await tree(anna.id, made.body.id)).body)).toEqual([['Řetězec', '2026-03-01', null]])
    await applyMovesOfToday(ctx)
    expect(periods((await tree(anna.id, made.body.id)).body)).toEqual([['Řetězec', '2026-03-01', null]])
    const out = await move(anna.id, made.body.id, { parentId: null })
    expect(periods(out.body)).toEqual([['Řetězec', '2026-03-01', '2026-11-23']])
    expect(await parentOf(t, made.body.id)).toBeNull()
  })
})

describe('related companies', () => {
  const t = useApp()

  test('show from both sides, and a mutual relation is written down once', async () => {
    const { anna, mine } = await people(t)
    const [mill, bakery] = [await mine('Mlýn'), await mine('Pekárna')]
    const add = (id: string, body: api.RelationDraft) => t.call(api.addRelation, { as: anna.id, params: { id }, body })
    const made = await add(mill.id, { otherId: bakery.id, relation: 'supplies', note: ' mouka ' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      direction: 'out',
      other: { name: 'Pekárna' },
      note: 'mouka',
      from: '2026-11-24',
      to: null,
    })
    const list = async (id: string) => (await t.call(api.listRelations, { as: anna.id, params: { id } })).body.relations
    expect(await list(bakery.id)).toMatchObject([{ relation: 'supplies', direction: 'in', other: { id: mill.id } }])
    expect((await add(bakery.id, { otherId: mill.id, relation: 'supplies', direction: 'in' })).body).toMatchObject({
      status: 409,
      reason: 'groups.relationExists',
    })
    expect((await add(bakery.id, { otherId: mill.id, relation: 'supplies' })).status).toBe(201)
    expect((await add(mill.id, { otherId: bakery.id, relation: 'sisterOf' })).status).toBe(201)
    expect((await add(bakery.id, { otherId: mill.id, relation: 'sisterOf' })).body).toMatchObject({
      reason: 'groups.relationExists',
    })
    expect((await add(mill.id, { otherId: mill.id, relation: 'owns' })).body).toMatchObject({
      reason: 'groups.relatedToItself',
    })
    expect((await list(mill.id)).filter((one) => one.relation === 'sisterOf')).toMatchObject([{ direction: 'out' }])
  })

  test('are dated: an ended one may come again, later ones last', async () => {
    const { ctx, anna, mine } = await people(t)
    const [a, b] = [await mine('A'), await mine('B')]
    const first = await aRelation(ctx, a.id, b.id, { from: '2025-01-01' })
    const at = { as: anna.id, params: { id: a.id, relationId: first.id } }
    expect((await t.call(api.changeRelation, { ...at, body: { to: '2024-01-01' }, version: 1 })).body).toMatchObject({
      errors: [{ reason: 'groups.endsBeforeStart' }],
    })
    expect((await t.call(api.changeRelation, { ...at, body: { to: '2026-01-31' }, version: 1 })).body).toMatchObject({
      to: '2026-01-31',
      version: 2,
    })
    expect((await t.call(api.changeRelation, { ...at, body: { note: 'x' }, version: 1 })).body).toMatchObject({
      reason: 'kit.conflict',
    })
    const second = await aRelation(ctx, a.id, b.id, { from: '2026-02-01' })
    expect((await t.call(api.changeRelation, { ...at, body: { to: null }, version: 2 })).body).toMatchObject({
      reason: 'groups.relationExists',
    })
    const { body } = await t.call(api.listRelations, { as: anna.id, params: { id: b.id } })
    expect(body.relations.map((one) => one.id)).toEqual([second.id, first.id])
    expect((await t.call(api.removeRelation, at)).body).toEqual({ ok: true })
    const { rows } = await sql<{
      fact: string
    }>`select fact from journal_entries where record_id = ${first.id}::uuid order by id`.execute(t.db)
    expect(rows.map((row) => row.fact)).toEqual([
      'groups.relationAdded',
      'groups.relationChanged',
      'groups.relationRemoved',
    ])
  })

  test('exist only for those who see both sides', async () => {
    const { ctx, anna, petr, cizi, mine } = await people(t)
    const own = await mine('Moje')
    const hidden = await aClient(ctx, { ownerId: cizi.id })
    const relation = await aRelation(ctx, own.id, hidden.id)
    expect((await t.call(api.listRelations, { as: anna.id, params: { id: own.id } })).body.relations).toEqual([])
    expect((await t.call(api.listRelations, { as: cizi.id, params: { id: own.id } })).status).toBe(404)
    expect(
      (
        await t.call(api.addRelation, {
          as: anna.id,
          params: { id: own.id },
          body: { otherId: hidden.id, relation: 'owns' },
        })
      ).status,
    ).toBe(404)
    const at = { params: { id: own.id, relationId: relation.id } }
    expect((await t.call(api.removeRelation, { as: anna.id, ...at })).body).toMatchObject({
      status: 404,
      reason: 'groups.relationNotFound',
    })
    expect((await t.call(api.removeRelation, { as: petr.id, ...at })).status).toBe(403)
  })
})

describe('two people at once', () => {
  const t = useApp({ committed: true })

  test('putting two companies under each other cannot close a circle', async () => {
    const { anna, mine } = await people(t)
    const [a, b] = [await mine('A'), await mine('B')]
    const move = (id: string, parentId: string, from?: string) =>
      t.call(api.moveInGroup, { as: anna.id, params: { id }, body: { parentId, ...(from ? { from } : {}) } })
    const now = await Promise.all([move(a.id, b.id), move(b.id, a.id)])
    expect(now.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect(now.find((answer) => answer.status === 409)?.body.reason).toBe('groups.cycle')
    const [c, d] = [await mine('C'), await mine('D')]
    const later = await Promise.all([move(c.id, d.id, '2027-01-01'), move(d.id, c.id, '2027-02-01')])
    expect(later.map((answer) => answer.status).sort()).toEqual([200, 409])
  })
})
