// Search through HTTP: what is found by what, in which order, and that nobody finds what he may not see.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { listRecent, noteRecent, search } from '#api/search.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { fitsWithSlip, readWritten, slipsOf } from '#server/search/written.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

async function firm() {
  const ctx = await t.ctx()
  const team = await aTeam(ctx)
  const jana = await aUser(ctx, { teamId: team.id })
  const petr = await aUser(ctx, { teamId: team.id })
  const stranger = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
  return { ctx, jana, petr, stranger }
}

async function found(as: string, q: string, types?: string) {
  const reply = await t.call(search, { as, query: { q, ...(types ? { types } : {}) } })
  expect(reply.status).toBe(200)
  return reply.body.hits
}
const titles = async (as: string, q: string, types?: string) => (await found(as, q, types)).map((hit) => hit.title)

describe('search', () => {
  it('finds a name by fragments of its words in any order, without diacritics and legal form', async () => {
    const { ctx, jana } = await firm()
    await aClient(ctx, { name: 'Česká spořitelna, a.s.', ownerId: jana.id, city: 'Praha', ico: '45244782' })
    await aClient(ctx, { name: 'Moravská pekárna s.r.o.', ownerId: jana.id })
    for (const q of ['ceska spor', 'spor ceska', 'ČESKÁ SPOŘITELNA', 'oritel', 'ceska sporitelna a.s', 'česká s', 'ce'])
      expect(await titles(jana.id, q)).toEqual(['Česká spořitelna, a.s.'])
    const [hit] = await found(jana.id, 'sporitelna')
    expect(hit).toMatchObject({ type: 'clients', subtitle: 'Praha · 45244782', own: true, state: 'prospect' })
    expect(await titles(jana.id, 'ceska pekarna')).toEqual([])
  })

  it('forgives one slip of the finger', async () => {
    const { ctx, jana } = await firm()
    await aClient(ctx, { name: 'Česká spořitelna, a.s.', ownerId: jana.id })
    await aClient(ctx, { name: 'Alza.cz a.s.', ownerId: jana.id })
    for (const q of ['spoitelna', 'sporiteľnna', 'sporitlena', 'sporotelna', 'ceska sportelna', 'spoirtel']) {
      const hits = await found(jana.id, q)
      expect(
        hits.map((h) => h.title),
        q,
      ).toEqual(['Česká spořitelna, a.s.'])
      expect(hits[0]?.match.field).toBe('similar')
    }
    expect(await titles(jana.id, 'alsa')).toEqual(['Alza.cz a.s.'])
    expect(await titles(jana.id, 'zzzzqq')).toEqual([])
  })

  it('finds a client by IČO, number, tax number of a company, phone, mail and web', async () => {
    const { ctx, jana } = await firm()
    const client = await aClient(ctx, { name: 'Pekárna Hruška', ownerId: jana.id, ico: '00006947', number: 'ZK-1042' })
    await sql`update clients set dic = 'CZ00006947' where id = ${client.id}::uuid`.execute(t.db)
    const man = await aClient(ctx, { name: 'Karel Živnostník', ownerId: jana.id })
    await sql`update clients set dic = 'CZ8001011238' where id = ${man.id}::uuid`.execute(t.db)
    await sql`insert into client_channels (client_id, type, value, match_key) values
      (${client.id}::uuid, 'phone', '+420 602 123 456', '+420602123456'), (${client.id}::uuid, 'email', 'info@hruska.example', 'info@hruska.example'),
      (${client.id}::uuid, 'web', 'https://www.pekarna-hruska.example', 'pekarna-hruska.example')`.execute(t.db)
    const asked: [string, string][] = [
      ['00006947', 'ico'],
      ['000069', 'ico'],
      ['6947', 'ico'],
      ['CZ00006947', 'dic'],
      ['cz 0000', 'dic'],
      ['zk-10', 'number'],
      ['ZK-1042', 'number'],
      ['602 123', 'phone'],
      ['+420 602 123 456', 'phone'],
      ['00420602123456', 'phone'],
      ['123456', 'phone'],
      ['info@hru', 'email'],
      ['@hruska.example', 'email'],
      ['www.pekarna-hruska.example', 'web'],
    ]
    for (const [q, field] of asked) {
      const hits = await found(jana.id, q)
      expect(
        hits.map((h) => h.id),
        q,
      ).toEqual([client.id])
      expect(hits[0]?.match.field, q).toBe(field)
    }
    expect(await found(jana.id, 'CZ800101')).toEqual([])
    expect(await found(jana.id, '%')).toEqual([])
    expect(await found(jana.id, '_')).toEqual([])
  })

  it('finds people with their position and company', async () => {
    const { ctx, jana } = await firm()
    const client = await aClient(ctx, { name: 'Pekárna Hruška', ownerId: jana.id })
    await aContact(ctx, {
      firstName: 'Šárka',
      lastName: 'Říhová',
      clientId: client.id,
      position: 'nákupčí',
      email: 'sarka@rihova.example',
      phone: '+420777888999',
    })
    for (const q of ['rihova', 'sarka rih', 'rih sar', '777 888', 'sarka@']) {
      const hits = await found(jana.id, q)
      expect(
        hits.map((h) => h.title),
        q,
      ).toEqual(['Šárka Říhová'])
      expect(hits[0]).toMatchObject({ type: 'contacts', subtitle: 'nákupčí · Pekárna Hruška' })
    }
    expect(await titles(jana.id, 'rihova', 'clients')).toEqual([])
    expect(await titles(jana.id, 'hruska', 'contacts')).toEqual([])
  })

  it('puts own ones first, then those opened lately, then the better match', async () => {
    const { ctx, jana, petr } = await firm()
    const best = await aClient(ctx, { name: 'Stavby', ownerId: petr.id })
    const word = await aClient(ctx, { name: 'Nové stavby', ownerId: petr.id })
    const opened = await aClient(ctx, { name: 'Zastavárna', ownerId: petr.id })
    const own = await aClient(ctx, { name: 'Přístavní', ownerId: jana.id })
    await t.call(noteRecent, { as: jana.id, body: { type: 'clients', id: opened.id } })
    expect((await found(jana.id, 'stav')).map((h) => h.id)).toEqual([own.id, opened.id, best.id, word.id])
    expect((await found(jana.id, 'stav')).map((h) => h.recent)).toEqual([false, true, false, false])
  })

  it('remembers what was opened, newest first, and answers with it while nothing is written', async () => {
    const { ctx, jana, stranger } = await firm()
    const a = await aClient(ctx, { name: 'První', ownerId: jana.id })
    const b = await aClient(ctx, { name: 'Druhý', ownerId: jana.id })
    await t.call(noteRecent, { as: jana.id, body: { type: 'clients', id: a.id } })
    t.now = new Date('2026-11-24T10:00:00Z')
    await t.call(noteRecent, { as: jana.id, body: { type: 'clients', id: b.id } })
    expect((await t.call(listRecent, { as: jana.id })).body.hits.map((h) => h.title)).toEqual(['Druhý', 'První'])
    expect(await titles(jana.id, '  ')).toEqual(['Druhý', 'První'])
    expect((await t.call(noteRecent, { as: stranger.id, body: { type: 'clients', id: a.id } })).status).toBe(404)
    await sql`update clients set owner_id = null, team_id = null where id = ${b.id}::uuid`.execute(t.db)
    expect((await t.call(listRecent, { as: jana.id })).body.hits.map((h) => h.title)).toEqual(['První'])
  })

  it('finds for nobody what he may not see, by any way of asking', async () => {
    const { ctx, jana, petr, stranger } = await firm()
    const client = await aClient(ctx, {
      name: 'Tajná pekárna',
      ownerId: jana.id,
      ico: '00006947',
      confidentiality: 'strict',
    })
    await sql`insert into client_channels (client_id, type, value, match_key) values (${client.id}::uuid, 'phone', '+420602123456', '+420602123456')`.execute(
      t.db,
    )
    await aContact(ctx, { firstName: 'Šárka', lastName: 'Říhová', clientId: client.id, email: 'sarka@rihova.example' })
    const admin = await aUser(ctx, { roles: ['ADM'] })
    for (const q of ['tajna', 'tajnna pek', '00006947', '602123456', 'rihova', 'rihva', 'sarka@']) {
      expect(await found(petr.id, q), q).toEqual([])
      expect(await found(stranger.id, q), q).toEqual([])
      expect((await found(jana.id, q)).length, q).toBe(1)
    }
    expect((await t.call(search, { as: admin.id, query: { q: 'tajna' } })).status).toBe(403)
    expect((await t.call(search, { query: { q: 'tajna' } })).status).toBe(401)
  })

  it('finds clients one helps with in another team and people entered by somebody else', async () => {
    const { ctx, jana, stranger } = await firm()
    const helped = await aClient(ctx, { name: 'Pomocná vinárna', ownerId: stranger.id })
    await sql`insert into client_members (client_id, user_id) values (${helped.id}::uuid, ${jana.id}::uuid)`.execute(
      t.db,
    )
    await aContact(ctx, { firstName: 'Iva', lastName: 'Sklepníková', clientId: helped.id, ownerId: stranger.id })
    expect(await titles(jana.id, 'vinar')).toEqual(['Pomocná vinárna'])
    expect(await titles(jana.id, 'sklepni')).toEqual(['Iva Sklepníková'])
  })

  it('leaves deleted clients out and lets the whole firm be searched by those who see it', async () => {
    const { ctx, jana } = await firm()
    const director = await aUser(ctx, { roles: ['SD'] })
    await aClient(ctx, { name: 'Smazaná vinárna', ownerId: jana.id, deleted: true })
    await aClient(ctx, { name: 'Živá vinárna', ownerId: jana.id })
    await aClient(ctx, { name: 'Opuštěná vinárna' })
    expect((await titles(director.id, 'vinar')).sort()).toEqual(['Opuštěná vinárna', 'Živá vinárna'])
    expect(await titles(jana.id, 'vinar')).toEqual(['Živá vinárna'])
  })

  it('never answers with more than the limit', async () => {
    const { ctx, jana } = await firm()
    for (let i = 0; i < 30; i++) await aClient(ctx, { name: `Prodejna ${i}`, ownerId: jana.id })
    expect((await found(jana.id, 'prodejna')).length).toBe(20)
    expect((await t.call(search, { as: jana.id, query: { q: 'prodejna', limit: 5 } })).body.hits.length).toBe(5)
  })
})

