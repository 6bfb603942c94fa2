// History, restoring and the audit trail through HTTP on real PostgreSQL.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import * as standingApi from '#api/client-standing.ts'
import * as clients from '#api/clients.ts'
import * as api from '#api/journal.ts'
import { aClient } from '#server/clients/factory.ts'
import { commands } from '#server/journal/cli.ts'
import { journalSealer } from '#server/journal/sealing.ts'
import type { CommandLine } from '#server/kit/cli.ts'
import { record } from '#server/kit/record.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

async function people() {
  const ctx = await t.ctx()
  const brno = await aTeam(ctx)
  const lead = await aUser(ctx, { roles: ['TL'], teamId: brno.id, name: 'Tereza Vedoucí' })
  await sql`update teams set lead_id = ${lead.id}::uuid where id = ${brno.id}::uuid`.execute(t.db)
  const anna = await aUser(ctx, { teamId: brno.id, name: 'Anna Správná' })
  const stranger = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
  const auditor = await aUser(ctx, { roles: ['AUD'] })
  const admin = await aUser(ctx, { roles: ['ADM'] })
  const client = await aClient(ctx, { ownerId: anna.id, name: 'Pekárna Kolář, s.r.o.' })
  return { ctx, brno, lead, anna, stranger, auditor, admin, client }
}

async function renamed(as: string, id: string, name: string): Promise<number> {
  const { body: before } = await t.call(clients.getClient, { as, params: { id } })
  const { body, status } = await t.call(clients.changeClient, {
    as,
    params: { id },
    body: { name, note: `nyní ${name}` },
    version: before.version,
  })
  expect(status).toBe(200)
  return body.version
}

const history = (as: string, id: string, query: Record<string, unknown> = {}, recordType = 'clients') =>
  t.call(api.historyOfRecord, { as, params: { recordType, recordId: id }, query: query as never })

describe('history of a client', () => {
  it('tells who changed what from what to what, newest first', async () => {
    const { anna, client } = await people()
    await renamed(anna.id, client.id, 'Pekařství Kolář')
    await renamed(anna.id, client.id, 'Kolářovo pekařství')
    const { status, body } = await history(anna.id, client.id)
    expect(status).toBe(200)
    expect(body.entries).toHaveLength(2)
    expect(body.entries[0]).toMatchObject({ fact: 'clients.changed', actor: { id: anna.id, name: 'Anna Správná' } })
    expect(body.entries[0]?.changes).toContainEqual({
      field: 'name',
      before: 'Pekařství Kolář',
      after: 'Kolářovo pekařství',
    })
    expect(body.entries[0]?.restorable).toEqual(expect.arrayContaining(['name', 'note']))
  })

  it('does not exist for a stranger, and an entry cannot be restored by him', async () => {
    const { anna, stranger, admin, client } = await people()
    const version = await renamed(anna.id, client.id, 'Pekařství Kolář')
    const { body } = await history(anna.id, client.id)
    expect((await history(stranger.id, client.id)).status).toBe(404)
    expect((await history(admin.id, client.id)).status).toBe(404)
    const entryId = body.entries[0]?.id as string
    const refused = await t.call(api.restoreFields, {
      as: stranger.id,
      params: { entryId },
      body: { fields: ['name'] },
      version,
    })
    expect(refused.status).toBe(404)
  })

  it('pages by key and filters by field, person and period', async () => {
    const { anna, lead, client } = await people()
    for (const name of ['A', 'B', 'C']) await renamed(anna.id, client.id, name)
    await t.call(standingApi.confirmClient, { as: lead.id, params: { id: client.id } })
    const first = (await history(anna.id, client.id, { limit: 3 })).body
    const rest = (await history(anna.id, client.id, { limit: 3, cursor: first.next })).body
    expect([first.entries.length, rest.entries.length, rest.next]).toEqual([3, 1, null])
    expect((await history(anna.id, client.id, { field: 'name' })).body.entries).toHaveLength(3)
    expect((await history(anna.id, client.id, { person: lead.id })).body.entries).toHaveLength(1)
    expect((await history(anna.id, client.id, { to: '2020-01-01' })).body.entries).toHaveLength(0)
  })

  it('names links by their names, except what the reader may not see', async () => {
    const { ctx, anna, stranger, client } = await people()
    const hidden = await aClient(ctx, { ownerId: stranger.id, name: 'Cizí s.r.o.' })
    const contact = '0198c000-0000-7000-8000-00000000c0de'
    await sql`insert into contacts (id, last_name) values (${contact}::uuid, 'Novák')`.execute(t.db)
    await sql`insert into contact_positions (contact_id, client_id) values (${contact}::uuid, ${client.id}::uuid), (${contact}::uuid, ${hidden.id}::uuid)`.execute(
      t.db,
    )
    await record(ctx, {
      fact: 'contacts.changed',
      recordType: 'contacts',
      recordId: contact,
      clientId: hidden.id,
      before: { positions: [{ clientId: client.id }] },
      after: { positions: [{ clientId: client.id }, { clientId: hidden.id, position: 'tajná' }], owner: anna.id },
    })
    for (const { body } of [await history(anna.id, client.id), await history(anna.id, contact, {}, 'contacts')]) {
      expect(body.entries).toHaveLength(1)
      expect(JSON.stringify(body)).not.toContain('tajná')
      expect(JSON.stringify(body)).not.toContain('Cizí')
      expect(body.names).toMatchObject({ [anna.id]: 'Anna Správná', [client.id]: 'Pekárna Kolář, s.r.o.' })
    }
  })
})

