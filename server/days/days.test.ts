// My day and the week through HTTP on real PostgreSQL.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as api from '#api/days.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { aPromise } from '#server/promises/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()
// Today is Tuesday 2026-11-24.

async function people() {
  const ctx = await t.ctx()
  const lead = await aUser(ctx, { roles: ['TL'], name: 'Vedoucí Týmu' })
  const brno = await aTeam(ctx, { leadId: lead.id })
  const anna = await aUser(ctx, { teamId: brno.id, name: 'Anna Malá' })
  const petr = await aUser(ctx, { teamId: brno.id, name: 'Petr Velký' })
  const cizi = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
  return { ctx, lead, brno, anna, petr, cizi }
}

/** A client last spoken to on the day. */
async function spokenTo(
  ownerId: string,
  name: string,
  day: string | null,
  more: { class?: string; next?: string } = {},
) {
  const client = await aClient(await t.ctx(), {
    ownerId,
    name,
    state: 'active',
    createdAt: '2026-01-05T09:00:00Z',
    ...(more.class ? { class: more.class } : {}),
  })
  if (day)
    await sql`insert into touches (client_id, last_two_way_at, last_at) values (${client.id}::uuid, ${day}::date + time '10:00', ${day}::date + time '10:00')`.execute(
      t.db,
    )
  if (more.next)
    await sql`update clients set next_touch_on = ${more.next}::date where id = ${client.id}::uuid`.execute(t.db)
  return client
}

const dayOf = async (as: string, query: { person?: string; team?: string } = {}) =>
  (await t.call(api.getDay, { as, query })).body
const touches = (day: api.DayView) => day.steps.filter((step) => step.rule === 'touch')

test('clients beyond their cadence lead the list, each with its reason, by the handbook’s priority', async () => {
  const { anna, petr } = await people()
  // Standard: 45 days; key: 14; VIP: 21.
  const silent = await spokenTo(anna.id, 'Dlouho ticho', '2026-08-01')
  const vip = await spokenTo(anna.id, 'VIP po lhůtě', '2026-10-20', { class: 'vip' })
  const key = await spokenTo(anna.id, 'Klíčový dnes', '2026-11-10', { class: 'key' })
  const planned = await spokenTo(anna.id, 'Domluveno na dnešek', '2026-11-20', { next: '2026-11-24' })
  await spokenTo(anna.id, 'V pořádku', '2026-11-10')
  await spokenTo(anna.id, 'Domluveno na pozdější den', '2026-08-01', { next: '2026-12-10' })
  await spokenTo(petr.id, 'Kolegův klient', '2026-01-01')
  await aContact(await t.ctx(), { clientId: vip.id, lastName: 'Dvořák', phone: '+420602123456' })
  const day = await dayOf(anna.id)
  const found = touches(day)
  // Silent since 15 September (due): 20 + 5 + 10 + 47 BD; VIP due 10 November: 20 + 10 + 10 + 9; planned: 30 + 5 + 10; key due today: 20 + 15 + 10.
  expect(found.map((step) => [step.recordId, step.priority])).toEqual([
    [silent.id, 20 + 5 + 10 + 47],
    [vip.id, 20 + 10 + 10 + 9],
    // The same priority and day: by name.
    [planned.id, 45],
    [key.id, 45],
  ])
  expect(found[0]?.details).toMatchObject({ why: 'cadence', days: 115, silent: 1 })
  expect(found[1]).toMatchObject({
    class: 'vip',
    contact: { name: 'Karel Dvořák', phone: '+420602123456' },
    mine: true,
  })
  expect(found[2]?.details).toMatchObject({ why: 'planned' })
})

