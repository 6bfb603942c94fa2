// Comments through HTTP on real PostgreSQL.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as api from '#api/comments.ts'
import { listNotifications } from '#api/notifications.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

async function people() {
  const ctx = await t.ctx()
  const team = await aTeam(ctx)
  const anna = await aUser(ctx, { teamId: team.id, name: 'Anna Malá' })
  const petr = await aUser(ctx, { teamId: team.id, name: 'Petr Velký' })
  const cizi = await aUser(ctx, { teamId: (await aTeam(ctx)).id, name: 'Cyril Cizí' })
  const client = await aClient(ctx, { ownerId: anna.id, name: 'Pekárna a.s.' })
  const at = { recordType: 'clients', recordId: client.id }
  return { ctx, team, anna, petr, cizi, client, at }
}
const bell = async (as: string) =>
  (await t.call(listNotifications, { as })).body.items.map((item) => [item.event, item.details.text, item.href])

test('a comment stands at its record, mentions reach those who see it, and the writer learns who does not', async () => {
  const { anna, petr, cizi, at, client } = await people()
  const made = await t.call(api.addComment, {
    as: anna.id,
    params: at,
    body: { text: ' @Petr Velký a @Cyril Cizí: voláte jim?\r\nDěkuji ', mentions: [petr.id, cizi.id, petr.id] },
  })
  expect(made).toMatchObject({
    status: 201,
    body: {
      text: '@Petr Velký a @Cyril Cizí: voláte jim?\nDěkuji',
      version: 1,
      createdBy: { id: anna.id },
      mentions: [{ name: 'Cyril Cizí' }, { name: 'Petr Velký' }],
      notTold: [{ id: cizi.id, name: 'Cyril Cizí' }],
      whyNot: {},
    },
  })
  expect(await bell(petr.id)).toEqual([['comments.mention', made.body.text, `/clients/${client.id}`]])
  expect(await bell(cizi.id)).toEqual([])
  const read = await t.call(api.listComments, { as: petr.id, params: at })
  expect(read.body.items).toMatchObject([{ id: made.body.id, whyNot: { edit: 'comments.notYours' } }])
  // The answer is heard by whoever spoke before.
  await t.call(api.addComment, { as: petr.id, params: at, body: { text: 'Volám zítra' } })
  expect(await bell(anna.id)).toEqual([['comments.added', 'Volám zítra', `/clients/${client.id}`]])
  const { rows } = await sql<{ fact: string; clientId: string }>`
    select fact, client_id from journal_entries where record_type = 'comments' order by id`.execute(t.db)
  expect(rows).toEqual([
    { fact: 'comments.added', clientId: client.id },
    { fact: 'comments.added', clientId: client.id },
  ])
})

test('only the author changes, deletes and brings back; a mention added later is told, an old one not again', async () => {
  const { anna, petr, at, ctx, team } = await people()
  const jana = await aUser(ctx, { teamId: team.id, name: 'Jana Nová' })
  const made = await t.call(api.addComment, {
    as: anna.id,
    params: at,
    body: { text: '@Petr Velký?', mentions: [petr.id] },
  })
  const one = { params: { id: made.body.id } }
  const body = { text: '@Petr Velký, @Jana Nová?', mentions: [petr.id, jana.id] }
  expect((await t.call(api.changeComment, { as: petr.id, ...one, body, version: 1 })).body).toMatchObject({
    status: 403,
    reason: 'comments.notYours',
  })
  expect((await t.call(api.changeComment, { as: anna.id, ...one, body })).status).toBe(428)
  expect((await t.call(api.changeComment, { as: anna.id, ...one, body, version: 1 })).body).toMatchObject({
    version: 2,
    text: body.text,
  })
  expect((await t.call(api.changeComment, { as: anna.id, ...one, body, version: 1 })).body).toMatchObject({
    reason: 'kit.conflict',
    theirs: { version: 2 },
  })
  expect(await bell(petr.id)).toHaveLength(1)
  expect(await bell(jana.id)).toHaveLength(1)
  expect((await t.call(api.removeComment, { as: petr.id, ...one })).status).toBe(403)
  expect((await t.call(api.removeComment, { as: anna.id, ...one, version: 2 })).body).toEqual({ ok: true })
  expect((await t.call(api.listComments, { as: anna.id, params: at })).body.items).toEqual([])
  expect((await t.call(api.restoreComment, { as: anna.id, ...one })).body).toMatchObject({
    version: 4,
    deletedAt: null,
  })
})

test('who does not see the record finds neither it nor its comments; an auditor only reads', async () => {
  const { anna, cizi, at, ctx } = await people()
  const made = await t.call(api.addComment, { as: anna.id, params: at, body: { text: 'Mezi námi' } })
  const auditor = await aUser(ctx, { roles: ['AUD'] })
  const personnel = await aUser(ctx, { roles: ['HR'] })
  for (const as of [cizi.id, personnel.id]) {
    expect((await t.call(api.listComments, { as, params: at })).status).toBe(404)
    expect((await t.call(api.addComment, { as, params: at, body: { text: 'x' } })).status).toBe(404)
    expect((await t.call(api.removeComment, { as, params: { id: made.body.id } })).status).toBe(404)
  }
  expect((await t.call(api.listComments, { as: auditor.id, params: at })).body).toMatchObject({
    items: [{ text: 'Mezi námi' }],
    whyNot: { add: 'comments.auditorReads' },
  })
  expect((await t.call(api.addComment, { as: auditor.id, params: at, body: { text: 'x' } })).body).toMatchObject({
    status: 403,
    reason: 'comments.auditorReads',
  })
  for (const recordType of ['weather', 'users', 'settings']) {
    expect((await t.call(api.listComments, { as: anna.id, params: { ...at, recordType } })).status).toBe(404)
  }
})

test('birth numbers and empty texts are refused; ten thousand lines are not', async () => {
  const { anna, at } = await people()
  const add = (text: string) => t.call(api.addComment, { as: anna.id, params: at, body: { text } })
  expect((await add('Jednatel 710319/2745')).body.errors).toMatchObject([
    { field: 'text', reason: 'identifiers.birthNumber' },
  ])
  expect((await add(' \n ')).status).toBe(400)
  expect((await add('x\n'.repeat(9_999))).status).toBe(201)
  expect((await add('x'.repeat(20_001))).status).toBe(400)
})

test('a person can be commented on too', async () => {
  const { ctx, anna, petr, client } = await people()
  const contact = await aContact(ctx, { clientId: client.id, lastName: 'Nováková' })
  const at = { recordType: 'contacts', recordId: contact.id }
  const made = await t.call(api.addComment, {
    as: anna.id,
    params: at,
    body: { text: '@Petr Velký', mentions: [petr.id] },
  })
  expect(made.body).toMatchObject({ notTold: [] })
  expect(await bell(petr.id)).toEqual([['comments.mention', '@Petr Velký', `/contacts/${contact.id}`]])
})
