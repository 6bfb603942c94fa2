// The client page through HTTP.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listCustomFields } from '#api/custom-fields.ts'
import { meetingsOfClient } from '#api/meetings.ts'
import { objectionsOfClient } from '#api/objections.ts'
import { clientOverview } from '#api/overview.ts'
import { listPeculiarities } from '#api/peculiarities.ts'
import { promisesOf } from '#api/promises.ts'
import { getRegisterCheck } from '#api/registers.ts'
import { anActivity } from '#server/activities/factory.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { aMeeting } from '#server/meetings/factory.ts'
import { anObjection } from '#server/objections/factory.ts'
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
  expect(body.peculiarities.valid.map((p) => p.text)).toEqual(['Volat až po desáté'])
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

test('each part of the page is what its own panel would be told, to the letter, for whoever looks', async () => {
  const ctx = await t.ctx()
  const team = await aTeam(ctx)
  const anna = await aUser(ctx, { teamId: team.id })
  const auditor = await aUser(ctx, { roles: ['AUD'] })
  const full = await aClient(ctx, { ownerId: anna.id, ico: '27074358' })
  const empty = await aClient(ctx, { ownerId: anna.id })
  const asAnna = await t.ctx(anna.id)
  await aMeeting(asAnna, { clientId: full.id })
  await anObjection(asAnna, { clientId: full.id })
  await anActivity(asAnna, { clientId: full.id, promises: [{ side: 'ours', text: 'poslat ceník' }] })
  await sql`insert into peculiarities (client_id, text, valid_from) values (${full.id}::uuid, 'Volat ráno', '2026-01-01')`.execute(
    t.db,
  )
  await sql`insert into register_checks (client_id, source, state, differences, checked_at) values (${full.id}::uuid, 'ares', 'same', '[]', now())`.execute(
    t.db,
  )
  await sql`insert into custom_fields (capability, key, type, label_cs, label_en, choices, position) values ('clients', 'obrat', 'number', 'Obrat', 'Turnover', '[]', 0)`.execute(
    t.db,
  )
  for (const as of [anna.id, auditor.id]) {
    for (const { id } of [full, empty]) {
      const { body: page } = await t.call(clientOverview, { as, params: { id } })
      const own = {
        customFields: (await t.call(listCustomFields, { as, query: { capability: 'clients' } })).body.fields,
        peculiarities: (await t.call(listPeculiarities, { as, params: { id } })).body,
        register: (await t.call(getRegisterCheck, { as, params: { id } })).body,
        promises: (await t.call(promisesOf, { as, query: { clientId: id } })).body,
        objections: (await t.call(objectionsOfClient, { as, params: { id } })).body,
        meetings: (await t.call(meetingsOfClient, { as, params: { id } })).body,
      }
      expect(page).toMatchObject(own)
      expect(
        Object.values(own)
          .map((part) => JSON.stringify(part).includes(full.id))
          .includes(true),
      ).toBe(id === full.id)
    }
  }
})
