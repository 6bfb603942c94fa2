import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as clients from '#api/clients.ts'
import * as contacts from '#api/contacts.ts'
import * as api from '#api/imports.ts'
import { createClient } from '#server/clients/actions.ts'
import { createClients } from '#server/clients/actions-batch.ts'
import { examineClient } from '#server/clients/check.ts'
import { aClient } from '#server/clients/factory.ts'
import { createContact, examineContact } from '#server/contacts/actions.ts'
import { createContacts } from '#server/contacts/actions-batch.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'
import { counts, importing, upload } from '#test/import-upload.ts'

const t = useApp()

async function people() {
  const ctx = await t.ctx()
  const brno = await aTeam(ctx)
  const praha = await aTeam(ctx)
  const anna = await aUser(ctx, { teamId: brno.id, name: 'Anna Malá' })
  const cizi = await aUser(ctx, { teamId: praha.id })
  const sd = await aUser(ctx, { roles: ['SD'], teamId: brno.id })
  return { ctx, brno, praha, anna, cizi, sd }
}

async function stored(name: string) {
  const { rows } = await sql<
    Record<string, never>
  >`select * from clients where name = ${name} and deleted_at is null`.execute(t.db)
  return rows[0] as unknown as
    | {
        id: string
        version: number
        ownerId: string
        number: string
        note: string
        city: string
        state: string
        parentId: string
      }
    | undefined
}

describe('a batch writes what single entering writes', () => {
  const draft = {
    name: 'Kovo Novák, s.r.o.',
    ico: '27082440',
    dic: 'CZ27082440',
    number: 'K1',
    legalForm: '112',
    language: 'en',
    note: 'volat ráno',
    isSupplier: true,
    nextTouchOn: '2026-12-01',
    channels: [
      { type: 'phone' as const, value: '602 123 456', kind: 'main' },
      { type: 'email' as const, value: 'a@kovo.example' },
    ],
    addresses: [{ kind: 'seat' as const, street: 'Dlouhá 1', city: 'Brno', postcode: '60200' }],
    bankAccounts: [{ account: '19-2000145399/0800' }],
  }

  test('of clients: rows, parts and journal are equal', async () => {
    const { anna } = await people()
    const ctx = await t.ctx(anna.id)
    const tag = (await sql<{ id: string }>`insert into tags (name) values ('velkoobchod') returning id`.execute(t.db))
      .rows[0] as { id: string }
    const one = await createClient(ctx, { ...draft, tagIds: [tag.id] })
    await sql`update clients set ico = null, number = null where id = ${one.id}::uuid`.execute(t.db)
    const { checked } = examineClient({ ...draft, tagIds: [tag.id] })
    const [id] = await createClients(ctx, [
      {
        checked: { ...checked, name: checked.name as string },
        custom: {},
        owner: { id: anna.id, teamId: ctx.actor.teamId },
        confirmed: true,
      },
    ])
    await sql`update clients set ico = null, number = null where id = ${id}::uuid`.execute(t.db)
    const picture = async (of: string) => {
      const { rows } = await sql<{ c: object; a: object; h: object; b: object; o: object; g: object; j: object }>`select
        (select to_jsonb(c) - '{id,created_at,updated_at}'::text[] from clients c where id = ${of}::uuid) as c,
        (select jsonb_agg(to_jsonb(a) - '{id,client_id}'::text[] order by position) from client_addresses a where client_id = ${of}::uuid) as a,
        (select jsonb_agg(to_jsonb(h) - '{id,client_id}'::text[] order by position) from client_channels h where client_id = ${of}::uuid) as h,
        (select jsonb_agg(to_jsonb(b) - '{id,client_id}'::text[] order by position) from client_bank_accounts b where client_id = ${of}::uuid) as b,
        (select jsonb_agg(to_jsonb(o) - '{client_id,set_at}'::text[]) from client_owners o where client_id = ${of}::uuid) as o,
        (select jsonb_agg(tag_id) from client_tags where client_id = ${of}::uuid) as g,
        (select jsonb_agg(to_jsonb(j) - '{id,at,digest,record_id,client_id,request_id}'::text[]) from journal_entries j where record_id = ${of}::uuid) as j`.execute(
        t.db,
      )
      return rows[0]
    }
    expect(await picture(id as string)).toEqual(await picture(one.id))
  })

  test('of contacts: rows, parts and journal are equal', async () => {
    const { anna, ctx: system } = await people()
    const ctx = await t.ctx(anna.id)
    const client = await aClient(system, { ownerId: anna.id })
    const person = {
      firstName: 'Eva',
      lastName: 'Černá',
      titleBefore: 'Ing.',
      note: 'x',
      channels: [{ type: 'email' as const, value: 'Eva@Kovo.example' }],
    }
    const one = await createContact(ctx, {
      ...person,
      positions: [{ clientId: client.id, position: 'nákupčí', buyingRoles: ['buyer'] }],
    })
    const { checked } = examineContact(person)
    const [id] = await createContacts(ctx, [
      {
        checked: { ...checked, lastName: 'Černá' },
        custom: {},
        place: { clientId: client.id, position: 'nákupčí', buyingRoles: ['buyer'] },
        confirmed: true,
      },
    ])
    const picture = async (of: string) => {
      const { rows } = await sql<object>`select
        (select to_jsonb(c) - '{id,created_at,updated_at}'::text[] from contacts c where id = ${of}::uuid) as c,
        (select jsonb_agg(to_jsonb(h) - '{id,contact_id}'::text[] order by position) from contact_channels h where contact_id = ${of}::uuid) as h,
        (select jsonb_agg(to_jsonb(b) - '{id,contact_id}'::text[]) from contact_positions b where contact_id = ${of}::uuid) as b,
        (select jsonb_agg(to_jsonb(j) - '{id,at,digest,record_id,request_id}'::text[]) from journal_entries j where record_id = ${of}::uuid) as j`.execute(
        t.db,
      )
      return rows[0]
    }
    expect(await picture(id as string)).toEqual(await picture(one.id))
  })
})

