// Peculiarities and wishes through HTTP on real PostgreSQL.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as api from '#api/peculiarities.ts'
import { aClient } from '#server/clients/factory.ts'
import { aPeculiarity } from '#server/peculiarities/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()
// Today is 2026-11-24.

async function people() {
  const ctx = await t.ctx()
  const brno = await aTeam(ctx)
  const praha = await aTeam(ctx)
  const anna = await aUser(ctx, { teamId: brno.id })
  const petr = await aUser(ctx, { teamId: brno.id })
  const cizi = await aUser(ctx, { teamId: praha.id })
  const client = await aClient(ctx, { ownerId: anna.id })
  return { ctx, anna, petr, cizi, client }
}
const texts = (items: readonly api.Peculiarity[]) => items.map((item) => item.text)

test('what holds today comes first; what is to come and what has passed stand apart', async () => {
  const { anna, client, ctx } = await people()
  const add = (text: string, validFrom: string, validTo: string | null) =>
    aPeculiarity(ctx, client.id, { text, validFrom, validTo })
  await add('loni', '2025-01-01', '2025-12-31')
  await add('do včerejška', '2026-01-01', '2026-11-23')
  await add('do dneška', '2026-01-01', '2026-11-24')
  await add('od dneška', '2026-11-24', null)
  await add('od ledna', '2027-01-01', null)
  const { body } = await t.call(api.listPeculiarities, { as: anna.id, params: { id: client.id } })
  expect(texts(body.valid)).toEqual(['od dneška', 'do dneška'])
  expect(texts(body.coming)).toEqual(['od ledna'])
  expect(texts(body.past)).toEqual(['do včerejška', 'loni'])
})

test('an item is written down, changed, deleted and brought back, each in the journal of the client', async () => {
  const { anna, client } = await people()
  const made = await t.call(api.addPeculiarity, {
    as: anna.id,
    params: { id: client.id },
    body: { kind: 'wish', text: ' Volat až po desáté ', remindOn: '2026-12-01' },
  })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    kind: 'wish',
    text: 'Volat až po desáté',
    validFrom: '2026-11-24',
    validTo: null,
    version: 1,
    createdBy: { id: anna.id },
  })
  const at = { as: anna.id, params: { id: made.body.id } }
  expect(
    (await t.call(api.changePeculiarity, { ...at, body: { text: 'Volat po jedenácté' }, version: 1 })).body,
  ).toMatchObject({ version: 2, kind: 'wish' })
  expect((await t.call(api.changePeculiarity, { ...at, body: { text: 'Jinak' }, version: 1 })).body).toMatchObject({
    reason: 'kit.conflict',
    theirs: { text: 'Volat po jedenácté', version: 2 },
  })
  expect((await t.call(api.changePeculiarity, { ...at, body: { text: 'Jinak' } })).status).toBe(428)
  expect((await t.call(api.removePeculiarity, { ...at, version: 2 })).body).toEqual({ ok: true })
  expect((await t.call(api.changePeculiarity, { ...at, body: { text: 'x' }, version: 3 })).status).toBe(404)
  expect((await t.call(api.restorePeculiarity, at)).body).toMatchObject({ text: 'Volat po jedenácté', deletedAt: null })
  const { rows } = await sql<{ fact: string; clientId: string; before: unknown; after: unknown }>`
    select fact, client_id, before, after from journal_entries where record_id = ${made.body.id}::uuid order by id`.execute(
    t.db,
  )
  expect(rows.map((row) => row.fact)).toEqual([
    'peculiarities.added',
    'peculiarities.changed',
    'peculiarities.removed',
    'peculiarities.restored',
  ])
  expect(rows.every((row) => row.clientId === client.id)).toBe(true)
  expect(rows[1]).toMatchObject({ before: { text: 'Volat až po desáté' }, after: { text: 'Volat po jedenácté' } })
})

test('birth numbers and impossible days are refused, each at its field', async () => {
  const { anna, client } = await people()
  const add = async (body: api.PeculiarityDraft) =>
    (
      (await t.call(api.addPeculiarity, { as: anna.id, params: { id: client.id }, body })).body.errors as
        | { field: string; reason: string }[]
        | undefined
    )?.map((e) => `${e.field} ${e.reason}`)
  expect(await add({ text: 'Jednatel 710319/2745' })).toEqual(['text identifiers.birthNumber'])
  expect(await add({ text: 'x', validFrom: '2026-12-02', validTo: '2026-12-01' })).toEqual([
    'validTo peculiarities.endsBeforeStart',
  ])
  expect(await add({ text: 'x', validTo: '2026-12-01', remindOn: '2026-12-02' })).toEqual([
    'remindOn peculiarities.remindsAfterEnd',
  ])
  expect(await add({ text: '   ' })).toEqual(['text kit.invalid_pattern'])
})

test('a colleague of the team reads and does not write; a stranger finds nothing', async () => {
  const { petr, cizi, client, ctx } = await people()
  const item = await aPeculiarity(ctx, client.id)
  const read = await t.call(api.listPeculiarities, { as: petr.id, params: { id: client.id } })
  expect(read.body).toMatchObject({ valid: [{ id: item.id }], whyNot: { edit: 'clients.notYours' } })
  expect(
    (await t.call(api.addPeculiarity, { as: petr.id, params: { id: client.id }, body: { text: 'x' } })).body,
  ).toMatchObject({ status: 403, reason: 'clients.notYours' })
  expect((await t.call(api.removePeculiarity, { as: petr.id, params: { id: item.id } })).status).toBe(403)
  const item404 = { as: cizi.id, params: { id: item.id } }
  for (const ask of [
    () => t.call(api.listPeculiarities, { as: cizi.id, params: { id: client.id } }),
    () => t.call(api.addPeculiarity, { as: cizi.id, params: { id: client.id }, body: { text: 'x' } }),
    () => t.call(api.changePeculiarity, { ...item404, body: { text: 'x' }, version: 1 }),
    () => t.call(api.removePeculiarity, item404),
    () => t.call(api.restorePeculiarity, item404),
  ])
    expect((await ask()).status).toBe(404)
})

test('reminders come on their day, the longest due first, of own clients or of all one sees', async () => {
  const { anna, petr, cizi, client, ctx } = await people()
  const other = await aClient(ctx, { ownerId: petr.id })
  const hidden = await aClient(ctx, { ownerId: cizi.id })
  const add = (clientId: string, text: string, remindOn: string, validTo: string | null = null) =>
    aPeculiarity(ctx, clientId, { text, remindOn, validTo, validFrom: '2026-01-01' })
  await add(client.id, 'dnes', '2026-11-24')
  await add(client.id, 'včera', '2026-11-23')
  await add(client.id, 'zítra', '2026-11-25')
  await add(client.id, 'už neplatí', '2026-11-01', '2026-11-20')
  await add(other.id, 'kolegův', '2026-11-24')
  await add(hidden.id, 'cizí', '2026-11-24')
  const due = async (as: string, query: { whose?: 'mine' | 'all'; until?: string } = {}) => {
    const { body } = await t.call(api.duePeculiarities, { as, query })
    expect(body.total).toBe(body.due.length)
    return texts(body.due)
  }
  expect(await due(anna.id)).toEqual(['včera', 'dnes'])
  expect(await due(anna.id, { until: '2026-11-25' })).toEqual(['včera', 'dnes', 'zítra'])
  expect(await due(anna.id, { whose: 'all' })).toEqual(['včera', 'dnes', 'kolegův'])
  const adm = await aUser(ctx, { roles: ['ADM'] })
  expect((await t.call(api.duePeculiarities, { as: adm.id })).status).toBe(403)
})
