// Saved views through HTTP on real PostgreSQL.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as api from '#api/views.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { aView } from '#server/views/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

async function people() {
  const ctx = await t.ctx()
  const brno = await aTeam(ctx)
  const praha = await aTeam(ctx)
  const anna = await aUser(ctx, { teamId: brno.id })
  const petr = await aUser(ctx, { teamId: brno.id })
  const cizi = await aUser(ctx, { teamId: praha.id })
  const lead = await aUser(ctx, { teamId: brno.id, roles: ['TL'] })
  const loner = await aUser(ctx)
  return { anna, petr, cizi, lead, loner }
}
const names = async (as: string) =>
  (await t.call(api.listViews, { as, query: { capability: 'clients' } })).body.views.map((view) => view.name)

test('a view is seen by its owner, its team or everybody, own ones first', async () => {
  const { anna, petr, cizi, lead } = await people()
  const own = await t.call(api.createView, {
    as: anna.id,
    body: {
      capability: 'clients',
      name: '  Moji   spící ',
      state: { filter: '{"f":"state","op":"in","v":["dormant"]}', sort: 'name' },
    },
  })
  expect(own.status).toBe(201)
  expect(own.body).toMatchObject({ name: 'Moji spící', scope: 'mine', mayEdit: true, state: { sort: 'name' } })
  await aView(await t.ctx(petr.id), { name: 'Brno', scope: 'team' })
  await aView(await t.ctx(lead.id), { name: 'Firma', scope: 'all' })
  await aView(await t.ctx(anna.id), { name: 'Kontakty', capability: 'contacts', scope: 'team' })
  expect(await names(anna.id)).toEqual(['Moji spící', 'Brno', 'Firma'])
  expect(await names(petr.id)).toEqual(['Brno', 'Firma'])
  expect(await names(cizi.id)).toEqual(['Firma'])
  const seen = await t.call(api.listViews, { as: cizi.id, query: { capability: 'clients' } })
  expect(seen.body.views[0]).toMatchObject({ mayEdit: false, owner: { id: lead.id } })
  expect((await t.call(api.listViews, { query: { capability: 'clients' } })).status).toBe(401)
})

test('only leads, directors and administrators share with everybody; without a team there is nobody to share with', async () => {
  const { anna, loner, lead } = await people()
  const create = (as: string, scope: 'team' | 'all') =>
    t.call(api.createView, { as, body: { capability: 'clients', name: 'Pohled', scope, state: {} } })
  expect((await create(anna.id, 'all')).body).toMatchObject({ status: 403, reason: 'views.shareAll' })
  expect((await create(loner.id, 'team')).body).toMatchObject({ status: 409, reason: 'views.noTeam' })
  expect((await create(anna.id, 'team')).status).toBe(201)
  expect((await create(lead.id, 'all')).status).toBe(201)
  const view = await aView(await t.ctx(anna.id))
  const share = await t.call(api.changeView, {
    as: anna.id,
    params: { id: view.id },
    body: { scope: 'all' },
    version: 1,
  })
  expect(share.body).toMatchObject({ reason: 'views.shareAll' })
})

test('only the owner changes or deletes a view, and never over a newer version', async () => {
  const { anna, petr, cizi } = await people()
  const view = await aView(await t.ctx(anna.id), { name: 'Brno', scope: 'team' })
  const rename = (as: string, version: number) =>
    t.call(api.changeView, { as, params: { id: view.id }, body: { name: 'Nový' }, version })
  expect((await rename(petr.id, 1)).body).toMatchObject({ status: 403, reason: 'views.notYours' })
  expect((await rename(cizi.id, 1)).body).toMatchObject({ status: 404, reason: 'views.notFound' })
  expect((await rename(anna.id, 1)).body).toMatchObject({ name: 'Nový', version: 2 })
  expect((await rename(anna.id, 1)).body).toMatchObject({ reason: 'kit.conflict', theirs: { name: 'Nový' } })
  expect((await t.call(api.removeView, { as: petr.id, params: { id: view.id } })).status).toBe(403)
  expect((await t.call(api.removeView, { as: anna.id, params: { id: view.id } })).body).toEqual({ ok: true })
  expect((await t.call(api.removeView, { as: anna.id, params: { id: view.id } })).status).toBe(404)
  const { rows } = await sql<{
    fact: string
  }>`select fact from journal_entries where record_id = ${view.id}::uuid order by id`.execute(t.db)
  expect(rows.map((row) => row.fact)).toEqual(['views.created', 'views.changed', 'views.removed'])
})

test('a view taken back from the team leaves the others', async () => {
  const { anna, petr } = await people()
  const view = await aView(await t.ctx(anna.id), { name: 'Brno', scope: 'team' })
  await t.call(api.changeView, { as: anna.id, params: { id: view.id }, body: { scope: 'mine' }, version: 1 })
  expect(await names(petr.id)).toEqual([])
})

test('own views are put in order; those of others stay where they are', async () => {
  const { anna, petr } = await people()
  const ctx = await t.ctx(anna.id)
  const [a, b] = [await aView(ctx, { name: 'A' }), await aView(ctx, { name: 'B' })]
  const team = await aView(await t.ctx(petr.id), { name: 'T', scope: 'team' })
  const ordered = await t.call(api.orderViews, {
    as: anna.id,
    body: { capability: 'clients', ids: [team.id, b.id, a.id] },
  })
  expect(ordered.body.views.map((view) => view.name)).toEqual(['B', 'A', 'T'])
})

test('the state is a plain object of a list and no bigger than one', async () => {
  const { anna } = await people()
  const create = (state: unknown) =>
    t.call(api.createView, { as: anna.id, body: { capability: 'clients', name: 'Pohled', state: state as never } })
  expect((await create({ filter: 'x'.repeat(10_001) })).body).toMatchObject({
    errors: [{ field: 'state', reason: 'views.stateTooBig' }],
  })
  expect((await create(['x'])).status).toBe(400)
  expect((await create('x')).status).toBe(400)
  expect((await create({ columns: 'name,city', groupBy: 'state' })).status).toBe(201)
})
