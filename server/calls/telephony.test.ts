import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import * as api from '#api/calls.ts'
import * as telephony from '#api/telephony.ts'
import { anExchange } from '#server/calls/factory.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { aLead } from '#server/leads/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { testSecret, useApp } from '#test/app.ts'
import { dialServer, simulator } from '#test/exchange.ts'

const t = useApp()
let dialling: Awaited<ReturnType<typeof dialServer>> | undefined
afterEach(async () => {
  await dialling?.close()
  dialling = undefined
})

async function office() {
  const ctx = await t.ctx()
  const team = await aTeam(ctx)
  const me = await aUser(ctx, { teamId: team.id })
  const colleague = await aUser(ctx, { teamId: team.id })
  const exchange = await anExchange(ctx, testSecret, { '21': me.id, '22': colleague.id })
  const client = await aClient(ctx, { name: 'Stavmat CZ, a.s.', ownerId: me.id })
  const contact = await aContact(ctx, { lastName: 'Malá', firstName: 'Eva', clientId: client.id })
  await phone('contact_channels', 'contact_id', contact.id, '+420602111222')
  return { ctx, me, colleague, exchange, client, contact, sim: simulator(t, exchange) }
}

const phone = (table: 'contact_channels' | 'client_channels', column: string, id: string, key: string) =>
  sql`insert into ${sql.table(table)} (${sql.ref(column)}, type, value, match_key) values (${id}::uuid, 'phone', ${key}, ${key})`.execute(
    t.db,
  )

const promises = async () =>
  (
    await sql<{
      text: string
      kind: string
      dueOn: string
      clientId: string | null
      leadId: string | null
      responsibleId: string
      state: string
    }>`
      select text, kind, due_on, client_id, lead_id, responsible_id, state from promises order by id`.execute(t.db)
  ).rows
const notices = async () =>
  (
    await sql<{
      userId: string
      event: string
      details: { person: string }
    }>`select user_id, event, details from notifications order by id`.execute(t.db)
  ).rows

describe('the caller', () => {
  it('is found by any number in any spelling: people, switchboards and leads', async () => {
    const { me, client, contact } = await office()
    await phone('client_channels', 'client_id', client.id, '+420549123456')
    const lead = await aLead(await t.ctx(me.id), { name: 'Nový zájemce', phone: '00421 905 123 456' })
    const find = async (number: string) => (await t.call(api.findCaller, { as: me.id, query: { number } })).body
    for (const spelling of [
      '602111222',
      '602 111 222',
      '+420 602 111 222',
      '00420602111222',
      '420602111222',
      '0602111222',
      'sip:+420602111222@pbx',
      'tel:+420-602-111-222',
    ]) {
      const { number, callers } = await find(spelling)
      expect(number, spelling).toBe('+420 602 111 222')
      expect(callers, spelling).toMatchObject([
        { contact: { id: contact.id, name: 'Eva Malá' }, client: { id: client.id }, owner: { id: me.id } },
      ])
    }
    expect((await find('549123456')).callers).toMatchObject([{ contact: null, client: { id: client.id } }])
    expect((await find('+421905123456')).callers).toMatchObject([{ lead: { id: lead.id } }])
    expect(await find('anonymous')).toEqual({ number: null, callers: [] })
    expect((await find('22')).callers).toEqual([])
    expect((await find('777000111')).callers).toEqual([])
  })

  it('stays unknown to who may not see the client', async () => {
    const { colleague } = await office()
    await sql`update settings set visibility = 'own'`.execute(t.db)
    expect((await t.call(api.findCaller, { as: colleague.id, query: { number: '602111222' } })).body.callers).toEqual(
      [],
    )
  })
})

