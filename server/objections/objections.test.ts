// Objections and the library through HTTP on real PostgreSQL.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { BodyOf } from '#api/endpoint.ts'
import * as api from '#api/objections.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { anArgument, anObjection } from '#server/objections/factory.ts'
import { objectionSections } from '#server/objections/sheet.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()
// Today is Tuesday 2026-11-24.

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

test('an objection gets three business days, an answer, and an end; each move is in the journal of the client', async () => {
  const { anna, client, ctx } = await people()
  const buyer = await aContact(ctx, { clientId: client.id, lastName: 'Nákupčí' })
  const argument = await anArgument(ctx)
  const made = await t.call(api.addObjection, {
    as: anna.id,
    body: { clientId: client.id, contactId: buyer.id, text: ' Jste o 8 % dražší ', kind: 'price' },
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  expect(made.body).toMatchObject({
    text: 'Jste o 8 % dražší',
    state: 'raised',
    raisedOn: '2026-11-24',
    dueOn: '2026-11-27',
    clock: 'inTime',
    owner: { id: anna.id },
    contact: { name: 'Karel Nákupčí' },
    whyNot: {},
  })
  const at = { as: anna.id, params: { id: made.body.id } }
  const move = (body: BodyOf<typeof api.moveObjection>) => t.call(api.moveObjection, { ...at, body })
  expect((await move({ move: 'accept' })).body).toMatchObject({ status: 409, reason: 'objections.notFromHere' })
  expect((await move({ move: 'analyse' })).body).toMatchObject({ state: 'analysed' })
  expect((await move({ move: 'answer' })).body).toMatchObject({ status: 409, reason: 'objections.answerMissing' })
  expect(
    (await move({ move: 'answer', answer: 'Celkové náklady jsou nižší', argumentId: argument.id })).body,
  ).toMatchObject({
    state: 'answered',
    answeredOn: '2026-11-24',
    argument: { id: argument.id },
    clock: 'settled',
  })
  expect((await move({ move: 'leaveUnresolved' })).body).toMatchObject({ reason: 'objections.reasonMissing' })
  expect((await move({ move: 'accept' })).body).toMatchObject({ state: 'accepted', settledOn: '2026-11-24' })
  t.now = new Date('2026-12-22T09:00:00Z')
  expect((await move({ move: 'reopen' })).body).toMatchObject({
    state: 'raised',
    dueOn: '2026-12-29',
    settledOn: null,
    answer: 'Celkové náklady jsou nižší',
  })
  const { rows } = await sql<{ fact: string; clientId: string }>`
    select fact, client_id from journal_entries where record_id = ${made.body.id}::uuid order by id`.execute(t.db)
  expect(rows.map((row) => row.fact)).toEqual([
    'objections.raised',
    'objections.moved',
    'objections.moved',
    'objections.moved',
    'objections.moved',
  ])
  expect(rows.every((row) => row.clientId === client.id)).toBe(true)
})

test('an argument tells how often it convinced, and the best comes first', async () => {
  const { anna, client, ctx } = await people()
  const good = await anArgument(ctx, { objection: 'Je to drahé', product: 'Paleta EUR' })
  const bad = await anArgument(ctx, { objection: 'Až příští rok', kind: 'time' })
  const fresh = await anArgument(await t.ctx(anna.id), { objection: 'Nikdo vás nezná', kind: 'trust' })
  const as = await t.ctx(anna.id)
  const settle = async (argumentId: string, moves: readonly ('accept' | 'leaveUnresolved')[]) => {
    for (const move of moves) {
      const one = await anObjection(as, { clientId: client.id })
      const at = { as: anna.id, params: { id: one.id } }
      await t.call(api.moveObjection, { ...at, body: { move: 'answer', answer: 'x', argumentId } })
      await t.call(api.moveObjection, { ...at, body: { move, reason: 'x' } })
    }
  }
  await settle(good.id, ['accept', 'accept', 'leaveUnresolved'])
  await settle(bad.id, ['leaveUnresolved'])
  const list = async (query: { kind?: 'price'; q?: string; retired?: boolean } = {}) =>
    (await t.call(api.listArguments, { as: anna.id, query })).body.arguments
  const all = await list()
  expect(all.map((one) => [one.objection, one.hits.percent])).toEqual([
    ['Je to drahé', 67],
    ['Až příští rok', 0],
    ['Nikdo vás nezná', null],
  ])
  expect(all[0]?.hits).toEqual({ used: 3, accepted: 2, settled: 3, percent: 67 })
  expect((await list({ kind: 'price' })).map((one) => one.id)).toEqual([good.id])
  expect((await list({ q: 'paleta' })).map((one) => one.id)).toEqual([good.id])
  await t.call(api.changeArgument, { as: anna.id, params: { id: fresh.id }, body: { active: false }, version: 1 })
  expect((await list()).map((one) => one.id)).toEqual([good.id, bad.id])
  expect(await list({ retired: true })).toHaveLength(3)
})

test('the library is written, changed in turn, deleted and brought back; finance reads only', async () => {
  const { anna, ctx } = await people()
  const made = await t.call(api.addArgument, {
    as: anna.id,
    body: {
      objection: 'Je to drahé',
      kind: 'price',
      argument: 'Spočítejme zmetky',
      evidence: '0,3 % zmetků',
      rival: 'Alfa',
    },
  })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ evidence: '0,3 % zmetků', rival: 'Alfa', product: null, active: true })
  const at = { as: anna.id, params: { id: made.body.id } }
  expect((await t.call(api.changeArgument, { ...at, body: { argument: 'Jinak' }, version: 9 })).body).toMatchObject({
    reason: 'kit.conflict',
    theirs: { argument: 'Spočítejme zmetky' },
  })
  expect((await t.call(api.removeArgument, { ...at, version: 1 })).body).toEqual({ ok: true })
  expect((await t.call(api.changeArgument, { ...at, body: { argument: 'x' }, version: 2 })).status).toBe(404)
  expect((await t.call(api.restoreArgument, at)).body).toMatchObject({ objection: 'Je to drahé', deletedAt: null })
  const fin = await aUser(ctx, { roles: ['FIN'] })
  expect((await t.call(api.listArguments, { as: fin.id })).body.whyNot).toEqual({ write: 'objections.libraryReadOnly' })
  expect(
    (await t.call(api.addArgument, { as: fin.id, body: { objection: 'a', kind: 'price', argument: 'b' } })).body,
  ).toMatchObject({ status: 403, reason: 'objections.libraryReadOnly' })
})

