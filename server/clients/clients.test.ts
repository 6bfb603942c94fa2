// Clients through HTTP on real PostgreSQL.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as standingApi from '#api/client-standing.ts'
import * as api from '#api/clients.ts'
import { aClient } from '#server/clients/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

async function people() {
  const ctx = await t.ctx()
  const brno = await aTeam(ctx)
  const praha = await aTeam(ctx)
  const anna = await aUser(ctx, { teamId: brno.id })
  const petr = await aUser(ctx, { teamId: brno.id })
  const cizi = await aUser(ctx, { teamId: praha.id })
  const sd = await aUser(ctx, { roles: ['SD'] })
  return { ctx, brno, praha, anna, petr, cizi, sd }
}

describe('entering a client', () => {
  test('keeps every part, normalised, and owns it to whoever entered it', async () => {
    const { anna } = await people()
    const { status, body } = await t.call(api.createClient, {
      as: anna.id,
      body: {
        name: '  Alza.cz   a.s. ',
        ico: 'IČO: 27082440',
        dic: 'CZ27082440',
        channels: [
          { type: 'phone', value: '602 123 456', kind: 'hlavní' },
          { type: 'email', value: 'Nakup@Alza.example' },
          { type: 'web', value: 'www.alza.example' },
        ],
        addresses: [{ kind: 'seat', street: 'Jankovcova 1522/53', city: 'Praha', postcode: '17000' }],
        bankAccounts: [{ account: '19-2000145399/0800' }],
      },
    })
    expect(status).toBe(201)
    expect(body.name).toBe('Alza.cz a.s.')
    expect(body.ico).toBe('27082440')
    expect(body.owner?.id).toBe(anna.id)
    expect(body.channels.map((c) => c.value)).toEqual([
      '+420 602 123 456',
      'Nakup@Alza.example',
      'https://www.alza.example',
    ])
    expect(body.bankAccounts[0]?.iban).toBe('CZ6508000000192000145399')
    expect(body.whyNot.edit).toBeUndefined()
    const { rows } = await sql<{
      fact: string
      actorId: string
    }>`select fact, actor_id from journal_entries where record_id = ${body.id}::uuid`.execute(t.db)
    expect(rows).toEqual([{ fact: 'clients.created', actorId: anna.id }])
  })

  test('names every wrong field at once', async () => {
    const { anna } = await people()
    const { status, body } = await t.call(api.createClient, {
      as: anna.id,
      body: { name: 'X', ico: '27082441', channels: [{ type: 'phone', value: '12' }], note: 'rč 710319/2745' },
    })
    expect(status).toBe(400)
    const fields = (body as unknown as { errors: { field: string; reason: string }[] }).errors.map((e) => [
      e.field,
      e.reason,
    ])
    expect(fields).toEqual(
      expect.arrayContaining([
        ['ico', 'identifiers.icoCheckDigit'],
        ['channels.0.value', 'kit.badPhone'],
        ['note', 'identifiers.birthNumber'],
      ]),
    )
  })

  test('warns of a firm whose words stand in another order, even when one of them is in many names', async () => {
    const { ctx, petr } = await people()
    await sql`insert into clients (name) select 'Mlékárna č. ' || n from generate_series(1, 60) n`.execute(ctx.db)
    const there = await aClient(ctx, { name: 'Calilux mlékárna a sýrárna', ownerId: petr.id })
    const { status, body } = await t.call(api.createClient, {
      as: petr.id,
      body: { name: 'Sýrárna a mlékárna Calilux' },
    })
    expect([status, body.reason]).toEqual([409, 'clients.similar'])
    expect(body.details).toMatchObject({ duplicates: [{ id: there.id }] })
  })

  test('refuses the same IČO and warns of a similar name', async () => {
    const { anna, petr } = await people()
    const first = await t.call(api.createClient, {
      as: anna.id,
      body: { name: 'Pekárna Zátiší s.r.o.', ico: '25123891' },
    })
    expect(first.status).toBe(201)
    const same = await t.call(api.createClient, { as: petr.id, body: { name: 'Něco jiného', ico: '25123891' } })
    expect([same.status, same.body.reason]).toEqual([409, 'clients.icoTaken'])
    const similar = await t.call(api.createClient, { as: petr.id, body: { name: 'PEKARNA ZATISI, spol. s r.o.' } })
    expect([similar.status, similar.body.reason]).toEqual([409, 'clients.similar'])
    const anyway = await t.call(api.createClient, {
      as: petr.id,
      body: { name: 'PEKARNA ZATISI, spol. s r.o.', evenIfSimilar: true },
    })
    expect(anyway.status).toBe(201)
  })

  test('tells a stranger only that the IČO is taken', async () => {
    const { anna, cizi } = await people()
    await t.call(api.createClient, { as: anna.id, body: { name: 'Tajná firma a.s.', ico: '25123891' } })
    const same = await t.call(api.createClient, { as: cizi.id, body: { name: 'Jiná', ico: '25123891' } })
    expect(same.status).toBe(409)
    expect(JSON.stringify(same.body)).not.toContain('Tajná')
  })
})