describe('messages of an exchange', () => {
  it('are taken once, signed by its secret, within five minutes', async () => {
    const { sim } = await office()
    const message = { event: 'ringing' as const, callId: 'c1', number: '602111222', extension: '21', messageId: 'm1' }
    expect((await sim.send(message, { secret: 'somebody else' })).body.reason).toBe('calls.wrongSignature')
    expect((await sim.send(message, { headers: { 'x-klientela-timestamp': '1' } })).body.reason).toBe(
      'calls.wrongSignature',
    )
    expect((await sim.send(message, { at: new Date(t.now.getTime() - 301_000) })).body.reason).toBe(
      'calls.staleMessage',
    )
    expect((await sim.send(message, { at: new Date(t.now.getTime() + 301_000) })).body.reason).toBe(
      'calls.staleMessage',
    )
    const taken = await sim.send(message)
    expect(taken.status).toBe(200)
    const again = await sim.send(message)
    expect([again.status, again.body.reason]).toEqual([409, 'calls.replayed'])
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from calls`.execute(t.db)
    expect(rows[0]?.n).toBe(1)
  })

  it('changed on the way, too long, or of an exchange that is off are refused', async () => {
    const { ctx, sim, exchange } = await office()
    const good = JSON.stringify({ messageId: 'm', event: 'ringing', callId: 'c' })
    const signed = { 'x-klientela-signature': 'sha256=00' }
    expect((await sim.send({ event: 'ringing', callId: 'c' }, { body: good, headers: signed })).status).toBe(401)
    const long = JSON.stringify({ messageId: 'm', event: 'ringing', callId: 'c', number: '1'.repeat(70_000) })
    expect((await sim.send({ event: 'ringing', callId: 'c' }, { body: long })).status).toBe(413)
    expect((await sim.send({ event: 'ringing', callId: 'c' }, { body: '{' })).status).toBe(400)
    await sql`update telephony_exchanges set active = false where id = ${exchange.exchange.id}::uuid`.execute(ctx.db)
    expect((await sim.send({ event: 'ringing', callId: 'c' })).status).toBe(404)
  })

  it('make one call of the ringing, the answer, the end and the recording, whatever their order', async () => {
    const { me, client, contact, sim } = await office()
    const call = await sim.ring('+420602111222', '21')
    await call.answer()
    await call.record('https://pbx.example/rec/1.mp3')
    await call.end()
    const { body } = await t.call(api.getCall, { as: me.id, params: { id: call.id } })
    expect(body).toMatchObject({
      state: 'ended',
      direction: 'in',
      number: '+420 602 111 222',
      user: { id: me.id },
      client: { id: client.id },
      contact: { id: contact.id },
      minutes: 1,
      recordingUrl: 'https://pbx.example/rec/1.mp3',
    })
    expect((await sim.send({ event: 'ended', callId: 'late', number: '602111222', extension: '21' })).status).toBe(200)
    const answered = await sim.send({ event: 'answered', callId: 'late', extension: '21' })
    expect((await t.call(api.getCall, { as: me.id, params: { id: answered.body.callId as string } })).body.state).toBe(
      'ended',
    )
  })

  it('never make a link of what is no address of the web', async () => {
    const { me, sim } = await office()
    const call = await sim.ring('+420602111222', '21')
    await call.record('javascript:alert(1)')
    expect((await t.call(api.getCall, { as: me.id, params: { id: call.id } })).body.recordingUrl).toBeNull()
  })

  it('in a ringing group give the call to who answers, and owe nobody a call back', async () => {
    const { colleague, sim } = await office()
    const call = await sim.ring('+420602111222', '21')
    await call.answer('22')
    await call.miss()
    const { body } = await t.call(api.getCall, { as: colleague.id, params: { id: call.id } })
    expect(body).toMatchObject({ state: 'answered', user: { id: colleague.id } })
    expect(await promises()).toEqual([])
  })
})

describe('a missed call', () => {
  it('becomes a promise to call back the same day, once for one number, and is told', async () => {
    const { me, client, sim } = await office()
    await (await sim.ring('602111222', '21')).miss()
    await (await sim.ring('602111222', '21')).miss()
    expect(await promises()).toEqual([
      {
        text: 'Zavolat zpět: Stavmat CZ, a.s., +420 602 111 222',
        kind: 'callBack',
        dueOn: '2026-11-24',
        clientId: client.id,
        leadId: null,
        responsibleId: me.id,
        state: 'open',
      },
    ])
    const told = (await notices()).filter((notice) => notice.event === 'calls.missed')
    expect(told.map((notice) => notice.userId)).toEqual([me.id, me.id])
    expect(told[0]?.details.person).toBe('Stavmat CZ, a.s.')
  })

  it('after four in the afternoon is owed the next business day', async () => {
    const { sim } = await office()
    t.now = new Date('2026-12-23T15:30:00Z')
    await (await sim.ring('602111222', '21')).miss()
    expect((await promises())[0]?.dueOn).toBe('2026-12-28')
  })

  it('of a strange number is a promise of who was rung; one key makes a lead and takes the promise along', async () => {
    const { me, sim } = await office()
    const call = await sim.ring('777 333 444', '21')
    await call.miss()
    expect(await promises()).toMatchObject([
      { text: 'Zavolat zpět na +420 777 333 444', clientId: null, responsibleId: me.id },
    ])
    const lead = await t.call(api.leadOfCall, { as: me.id, params: { id: call.id } })
    expect(lead.body).toMatchObject({ created: true })
    const again = await t.call(api.leadOfCall, { as: me.id, params: { id: call.id } })
    expect(again.body).toEqual({ leadId: lead.body.leadId, created: false })
    expect((await promises())[0]?.leadId).toBe(lead.body.leadId)
    const { rows } = await sql<{
      source: string
      phone: string
      ownerId: string
    }>`select source, phone, owner_id from leads`.execute(t.db)
    expect(rows).toEqual([{ source: 'call', phone: '+420 777 333 444', ownerId: me.id }])
  })

  it('of a hidden number is told but nobody can be called back, nor made a lead', async () => {
    const { me, sim } = await office()
    const call = await sim.ring('anonymous', '21')
    await call.miss()
    expect(await promises()).toEqual([])
    expect((await notices()).at(-1)).toMatchObject({
      userId: me.id,
      event: 'calls.missed',
      details: { person: 'Skryté číslo' },
    })
    const lead = await t.call(api.leadOfCall, { as: me.id, params: { id: call.id } })
    expect([lead.status, lead.body.reason]).toEqual([409, 'calls.hiddenNumber'])
  })

  it('of an extension nobody has is owed by the owner of the client', async () => {
    const { me, sim } = await office()
    await (await sim.ring('602111222', '99')).miss()
    expect(await promises()).toMatchObject([{ responsibleId: me.id }])
  })

  it('is called back by speaking with the client, and stays owed when nobody was reached', async () => {
    const { me, client, sim } = await office()
    await (await sim.ring('602111222', '21')).miss()
    const vain = await t.call(api.logCall, { as: me.id, body: { clientId: client.id, outcome: 'notReached' } })
    expect(vain.body.kept).toBe(0)
    const spoke = await t.call(api.logCall, {
      as: me.id,
      body: { clientId: client.id, outcome: 'agreed', text: 'Chtějí vzorky' },
    })
    expect(spoke.body.kept).toBe(1)
    expect((await promises())[0]?.state).toBe('kept')
  })
})

describe('calls', () => {
  it('are seen by who took them and by whom their client is seen', async () => {
    const { me, colleague, sim } = await office()
    const call = await sim.ring('602111222', '21')
    await sql`update settings set visibility = 'own'`.execute(t.db)
    expect((await t.call(api.getCall, { as: me.id, params: { id: call.id } })).status).toBe(200)
    expect((await t.call(api.getCall, { as: colleague.id, params: { id: call.id } })).status).toBe(404)
    const list = await t.call(api.listCalls, { as: me.id, query: { columns: 'number,client,state' } })
    expect(list.body).toMatchObject({
      total: 1,
      rows: [{ number: '+420 602 111 222', client: { name: 'Stavmat CZ, a.s.' } }],
    })
    expect((await t.call(api.listCalls, { as: colleague.id })).body.total).toBe(0)
  })

  it('written down carry their length and cannot be written down twice', async () => {
    const { me, sim } = await office()
    const call = await sim.ring('602111222', '21')
    await call.answer()
    await call.end()
    const logged = await t.call(api.logCall, {
      as: me.id,
      body: { callId: call.id, outcome: 'agreed', text: 'Pošleme ceník', next: { step: 'offer' } },
    })
    expect(logged.status, JSON.stringify(logged.body)).toBe(201)
    expect(logged.body.promise).toMatchObject({ kind: 'promise', text: 'Poslat nabídku', dueOn: '2026-11-26' })
    const { rows } = await sql<{ direction: string; durationMinutes: number; twoWay: boolean; sourceType: string }>`
      select direction, duration_minutes, two_way, source_type from activities`.execute(t.db)
    expect(rows).toEqual([{ direction: 'in', durationMinutes: 1, twoWay: true, sourceType: 'calls' }])
    const twice = await t.call(api.logCall, { as: me.id, body: { callId: call.id, outcome: 'agreed' } })
    expect(twice.body.reason).toBe('calls.alreadyLogged')
  })
})

describe('calling by a click', () => {
  async function ready(status?: number) {
    const ctx = await t.ctx()
    const me = await aUser(ctx)
    dialling = await dialServer(status)
    const exchange = await anExchange(ctx, testSecret, { '21': me.id }, dialling.url)
    return { me, exchange, sim: simulator(t, exchange), server: dialling }
  }

  it('asks the exchange at the allowed address, signed; what follows is told as of any call', async () => {
    const { me, exchange, sim, server } = await ready()
    expect((await t.call(telephony.getMyTelephone, { as: me.id })).body).toEqual({ extension: '21', dials: true })
    const { status, body } = await t.call(telephony.dial, { as: me.id, body: { number: '602 111 222' } })
    expect(status).toBe(201)
    await t.jobs.drain()
    expect(server.asked).toHaveLength(1)
    expect(server.asked[0]?.body).toMatchObject({ callId: body.id, extension: '21', number: '+420602111222' })
    expect(server.asked[0]?.genuine(exchange.secret)).toBe(true)
    await sim.send({ event: 'answered', callId: body.id, direction: 'out', extension: '21' })
    t.now = new Date(t.now.getTime() + 90_000)
    await sim.send({ event: 'ended', callId: body.id, extension: '21' })
    expect((await t.call(api.getCall, { as: me.id, params: { id: body.id } })).body).toMatchObject({
      state: 'ended',
      direction: 'out',
      minutes: 2,
    })
  })

  it.each([500, 302])(
    'says that it failed when the exchange answers %i, and does not try again by itself',
    async (code) => {
      const { me, server } = await ready(code)
      const { body } = await t.call(telephony.dial, { as: me.id, body: { number: '602111222' } })
      await t.jobs.drain()
      expect(server.asked).toHaveLength(1)
      expect((await t.call(api.getCall, { as: me.id, params: { id: body.id } })).body.state).toBe('failed')
    },
  )

  it('needs an extension and a number that can be called', async () => {
    const { me } = await ready()
    const other = await aUser(await t.ctx())
    expect((await t.call(telephony.dial, { as: other.id, body: { number: '602111222' } })).body.reason).toBe(
      'calls.noExtension',
    )
    expect((await t.call(telephony.dial, { as: me.id, body: { number: '12' } })).body.errors).toMatchObject([
      { field: 'number', reason: 'kit.badPhone' },
    ])
  })
})

describe('exchanges', () => {
  it('are kept by the administrator; the secret is told once and lies sealed', async () => {
    const ctx = await t.ctx()
    const admin = await aUser(ctx, { roles: ['ADM'] })
    const me = await aUser(ctx)
    expect((await t.call(telephony.listExchanges, { as: me.id })).status).toBe(403)
    const made = await t.call(telephony.createExchange, {
      as: admin.id,
      body: { name: 'Hlavní', dialUrl: 'https://pbx.example/dial' },
    })
    expect(made.status).toBe(201)
    expect(made.body.secret.length).toBeGreaterThan(40)
    const { rows } = await sql<{ secret: string }>`select secret from telephony_exchanges`.execute(t.db)
    expect(rows[0]?.secret).not.toContain(made.body.secret)
    const { raw } = await t.call(telephony.listExchanges, { as: admin.id })
    expect(raw.body).not.toContain(made.body.secret)
    const renewed = await t.call(telephony.renewExchangeSecret, { as: admin.id, params: { id: made.body.exchange.id } })
    const old = simulator(t, { exchange: made.body.exchange, secret: made.body.secret })
    expect((await old.send({ event: 'ringing', callId: randomUUID() })).status).toBe(401)
    const fresh = simulator(t, { exchange: made.body.exchange, secret: renewed.body.secret })
    expect((await fresh.send({ event: 'ringing', callId: randomUUID() })).status).toBe(200)
  })

  it('are refused a bad address and the same extension twice', async () => {
    const ctx = await t.ctx()
    const admin = await aUser(ctx, { roles: ['ADM'] })
    for (const dialUrl of ['ftp://pbx', 'nic', 'https://user:heslo@pbx.example/']) {
      const { body } = await t.call(telephony.createExchange, { as: admin.id, body: { name: 'X', dialUrl } })
      expect(body.errors).toMatchObject([{ field: 'dialUrl', reason: 'calls.badDialUrl' }])
    }
    const { exchange } = await anExchange(ctx, testSecret)
    const twice = await t.call(telephony.setExtensions, {
      as: admin.id,
      params: { id: exchange.id },
      body: {
        extensions: [
          { extension: '21', userId: admin.id },
          { extension: ' 21', userId: admin.id },
        ],
      },
    })
    expect(twice.body.errors).toMatchObject([{ field: 'extensions.1.extension', reason: 'calls.extensionTwice' }])
  })
})
