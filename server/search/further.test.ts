// What the search field finds besides clients and people, through HTTP: by what, in which order, and for whom.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { furtherKinds, searchFurther } from '#api/search.ts'
import { aCallList } from '#server/calls/factory.ts'
import { aClient } from '#server/clients/factory.ts'
import { finders } from '#server/finders.ts'
import { aGroup } from '#server/groups/factory.ts'
import { aLead } from '#server/leads/factory.ts'
import { aMeeting } from '#server/meetings/factory.ts'
import { anObjection } from '#server/objections/factory.ts'
import { aPromise } from '#server/promises/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

async function firm() {
  await sql`update settings set visibility = 'own'`.execute(t.db)
  const ctx = await t.ctx()
  const team = await aTeam(ctx)
  const jana = await aUser(ctx, { teamId: team.id })
  const petr = await aUser(ctx, { teamId: team.id })
  const client = await aClient(ctx, { name: 'Pekárna Hruška s.r.o.', ownerId: jana.id })
  return { ctx, jana, petr, client, asJana: await t.ctx(jana.id) }
}

async function found(as: string, q: string, each?: number) {
  const reply = await t.call(searchFurther, { as, query: { q, ...(each ? { each } : {}) } })
  expect(reply.status).toBe(200)
  return reply.body.hits
}
const brief = async (as: string, q: string) => (await found(as, q)).map((hit) => `${hit.kind}: ${hit.title}`)

/** As a file attached to the record would be kept. */
async function aFile(name: string, recordType: string, recordId: string, clientId: string | null) {
  const hash = 'ab'.repeat(32)
  await sql`insert into stored_files (hash, size, type, place) values (${hash}, 1, 'text/plain', 'disk') on conflict do nothing`.execute(
    t.db,
  )
  await sql`insert into attachments (record_type, record_id, client_id, hash, name)
    values (${recordType}, ${recordId}::uuid, ${clientId}::uuid, ${hash}, ${name})`.execute(t.db)
}