test('bad input is refused at its field', async () => {
  const { anna, client, ctx } = await people()
  const elsewhere = await aContact(ctx, { clientId: (await aClient(ctx, { ownerId: anna.id })).id })
  const add = async (body: Partial<api.ObjectionDraft>) =>
    (
      (await t.call(api.addObjection, { as: anna.id, body: { text: 'x', kind: 'price', ...body } })).body.errors as
        | { field: string; reason: string }[]
        | undefined
    )?.map((e) => `${e.field} ${e.reason}`)
  expect(await add({})).toEqual(['clientId objections.whose'])
  expect(await add({ clientId: client.id, text: 'Rodné číslo 710319/2745' })).toEqual(['text identifiers.birthNumber'])
  expect(await add({ clientId: client.id, raisedOn: '2026-11-25' })).toEqual(['raisedOn objections.raisedInFuture'])
  expect(await add({ clientId: client.id, contactId: elsewhere.id })).toEqual(['contactId objections.unknownContact'])
  expect(await add({ clientId: client.id, argumentId: elsewhere.id })).toEqual([
    'argumentId objections.unknownArgument',
  ])
  expect((await add({ clientId: client.id, raisedOn: '2026-02-30' }))?.[0]).toContain('raisedOn')
})

test('a colleague of the team reads and does not write; a stranger finds nothing; two writers do not overwrite', async () => {
  const { anna, petr, cizi, client } = await people()
  const one = await anObjection(await t.ctx(anna.id), { clientId: client.id, text: 'Dlouhá lhůta', kind: 'time' })
  const read = await t.call(api.objectionsOfClient, { as: petr.id, params: { id: client.id } })
  expect(read.body).toMatchObject({
    open: [{ id: one.id, whyNot: { edit: 'clients.notYours' } }],
    settled: [],
    whyNot: { edit: 'clients.notYours' },
  })
  const at = { as: petr.id, params: { id: one.id } }
  expect((await t.call(api.moveObjection, { ...at, body: { move: 'analyse' } })).status).toBe(403)
  for (const status of [
    (await t.call(api.getObjection, { as: cizi.id, params: { id: one.id } })).status,
    (await t.call(api.moveObjection, { as: cizi.id, params: { id: one.id }, body: { move: 'analyse' } })).status,
    (await t.call(api.removeObjection, { as: cizi.id, params: { id: one.id } })).status,
    (await t.call(api.addObjection, { as: cizi.id, body: { clientId: client.id, text: 'x', kind: 'price' } })).status,
  ])
    expect(status).toBe(404)
  const mine = { as: anna.id, params: { id: one.id } }
  expect(
    (await t.call(api.changeObjection, { ...mine, body: { text: 'Lhůta je dlouhá' }, version: 1 })).body,
  ).toMatchObject({ version: 2 })
  expect((await t.call(api.changeObjection, { ...mine, body: { text: 'Jinak' }, version: 1 })).body).toMatchObject({
    reason: 'kit.conflict',
    theirs: { text: 'Lhůta je dlouhá' },
  })
  expect((await t.call(api.removeObjection, { ...mine, version: 2 })).body).toEqual({ ok: true })
  expect((await t.call(api.getObjection, mine)).status).toBe(404)
  expect((await t.call(api.restoreObjection, mine)).body).toMatchObject({ text: 'Lhůta je dlouhá' })
})