describe('after the import', () => {
  test('the mapping is remembered for the same header', async () => {
    const { anna, cizi } = await people()
    const list = 'Jméno partnera;Identifikace;Cosi\nAlza;27082440;poznámka\n'
    const change = {
      key: 'ico' as const,
      columns: [
        { column: 0, field: 'name' },
        { column: 1, field: 'ico' },
        { column: 2, field: 'note' },
      ],
    }
    await importing(t, anna.id, 'clients', list, change)
    const { body } = await upload(t, anna.id, 'clients', list.replace('Alza', 'Kiwi'))
    const again = (await t.call(api.describeImport, { as: anna.id, params: { id: body.id }, body: {} })).body
    expect(again.remembered).toBe(true)
    expect(again.options.columns).toEqual(change.columns)
    const other = await upload(t, cizi.id, 'clients', list)
    expect(
      (await t.call(api.describeImport, { as: cizi.id, params: { id: other.body.id }, body: {} })).body.remembered,
    ).toBe(false)
  })

  test('a revert bins what was created, restores what was changed and keeps what somebody touched', async () => {
    const { anna } = await people()
    const old = await t.call(clients.createClient, {
      as: anna.id,
      body: { name: 'Stará firma', ico: '27082440', note: 'původní', number: 'S1' },
    })
    const { id, result } = await importing(
      t,
      anna.id,
      'clients',
      'Název;IČO;Kód;Poznámka;E-mail\nNová jména;27082440;S2;nová;a@b.example\nKiwi;29352886;K1;;\nNotino;27609057;N1;;\n',
    )
    expect(counts(result)).toMatchObject({ created: 2, updated: 1 })
    const kiwi = await stored('Kiwi')
    await t.call(clients.changeClient, {
      as: anna.id,
      params: { id: kiwi?.id as string },
      version: 1,
      body: { note: 'zavolal jsem' },
    })
    const changed = (await t.call(clients.getClient, { as: anna.id, params: { id: old.body.id } })).body
    await t.call(clients.changeClient, {
      as: anna.id,
      params: { id: old.body.id },
      version: changed.version,
      body: { number: 'S3' },
    })
    expect((await t.call(api.revertImport, { as: anna.id, params: { id } })).status).toBe(200)
    await t.jobs.drain()
    const after = (await t.call(api.getImport, { as: anna.id, params: { id } })).body
    expect(after).toMatchObject({ state: 'reverted', reverted: 2, kept: 2 })
    const restored = (await t.call(clients.getClient, { as: anna.id, params: { id: old.body.id } })).body
    expect(restored).toMatchObject({ name: 'Stará firma', note: 'původní', number: 'S3', channels: [] })
    expect(await stored('Notino')).toBeUndefined()
    expect(await stored('Kiwi')).toBeDefined()
    const { kept } = (await t.call(api.importNotes, { as: anna.id, params: { id } })).body
    expect(kept.map((k) => [k.name, k.reason, k.fields]).sort()).toEqual([
      ['Kiwi', 'imports.keptTouched', []],
      ['Nová jména', 'imports.keptChanged', ['number']],
    ])
    expect((await t.call(api.revertImport, { as: anna.id, params: { id } })).body.reason).toBe(
      'imports.nothingToRevert',
    )
  })
})