describe('search beyond clients and people', () => {
  it('has a finder of every kind it promises, in the order shown', () => {
    expect(finders.map((finder) => finder.kind)).toEqual([...furtherKinds])
  })

  it('finds leads by firm, person, phone and mail, with one slip forgiven in names', async () => {
    const { jana, petr, asJana } = await firm()
    await aLead(asJana, {
      name: 'Truhlářství Říha, s.r.o.',
      personName: 'Šárka Nováčková',
      phone: '+420 602 123 456',
      email: 'sarka@riha.example',
      ownerId: jana.id,
    })
    for (const q of [
      'truhlar',
      'riha truh',
      'novackova',
      'truhlar sarka',
      '602 123',
      '123456',
      'sarka@ri',
      'riha.exam',
    ])
      expect(await brief(jana.id, q), q).toEqual(['leads: Truhlářství Říha, s.r.o.'])
    const [byPhone] = await found(jana.id, '602123')
    expect(byPhone).toMatchObject({ about: 'Šárka Nováčková', own: true, match: { field: 'phone' } })
    const [slipped] = await found(jana.id, 'truhlarstiv')
    expect(slipped).toMatchObject({ title: 'Truhlářství Říha, s.r.o.', match: { field: 'similar' } })
    expect(await brief(jana.id, 'truhlarna')).toEqual([])
    expect(await brief(petr.id, 'truhlar')).toEqual([])
    expect(await brief(petr.id, '602123')).toEqual([])
  })

  it('finds meetings by title and by client, the latest first', async () => {
    const { jana, petr, client, asJana } = await firm()
    const near = await aMeeting(asJana, { clientId: client.id, title: 'Roční podmínky', day: '2026-12-01' })
    const far = await aMeeting(asJana, { clientId: client.id, title: 'Ochutnávka', day: '2026-12-05' })
    expect((await found(jana.id, 'rocni pod')).map((hit) => hit.id)).toEqual([near.id])
    expect((await found(jana.id, 'hruska')).filter((hit) => hit.kind === 'meetings').map((hit) => hit.id)).toEqual([
      far.id,
      near.id,
    ])
    expect((await found(jana.id, 'ochut'))[0]).toMatchObject({
      about: 'Pekárna Hruška s.r.o.',
      href: `/meetings/${far.id}`,
    })
    expect(await brief(petr.id, 'rocni')).toEqual([])
    expect(await brief(petr.id, 'hruska')).toEqual([])
  })

  it('finds promises and objections by their words, own before those of others and only where the client is seen', async () => {
    const { ctx, jana, petr, client, asJana } = await firm()
    const director = await aUser(ctx, { roles: ['SD'] })
    await aPromise(ctx, { text: 'Poslat vzorky obalů', clientId: client.id, responsibleId: director.id })
    await aPromise(asJana, { text: 'Poslat ceník obalů', clientId: client.id, responsibleId: jana.id })
    await aPromise(await t.ctx(petr.id), { text: 'Uklidit obaly ve skladu', responsibleId: petr.id })
    await anObjection(asJana, { clientId: client.id, text: 'Obaly jsou dražší než jinde' })
    expect(await brief(jana.id, 'obal')).toEqual([
      'promises: Poslat ceník obalů',
      'promises: Poslat vzorky obalů',
      'objections: Obaly jsou dražší než jinde',
    ])
    expect((await found(jana.id, 'cenik'))[0]).toMatchObject({ own: true, about: 'Pekárna Hruška s.r.o.' })
    expect(await brief(director.id, 'uklidit')).toEqual([])
    expect(await brief(petr.id, 'obal')).toEqual(['promises: Uklidit obaly ve skladu'])
    expect(await brief(jana.id, 'obla')).toEqual([])
  })

  it('finds call lists of the one who calls and groups by the company at the head', async () => {
    const { ctx, jana, petr, client, asJana } = await firm()
    const shop = await aClient(ctx, { name: 'Prodejna Hruška Brno', ownerId: petr.id })
    await sql`insert into client_channels (client_id, type, value, match_key)
      values (${client.id}::uuid, 'phone', '+420 602 111 222', '+420602111222')`.execute(t.db)
    await aCallList(
      asJana,
      { kind: 'selection', of: 'clients', selection: { ids: [client.id] } },
      { name: 'Podzimní obvolání' },
    )
    expect(await brief(jana.id, 'podzim')).toEqual(['callLists: Podzimní obvolání'])
    expect(await brief(jana.id, 'podsim')).toEqual(['callLists: Podzimní obvolání'])
    expect(await brief(jana.id, 'podizm')).toEqual(['callLists: Podzimní obvolání'])
    expect(await brief(jana.id, 'podsiny')).toEqual([])
    expect(await brief(petr.id, 'podzim')).toEqual([])
    await aGroup(ctx, client.id, [shop.id])
    // Of a group one sees nothing but its head, it is a company like any other.
    expect(await brief(jana.id, 'pekarna')).toEqual([])
    await sql`update clients set owner_id = ${jana.id}::uuid where id = ${shop.id}::uuid`.execute(t.db)
    expect(await brief(jana.id, 'pekarna')).toEqual(['groups: Pekárna Hruška s.r.o.'])
    expect((await found(jana.id, 'pekarna'))[0]?.href).toBe(`/clients/${client.id}?tab=group`)
  })

  it('finds files by their name for whoever may open the record they hang on', async () => {
    const { jana, petr, client, asJana } = await firm()
    const task = await aPromise(asJana, { text: 'Jen moje věc', responsibleId: jana.id })
    await aFile('Rámcová smlouva 2027.pdf', 'clients', client.id, client.id)
    await aFile('smlouva – poznámky.txt', 'promises', task.id, null)
    const hits = await found(jana.id, 'smlouva')
    expect(hits.map((hit) => [hit.title, hit.about, hit.href]).sort()).toEqual([
      ['Rámcová smlouva 2027.pdf', 'Pekárna Hruška s.r.o.', `/clients/${client.id}`],
      ['smlouva – poznámky.txt', 'Jen moje věc', `/promises/${task.id}`],
    ])
    expect(await found(petr.id, 'smlouva')).toEqual([])
  })

  it('leaves out what is deleted, asks for three letters at least and never answers with more of a kind than wanted', async () => {
    const { jana, client, asJana } = await firm()
    for (let i = 0; i < 7; i++) await aPromise(asJana, { text: `Zavolat zpět ${i}`, clientId: client.id })
    expect((await found(jana.id, 'zavolat')).length).toBe(4)
    expect((await found(jana.id, 'zavolat', 6)).length).toBe(6)
    expect(await found(jana.id, 'za')).toEqual([])
    expect((await found(jana.id, 'zav zp')).length).toBe(4)
    expect(await found(jana.id, '  ')).toEqual([])
    expect(await found(jana.id, '%')).toEqual([])
    await sql`update promises set deleted_at = now()`.execute(t.db)
    expect(await found(jana.id, 'zavolat')).toEqual([])
  })
})
