import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import * as api from '#api/leads.ts'
import { writeActivity } from '#server/activities/actions.ts'
import { getClient } from '#server/clients/actions.ts'
import { aClient } from '#server/clients/factory.ts'
import { getContact } from '#server/contacts/actions.ts'
import { aContact } from '#server/contacts/factory.ts'
import { aLead } from '#server/leads/factory.ts'
import { makePromise, openPromisesOf } from '#server/promises/actions.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

async function firm() {
  const ctx = await t.ctx()
  const team = await aTeam(ctx)
  const me = await aUser(ctx, { teamId: team.id })
  const colleague = await aUser(ctx, { teamId: team.id })
  const director = await aUser(ctx, { roles: ['SD'] })
  return { ctx, team, me, colleague, director }
}

describe('conversion', () => {
  it('makes a client and a contact, takes along all that was written, and keeps the lead', async () => {
    const { me } = await firm()
    const ctx = await t.ctx(me.id)
    const lead = await aLead(ctx, {
      name: 'Truhlářství Beneš',
      personName: 'Ing. Karel Beneš, Ph.D.',
      email: 'benes@truhlarstvi.example',
      phone: '777 111 222',
      city: 'Brno',
      postcode: '602 00',
      interestItems: 'Dubové desky 40 mm',
      interestTerms: 'Do konce února',
      known: ['need', 'timing'],
      source: 'fair',
      sourceDetail: 'WOOD-TEC',
    })
    await writeActivity(ctx, { leadId: lead.id, channel: 'phone', direction: 'out', text: 'Chtějí vzorky' })
    const promise = await makePromise(ctx, {
      side: 'ours',
      text: 'Poslat vzorky',
      leadId: lead.id,
      dueOn: '2026-11-27',
    })
    const converted = await t.call(api.convertLead, { as: me.id, params: { id: lead.id }, body: {} })
    expect(converted.status, JSON.stringify(converted.body)).toBe(200)
    expect(converted.body).toMatchObject({
      state: 'converted',
      client: { name: 'Truhlářství Beneš' },
      contact: { name: 'Karel Beneš' },
    })
    const clientId = converted.body.client?.id as string
    const client = await getClient(ctx, clientId)
    expect(client).toMatchObject({
      state: 'prospect',
      owner: { id: me.id },
      source: 'Veletrh: WOOD-TEC',
      addresses: [{ city: 'Brno' }],
    })
    const contact = await getContact(ctx, converted.body.contact?.id as string)
    expect(contact).toMatchObject({
      titleBefore: 'Ing.',
      titleAfter: 'Ph.D.',
      positions: [{ client: { id: clientId } }],
    })
    expect(contact.channels.map((c) => c.value)).toEqual(['+420 777 111 222', 'benes@truhlarstvi.example'])
    expect((await openPromisesOf(ctx, { clientId })).map((p) => p.id)).toEqual([promise.id])
    const { rows: entries } = await sql<{ text: string; leadId: string }>`
      select text, lead_id from activities where client_id = ${clientId}::uuid order by happened_at, id`.execute(t.db)
    expect(entries.map((e) => e.text)).toEqual(
      expect.arrayContaining(['Chtějí vzorky', expect.stringContaining('Dubové desky 40 mm')]),
    )
    expect(entries.every((e) => e.leadId === lead.id)).toBe(true)
    const { rows: facts } = await sql<{ fact: string }>`
      select fact from journal_entries where client_id = ${clientId}::uuid and record_type = 'leads'`.execute(t.db)
    expect(facts).toEqual([{ fact: 'leads.converted' }])
    const twice = await t.call(api.convertLead, { as: me.id, params: { id: lead.id }, body: {} })
    expect(twice.body.reason).toBe('leads.moveNotFromHere')
    expect((await t.call(api.removeLead, { as: me.id, params: { id: lead.id } })).body.reason).toBe(
      'leads.convertedStays',
    )
  })

  it('joins a client that exists; a client of somebody else is refused and nothing changes', async () => {
    const { ctx, me, colleague } = await firm()
    await sql`update settings set visibility = 'team'`.execute(t.db)
    const mine = await aClient(ctx, { ownerId: me.id })
    const theirs = await aClient(ctx, { ownerId: colleague.id })
    const lead = await aLead(await t.ctx(me.id))
    const refused = await t.call(api.convertLead, { as: me.id, params: { id: lead.id }, body: { clientId: theirs.id } })
    expect([refused.status, refused.body.reason]).toEqual([403, 'clients.notYours'])
    expect((await t.call(api.getLead, { as: me.id, params: { id: lead.id } })).body.state).toBe('new')
    const joined = await t.call(api.convertLead, { as: me.id, params: { id: lead.id }, body: { clientId: mine.id } })
    expect(joined.body).toMatchObject({ client: { id: mine.id }, contact: { name: expect.stringContaining('Petr') } })
  })

  it('joins a person who exists and gives him a place at the client', async () => {
    const { ctx, me } = await firm()
    const client = await aClient(ctx, { ownerId: me.id })
    const other = await aClient(ctx, { ownerId: me.id })
    const person = await aContact(ctx, { clientId: other.id, ownerId: me.id })
    const lead = await aLead(await t.ctx(me.id))
    const done = await t.call(api.convertLead, {
      as: me.id,
      params: { id: lead.id },
      body: { clientId: client.id, contactId: person.id },
    })
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    const places = (await getContact(await t.ctx(me.id), person.id)).positions.map((place) => place.client.id)
    expect(places.sort()).toEqual([client.id, other.id].sort())
  })

  it('needs a surname for mail and phone, or the word that there is no person: then they go to the client', async () => {
    const { me } = await firm()
    const lead = await aLead(await t.ctx(me.id), { name: 'Bez osoby', personName: null, phone: '602 000 111' })
    const asked = await t.call(api.convertLead, { as: me.id, params: { id: lead.id }, body: {} })
    expect(asked.body.errors).toMatchObject([{ field: 'lastName', reason: 'leads.contactWithoutName' }])
    const done = await t.call(api.convertLead, { as: me.id, params: { id: lead.id }, body: { contactId: null } })
    expect(done.body.contact).toBeNull()
    const client = await getClient(await t.ctx(me.id), done.body.client?.id as string)
    expect(client.channels.map((c) => c.value)).toEqual(['+420 602 000 111'])
    expect(client.state).toBe('lead')
  })

  it('names a similar client before making another', async () => {
    const { ctx, me } = await firm()
    await aClient(ctx, { name: 'Kovárna Slezák, s.r.o.', ownerId: me.id })
    const lead = await aLead(await t.ctx(me.id), { name: 'Kovárna Slezák', personName: null })
    const matches = await t.call(api.matchesOfLead, { as: me.id, params: { id: lead.id } })
    expect(matches.body.matches).toMatchObject([{ type: 'clients', reasons: ['name'] }])
    const refused = await t.call(api.convertLead, { as: me.id, params: { id: lead.id }, body: {} })
    expect(refused.body.reason).toBe('clients.similar')
    const anyway = await t.call(api.convertLead, { as: me.id, params: { id: lead.id }, body: { evenIfSimilar: true } })
    expect(anyway.body.state).toBe('converted')
  })
})