test('a step is done, put off or muted with a reason, remembered, and brought back', async () => {
  const { anna } = await people()
  const [a, b, c] = [
    await spokenTo(anna.id, 'Alfa', '2026-09-01'),
    await spokenTo(anna.id, 'Beta', '2026-09-01'),
    await spokenTo(anna.id, 'Gama', '2026-09-01'),
  ]
  const choose = (recordId: string, body: object) =>
    t.call(api.chooseStep, { as: anna.id, body: { rule: 'touch', recordId, ...body } as never })
  const shown = async () => touches(await dayOf(anna.id)).map((step) => step.name)
  expect(await shown()).toEqual(['Alfa', 'Beta', 'Gama'])
  expect((await choose(a.id, { decision: 'done' })).status).toBe(201)
  expect((await choose(b.id, { decision: 'snoozed', until: '2026-11-27' })).body).toMatchObject({ until: '2026-11-27' })
  expect((await choose(c.id, { decision: 'muted', reason: 'Rodinná firma, ozývá se sama' })).status).toBe(201)
  expect(await shown()).toEqual([])
  const day = await dayOf(anna.id)
  expect(day.putAside).toEqual({ snoozed: 1, muted: 1 })
  expect(day.done.steps).toBe(1)
  t.now = new Date('2026-11-27T08:00:00Z')
  expect(await shown()).toEqual(['Beta'])
  // Done, but nobody has spoken to Alfa: after 14 days it is back. Gama stays muted.
  t.now = new Date('2026-12-08T08:00:00Z')
  expect(await shown()).toEqual(['Alfa', 'Beta'])
  const { choices } = (await t.call(api.listDayChoices, { as: anna.id })).body
  expect(choices).toMatchObject([{ client: { name: 'Gama' }, reason: 'Rodinná firma, ozývá se sama' }])
  expect((await t.call(api.takeBackChoice, { as: anna.id, params: { id: choices[0]?.id as string } })).body).toEqual({
    ok: true,
  })
  expect(await shown()).toEqual(['Alfa', 'Beta', 'Gama'])
  const { rows } = await sql<{ fact: string; clientId: string; reason: string | null }>`
    select fact, client_id, reason from journal_entries where record_type = 'days' order by id`.execute(t.db)
  expect(rows).toEqual([
    { fact: 'days.done', clientId: a.id, reason: null },
    { fact: 'days.snoozed', clientId: b.id, reason: null },
    { fact: 'days.muted', clientId: c.id, reason: 'Rodinná firma, ozývá se sama' },
    { fact: 'days.resumed', clientId: c.id, reason: null },
  ])
})

test('what cannot be chosen is refused: too far, without a reason, of somebody else, not offered', async () => {
  const { anna, petr, lead } = await people()
  const client = await spokenTo(anna.id, 'Alfa', '2026-09-01')
  const choose = async (as: string, body: object) => {
    const reply = await t.call(api.chooseStep, { as, body: { rule: 'touch', recordId: client.id, ...body } as never })
    return (reply.body.errors as { reason: string }[] | undefined)?.[0]?.reason ?? reply.body.reason ?? reply.status
  }
  expect(await choose(anna.id, { decision: 'snoozed' })).toBe('days.snoozeNotLater')
  expect(await choose(anna.id, { decision: 'snoozed', until: '2026-11-24' })).toBe('days.snoozeNotLater')
  expect(await choose(anna.id, { decision: 'snoozed', until: '2026-12-09' })).toBe('days.snoozeTooLong')
  expect(await choose(anna.id, { decision: 'muted', reason: '  ' })).toBe('days.muteNeedsReason')
  expect(await choose(petr.id, { decision: 'done' })).toBe('days.noSuchStep')
  expect(await choose(lead.id, { decision: 'done' })).toBe('days.noSuchStep')
  expect(await choose(anna.id, { rule: 'nothing', decision: 'done' })).toBe('days.noSuchStep')
  const made = await t.call(api.chooseStep, {
    as: anna.id,
    body: { rule: 'touch', recordId: client.id, decision: 'done' },
  })
  expect((await t.call(api.takeBackChoice, { as: petr.id, params: { id: made.body.id } })).status).toBe(404)
})

test('promises due, late first; key people who left; leads with their clock; one reply', async () => {
  const { anna } = await people()
  const ctx = await t.ctx(anna.id)
  const client = await spokenTo(anna.id, 'Pekárna', '2026-11-20')
  await aPromise(ctx, { clientId: client.id, text: 'dnes', dueOn: '2026-11-24', dueTime: '15:00' })
  await aPromise(ctx, { clientId: client.id, text: 'pozdě', givenOn: '2026-11-01', dueOn: '2026-11-20' })
  await aPromise(ctx, { clientId: client.id, text: 'zítra', dueOn: '2026-11-25' })
  const gone = await aContact(ctx, {
    clientId: client.id,
    lastName: 'Hora',
    buyingRoles: ['decider'],
    position: 'nákupčí',
  })
  await sql`update contact_positions set to_on = '2026-11-18' where contact_id = ${gone.id}::uuid`.execute(t.db)
  await sql`insert into leads (name, owner_id, answer_due_on, received_at) values
    ('Poptávka včera', ${anna.id}::uuid, '2026-11-25', '2026-11-23 10:00+01'), ('Zapomenutá', ${anna.id}::uuid, '2026-11-19', '2026-11-16 10:00+01')`.execute(
    t.db,
  )
  const day = await dayOf(anna.id)
  expect(day.promises.map((promise) => [promise.text, promise.late])).toEqual([
    ['pozdě', true],
    ['dnes', false],
  ])
  expect(day.promisesTotal).toBe(2)
  expect(day.next).toMatchObject({ day: '2026-11-25', promises: 1 })
  const left = day.steps.find((step) => step.rule === 'N15')
  // Left on Wednesday 18th, 5 BD: 25th, so 1 BD is left; unknown class weighs as C.
  expect(left).toMatchObject({
    name: 'Pekárna',
    dueOn: '2026-11-25',
    priority: 30 + 5 + 9,
    details: { person: 'Karel Hora' },
  })
  expect(day.leads.map((one) => [one.name, one.businessDaysLeft])).toEqual([
    ['Zapomenutá', -3],
    ['Poptávka včera', 1],
  ])
  expect(day.holiday).toBe(null)
  t.now = new Date('2026-11-17T09:00:00Z')
  expect((await dayOf(anna.id)).holiday).toBe('Den boje za svobodu a demokracii')
})

