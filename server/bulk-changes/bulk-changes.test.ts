// Bulk changes through HTTP on real PostgreSQL.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as api from '#api/bulk-changes.ts'
import type { BulkChange } from '#api/lists.ts'
import { type Actor, visibilityPolicies } from '#domain/access.ts'
import { whyNotDelete, whyNotEdit, whyNotReassign } from '#domain/clients/access.ts'
import { getClient } from '#server/clients/actions.ts'
import { forAccess } from '#server/clients/actions-record.ts'
import { editableBy, reassignableBy, removableBy } from '#server/clients/editable.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { loadActor } from '#server/users/sessions.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

async function world(n: number) {
  const ctx = await t.ctx()
  const team = await aTeam(ctx)
  const anna = await aUser(ctx, { teamId: team.id })
  const petr = await aUser(ctx, { teamId: team.id })
  const sd = await aUser(ctx, { roles: ['SD'] })
  for (let i = 0; i < n; i++) await aClient(ctx, { ownerId: anna.id, city: i % 2 ? 'Brno' : 'Zlín' })
  const his = await aClient(ctx, { ownerId: petr.id, city: 'Brno' })
  return { ctx, team, anna, petr, sd, his }
}

test('everything a filter matches is changed in the background, the rest is counted with its reason, and undo returns it', async () => {
  const { anna, his } = await world(450)
  const filter = JSON.stringify({ f: 'city', op: 'in', v: ['Brno', 'Zlín'] })
  const bad = await t.call(api.changeClientsInBulk, {
    as: anna.id,
    body: { selection: { filter }, change: { kind: 'set', field: 'source', value: 'veletrh' } },
  })
  expect(bad.status).toBe(400)
  const started = await t.call(api.changeClientsInBulk, {
    as: anna.id,
    body: { selection: {}, change: { kind: 'set', field: 'source', value: 'veletrh' } },
  })
  expect([started.status, started.body.state, started.body.total]).toEqual([201, 'queued', 451])
  await t.jobs.drain()
  const done = await t.call(api.getBulkChange, { as: anna.id, params: { id: started.body.id } })
  expect(done.body).toMatchObject({
    state: 'done',
    done: 451,
    changed: 450,
    skipped: 1,
    skips: [{ reason: 'clients.notYours', count: 1 }],
  })
  const { rows } = await sql<{
    n: number
    source: string | null
  }>`select count(*)::int as n, max(source) filter (where id = ${his.id}::uuid) as source from clients where source = 'veletrh'`.execute(
    t.db,
  )
  expect(rows[0]).toEqual({ n: 450, source: null })
  // One is changed by hand since: it keeps its value.
  await sql`update clients set source = 'web' where id = (select id from clients where source = 'veletrh' limit 1)`.execute(
    t.db,
  )
  await t.call(api.undoBulkChange, { as: anna.id, params: { id: started.body.id } })
  await t.jobs.drain()
  const undone = await t.call(api.getBulkChange, { as: anna.id, params: { id: started.body.id } })
  expect(undone.body).toMatchObject({ state: 'undone', changed: 449, unchanged: 1 })
  const left = await sql<{
    source: string | null
    n: number
  }>`select source, count(*)::int as n from clients where source is not null group by 1`.execute(t.db)
  expect(left.rows).toEqual([{ source: 'web', n: 1 }])
})

test.each<[string, (w: Awaited<ReturnType<typeof world>>, tagId: string) => BulkChange, string, unknown, unknown]>([
  ['tags', (_w, tagId) => ({ kind: 'addTags', tagIds: [tagId] }), 'select count(*)::int as v from client_tags', 3, 0],
  [
    'an owner',
    (w) => ({ kind: 'assign', ownerId: w.petr.id }),
    "select count(*)::int as v from clients c join client_owners o on o.client_id = c.id and o.user_id = c.owner_id and o.valid @> date '2026-11-24' where c.team_id is not null and c.source is null and c.owner_id = (select owner_id from clients order by created_at desc, id desc limit 1)",
    4,
    1,
  ],
  [
    'a class',
    () => ({ kind: 'set', field: 'class', value: 'vip' }),
    "select count(*)::int as v from clients where class = 'vip' and class_set_by is not null",
    3,
    0,
  ],
  ['the bin', () => ({ kind: 'remove' }), 'select count(*)::int as v from clients where deleted_at is not null', 3, 0],
  [
    'a flag',
    () => ({ kind: 'set', field: 'noContact', value: true }),
    'select count(*)::int as v from clients where no_contact',
    3,
    0,
  ],
])('%s in bulk and back', async (_name, change, check, after, back) => {
  const w = await world(3)
  const { rows: tag } = await sql<{ id: string }>`insert into tags (name) values ('veletrh 2026') returning id`.execute(
    t.db,
  )
  const { rows } = await sql<{ id: string }>`select id from clients where owner_id = ${w.anna.id}::uuid`.execute(t.db)
  const value = async () => (await sql<{ v: number }>`${sql.raw(check)}`.execute(t.db)).rows[0]?.v
  const started = await t.call(api.changeClientsInBulk, {
    as: w.sd.id,
    body: { selection: { ids: rows.map((r) => r.id) }, change: change(w, tag[0]?.id as string) },
  })
  expect(started.body, JSON.stringify(started.body)).toMatchObject({ state: 'done', changed: 3 })
  expect(await value()).toBe(after)
  const undone = await t.call(api.undoBulkChange, { as: w.sd.id, params: { id: started.body.id } })
  expect(undone.body).toMatchObject({ state: 'undone', changed: 3 })
  expect(await value()).toBe(back)
})