describe('changing a client', () => {
  test('two editors at once: the second gets the record as it is', async () => {
    const { ctx, anna } = await people()
    const client = await aClient(ctx, { ownerId: anna.id })
    const one = await t.call(api.changeClient, {
      as: anna.id,
      params: { id: client.id },
      version: 1,
      body: { source: 'veletrh' },
    })
    expect([one.status, one.body.version]).toEqual([200, 2])
    const two = await t.call(api.changeClient, {
      as: anna.id,
      params: { id: client.id },
      version: 1,
      body: { source: 'web' },
    })
    expect([two.status, two.body.reason]).toEqual([409, 'kit.conflict'])
    expect((two.body as { theirs?: { source: string } }).theirs?.source).toBe('veletrh')
    const none = await t.call(api.changeClient, { as: anna.id, params: { id: client.id }, body: { source: 'web' } })
    expect(none.status).toBe(428)
  })

  test('is for the owner, not for a team mate under the team policy, and a stranger finds nothing', async () => {
    const { ctx, anna, petr, cizi } = await people()
    const client = await aClient(ctx, { ownerId: anna.id })
    const mate = await t.call(api.changeClient, {
      as: petr.id,
      params: { id: client.id },
      version: 1,
      body: { source: 'x' },
    })
    expect([mate.status, mate.body.reason]).toEqual([403, 'clients.notYours'])
    const stranger = await t.call(api.changeClient, {
      as: cizi.id,
      params: { id: client.id },
      version: 1,
      body: { source: 'x' },
    })
    expect(stranger.status).toBe(404)
  })

  test('by a deputy names the one he stands in for', async () => {
    const { ctx, anna, cizi } = await people()
    const client = await aClient(ctx, { ownerId: anna.id })
    await sql`insert into deputies (absent_id, deputy_id, valid) values (${anna.id}::uuid, ${cizi.id}::uuid, '[2026-11-20,2026-11-30]')`.execute(
      t.db,
    )
    const { status } = await t.call(api.changeClient, {
      as: cizi.id,
      params: { id: client.id },
      version: 1,
      body: { source: 'x' },
    })
    expect(status).toBe(200)
    const { rows } = await sql<{
      onBehalfOf: string
    }>`select on_behalf_of from journal_entries where record_id = ${client.id}::uuid`.execute(t.db)
    expect(rows[0]?.onBehalfOf).toBe(anna.id)
  })
})

test('a client deleted leaves the list and comes back whole', async () => {
  const { ctx, anna } = await people()
  const client = await aClient(ctx, { ownerId: anna.id })
  expect((await t.call(api.removeClient, { as: anna.id, params: { id: client.id }, version: 1 })).status).toBe(200)
  expect((await t.call(api.getClient, { as: anna.id, params: { id: client.id } })).status).toBe(404)
  expect((await t.call(api.listClients, { as: anna.id })).body.total).toBe(0)
  expect((await t.call(api.restoreClient, { as: anna.id, params: { id: client.id } })).status).toBe(200)
  expect((await t.call(api.listClients, { as: anna.id })).body.total).toBe(1)
})

test('a lead becomes a prospect with two known signs, and the state is never skipped', async () => {
  const { ctx, anna } = await people()
  const client = await aClient(ctx, { ownerId: anna.id, state: 'lead' })
  const one = await t.call(standingApi.moveClient, {
    as: anna.id,
    params: { id: client.id },
    body: { move: 'qualify', signs: ['need'] },
  })
  expect([one.status, one.body.reason]).toEqual([409, 'clients.twoSignsMissing'])
  const two = await t.call(standingApi.moveClient, {
    as: anna.id,
    params: { id: client.id },
    body: { move: 'qualify', signs: ['need', 'budget'] },
  })
  expect([two.status, two.body.state]).toEqual([200, 'prospect'])
  const skip = await t.call(standingApi.moveClient, {
    as: anna.id,
    params: { id: client.id },
    body: { move: 'makeKey' },
  })
  expect(skip.status).toBe(409)
})