test('a team lead sees the day and week of people and team; colleagues and strangers do not', async () => {
  const { anna, petr, lead, brno, cizi } = await people()
  await spokenTo(anna.id, 'Annin klient', '2026-09-01')
  const petrs = await spokenTo(petr.id, 'Petrův klient', '2026-09-01')
  await aPromise(await t.ctx(petr.id), {
    clientId: petrs.id,
    text: 'Dodat',
    givenOn: '2026-11-01',
    dueOn: '2026-11-20',
  })
  const team = await dayOf(lead.id, { team: brno.id })
  expect(team.of).toBe('team')
  expect(touches(team).map((step) => [step.name, step.user.name, step.mine])).toEqual([
    ['Annin klient', 'Anna Malá', false],
    ['Petrův klient', 'Petr Velký', false],
  ])
  expect((await dayOf(lead.id, { person: petr.id })).promises.map((promise) => promise.text)).toEqual(['Dodat'])
  for (const as of [anna.id, cizi.id]) {
    expect((await t.call(api.getDay, { as, query: { person: petr.id } })).body).toMatchObject({
      status: 403,
      reason: 'days.notYourTeam',
    })
    expect((await t.call(api.getDay, { as, query: { team: brno.id } })).status).toBe(403)
    expect((await t.call(api.getWeek, { as, query: { team: brno.id } })).status).toBe(403)
  }
  expect((await t.call(api.getDay, { as: lead.id, query: { person: cizi.id } })).status).toBe(403)
  const week = (await t.call(api.getWeek, { as: lead.id, query: { team: brno.id, day: '2026-11-18' } })).body
  expect(week.from).toBe('2026-11-16')
  expect(week.days.map((one) => one.business)).toEqual([true, false, true, true, true, false, false])
  expect(week.promises).toMatchObject([{ text: 'Dodat', dueOn: '2026-11-20', late: true, userId: petr.id }])
  expect(week.people.map((one) => [one.person.name, one.latePromises, one.waitingClients])).toEqual([
    ['Anna Malá', 0, 1],
    ['Petr Velký', 1, 1],
  ])
  const seen = (await t.call(api.dayPeople, { as: lead.id })).body
  expect(seen.people.map((one) => one.name)).toEqual(['Anna Malá', 'Petr Velký', 'Vedoucí Týmu'])
  expect(seen.teams.map((one) => one.id)).toEqual([brno.id])
  expect((await t.call(api.dayPeople, { as: anna.id })).body).toMatchObject({ people: [{ id: anna.id }], teams: [] })
})

test('who reads no clients still has a day: tasks of his own', async () => {
  const { ctx } = await people()
  const adam = await aUser(ctx, { roles: ['ADM'] })
  await aPromise(await t.ctx(adam.id), { text: 'Zálohy', dueOn: '2026-11-24' })
  const day = await dayOf(adam.id)
  expect(day.promises.map((promise) => promise.text)).toEqual(['Zálohy'])
  expect(day.steps).toEqual([])
})

test('a day of hundreds of clients stays short, counts the rest', async () => {
  const { anna } = await people()
  await sql`insert into clients (name, owner_id, team_id, state, created_at)
    select 'Firma ' || lpad(i::text, 3, '0'), ${anna.id}::uuid, (select team_id from users where id = ${anna.id}::uuid), 'active', '2026-01-01'
    from generate_series(1, 120) i`.execute(t.db)
  const day = await dayOf(anna.id)
  expect(day.steps).toHaveLength(40)
  expect(day.moreSteps).toBe(80)
})
