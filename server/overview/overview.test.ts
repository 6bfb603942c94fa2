// The client page through HTTP.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { clientOverview } from '#api/overview.ts'
import { anActivity } from '#server/activities/factory.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

test('the client page comes in one call with people, peculiarities, visible parts of the chain, timeline and touch', async () => {
  const ctx = await t.ctx()
  const anna = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
  const cizi = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
  const chain = await aClient(ctx, { ownerId: anna.id, name: 'Řetězec' })
  await aClient(ctx, { ownerId: anna.id, name: 'Prodejna Brno', kind: 'shop', parentId: chain.id })
  await aClient(ctx, { ownerId: cizi.id, name: 'Prodejna jinde', kind: 'shop', parentId: chain.id })
  for (let i = 0; i < 14; i++) await aContact(ctx, { clientId: chain.id, influence: (i % 5) + 1 })
  await aContact(ctx, { clientId: chain.id, left: true })
  await sql`insert into peculiarities (client_id, text, valid_from, valid_to) values
    (${chain.id}::uuid, 'Volat až po desáté', '2026-01-01', null), (${chain.id}::uuid, 'Prošlá', '2025-01-01', '2025-12-31')`.execute(
    t.db,
  )
  await anActivity(await t.ctx(anna.id), {
    clientId: chain.id,
    text: 'Dohodnuty palety',
    promises: [{ side: 'ours', text: 'poslat ceník' }],
  })
  const { status, body } = await t.call(clientOverview, { as: anna.id, params: { id: chain.id } })
  expect(status).toBe(200)
  expect(body.client.name).toBe('Řetězec')
  expect([body.people.length, body.morePeople]).toEqual([12, 2])
  expect(body.peculiarities.map((p) => p.text)).toEqual(['Volat až po desáté'])
  expect(body.group.children.map((c) => c.name)).toEqual(['Prodejna Brno'])
  expect(body.group.childrenCount).toBe(1)
  // The promise stands in its entry, not once more as a milestone.
  expect(body.timeline.items.map((item) => item.activity?.text ?? item.milestone?.fact)).toEqual(['Dohodnuty palety'])
  expect(body.timeline.next).toBeNull()
  expect(body.touch).toMatchObject({ cadenceDays: 45, next: { why: 'cadence', on: '2027-01-08', overdueDays: 0 } })
  expect(body.promises.open).toMatchObject([{ text: 'poslat ceník' }])
  expect(body.objections).toEqual({ open: [], settled: [], whyNot: {} })
  expect((await t.call(clientOverview, { as: cizi.id, params: { id: chain.id } })).status).toBe(404)
})
