import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import * as lists from '#api/call-lists.ts'
import * as api from '#api/calls.ts'
import { writeActivity } from '#server/activities/actions.ts'
import { aCallList, aScript } from '#server/calls/factory.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { aLead } from '#server/leads/factory.ts'
import { addPeculiarity } from '#server/peculiarities/actions.ts'
import { makePromise } from '#server/promises/actions.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

async function firm(names: readonly string[] = ['Alfa', 'Beta', 'Gama']) {
  const ctx = await t.ctx()
  const team = await aTeam(ctx)
  const me = await aUser(ctx, { teamId: team.id })
  const clients = []
  for (const [i, name] of names.entries()) {
    const client = await aClient(ctx, { name, ownerId: me.id })
    const contact = await aContact(ctx, { lastName: `${name}ová`, clientId: client.id, phone: `60200000${i}` })
    clients.push({ ...client, contactId: contact.id })
  }
  return { ctx, team, me, mine: await t.ctx(me.id), clients }
}

describe('a call list', () => {
  it('of a filter holds each client once with the person to call; who wishes no contact or has no number is counted', async () => {
    const { ctx, me, clients } = await firm()
    await aClient(ctx, { name: 'Bez telefonu', ownerId: me.id })
    await sql`update clients set no_contact = true where id = ${clients[2]?.id}::uuid`.execute(t.db)
    const made = await t.call(lists.createCallList, {
      as: me.id,
      body: { name: ' Jarní ceník ', from: { kind: 'selection', of: 'clients', selection: {} } },
    })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    expect(made.body).toMatchObject({
      list: { name: 'Jarní ceník', state: 'open', counts: { all: 2, waiting: 2 }, owner: { id: me.id } },
      leftOut: { noContact: 1, noPhone: 1, noClient: 0 },
    })
    const { body } = await t.call(lists.getCallList, { as: me.id, params: { id: made.body.list.id } })
    expect(body.items.map((item) => [item.client?.name, item.contact?.id, item.phone])).toEqual([
      ['Alfa', clients[0]?.contactId, '602000000'],
      ['Beta', clients[1]?.contactId, '602000001'],
    ])
    expect(body.nextItemId).toBe(body.items[0]?.id)
  })

  it('of picked people and of leads works alike; nobody to call is refused', async () => {
    const { me, mine, clients } = await firm()
    const people = await aCallList(mine, {
      kind: 'selection',
      of: 'contacts',
      selection: { ids: [clients[0]?.contactId as string] },
    })
    expect(people.counts.all).toBe(1)
    const lead = await aLead(mine, { phone: '777 000 111' })
    const silent = await aLead(mine)
    const leads = await t.call(lists.createCallList, {
      as: me.id,
      body: { name: 'Zájemci', from: { kind: 'selection', of: 'leads', selection: { ids: [lead.id, silent.id] } } },
    })
    expect(leads.body).toMatchObject({ list: { counts: { all: 1 } }, leftOut: { noPhone: 1 } })
    const nobody = await t.call(lists.createCallList, {
      as: me.id,
      body: { name: 'Nikdo', from: { kind: 'selection', of: 'leads', selection: { ids: [silent.id] } } },
    })
    expect([nobody.status, nobody.body.reason]).toEqual([409, 'calls.listEmpty'])
  })

  it('of a rule of the day calls whom the day proposes, in its order', async () => {
    const { me, mine } = await firm([])
    t.now = new Date('2026-11-24T09:00:00Z')
    const later = await aLead(mine, { name: 'Pozdější', phone: '777 000 111' })
    t.now = new Date('2026-11-20T09:00:00Z')
    const sooner = await aLead(await t.ctx(me.id), { name: 'Dřívější', phone: '777 000 222' })
    t.now = new Date('2026-11-24T09:00:00Z')
    const made = await t.call(lists.createCallList, {
      as: me.id,
      body: { name: 'Odpovědi', from: { kind: 'rule', rule: 'leadAnswer' } },
    })
    const { body } = await t.call(lists.getCallList, { as: me.id, params: { id: made.body.list.id } })
    expect(body.items.map((item) => item.lead?.id)).toEqual([sooner.id, later.id])
    const wrong = await t.call(lists.createCallList, {
      as: me.id,
      body: { name: 'X', from: { kind: 'rule', rule: 'nic' } },
    })
    expect(wrong.body.errors).toMatchObject([{ field: 'from.rule', reason: 'calls.ruleNotFound' }])
  })

  it('never holds a client the maker may not see, and is not seen by others', async () => {
    const { ctx, team, clients } = await firm()
    await sql`update settings set visibility = 'own'`.execute(t.db)
    const colleague = await aUser(ctx, { teamId: team.id })
    const own = await aClient(ctx, { name: 'Vlastní', ownerId: colleague.id })
    await aContact(ctx, { clientId: own.id, phone: '603000000' })
    const list = await aCallList(await t.ctx(colleague.id), {
      kind: 'selection',
      of: 'clients',
      selection: { ids: [own.id, ...clients.map((c) => c.id)] },
    })
    expect(list.counts.all).toBe(1)
    const stranger = await aUser(ctx)
    expect((await t.call(lists.getCallList, { as: stranger.id, params: { id: list.id } })).status).toBe(404)
    const { body } = await t.call(lists.getCallList, { as: colleague.id, params: { id: list.id } })
    const itemId = body.items[0]?.id as string
    expect((await t.call(lists.getCallItem, { as: stranger.id, params: { id: itemId } })).status).toBe(404)
  })

  it('is deleted and comes back, and is changed only on the version read', async () => {
    const { me, mine } = await firm()
    const list = await aCallList(mine, { kind: 'selection', of: 'clients', selection: {} })
    const script = await aScript(mine)
    const changed = await t.call(lists.changeCallList, {
      as: me.id,
      params: { id: list.id },
      body: { scriptId: script.id, purpose: 'Ceník' },
      version: list.version,
    })
    expect(changed.body).toMatchObject({ script: { id: script.id }, purpose: 'Ceník' })
    const stale = await t.call(lists.changeCallList, {
      as: me.id,
      params: { id: list.id },
      body: { name: 'X' },
      version: list.version,
    })
    expect(stale.body.reason).toBe('kit.conflict')
    await t.call(lists.removeCallList, { as: me.id, params: { id: list.id } })
    expect((await t.call(lists.getCallList, { as: me.id, params: { id: list.id } })).status).toBe(404)
    const bin = await t.call(lists.listDeletedCallLists, { as: me.id, query: { q: list.name.slice(0, 4) } })
    expect(bin.body.rows.map((row) => row.id)).toEqual([list.id])
    expect((await t.call(lists.restoreCallList, { as: me.id, params: { id: list.id } })).body.deletedAt).toBeNull()
  })
})

