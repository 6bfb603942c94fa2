// Registers through HTTP: prefill, check, decisions, the nightly run; ARES is a local server with recorded answers.
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { getClient } from '#api/clients.ts'
import {
  aresByIco,
  aresByName,
  aresPeople,
  checkClientNow,
  getRegisterCheck,
  listDifferences,
  settleRegisterCheck,
} from '#api/registers.ts'
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import { aClient } from '#server/clients/factory.ts'
import { unavailableReasons } from '#server/registers/ares-client.ts'
import { type RecordedAres, recordedAres } from '#server/registers/recorded-ares.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

let ares: RecordedAres
beforeAll(async () => {
  ares = await recordedAres()
})
afterAll(() => ares.close())
afterEach(() => {
  ares.asked.length = 0
  ares.misbehave = undefined
  ares.change = {}
})
const t = useApp({ aresUrl: () => ares.url })

const refusing = () => {
  ares.misbehave = (_, response) => !!response.writeHead(403).end('{}')
}

async function firm() {
  const ctx = await t.ctx()
  const team = await aTeam(ctx)
  const jana = await aUser(ctx, { teamId: team.id })
  const petr = await aUser(ctx, { teamId: team.id })
  const stranger = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
  return { ctx, jana, petr, stranger }
}

/** ČEZ as ARES has it, but for an old name and no tax number. */
async function oldCez(ownerId: string) {
  const client = await aClient(await t.ctx(), { name: 'Staré závody, a.s.', ico: '45274649', ownerId })
  await sql`update clients set legal_form = '121' where id = ${client.id}::uuid`.execute(t.db)
  await sql`insert into client_addresses (client_id, kind, street, city, postcode, country, position) values
    (${client.id}::uuid, 'seat', 'Duhova 1444/2', 'Praha 4', '14000', 'CZ', 0), (${client.id}::uuid, 'delivery', 'Skladová 1', 'Kladno', '27201', 'CZ', 1)`.execute(
    t.db,
  )
  return client
}
const fieldsOf = (check: { differences: { field: string }[] } | null) => check?.differences.map((d) => d.field)