describe('contacts', () => {
  test('cards are people: companies linked or created when chosen, the note waits, the mark updates instead of doubling', async () => {
    const { anna } = await people()
    const card = (mail: string, note: string) =>
      `BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1\r\nFN:Ing. Žaneta Křížová, Ph.D.\r\nN:Křížová;Žaneta;;Ing.;Ph.D.\r\nORG:Stavmat CZ a.s.;Nákup\r\nTITLE:manažerka\r\nEMAIL:${mail}\r\nEMAIL:druhy@stavmat.example\r\nTEL;TYPE=cell:+420 602 123 456\r\nNOTE:${note}\r\nEND:VCARD\r\n`
    const without = await importing(t, anna.id, 'contacts', card('z@stavmat.example', 'tajné'))
    expect(counts(without.result)).toMatchObject({ created: 0, rejected: 1 })
    const first = await importing(t, anna.id, 'contacts', card('z@stavmat.example', 'tajné'), {
      missingCompanies: 'create',
    })
    expect(first.description.options.key).toBe('uid')
    expect(first.description.guesses.find((g) => g.header === 'note')).toMatchObject({ field: null, why: 'cardNote' })
    expect(counts(first.result)).toMatchObject({ created: 1 })
    const second = await importing(t, anna.id, 'contacts', card('nova@stavmat.example', 'tajné'), {
      missingCompanies: 'create',
    })
    expect(counts(second.result)).toMatchObject({ created: 0, updated: 1 })
    expect(
      counts((await importing(t, anna.id, 'contacts', card('nova@stavmat.example', 'tajné'))).result),
    ).toMatchObject({ unchanged: 1 })
    const { rows } = await sql<{ id: string }>`select id from contacts`.execute(t.db)
    expect(rows.length).toBe(1)
    const person = (await t.call(contacts.getContact, { as: anna.id, params: { id: rows[0]?.id as string } })).body
    expect(person).toMatchObject({
      firstName: 'Žaneta',
      lastName: 'Křížová',
      titleBefore: 'Ing.',
      titleAfter: 'Ph.D.',
      note: null,
    })
    expect(person.channels.map((c) => c.value)).toEqual([
      'z@stavmat.example',
      'druhy@stavmat.example',
      '+420 602 123 456',
      'nova@stavmat.example',
    ])
    expect(person.positions[0]).toMatchObject({
      client: { name: 'Stavmat CZ a.s.' },
      position: 'manažerka',
      department: 'Nákup',
    })
    await t.call(api.revertImport, { as: anna.id, params: { id: second.id } })
    await t.jobs.drain()
    const back = (await t.call(contacts.getContact, { as: anna.id, params: { id: person.id } })).body
    expect(back.channels.length).toBe(3)
  })

  test('a table of people finds companies by IČO, number and name and takes whole names apart', async () => {
    const { ctx, anna } = await people()
    await aClient(ctx, { name: 'Alfa, s.r.o.', ico: '27082440', ownerId: anna.id })
    await aClient(ctx, { name: 'Beta', number: 'B7', ownerId: anna.id })
    const list =
      'Jméno a příjmení;Firma;IČO;Kód zákazníka;Funkce;E-mail;Telefon;Role v nákupu;Vliv\n' +
      'Ing. Jan Novák, MBA;;27082440;;ředitel;jan@alfa.example;602123456;rozhodovatel;5\n' +
      'Eva Malá;;;B7;nákupčí;eva@beta.example;;nákupčí, ovlivňovatel;3\n' +
      'Petr Dlouhý;ALFA;;;;petr@alfa.example;;;\n' +
      'Nikdo Nikdovský;Neznámá firma;;;;nikdo@nikde.example;;;\n' +
      'Špatný Vliv;Beta;;;;x@beta.example;;;9\n'
    const { result, id } = await importing(t, anna.id, 'contacts', list)
    expect(counts(result)).toMatchObject({ created: 3, rejected: 2 })
    const notes = (await t.call(api.importNotes, { as: anna.id, params: { id } })).body
    expect(notes.rejected.map((r) => r.problems[0]?.reason)).toEqual([
      'imports.clientUnknown',
      'imports.valueNotInfluence',
    ])
    expect(counts((await importing(t, anna.id, 'contacts', list)).result)).toMatchObject({
      created: 0,
      unchanged: 3,
      rejected: 2,
    })
    const { rows } = await sql<{ firstName: string; lastName: string; titleBefore: string; titleAfter: string }>`
      select first_name, last_name, title_before, title_after from contacts where last_name = 'Novák'`.execute(t.db)
    expect(rows).toEqual([{ firstName: 'Jan', lastName: 'Novák', titleBefore: 'Ing.', titleAfter: 'MBA' }])
  })
})
