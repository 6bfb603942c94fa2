// Imports through HTTP on real PostgreSQL: what is taken, what is refused and why, and that nothing is lost silently.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as clients from '#api/clients.ts'
import * as api from '#api/imports.ts'
import { aClient } from '#server/clients/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'
import { counts, importing, upload } from '#test/import-upload.ts'

const t = useApp()
const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name))

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

async function rejectsText(as: string, id: string): Promise<string> {
  const reply = await t.app.inject({ url: `/api/imports/${id}/rejects`, headers: { cookie: await t.cookie(as) } })
  expect(reply.statusCode).toBe(200)
  return reply.body
}

describe('the same Czech list', () => {
  test.each(['klienti_win1250_semicolon.csv', 'klienti.xlsx'])(
    '%s is taken once, and the second time changes nothing',
    async (name) => {
      const { anna } = await people()
      const first = await importing(t, anna.id, 'clients', fixture(name), {}, { name })
      expect(first.description.options.key).toBe('ico')
      expect(counts(first.result)).toEqual({
        rows: 31,
        created: 23,
        updated: 1,
        unchanged: 2,
        rejected: 5,
        repeated: 3,
      })
      const second = await importing(t, anna.id, 'clients', fixture(name), {}, { name })
      expect(counts(second.result)).toEqual({
        rows: 31,
        created: 0,
        updated: 0,
        unchanged: 26,
        rejected: 5,
        repeated: 3,
      })
      const csv = await rejectsText(anna.id, first.id)
      expect(csv.match(/IČO nesedí/g)?.length).toBe(5)
      expect(csv.split('\r\n')[0]).toContain('Kód zákazníka;Název;IČO')
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from journal_entries where batch_id = ${second.id}::uuid`.execute(t.db)
      expect(rows[0]?.n).toBe(0)
    },
  )

  test('a trial counts the same and stores nothing', async () => {
    const { anna } = await people()
    const trial = await importing(
      t,
      anna.id,
      'clients',
      fixture('klienti.xlsx'),
      {},
      { name: 'klienti.xlsx', dryRun: true },
    )
    expect(trial.result).toMatchObject({ state: 'done', dryRun: true, created: 23, rejected: 5, repeated: 3 })
    expect((await t.call(clients.listClients, { as: anna.id })).body.total).toBe(0)
    const real = await t.call(api.startImport, {
      as: anna.id,
      params: { id: trial.id },
      body: { options: trial.description.options },
    })
    expect(real.status).toBe(200)
    await t.jobs.drain()
    const done = (await t.call(api.getImport, { as: anna.id, params: { id: trial.id } })).body
    expect(done).toMatchObject({ state: 'done', dryRun: false, created: 23, rejected: 5 })
    expect(
      (
        await t.call(api.startImport, {
          as: anna.id,
          params: { id: trial.id },
          body: { options: trial.description.options },
        })
      ).body.reason,
    ).toBe('imports.alreadyRan')
  })
})

describe('matching', () => {
  test('changes only what the file says, keeps the rest, and records only the difference', async () => {
    const { anna } = await people()
    const made = await t.call(clients.createClient, {
      as: anna.id,
      body: {
        name: 'Pekárna Zlín',
        ico: '27082440',
        note: 'stará',
        channels: [{ type: 'email', value: 'a@pekarna.example' }],
      },
    })
    const { result, id } = await importing(
      t,
      anna.id,
      'clients',
      'Název;IČO;E-mail;Poznámka\nPekárna Zlín a. s.;27082440;b@pekarna.example;\n',
    )
    expect(counts(result)).toMatchObject({ updated: 1, created: 0 })
    const now = (await t.call(clients.getClient, { as: anna.id, params: { id: made.body.id } })).body
    expect(now).toMatchObject({ name: 'Pekárna Zlín a. s.', note: 'stará', version: 2 })
    expect(now.channels.map((c) => c.value)).toEqual(['a@pekarna.example', 'b@pekarna.example'])
    const { rows } = await sql<{ fact: string; keys: string[] }>`
      select fact, array(select json_object_keys(after) order by 1) as keys from journal_entries where batch_id = ${id}::uuid and record_id = ${made.body.id}::uuid`.execute(
      t.db,
    )
    expect(rows).toEqual([{ fact: 'clients.changed', keys: ['channels', 'name'] }])
  })

  test('an empty cell clears where that was chosen', async () => {
    const { anna } = await people()
    const made = await t.call(clients.createClient, {
      as: anna.id,
      body: { name: 'Mlýn', number: 'M1', note: 'stará', channels: [{ type: 'email', value: 'a@mlyn.example' }] },
    })
    await importing(t, anna.id, 'clients', 'Kód;Název;E-mail;Poznámka\nM1;Mlýn;;\n', {
      emptyCells: 'clear',
      key: 'number',
    })
    expect((await t.call(clients.getClient, { as: anna.id, params: { id: made.body.id } })).body).toMatchObject({
      note: null,
      channels: [],
    })
  })

  test('by number, e-mail and domain', async () => {
    const { anna } = await people()
    await importing(t, anna.id, 'clients', 'Kód;Název;E-mail\nA1;Alfa Stavby;info@alfastavby.example\n', {
      key: 'number',
    })
    expect(
      counts((await importing(t, anna.id, 'clients', 'Kód;Název\nA1;Alfa Stavby Brno\n', { key: 'number' })).result),
    ).toMatchObject({ updated: 1 })
    expect(
      counts(
        (await importing(t, anna.id, 'clients', 'Název;E-mail\nAlfa;INFO@alfastavby.example\n', { key: 'email' }))
          .result,
      ),
    ).toMatchObject({ updated: 1 })
    expect(
      counts(
        (await importing(t, anna.id, 'clients', 'Název;E-mail\nAlfa;jiny@alfastavby.example\n', { key: 'domain' }))
          .result,
      ),
    ).toMatchObject({ updated: 1 })
    expect(
      counts(
        (
          await importing(t, anna.id, 'clients', 'Název\nALFA, s.r.o.\nBeta\n', (d) => ({
            key: 'number',
            columns: [...d.options.columns.filter((c) => c.column > 0), { column: 0, field: 'name' }],
          })).catch((e: Error) => ({
            result: { rows: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, repeated: 0, e } as never,
          }))
        ).result,
      ),
    ).toMatchObject({ rows: 0 })
  })

  test('a row without the key is found by its exact name, so that importing again doubles nothing', async () => {
    const { anna } = await people()
    const list = 'Název;IČO;Město\nSokol Lhota, z. s.;;Lhota\nHasiči Lhota;;Lhota\n'
    expect(counts((await importing(t, anna.id, 'clients', list)).result)).toMatchObject({ created: 2 })
    expect(counts((await importing(t, anna.id, 'clients', list)).result)).toMatchObject({ created: 0, unchanged: 2 })
    expect(counts((await importing(t, anna.id, 'clients', list, { withoutKey: 'reject' })).result)).toMatchObject({
      rejected: 2,
    })
  })

  test('modes: only creating rejects what is there, only changing rejects what is not', async () => {
    const { anna } = await people()
    const list = 'Název;IČO\nAlza;27082440\nKiwi;29352886\n'
    await importing(t, anna.id, 'clients', 'Název;IČO\nAlza;27082440\n')
    expect(counts((await importing(t, anna.id, 'clients', list, { mode: 'update' })).result)).toMatchObject({
      created: 0,
      unchanged: 1,
      rejected: 1,
    })
    const { id, result } = await importing(t, anna.id, 'clients', list, { mode: 'create' })
    expect(counts(result)).toMatchObject({ created: 1, rejected: 1 })
    expect(await rejectsText(anna.id, id)).toContain('Záznam už v databance je: Alza')
  })

  test('names similar clients, and rejects the rows when asked to', async () => {
    const { anna } = await people()
    await importing(t, anna.id, 'clients', 'Název;IČO\nStrojírna Poldi Kladno, a.s.;27082440\n')
    const marked = await importing(
      t,
      anna.id,
      'clients',
      'Název;Telefon\nStrojirna Poldi Kladno sro;\nÚplně jiná věc;\n',
      { key: 'ico' },
    ).catch(() => undefined)
    expect(marked).toBeUndefined()
    const list = 'Název;IČO\nStrojirna Poldy Kladno;29352886\nÚplně jiná věc;27609057\n'
    const rejected = await importing(t, anna.id, 'clients', 'Název;IČO;Kód\nStrojirna Poldy Kladno;;P1\n', {
      key: 'number',
      similar: 'reject',
    })
    expect(counts(rejected.result)).toMatchObject({ rejected: 1 })
    const taken = await importing(t, anna.id, 'clients', 'Název;IČO;Kód\nStrojirna Poldy Kladno;;P1\n', {
      key: 'number',
      similar: 'mark',
    })
    expect(taken.result).toMatchObject({ created: 1, similar: 1 })
    const notes = (await t.call(api.importNotes, { as: anna.id, params: { id: taken.id } })).body
    expect(notes.similar[0]?.matches[0]).toMatchObject({ name: 'Strojírna Poldi Kladno, a.s.' })
    expect((await importing(t, anna.id, 'clients', list)).result).toMatchObject({ created: 2 })
  })
})

describe('rights', () => {
  test('what may not be seen is refused without a detail, what may not be edited with the reason', async () => {
    const { ctx, anna, cizi, brno } = await people()
    const colleague = await aUser(ctx, { teamId: brno.id })
    await aClient(ctx, { name: 'Tajná firma', ico: '27082440', ownerId: cizi.id })
    await aClient(ctx, { name: 'Kolegova firma', ico: '29352886', ownerId: colleague.id })
    const { id, result } = await importing(
      t,
      anna.id,
      'clients',
      'Název;IČO\nMoje;27082440\nKolegova změněná;29352886\n',
    )
    expect(counts(result)).toMatchObject({ created: 0, updated: 0, rejected: 2 })
    const notes = (await t.call(api.importNotes, { as: anna.id, params: { id } })).body
    expect(notes.rejected.map((r) => r.problems[0]?.reason)).toEqual(['clients.icoTaken', 'clients.notYours'])
    expect(JSON.stringify(notes)).not.toContain('Tajná firma')
  })

  test('readers and administrators do not import, and nobody sees the import of another', async () => {
    const { ctx, anna, cizi, sd } = await people()
    const auditor = await aUser(ctx, { roles: ['AUD'] })
    expect((await upload(t, auditor.id, 'clients', 'Název\nX\n')).status).toBe(403)
    const { body } = await upload(t, anna.id, 'clients', 'Název\nX\n')
    expect((await t.call(api.getImport, { as: cizi.id, params: { id: body.id } })).status).toBe(404)
    expect((await t.call(api.getImport, { as: sd.id, params: { id: body.id } })).status).toBe(200)
    expect((await t.call(api.listImports, { as: cizi.id })).body.imports).toEqual([])
  })
})

describe('links', () => {
  test('owners, parents, tags and classes by what people call them; a parent may stand below', async () => {
    const { ctx, anna, sd, brno } = await people()
    const jan = await aUser(ctx, { name: 'Jan Rychlý', email: 'jan.rychly@firma.example', teamId: brno.id })
    const { result, id } = await importing(
      t,
      sd.id,
      'clients',
      'Název;IČO;Vlastník;Nadřízená firma;Štítky;Třída\nProdejna Brno;29352886;jan.rychly@firma.example;Řetězec;řetězec, jih;VIP\nŘetězec, a.s.;27082440;Rychlý Jan;;;\nSirotek;27609057;Neznámý Člověk;;;\n',
    )
    expect(counts(result)).toMatchObject({ created: 2, rejected: 1 })
    const shop = await stored('Prodejna Brno')
    const chain = await stored('Řetězec, a.s.')
    expect(shop).toMatchObject({ ownerId: jan.id, parentId: chain?.id, class: 'vip' })
    expect(chain?.ownerId).toBe(jan.id)
    const seen = (await t.call(clients.getClient, { as: anna.id, params: { id: shop?.id as string } })).body
    expect(seen.tags.map((tag) => tag.name).sort()).toEqual(['jih', 'řetězec'])
    expect((await t.call(api.importNotes, { as: sd.id, params: { id } })).body.reasons).toMatchObject([
      { reason: 'imports.personUnknown', rows: 1 },
    ])
  })

  test('own fields are filled by their label and checked by their type', async () => {
    const { anna } = await people()
    await sql`insert into custom_fields (capability, key, type, label_cs, label_en) values ('clients', 'rocniPlan', 'number', 'Roční plán', 'Yearly plan'), ('clients', 'visit', 'date', 'Poslední návštěva', 'Last visit')`.execute(
      t.db,
    )
    const { result } = await importing(t, anna.id, 'clients', fixture('klienti_win1250_semicolon.csv'))
    expect(result.created).toBe(23)
    const { rows } = await sql<{ custom: object }>`select custom from clients where number = 'Z1000'`.execute(t.db)
    expect(rows[0]?.custom).toEqual({ rocniPlan: '98000', visit: '2026-01-05' })
  })
})

describe('what goes wrong', () => {
  test('a file that is no table is refused with what to do', async () => {
    const { anna } = await people()
    for (const [content, reason] of [
      ['', 'imports.fileEmpty'],
      ['%PDF-1.7 nic', 'imports.kindPdf'],
      ['<html><body>x</body></html>', 'imports.kindHtml'],
      ['BEGIN:VCARD\nVERSION:4.0\nFN:Jan\nEND:VCARD\n', 'imports.cardsAreContacts'],
    ] as const) {
      const { status, body } = await upload(t, anna.id, 'clients', content)
      expect([status, body.reason]).toEqual([409, reason])
      expect(body.title?.length).toBeGreaterThan(20)
    }
    expect((await t.call(api.listImports, { as: anna.id })).body.imports).toEqual([])
  })

  test('options that cannot work are named, and the preview keeps the good ones', async () => {
    const { anna } = await people()
    const { body } = await upload(t, anna.id, 'clients', 'Název;IČO\nAlza;27082440\nŠpatné;12345678\n')
    const described = (await t.call(api.describeImport, { as: anna.id, params: { id: body.id }, body: {} })).body
    const wrong = {
      ...described.options,
      key: 'number' as const,
      columns: [
        { column: 0, field: 'nonsense' },
        { column: 1, field: 'ico' },
      ],
    }
    const refused = await t.call(api.previewImport, { as: anna.id, params: { id: body.id }, body: { options: wrong } })
    expect(refused.status).toBe(400)
    expect((refused.body.errors as { reason: string }[]).map((e) => e.reason).sort()).toEqual([
      'imports.fieldUnknown',
      'imports.keyNotMapped',
      'imports.nameMissing',
    ])
    const preview = (
      await t.call(api.previewImport, {
        as: anna.id,
        params: { id: body.id },
        body: { options: { ...described.options, mode: 'create' } },
      })
    ).body
    expect(preview.rows.map((r) => [r.outcome, r.problems[0]?.column ?? null])).toEqual([
      ['create', null],
      ['reject', 1],
    ])
    expect(
      (await t.call(api.describeImport, { as: anna.id, params: { id: body.id }, body: {} })).body.options.mode,
    ).toBe('create')
  })

  test('rejected rows keep their original values; formulas are made harmless', async () => {
    const { anna } = await people()
    const { id } = await importing(
      t,
      anna.id,
      'clients',
      'Název;IČO;Poznámka\n=1+1;12345678;"a ""b""; c"\n;27082440;bez názvu\nX;27609057;RČ 8001011238\n',
    )
    const csv = await rejectsText(anna.id, id)
    const lines = csv.replace('\ufeff', '').split('\r\n')
    expect(lines[1]).toContain(`'=1+1;12345678;"a ""b""; c";2;`)
    expect(lines[2]).toMatch(/^;27082440;bez názvu;3;/)
    expect(lines[3]).toContain('rodné číslo')
  })

  test('rows that cannot be read are rejected whole, the rest is taken', async () => {
    const { anna } = await people()
    const { id, result } = await importing(
      t,
      anna.id,
      'clients',
      'Název;IČO\nAlza;27082440\nMoc;29352886;buněk;navíc\nKiwi;27609057\n',
    )
    expect(counts(result)).toMatchObject({ rows: 3, created: 2, rejected: 1 })
    expect(await rejectsText(anna.id, id)).toContain('víc buněk')
  })
})