describe('one call of a list', () => {
  it('has everything on one card: numbers, last entries, open promises, peculiarities, script', async () => {
    const { me, mine, clients } = await firm(['Alfa'])
    const [client] = clients as [(typeof clients)[number]]
    await writeActivity(mine, { clientId: client.id, channel: 'phone', direction: 'out', text: 'Minule chtěli slevu' })
    await makePromise(mine, { side: 'ours', text: 'Poslat ceník', clientId: client.id, dueOn: '2026-11-20' }).catch(
      () => undefined,
    )
    await addPeculiarity(mine, client.id, { text: 'Volat až po desáté' })
    const script = await aScript(mine, 'Představit se.')
    const list = await aCallList(mine, { kind: 'selection', of: 'clients', selection: {} }, { scriptId: script.id })
    const { body: whole } = await t.call(lists.getCallList, { as: me.id, params: { id: list.id } })
    const { body } = await t.call(lists.getCallItem, { as: me.id, params: { id: whole.nextItemId as string } })
    expect(body).toMatchObject({
      script: { text: 'Představit se.' },
      card: {
        client: { name: 'Alfa' },
        contact: { id: client.contactId },
        phones: [{ value: '602000000', contact: { id: client.contactId } }],
        entries: [{ text: 'Minule chtěli slevu' }],
        peculiarities: [{ text: 'Volat až po desáté' }],
        mayWrite: true,
      },
    })
  })

  it('written down settles its line, promises the next step and names who is next; the last one closes the list', async () => {
    const { me, mine, clients } = await firm(['Alfa', 'Beta'])
    const list = await aCallList(mine, { kind: 'selection', of: 'clients', selection: {} })
    const { body: whole } = await t.call(lists.getCallList, { as: me.id, params: { id: list.id } })
    const [first, second] = whole.items.map((item) => item.id) as [string, string]
    const log = (itemId: string, i: number, body: Partial<api.CallRecord>) =>
      t.call(api.logCall, {
        as: me.id,
        body: {
          itemId,
          clientId: clients[i]?.id as string,
          contactId: clients[i]?.contactId as string,
          outcome: 'agreed',
          ...body,
        },
      })
    const one = await log(first, 0, { text: 'Chtějí vzorky', next: { step: 'callInWeek' } })
    expect(one.body).toMatchObject({
      nextItemId: second,
      promise: { kind: 'callBack', text: 'Zavolat znovu', dueOn: '2026-12-01' },
    })
    const two = await log(second, 1, { outcome: 'notReached' })
    expect(two.body).toMatchObject({ nextItemId: null, promise: null })
    const after = await t.call(lists.getCallList, { as: me.id, params: { id: list.id } })
    expect(after.body.list).toMatchObject({ state: 'done', counts: { done: 2 } })
    expect(after.body.items.map((item) => item.outcome)).toEqual(['agreed', 'notReached'])
    const { rows } = await sql<{ twoWay: boolean }>`select two_way from activities order by id`.execute(t.db)
    expect(rows.map((row) => row.twoWay)).toEqual([true, false])
  })

  it('put off comes back when its time has come; skipped ones stay away', async () => {
    const { me, mine } = await firm()
    const list = await aCallList(mine, { kind: 'selection', of: 'clients', selection: {} })
    const { body: whole } = await t.call(lists.getCallList, { as: me.id, params: { id: list.id } })
    const [a, b, c] = whole.items.map((item) => item.id) as [string, string, string]
    const put = (id: string, state: 'later' | 'skipped') =>
      t.call(lists.putOffCallItem, { as: me.id, params: { id }, body: { state } })
    expect((await put(a, 'later')).body).toMatchObject({
      item: { state: 'later', laterAt: '2026-11-24T10:00:00Z' },
      nextItemId: b,
    })
    expect((await put(b, 'skipped')).body.nextItemId).toBe(c)
    t.now = new Date('2026-11-24T10:00:30Z')
    expect((await t.call(lists.getCallList, { as: me.id, params: { id: list.id } })).body.nextItemId).toBe(a)
  })

  it('needs a day where one is to be chosen, and one that has not passed', async () => {
    const { me, clients } = await firm(['Alfa'])
    const log = (next: api.CallRecord['next']) =>
      t.call(api.logCall, {
        as: me.id,
        body: { clientId: clients[0]?.id as string, outcome: 'postponed', ...(next ? { next } : {}) },
      })
    expect((await log({ step: 'callOn' })).body.errors).toMatchObject([
      { field: 'next.dueOn', reason: 'calls.dayMissing' },
    ])
    expect((await log({ step: 'callOn', dueOn: '2026-11-23' })).body.errors).toMatchObject([
      { field: 'next.dueOn', reason: 'calls.dayPassed' },
    ])
    expect(
      (await log({ step: 'callOn', dueOn: '2026-12-24', dueTime: '14:00', text: 'Ozvat se po inventuře' })).body
        .promise,
    ).toMatchObject({
      dueOn: '2026-12-24',
      text: 'Ozvat se po inventuře',
    })
    const nobody = await t.call(api.logCall, { as: me.id, body: { outcome: 'reached' } })
    expect(nobody.body.errors).toMatchObject([{ field: 'clientId', reason: 'calls.aboutNobody' }])
  })

  it('of a lead answers it', async () => {
    const { me, mine } = await firm([])
    const lead = await aLead(mine, { phone: '777 000 111' })
    await t.call(api.logCall, {
      as: me.id,
      body: { leadId: lead.id, outcome: 'interested', text: 'Chce nabídku', next: { step: 'offer' } },
    })
    const { rows } = await sql<{
      state: string
      answered: boolean
    }>`select state, answered_at is not null as answered from leads`.execute(t.db)
    expect(rows).toEqual([{ state: 'contacted', answered: true }])
  })
})

describe('scripts', () => {
  it('are read by all, changed by their author and by leads', async () => {
    const { ctx, me, mine } = await firm([])
    const script = await aScript(mine)
    const other = await aUser(ctx)
    const lead = await aUser(ctx, { roles: ['TL'] })
    const change = (as: string, version: number) =>
      t.call(lists.changeCallScript, { as, params: { id: script.id }, body: { text: 'Jinak' }, version })
    expect((await change(other.id, script.version)).body.reason).toBe('calls.scriptNotYours')
    expect((await change(lead.id, script.version)).body.text).toBe('Jinak')
    expect((await change(me.id, script.version)).body.reason).toBe('kit.conflict')
    const { body } = await t.call(lists.listCallScripts, { as: other.id })
    expect(body.scripts).toMatchObject([{ text: 'Jinak', whyNot: { edit: 'calls.scriptNotYours' } }])
  })
})