describe('putting old values back', () => {
  it('restores chosen fields only and leaves a new entry', async () => {
    const { anna, client } = await people()
    const version = await renamed(anna.id, client.id, 'Pekařství Kolář')
    const entryId = (await history(anna.id, client.id)).body.entries[0]?.id as string
    const { status, body } = await t.call(api.restoreFields, {
      as: anna.id,
      params: { entryId },
      body: { fields: ['name'] },
      version,
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ recordType: 'clients', recordId: client.id, version: version + 1 })
    const now = await t.call(clients.getClient, { as: anna.id, params: { id: client.id } })
    expect(now.body).toMatchObject({ name: 'Pekárna Kolář, s.r.o.', note: 'nyní Pekařství Kolář' })
    const after = (await history(anna.id, client.id)).body.entries
    expect(after).toHaveLength(2)
    expect(after[0]).toMatchObject({ id: body.entryId, version: version + 1 })
    // The way back is to restore from the entry that the restoring wrote.
    const undo = {
      as: anna.id,
      params: { entryId: body.entryId as string },
      body: { fields: ['name'] },
      version: version + 1,
    }
    expect((await t.call(api.restoreFields, undo)).status).toBe(200)
    const again = await t.call(clients.getClient, { as: anna.id, params: { id: client.id } })
    expect(again.body.name).toBe('Pekařství Kolář')
  })

  it('refuses without a version, with an old one, for a field that has its own step, and for the first entry', async () => {
    const { anna, client } = await people()
    const version = await renamed(anna.id, client.id, 'B')
    const entryId = (await history(anna.id, client.id)).body.entries[0]?.id as string
    const attempt = (fields: string[], v?: number) =>
      t.call(api.restoreFields, {
        as: anna.id,
        params: { entryId },
        body: { fields },
        ...(v === undefined ? {} : { version: v }),
      })
    expect((await attempt(['name'])).status).toBe(428)
    expect(await attempt(['name'], version - 1)).toMatchObject({ status: 409, body: { reason: 'kit.conflict' } })
    expect(await attempt(['owner'], version)).toMatchObject({ status: 400 })
    const made = await t.call(clients.createClient, { as: anna.id, body: { name: 'Nový klient' } })
    const first = (await history(anna.id, made.body.id)).body.entries.at(-1)?.id as string
    const refused = await t.call(api.restoreFields, {
      as: anna.id,
      params: { entryId: first },
      body: { fields: ['name'] },
      version: 1,
    })
    expect(refused).toMatchObject({ status: 409, body: { reason: 'journal.nothingBefore' } })
  })
})