describe('what was written', () => {
  it('is read as words, numbers and addresses', () => {
    expect(readWritten('Česká spoř').words).toEqual(['ceska', 'spor'])
    expect(readWritten('Alza.cz a.s.').words).toEqual(['alza', 'cz'])
    expect(readWritten('Alza s.r').words).toEqual(['alza'])
    expect(readWritten('+420 602 123 456').digits).toBe('420602123456')
    expect(readWritten('Novák 12').digits).toBeUndefined()
    expect(readWritten('info@').address).toBe('info@')
    expect(readWritten('O2').number).toBe('O2')
  })

  it('with any one slip is looked for by a piece that is left whole', () => {
    for (const word of ['pekar', 'truhla', 'stavebni', 'sporitelna']) {
      const slipped = [...word].flatMap((_, i) => [
        `${word.slice(0, i)}x${word.slice(i + 1)}`,
        `${word.slice(0, i)}x${word.slice(i)}`,
        word.slice(0, i) + word.slice(i + 1),
      ])
      for (let i = 0; i + 1 < word.length; i++)
        slipped.push(word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2))
      for (const written of slipped.filter((w) => w.length >= 5)) {
        const { patterns, expression } = slipsOf(written)
        const like = (p: string) => new RegExp(`^${p.replaceAll('%', '.*')}$`).test(`nova ${word}`)
        expect(patterns.some(like), written).toBe(true)
        expect(`nova ${word}`, written).toMatch(new RegExp(expression))
      }
    }
  })

  it.each([
    ['sporitelna', 'ceska sporitelna', true],
    ['sporytelna', 'ceska sporitelna', true],
    ['sproitelna', 'ceska sporitelna', true],
    ['sporiitelna', 'ceska sporitelna', true],
    ['spritel', 'ceska sporitelna', true],
    ['sprytel', 'ceska sporitelna', false],
    ['ceskk', 'ceska sporitelna', true],
    ['abc', 'abd', false],
  ])('%s fits %s: %s', (word, folded, fits) => {
    expect(fitsWithSlip([word], folded)).toBe(fits)
  })
})