test('of a lead it is seen by whom the lead is seen', async () => {
  const { anna, cizi } = await people()
  await sql`update settings set visibility = 'own'`.execute(t.db)
  const { rows } = await sql<{
    id: string
  }>`insert into leads (name, owner_id) values ('Zájemce', ${anna.id}::uuid) returning id`.execute(t.db)
  const leadId = rows[0]?.id as string
  const made = await t.call(api.addObjection, { as: anna.id, body: { leadId, text: 'Neznáme vás', kind: 'trust' } })
  expect(made.body).toMatchObject({ client: null, lead: { id: leadId, name: 'Zájemce' }, owner: { id: anna.id } })
  expect((await t.call(api.getObjection, { as: cizi.id, params: { id: made.body.id } })).status).toBe(404)
  expect((await t.call(api.addObjection, { as: cizi.id, body: { leadId, text: 'x', kind: 'trust' } })).status).toBe(404)
})

test('the list filters, sorts and pages, and an index serves it', async () => {
  const { anna, client } = await people()
  const as = await t.ctx(anna.id)
  for (const day of ['2026-11-20', '2026-11-23', '2026-11-24'])
    await anObjection(as, { clientId: client.id, raisedOn: day, text: `Námitka ${day}` })
  const list = async (query: Record<string, unknown>) => (await t.call(api.listObjections, { as: anna.id, query })).body
  const all = await list({ limit: 2 })
  expect(all.total).toBe(3)
  expect(all.rows.map((row) => row.raisedOn)).toEqual(['2026-11-24', '2026-11-23'])
  expect((await list({ limit: 2, cursor: all.next })).rows.map((row) => row.raisedOn)).toEqual(['2026-11-20'])
  expect((await list({ q: 'namitka 23' })).total).toBe(1)
  expect((await list({ filter: JSON.stringify({ f: 'owner', op: 'in', v: ['me'] }) })).total).toBe(3)
  expect((await list({ filter: JSON.stringify({ f: 'state', op: 'in', v: ['accepted'] }) })).total).toBe(0)
  expect((await list({ groupBy: 'kind' })).groups).toMatchObject([{ value: 'price', count: 3 }])
})

test('the preparation sheet brings what waits for an answer with the argument to use', async () => {
  const { anna, client, ctx } = await people()
  await anArgument(ctx, { argument: 'Spočítejme celkové náklady', kind: 'price' })
  const as = await t.ctx(anna.id)
  await anObjection(as, { clientId: client.id, text: 'Jste drazí', kind: 'price', raisedOn: '2026-11-02' })
  const block = await objectionSections[0]?.build(as, { clientId: client.id, leadId: null, contactIds: [] })
  expect(block).toMatchObject({
    title: 'Nezodpovězené námitky',
    lines: [{ text: 'Jste drazí', tone: 'late', detail: 'Cena · Argument: Spočítejme celkové náklady' }],
  })
})