describe('prefill from ARES', () => {
  it('gives the facts of a company by its number, and does not ask twice within a day', async () => {
    const { jana } = await firm()
    const first = await t.call(aresByIco, { as: jana.id, params: { ico: '452 74 649' } })
    expect(first.body).toMatchObject({
      outcome: 'found',
      reason: null,
      existing: null,
      company: { name: 'ČEZ, a. s.' },
    })
    await t.call(aresByIco, { as: jana.id, params: { ico: '45274649' } })
    expect(ares.asked.length).toBe(1)
    t.now = new Date(t.now.getTime() + 25 * 3_600_000)
    await t.call(aresByIco, { as: jana.id, params: { ico: '45274649' } })
    expect(ares.asked.length).toBe(2)
  })

  it('keeps no more of the answer than the facts we use', async () => {
    const { jana } = await firm()
    await t.call(aresByIco, { as: jana.id, params: { ico: '45274649' } })
    const { rows } = await sql<{ answer: Record<string, unknown> }>`select answer from register_answers`.execute(t.db)
    expect(Object.keys(rows[0]?.answer ?? {})).not.toContain('dalsiUdaje')
    expect(rows[0]?.answer).toMatchObject({ ico: '45274649' })
  })

  it('tells a wrong number without asking, and asks again about an unknown one after an hour', async () => {
    const { jana } = await firm()
    const wrong = await t.call(aresByIco, { as: jana.id, params: { ico: '45274648' } })
    expect(wrong.body).toMatchObject({ outcome: 'invalid', reason: 'identifiers.icoCheckDigit', company: null })
    expect(ares.asked).toEqual([])
    for (const minutes of [0, 30, 61]) {
      t.now = new Date(Date.parse('2026-11-24T09:00:00Z') + minutes * 60_000)
      const none = await t.call(aresByIco, { as: jana.id, params: { ico: '12345679' } })
      expect(none.body).toMatchObject({ outcome: 'notFound', company: null })
    }
    expect(ares.asked.length).toBe(2)
  })

  it('says that ARES is unavailable, never that the company is unknown, and keeps nothing of it', async () => {
    const { jana } = await firm()
    refusing()
    const reply = await t.call(aresByIco, { as: jana.id, params: { ico: '45274649' } })
    expect(reply.status).toBe(200)
    expect(reply.body).toMatchObject({
      outcome: 'unavailable',
      reason: 'registers.refused',
      company: null,
      answeredAt: null,
    })
    ares.misbehave = undefined
    expect((await t.call(aresByIco, { as: jana.id, params: { ico: '45274649' } })).body.outcome).toBe('found')
  })

  it('names a client that is here already, unless it may not be seen', async () => {
    const { jana, stranger } = await firm()
    const client = await oldCez(jana.id)
    expect((await t.call(aresByIco, { as: jana.id, params: { ico: '45274649' } })).body.existing).toEqual({
      id: client.id,
      name: client.name,
    })
    expect((await t.call(aresByIco, { as: stranger.id, params: { ico: '45274649' } })).body.existing).toEqual({
      id: null,
      name: null,
    })
  })

  it('finds companies by name', async () => {
    const { jana } = await firm()
    const known = await aClient(await t.ctx(), { name: 'Cyklisti', ico: '14504219', ownerId: jana.id })
    const { body } = await t.call(aresByName, { as: jana.id, query: { name: 'čez' } })
    expect(body).toMatchObject({ outcome: 'found', total: 46 })
    expect(body.companies[0]).toMatchObject({
      company: { name: 'ČEZ Cyklo Team Tábor, spolek' },
      existing: { id: known.id },
    })
    expect((await t.call(aresByName, { as: jana.id, query: { name: 'x' } })).status).toBe(400)
    refusing()
    expect((await t.call(aresByName, { as: jana.id, query: { name: 'čez' } })).body).toMatchObject({
      outcome: 'unavailable',
      total: 0,
      companies: [],
    })
  })

  it('gives statutory people', async () => {
    const { jana } = await firm()
    const { body } = await t.call(aresPeople, { as: jana.id, params: { ico: '27082440' } })
    expect(body).toMatchObject({ outcome: 'found', fileNumber: 'B 8573/MSPH' })
    expect(body.people.map((p) => [p.name, p.until])).toEqual([
      ['Ing. Alena Vymyšlená-Nová', null],
      ['Petr Bývalý', '2021-02-03'],
    ])
    expect(JSON.stringify(body)).not.toContain('1971')
  })
})