describe('the audit trail', () => {
  const facts = async (as: string, query: Record<string, unknown> = {}) => {
    const { status, body } = await t.call(api.listJournal, { as, query: query as never })
    expect(status).toBe(200)
    return body
  }

  it('is whole for the auditor, of the team for its lead, own for everybody else', async () => {
    const { anna, lead, stranger, auditor, admin, client } = await people()
    await renamed(anna.id, client.id, 'B')
    await t.call(standingApi.confirmClient, { as: lead.id, params: { id: client.id } })
    await record(await t.ctx(admin.id), {
      fact: 'users.changed',
      recordType: 'user',
      recordId: anna.id,
      before: { name: 'a' },
      after: { name: 'b' },
    })
    expect((await facts(auditor.id)).total).toBe(3)
    expect((await facts(lead.id)).total).toBe(2)
    expect((await facts(anna.id)).total).toBe(1)
    expect((await facts(admin.id)).rows.map((row) => row.fact)).toEqual(['users.changed'])
    expect(await facts(stranger.id)).toMatchObject({ rows: [], total: 0 })
  })

  it('is filtered, paged and counted by column', async () => {
    const { anna, lead, auditor, client } = await people()
    for (const name of ['B', 'C']) await renamed(anna.id, client.id, name)
    await t.call(standingApi.confirmClient, { as: lead.id, params: { id: client.id } })
    const by = (filter: unknown) => facts(auditor.id, { filter: JSON.stringify(filter) })
    expect((await by({ f: 'actor', op: 'in', v: [anna.id] })).total).toBe(2)
    expect((await by({ f: 'fields', op: 'in', v: ['lastConfirmedOn', 'name'] })).total).toBe(3)
    expect((await by({ f: 'fact', op: 'is', v: 'clients.confirmed' })).total).toBe(1)
    expect((await by({ f: 'client', op: 'in', v: [client.id] })).rows[0]).toMatchObject({
      client: { id: client.id, name: 'C' },
      record: 'C',
    })
    expect((await facts(auditor.id, { q: 'sprav' })).total).toBe(2)
    expect((await facts(auditor.id, { q: client.id })).total).toBe(3)
    const first = await facts(auditor.id, { limit: 2 })
    const second = await facts(auditor.id, { limit: 2, cursor: first.next, totals: false })
    expect([first.rows.length, second.rows.length, second.next]).toEqual([2, 1, null])
    const { groups } = await facts(auditor.id, { groupBy: 'actor' })
    expect(groups).toEqual([
      expect.objectContaining({ label: 'Anna Správná', count: 2 }),
      expect.objectContaining({ label: 'Tereza Vedoucí', count: 1 }),
    ])
  })

  it('is exported by the auditor only, formulas made harmless, and the export is itself in the journal', async () => {
    const { anna, auditor, client } = await people()
    await renamed(anna.id, client.id, '=HYPERLINK("x")')
    expect((await t.call(api.exportJournal, { as: anna.id })).status).toBe(403)
    const { status, raw } = await t.call(api.exportJournal, { as: auditor.id })
    expect(status).toBe(200)
    expect(raw.headers['content-type']).toContain('text/csv')
    const lines = raw.body.trim().split('\r\n')
    expect(lines[0]).toContain('Číslo zápisu;Kdy;Kdo')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`)
    expect((await facts(auditor.id)).rows[0]).toMatchObject({ fact: 'journal.exported', actor: { id: auditor.id } })
  })
})

describe('the command line', () => {
  const run = async (...args: string[]) => {
    const out: string[] = []
    const line = { db: t.db, args, print: (text: string) => out.push(text), remark: (text: string) => out.push(text) }
    const code = await commands[0]?.run(line as unknown as CommandLine)
    return { code, out: out.join('\n') }
  }

  it('says genuine with 0, touched with 1, not understood with 2', async () => {
    const { anna, client } = await people()
    await renamed(anna.id, client.id, 'B')
    await journalSealer(t.db).seal()
    const { rows } = await sql<{ day: string }>`select day from journal_seals`.execute(t.db)
    const day = rows[0]?.day as string
    expect(await run()).toMatchObject({
      code: 0,
      out: expect.stringContaining('Deník je pravý: 1\u00a0zápis, 1\u00a0pečeť.'),
    })
    expect((await run('--day', day)).out).toContain(`The journal of ${day} is genuine`)
    expect(JSON.parse((await run('--json')).out)).toMatchObject({ ok: true, entries: 1 })
    await sql
      .raw(`alter table journal_entries disable trigger user; update journal_entries set reason = 'x'`)
      .execute(t.db)
    expect(await run()).toMatchObject({ code: 1, out: expect.stringContaining('někdo přepsal') })
    expect((await run('--day', 'včera')).code).toBe(2)
    expect((await run('--fingerprint', 'xyz')).code).toBe(2)
    expect((await run('--dey')).code).toBe(2)
  })
})