test('contacts are tagged and marked in bulk', async () => {
  const { ctx, anna } = await world(0)
  const client = await aClient(ctx, { ownerId: anna.id })
  const one = await aContact(ctx, { clientId: client.id })
  const started = await t.call(api.changeContactsInBulk, {
    as: anna.id,
    body: { selection: { ids: [one.id] }, change: { kind: 'set', field: 'noContact', value: true } },
  })
  expect(started.body).toMatchObject({ state: 'done', changed: 1 })
  const undone = await t.call(api.undoBulkChange, { as: anna.id, params: { id: started.body.id } })
  expect(undone.body).toMatchObject({ state: 'undone', changed: 1 })
})

test('the rules for many are the rules for one', async () => {
  const ctx = await t.ctx()
  const top = await aTeam(ctx)
  const below = await aTeam(ctx, { parentId: top.id })
  const beside = await aTeam(ctx)
  const users = [
    await aUser(ctx, { teamId: top.id, roles: ['TL'] }),
    await aUser(ctx, { teamId: below.id }),
    await aUser(ctx, { teamId: below.id, roles: ['KAM', 'TL'] }),
    await aUser(ctx, { teamId: beside.id }),
    await aUser(ctx, { roles: ['SD'] }),
    await aUser(ctx, { roles: ['FIN'] }),
    await aUser(ctx, { roles: ['ADM'] }),
  ]
  await sql`update teams set lead_id = ${users[0]?.id}::uuid where id = ${top.id}::uuid`.execute(t.db)
  await sql`insert into deputies (absent_id, deputy_id, valid) values (${users[1]?.id}::uuid, ${users[3]?.id}::uuid, '[2026-11-01,2026-12-01)')`.execute(
    t.db,
  )
  const clients: string[] = []
  for (const owner of [...users, undefined]) {
    for (const [confidentiality, state] of [
      ['internal', 'prospect'],
      ['strict', 'key'],
    ] as const) {
      clients.push((await aClient(ctx, { ownerId: owner?.id ?? null, confidentiality, state })).id)
    }
  }
  await sql`insert into client_members (client_id, user_id, may_edit) values (${clients[0]}::uuid, ${users[3]?.id}::uuid, true), (${clients[2]}::uuid, ${users[3]?.id}::uuid, false)`.execute(
    t.db,
  )
  const everything = await t.ctx(users[4]?.id)
  for (const policy of visibilityPolicies) {
    await sql`update settings set visibility = ${policy}`.execute(t.db)
    for (const user of users) {
      const actor: Actor = await loadActor(t.db, user.id, '2026-11-24')
      const { rows } = await sql<{ id: string; edit: boolean; remove: boolean; reassign: boolean }>`
        select c.id, ${editableBy(actor)} as edit, ${removableBy(actor)} as remove, ${reassignableBy(actor)} as reassign from clients c`.execute(
        t.db,
      )
      for (const row of rows) {
        const client = await getClient(everything, row.id)
        const access = forAccess(actor, client)
        const seen = await getClient({ ...everything, actor }, row.id).then(
          () => true,
          () => false,
        )
        if (!seen) continue
        const label = `${policy} ${actor.roles} ${client.owner?.name}`
        expect(row.edit, label).toBe(whyNotEdit(actor, access) === undefined)
        expect(row.remove, label).toBe(whyNotDelete(actor, { ...access, key: client.state === 'key' }) === undefined)
        expect(row.reassign, label).toBe(whyNotReassign(actor, access) === undefined)
      }
    }
  }
})