describe('the check of a client', () => {
  it('shows what differs, and nothing that is only spelled otherwise', async () => {
    const { jana } = await firm()
    const client = await oldCez(jana.id)
    const before = await t.call(getRegisterCheck, { as: jana.id, params: { id: client.id } })
    expect(before.body).toMatchObject({ last: null, open: null, company: null })
    const { body } = await t.call(checkClientNow, { as: jana.id, params: { id: client.id } })
    expect(body.last).toMatchObject({ state: 'differs', checkedBy: { id: jana.id } })
    expect(body.open?.differences).toEqual([
      { field: 'name', ours: 'Staré závody, a.s.', theirs: 'ČEZ, a. s.', decided: null },
      { field: 'dic', ours: null, theirs: 'CZ45274649', decided: null },
    ])
  })

  it('takes over what is accepted, with ARES as the reason in the journal, and keeps the rest', async () => {
    const { jana } = await firm()
    const client = await oldCez(jana.id)
    const { body } = await t.call(checkClientNow, { as: jana.id, params: { id: client.id } })
    const settle = (fields: Record<string, 'accept' | 'keep'>, version = body.clientVersion) =>
      t.call(settleRegisterCheck, { as: jana.id, params: { id: client.id }, body: { fields }, version })
    expect((await settle({ seat: 'accept' })).body.reason).toBe('registers.nothingToSettle')
    const first = await settle({ dic: 'accept' })
    expect(first.body).toMatchObject({ open: { state: 'differs' }, clientVersion: body.clientVersion + 1 })
    expect((await settle({ name: 'accept' })).body).toMatchObject({ status: 409, reason: 'kit.conflict' })
    const second = await settle({ name: 'keep' }, body.clientVersion + 1)
    expect(second.body).toMatchObject({ open: null, last: { state: 'settled' } })
    const after = await t.call(getClient, { as: jana.id, params: { id: client.id } })
    expect(after.body).toMatchObject({ name: 'Staré závody, a.s.', dic: 'CZ45274649' })
    const { rows } = await sql<{ reason: string; after: unknown }>`
      select reason, after from journal_entries where record_id = ${client.id}::uuid and fact = 'clients.changed'`.execute(
      t.db,
    )
    expect(rows).toEqual([{ reason: 'ARES', after: { dic: 'CZ45274649' } }])
  })

  it('takes the seat over and leaves other addresses alone', async () => {
    const { jana } = await firm()
    const client = await oldCez(jana.id)
    await sql`update client_addresses set street = 'Jiná 5' where kind = 'seat'`.execute(t.db)
    const { body } = await t.call(checkClientNow, { as: jana.id, params: { id: client.id } })
    expect(fieldsOf(body.open)).toEqual(['name', 'dic', 'seat'])
    await t.call(settleRegisterCheck, {
      as: jana.id,
      params: { id: client.id },
      body: { fields: { seat: 'accept', name: 'accept', dic: 'accept' } },
      version: body.clientVersion,
    })
    const after = await t.call(getClient, { as: jana.id, params: { id: client.id } })
    expect(after.body.addresses.map((a) => [a.kind, a.street, a.city])).toEqual([
      ['seat', 'Duhová 1444/2', 'Praha'],
      ['delivery', 'Skladová 1', 'Kladno'],
    ])
    const again = await t.call(checkClientNow, { as: jana.id, params: { id: client.id } })
    expect(again.body.last).toMatchObject({ state: 'same', differences: [] })
  })

  it('does not raise again what was kept, until the register says something new', async () => {
    const { jana } = await firm()
    const client = await oldCez(jana.id)
    const { body } = await t.call(checkClientNow, { as: jana.id, params: { id: client.id } })
    await t.call(settleRegisterCheck, {
      as: jana.id,
      params: { id: client.id },
      body: { fields: { name: 'keep', dic: 'accept' } },
      version: body.clientVersion,
    })
    t.now = new Date('2026-11-25T09:00:00Z')
    const again = await t.call(checkClientNow, { as: jana.id, params: { id: client.id } })
    expect(again.body).toMatchObject({ open: null, last: { state: 'settled' } })
    ares.change['45274649'] = (answer) => {
      answer.obchodniJmeno = 'ČEZ Budoucnost, a. s.'
    }
    t.now = new Date('2026-11-26T09:00:00Z')
    const changed = await t.call(checkClientNow, { as: jana.id, params: { id: client.id } })
    expect(fieldsOf(changed.body.open)).toEqual(['name'])
  })

  it('is unavailable as a state of its own and leaves open differences open', async () => {
    const { jana } = await firm()
    const client = await oldCez(jana.id)
    await t.call(checkClientNow, { as: jana.id, params: { id: client.id } })
    refusing()
    t.now = new Date('2026-11-25T09:00:00Z')
    const { body } = await t.call(checkClientNow, { as: jana.id, params: { id: client.id } })
    expect(body.last).toMatchObject({ state: 'unavailable', reason: 'registers.refused', differences: [] })
    expect(fieldsOf(body.open)).toEqual(['name', 'dic'])
  })

  it('tells an unknown number, and needs one to ask by', async () => {
    const { ctx, jana } = await firm()
    const unknown = await aClient(ctx, { ico: '12345679', ownerId: jana.id })
    const without = await aClient(ctx, { ownerId: jana.id })
    expect((await t.call(checkClientNow, { as: jana.id, params: { id: unknown.id } })).body.last?.state).toBe(
      'notFound',
    )
    expect((await t.call(checkClientNow, { as: jana.id, params: { id: without.id } })).body).toMatchObject({
      status: 409,
      reason: 'registers.icoMissing',
    })
  })

  it('is for those who see the client, decisions for those who may edit it', async () => {
    const { jana, petr, stranger } = await firm()
    const client = await oldCez(jana.id)
    const seen = await t.call(checkClientNow, { as: petr.id, params: { id: client.id } })
    expect(seen.body).toMatchObject({ whyNotSettle: 'clients.notYours' })
    const settle = {
      params: { id: client.id },
      body: { fields: { name: 'keep' as const } },
      version: seen.body.clientVersion,
    }
    expect((await t.call(settleRegisterCheck, { as: petr.id, ...settle })).status).toBe(403)
    expect((await t.call(settleRegisterCheck, { as: stranger.id, ...settle })).status).toBe(404)
    expect((await t.call(checkClientNow, { as: stranger.id, params: { id: client.id } })).status).toBe(404)
    expect((await t.call(getRegisterCheck, { as: stranger.id, params: { id: client.id } })).status).toBe(404)
    const { version: _, ...unversioned } = settle
    expect((await t.call(settleRegisterCheck, { as: jana.id, ...unversioned })).status).toBe(428)
  })
})

