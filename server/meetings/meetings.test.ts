// Meetings through HTTP on real PostgreSQL: plan, prepare, minutes, what follows.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { BodyOf } from '#api/endpoint.ts'
import * as minutesApi from '#api/meeting-minutes.ts'
import * as papersApi from '#api/meeting-papers.ts'
import * as api from '#api/meetings.ts'
import { aMeeting, someLines, somePeople } from '#server/meetings/factory.ts'
import { anObjection } from '#server/objections/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()
// Today is Tuesday 2026-11-24, ten o'clock in Prague.

const facts = async (id: string) =>
  (
    await sql<{ fact: string }>`select fact from journal_entries where record_id = ${id}::uuid order by id`.execute(
      t.db,
    )
  ).rows.map((row) => row.fact)

test('a meeting is planned with people of both sides, lands in their calendars, and colleagues are told', async () => {
  const { anna, petr, client, buyer } = await somePeople(t)
  const made = await t.call(api.planMeeting, {
    as: anna.id,
    body: {
      clientId: client.id,
      title: ' Podmínky na příští rok ',
      day: '2026-12-01',
      startTime: '09:00',
      endTime: '10:30',
      place: 'Větřní, budova B',
      videoUrl: 'https://meet.example/abc',
      goal: 'Dohodnout ceník',
      fallback: 'Prodloužit dosavadní o čtvrt roku',
      people: [
        { userId: petr.id, side: 'ours' },
        { contactId: buyer.id, side: 'theirs' },
        { name: 'Ing. Nový', email: 'novy@papirny.example', side: 'theirs', optional: true },
      ],
      points: [{ title: 'Ceník', minutes: 30 }, { title: 'Dodací lhůty' }],
    },
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  expect(made.body).toMatchObject({
    title: 'Podmínky na příští rok',
    state: 'planned',
    day: '2026-12-01',
    startTime: '09:00',
    endTime: '10:30',
    startsAt: '2026-12-01T09:00:00+01:00',
    organizer: { id: anna.id },
    points: [
      { title: 'Ceník', minutes: 30 },
      { title: 'Dodací lhůty', minutes: null },
    ],
    whyNot: { 'move.end': 'meetings.notBegun' },
  })
  expect(made.body.people.map((one) => `${one.side} ${one.name}`)).toEqual([
    'ours Anna Malá',
    'ours Petr Hruška',
    'theirs Jana Dvořáková',
    'theirs Ing. Nový',
  ])
  const { rows } = await sql<{ title: string; people: number; day: string }>`
    select a.title, (select count(*)::int from appointment_people p where p.appointment_id = a.id) as people, a.starts_at::text as day
    from appointments a where a.record_type = 'meetings' and a.record_id = ${made.body.id}::uuid`.execute(t.db)
  expect(rows).toHaveLength(1)
  expect(rows[0]?.title).toContain('Papírny Větřní')
  const { rows: told } = await sql<{
    userId: string
  }>`select user_id from notifications where event = 'meetings.invited'`.execute(t.db)
  expect(told.map((row) => row.userId)).toEqual([petr.id])
  expect(await facts(made.body.id)).toEqual(['meetings.planned'])
})

test('a time in the past, an impossible day, a skipped hour and an end before the start are each answered clearly', async () => {
  const { anna, client } = await somePeople(t)
  const base = { clientId: client.id, title: 'x', day: '2026-12-01', startTime: '09:00', endTime: '10:00' }
  const plan = async (body: Partial<BodyOf<typeof api.planMeeting>>) => {
    const { status, body: reply } = await t.call(api.planMeeting, { as: anna.id, body: { ...base, ...body } })
    const errors = reply.errors as { field: string; reason: string }[] | undefined
    return `${status} ${errors ? errors.map((one) => `${one.field} ${one.reason}`).join(', ') : (reply.reason ?? reply.state)}`
  }
  expect(await plan({ day: '2026-11-20' })).toBe('409 meetings.inPast')
  expect(await plan({ day: '2026-11-20', held: true })).toBe('201 held')
  expect(await plan({ day: '2026-02-30' })).toContain('400 day')
  expect(await plan({ day: '2027-03-28', startTime: '02:30', endTime: '04:00' })).toBe('400 startTime kit.timeSkipped')
  expect(await plan({ day: '2027-03-28', startTime: '01:30', endTime: '02:10' })).toBe('400 endTime kit.timeSkipped')
  expect(await plan({ startTime: '11:00', endTime: '10:00' })).toBe('400 endTime meetings.endsBeforeStart')
  expect(await plan({ startTime: '22:00', endTime: '01:00', endDay: '2026-12-02' })).toBe('201 planned')
  expect(await plan({ endDay: '2026-12-05' })).toBe('400 endTime meetings.tooLong')
  expect(await plan({ day: '2126-12-01' })).toBe('400 day meetings.tooFar')
  expect(await plan({ timeZone: 'Mars/Olympus' })).toBe('400 timeZone kit.unknownZone')
  expect(await plan({ startTime: '25:00' })).toContain('400 startTime')
  expect(await plan({ videoUrl: 'javascript:alert(1)' })).toBe('400 videoUrl meetings.badLink')
  expect(await plan({ clientId: null })).toBe('400 clientId meetings.withWhom')
  expect(await plan({ people: [{ side: 'theirs' }] })).toBe('400 people.0 meetings.personWithoutName')
  expect(await plan({ people: [{ contactId: client.id, side: 'theirs' }] })).toBe('400 people meetings.unknownPerson')
  expect(await plan({ goal: 'Jednatel 710319/2745' })).toBe('400 goal identifiers.birthNumber')
})

test('what stayed open goes to the next meeting, whether it is planned later or already', async () => {
  const { anna, client, buyer, as } = await somePeople(t)
  const last = await aMeeting(as, {
    clientId: client.id,
    day: '2026-11-24',
    startTime: '09:30',
    endTime: '10:30',
    people: [{ contactId: buyer.id, side: 'theirs' }],
    points: [{ title: 'Ceník' }, { title: 'Logistika' }],
  })
  const planned = await aMeeting(as, { clientId: client.id, day: '2026-12-15', points: [{ title: 'Ceník' }] })
  const at = { as: anna.id, params: { id: last.id } }
  await t.call(minutesApi.goToPoint, { ...at, body: { done: [{ id: last.points[1]?.id as string, done: true }] } })
  await someLines(as, last.id, [['question', 'Kdo schvaluje?']])
  await anObjection(as, { clientId: client.id, text: 'Dlouhá lhůta', kind: 'time' })
  await t.call(api.moveMeeting, { ...at, body: { move: 'end' } })
  const { body: next } = await t.call(api.getMeeting, { as: anna.id, params: { id: planned.id } })
  expect(next.points.map((point) => point.title)).toEqual(['Ceník', 'Kdo schvaluje?'])
  expect(next.follows).toMatchObject({ id: last.id })
  const { body: proposal } = await t.call(api.proposeMeeting, { as: anna.id, query: { clientId: client.id } })
  expect(proposal).toMatchObject({
    follows: { id: last.id },
    points: [
      { title: 'Ceník', from: 'point' },
      { title: 'Kdo schvaluje?', from: 'question' },
      { title: 'Dlouhá lhůta', from: 'objection' },
    ],
    people: [{ contactId: buyer.id, name: 'Jana Dvořáková' }],
  })
  const made = await t.call(api.planMeeting, {
    as: anna.id,
    body: { clientId: client.id, title: 'Další', day: '2026-12-20', startTime: '09:00', endTime: '10:00' },
  })
  expect(made.body.points.map((point) => point.title)).toEqual(['Ceník', 'Kdo schvaluje?', 'Dlouhá lhůta'])
})

test('a stranger finds nothing; a colleague who comes may write, one who does not may read', async () => {
  const { anna, petr, cizi, client, as, ctx } = await somePeople(t)
  const jana = await aUser(ctx, { teamId: (await t.ctx(anna.id)).actor.teamId })
  const meeting = await aMeeting(as, { clientId: client.id, people: [{ userId: petr.id, side: 'ours' }] })
  const at = (user: string) => ({ as: user, params: { id: meeting.id } })
  expect((await t.call(api.getMeeting, at(cizi.id))).status).toBe(404)
  expect((await t.call(minutesApi.readLines, at(cizi.id))).status).toBe(404)
  expect((await t.call(papersApi.printSheet, at(cizi.id))).status).toBe(404)
  expect((await t.call(papersApi.readLetter, at(cizi.id))).status).toBe(404)
  expect((await t.call(api.moveMeeting, { ...at(petr.id), body: { move: 'start' } })).status).toBe(200)
  expect((await t.call(api.getMeeting, at(jana.id))).body.whyNot).toMatchObject({ edit: 'meetings.readOnly' })
  expect((await t.call(minutesApi.goToPoint, { ...at(jana.id), body: { add: { title: 'x' } } })).body).toMatchObject({
    status: 403,
    reason: 'meetings.readOnly',
  })
})

test('a change needs the version read; cancelled with a reason it is crossed out in calendars, deleted it comes back', async () => {
  const { anna, petr, client, as } = await somePeople(t)
  const meeting = await aMeeting(as, { clientId: client.id, people: [{ userId: petr.id, side: 'ours' }] })
  const at = { as: anna.id, params: { id: meeting.id } }
  expect(
    (await t.call(api.changeMeeting, { ...at, body: { startTime: '13:00', endTime: '14:00' }, version: 1 })).body,
  ).toMatchObject({ startTime: '13:00', version: 2 })
  expect((await t.call(api.changeMeeting, { ...at, body: { title: 'Jinak' }, version: 1 })).body).toMatchObject({
    reason: 'kit.conflict',
    theirs: { startTime: '13:00' },
  })
  expect((await t.call(api.moveMeeting, { ...at, body: { move: 'cancel' } })).body).toMatchObject({
    reason: 'meetings.reasonMissing',
  })
  expect((await t.call(api.moveMeeting, { ...at, body: { move: 'cancel', reason: 'Nemoc' } })).body).toMatchObject({
    state: 'cancelled',
    stateReason: 'Nemoc',
  })
  const status = async () =>
    (await sql<{ status: string }>`select status from appointments where record_id = ${meeting.id}::uuid`.execute(t.db))
      .rows[0]?.status
  expect(await status()).toBe('cancelled')
  await t.call(api.moveMeeting, { ...at, body: { move: 'planAgain' } })
  expect(await status()).toBe('confirmed')
  expect((await t.call(api.removeMeeting, at)).body).toEqual({ ok: true })
  expect((await t.call(api.getMeeting, at)).status).toBe(404)
  expect((await t.call(api.restoreMeeting, at)).body).toMatchObject({ title: meeting.title })
  expect(await facts(meeting.id)).toEqual([
    'meetings.planned',
    'meetings.shifted',
    'meetings.moved',
    'meetings.moved',
    'meetings.removed',
    'meetings.restored',
  ])
})

test('the list filters, sorts and pages', async () => {
  const { anna, client, buyer, as } = await somePeople(t)
  for (const day of ['2026-12-01', '2026-12-02', '2026-12-03'])
    await aMeeting(as, {
      clientId: client.id,
      day,
      title: `Schůzka ${day}`,
      people: [{ contactId: buyer.id, side: 'theirs' }],
    })
  const list = async (query: Record<string, unknown>) => (await t.call(api.listMeetings, { as: anna.id, query })).body
  const first = await list({ limit: 2 })
  expect(first.total).toBe(3)
  expect(first.rows.map((row) => row.title)).toEqual(['Schůzka 2026-12-03', 'Schůzka 2026-12-02'])
  expect((await list({ limit: 2, cursor: first.next })).rows).toHaveLength(1)
  expect((await list({ q: 'vetrni schuzka' })).total).toBe(3)
  expect((await list({ filter: JSON.stringify({ f: 'theirs', op: 'contains', v: 'dvořák' }) })).total).toBe(3)
  expect((await list({ groupBy: 'state' })).groups).toMatchObject([{ value: 'planned', count: 3 }])
})