test('the owner of any day can be told after a handover', async () => {
  const { ctx, anna, petr, sd } = await people()
  const client = await aClient(ctx, { ownerId: anna.id })
  const own = await t.call(standingApi.reassignClient, {
    as: anna.id,
    params: { id: client.id },
    body: { ownerId: petr.id },
  })
  expect(own.status).toBe(409)
  const handed = await t.call(standingApi.reassignClient, {
    as: sd.id,
    params: { id: client.id },
    body: { ownerId: petr.id, reason: 'změna oblasti' },
  })
  expect([handed.status, handed.body.owner?.id]).toEqual([200, petr.id])
  const { body } = await t.call(standingApi.ownersOfClient, { as: sd.id, params: { id: client.id } })
  expect(body.owners.map((o) => [o.user.id, o.from, o.to])).toEqual([
    [petr.id, '2026-11-24', null],
    [anna.id, null, '2026-11-23'],
  ])
})

describe('the list', () => {
  test('filters with and/or groups, sorts, pages by key and counts the whole', async () => {
    const { ctx, anna } = await people()
    for (let i = 0; i < 7; i++) {
      await aClient(ctx, {
        ownerId: anna.id,
        name: `Firma ${i}`,
        city: i % 2 ? 'Brno' : 'Ostrava',
        state: i < 3 ? 'lead' : 'active',
        createdAt: `2026-01-0${i + 1}T10:00:00Z`,
      })
    }
    const filter = JSON.stringify({
      or: [
        { f: 'city', op: 'is', v: 'Brno' },
        { f: 'state', op: 'in', v: ['lead'] },
      ],
    })
    const first = await t.call(api.listClients, {
      as: anna.id,
      query: { filter, sort: '-createdAt', limit: 3, columns: 'name' },
    })
    expect(first.body.total).toBe(5)
    expect(first.body.rows.map((r) => r.name)).toEqual(['Firma 5', 'Firma 3', 'Firma 2'])
    const second = await t.call(api.listClients, {
      as: anna.id,
      query: {
        filter,
        sort: '-createdAt',
        limit: 3,
        columns: 'name',
        cursor: first.body.next as string,
        totals: false,
      },
    })
    expect(second.body.rows.map((r) => r.name)).toEqual(['Firma 1', 'Firma 0'])
    expect(second.body.next).toBeNull()
    const groups = await t.call(api.listClients, { as: anna.id, query: { groupBy: 'city' } })
    expect(groups.body.groups?.map((g) => [g.value, g.count])).toEqual([
      ['Ostrava', 4],
      ['Brno', 3],
    ])
  })

  test('pages by every sortable column without losing or doubling a row', async () => {
    const { ctx, anna } = await people()
    for (let i = 0; i < 23; i++) {
      await aClient(ctx, {
        ownerId: i % 3 ? anna.id : anna.id,
        name: `Č${'žabc'[i % 4]} ${i % 5}`,
        city: i % 4 ? ['Brno', 'Zlín', 'Aš'][i % 3] : null,
        class: null,
        number: i % 2 ? `N${i}` : null,
      })
    }
    for (const column of api.clientColumns.filter((c) => c.sortable)) {
      for (const sort of [column.key, `-${column.key}`, `${column.key},-name`]) {
        const seen: string[] = []
        let cursor: string | undefined
        for (let page = 0; page < 20; page++) {
          const { status, body } = await t.call(api.listClients, {
            as: anna.id,
            query: { sort, limit: 5, columns: 'name', ...(cursor ? { cursor } : {}) },
          })
          expect(status, `${sort}: ${JSON.stringify(body)}`).toBe(200)
          seen.push(...body.rows.map((r) => r.id))
          if (!body.next) break
          cursor = body.next
        }
        expect(new Set(seen).size, sort).toBe(23)
        expect(seen.length, sort).toBe(23)
      }
    }
  })

  test('refuses a filter that does not fit, naming the column', async () => {
    const { anna } = await people()
    for (const filter of [
      '{',
      '{"f":"nope","op":"is","v":1}',
      '{"f":"city","op":"lt","v":"x"}',
      '{"f":"createdAt","op":"gt","v":"včera"}',
    ]) {
      const { status } = await t.call(api.listClients, { as: anna.id, query: { filter } })
      expect(status, filter).toBe(400)
    }
  })
})

test('why can I see this names the ground', async () => {
  const { ctx, anna, petr } = await people()
  const client = await aClient(ctx, { ownerId: anna.id })
  const own = await t.call(standingApi.whySeeClient, { as: anna.id, params: { id: client.id } })
  expect(own.body.grounds.map((g) => g.reason)).toContain('clients.sees_owner')
  const mate = await t.call(standingApi.whySeeClient, { as: petr.id, params: { id: client.id } })
  expect(mate.body.grounds.map((g) => g.reason)).toEqual(['clients.sees_team'])
})