describe('the nightly check', () => {
  const night = async () => {
    await t.jobs.enqueue(t.db, 'registers.recheck', {})
    await t.jobs.drain()
  }

  it('checks clients whose last check is old, and lists what differs to those who see them', async () => {
    const { ctx, jana, petr, stranger } = await firm()
    const cez = await oldCez(jana.id)
    await aClient(ctx, { name: 'Ministerstvo financí', ico: '00006947', ownerId: petr.id })
    await aClient(ctx, { name: 'Prodejna', ico: '45274649', kind: 'shop', ownerId: jana.id })
    await aClient(ctx, { name: 'Bez čísla', ownerId: jana.id })
    await night()
    expect(ares.asked.length).toBe(2)
    const jobless = await t.call(getRegisterCheck, { as: jana.id, params: { id: cez.id } })
    expect(jobless.body.last).toMatchObject({ state: 'differs', checkedBy: null })
    const list = async (as: string, mine = false) => (await t.call(listDifferences, { as, query: { mine } })).body
    expect(await list(jana.id)).toMatchObject({ total: 2, next: null })
    expect(await list(jana.id, true)).toMatchObject({
      total: 1,
      rows: [{ client: { id: cez.id }, fields: ['name', 'dic'] }],
    })
    expect((await list(stranger.id)).rows).toEqual([])
    const page = (await t.call(listDifferences, { as: jana.id, query: { limit: 1 } })).body
    const rest = (await t.call(listDifferences, { as: jana.id, query: { limit: 1, cursor: page.next as string } })).body
    expect(new Set([...page.rows, ...rest.rows].map((row) => row.client.id)).size).toBe(2)
    expect((await t.call(listDifferences, { as: jana.id, query: { cursor: 'eA' } })).status).toBe(400)

    ares.asked.length = 0
    t.now = new Date('2026-12-20T01:30:00Z')
    await night()
    expect(ares.asked).toEqual([])
    t.now = new Date('2026-12-28T01:30:00Z')
    await night()
    expect(ares.asked.length).toBe(2)
    expect(await list(jana.id)).toMatchObject({ total: 2 })
  })

  it('stops politely when the register does not answer, and goes on the next night', async () => {
    const { ctx, jana } = await firm()
    for (const ico of ['45274649', '45317054', '00006947', '12345679', '25596641'])
      await aClient(ctx, { ico, ownerId: jana.id })
    refusing()
    await night()
    expect(ares.asked.length).toBe(3)
    expect((await t.call(listDifferences, { as: jana.id })).body.rows).toEqual([])
    ares.misbehave = undefined
    ares.asked.length = 0
    await night()
    expect(ares.asked.length).toBe(5)
  })
})

it('has a sentence for every reason of unavailability in both languages', () => {
  for (const reason of unavailableReasons) {
    expect(cs.registers.reasons[reason]).toBeTruthy()
    expect(en.registers.reasons[reason]).toBeTruthy()
  }
})
