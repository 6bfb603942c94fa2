// Exports through HTTP on real PostgreSQL, read back by our own readers.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as api from '#api/exports.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { openImportFile } from '#server/imports/reading/open-file.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

async function world() {
  const ctx = await t.ctx()
  const anna = await aUser(ctx, { teamId: (await aTeam(ctx)).id, name: 'Anna Říhová' })
  const cizi = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
  const sd = await aUser(ctx, { roles: ['SD'] })
  await aClient(ctx, { ownerId: anna.id, name: 'Žižka; "syn" a dcera', city: 'Brno', state: 'lead' })
  await aClient(ctx, { ownerId: anna.id, name: '=1+1', city: '+420 602 123 456' })
  await aClient(ctx, { ownerId: cizi.id, name: 'Cizí firma' })
  return { ctx, anna, cizi, sd }
}

test('a list as CSV holds only what the actor sees, quoted and without formulas', async () => {
  const { anna } = await world()
  const { status, raw } = await t.call(api.exportClients, {
    as: anna.id,
    query: { columns: 'name,city,state,owner', sort: 'name' },
  })
  expect(status).toBe(200)
  expect(raw.headers['content-type']).toContain('text/csv')
  const lines = raw.body
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .map((l) => l.replace(/^[^;]*;/, ''))
  expect(lines).toEqual([
    'Název;Město;Stav;Vlastník',
    "'=1+1;+420 602 123 456;Potenciální;Anna Říhová",
    '"Žižka; ""syn"" a dcera";Brno;Zájemce;Anna Říhová',
  ])
  const { rows } = await sql<{
    after: { rows: number }
  }>`select after from journal_entries where fact = 'exports.listTaken'`.execute(t.db)
  expect(rows[0]?.after.rows).toBe(2)
})

test('a workbook reads back with the same cells', async () => {
  const { anna } = await world()
  const { raw } = await t.call(api.exportClients, {
    as: anna.id,
    query: { columns: 'name,createdAt,contacts', sort: 'name', format: 'xlsx' },
  })
  const path = join(mkdtempSync(join(tmpdir(), 'klientela-xlsx-')), 'list.xlsx')
  writeFileSync(path, raw.rawPayload)
  const file = await openImportFile(path)
  const cells: string[][] = []
  for await (const record of file.records()) cells.push(record.cells)
  expect(file.description.headers.slice(1)).toEqual(['Název', 'Založeno', 'Kontaktů'])
  expect(cells.map((c) => [c[1], c[3]])).toEqual([
    ["'=1+1", '0'],
    ['Žižka; "syn" a dcera', '0'],
  ])
})

test('more than 200 people leave the house only with a lead', async () => {
  const { ctx, anna, sd } = await world()
  const client = await aClient(ctx, { ownerId: anna.id })
  for (let i = 0; i < 201; i++) await aContact(ctx, { clientId: client.id })
  const own = await t.call(api.exportContacts, { as: anna.id })
  expect([own.status, own.body.reason]).toEqual([403, 'exports.manyContacts'])
  expect((await t.call(api.exportContacts, { as: sd.id })).status).toBe(200)
})

test('a list with strictly confidential clients leaves the house only with a lead, and says with whom', async () => {
  const { ctx, anna, sd } = await world()
  await aClient(ctx, { ownerId: anna.id, name: 'Přísná', confidentiality: 'strict' })
  const open = await aClient(ctx, { ownerId: anna.id, name: 'Otevřená' })
  const own = await t.call(api.exportClients, { as: anna.id })
  expect([own.status, own.body.reason, own.body.details]).toEqual([403, 'exports.strictData', { count: 1 }])
  const without = '{"f":"name","op":"contains","v":"otev"}'
  const part = await t.call(api.exportClients, { as: anna.id, query: { filter: without } })
  expect([part.status, part.raw.body.includes(open.id)]).toEqual([200, true])
  const lead = await t.call(api.exportClients, { as: sd.id })
  expect(String(lead.raw.headers['content-disposition'])).toMatch(/clients-\d{4}-\d\d-\d\d-[a-z0-9-]+\.csv/)
})

test('the archive of everything is written in the background and is complete', async () => {
  const { anna, sd } = await world()
  expect((await t.call(api.exportEverything, { as: anna.id })).status).toBe(403)
  const asked = await t.call(api.exportEverything, { as: sd.id })
  expect([asked.status, asked.body.state]).toEqual([201, 'queued'])
  expect((await t.call(api.downloadExport, { as: sd.id, params: { id: asked.body.id } })).status).toBe(409)
  await t.jobs.drain()
  const done = await t.call(api.getExport, { as: sd.id, params: { id: asked.body.id } })
  expect(done.body.state).toBe('done')
  const { raw } = await t.call(api.downloadExport, { as: sd.id, params: { id: asked.body.id } })
  const names = raw.rawPayload.toString('latin1')
  for (const part of ['README.txt', 'clients.jsonl', 'contacts.jsonl', 'journal.jsonl']) expect(names).toContain(part)
  expect((await t.call(api.getExport, { as: anna.id, params: { id: asked.body.id } })).status).toBe(404)
})

test('who lost the role gets neither the archive prepared before nor the one still waiting', async () => {
  const { sd } = await world()
  const ready = (await t.call(api.exportEverything, { as: sd.id })).body.id as string
  await t.jobs.drain()
  const waiting = (await t.call(api.exportEverything, { as: sd.id })).body.id as string
  await sql`update user_roles set role = 'AM' where user_id = ${sd.id}::uuid`.execute(t.db)
  await t.jobs.drain()
  expect((await t.call(api.downloadExport, { as: sd.id, params: { id: ready } })).status).toBe(403)
  expect((await t.call(api.getExport, { as: sd.id, params: { id: waiting } })).body.state).toBe('cancelled')
})
