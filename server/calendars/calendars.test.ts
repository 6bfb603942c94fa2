import { expect, test } from 'vitest'
import * as api from '#api/calendars.ts'
import { busyTimes, putAppointment } from '#server/calendars/actions.ts'
import { anAppointment } from '#server/calendars/factory.ts'
import { aClient } from '#server/clients/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()
const week = { from: '2026-11-23T00:00:00Z', to: '2026-11-30T00:00:00Z' }
const hour = { start: { day: '2026-11-25', time: '09:00' }, end: { day: '2026-11-25', time: '10:00' } }

async function people() {
  const ctx = await t.ctx()
  return { me: (await aUser(ctx)).id, she: (await aUser(ctx, { name: 'Eva Malá' })).id, ctx }
}
const itemsOf = async (as: string, users?: string) => {
  const { status, body } = await t.call(api.listAppointments, { as, query: { ...week, ...(users ? { users } : {}) } })
  expect(status).toBe(200)
  return body.items
}

test('an appointment is written by the wall clock of its zone and stands in the calendars of those invited', async () => {
  const { me, she } = await people()
  const { status, body } = await t.call(api.addAppointment, {
    as: me,
    body: {
      title: ' Porada ',
      ...hour,
      people: [{ userId: she }, { email: 'Karel@Dodavatel.example', name: 'Karel' }],
      place: 'Brno',
    },
  })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    title: 'Porada',
    startsAt: '2026-11-25T08:00:00.000Z',
    endsAt: '2026-11-25T09:00:00.000Z',
    timeZone: 'Europe/Prague',
    version: 1,
    place: 'Brno',
  })
  expect(body.people.map(({ email, answer }) => [email, answer])).toContainEqual(['karel@dodavatel.example', 'waiting'])
  expect(await itemsOf(me)).toMatchObject([{ title: 'Porada', userIds: [me], mayMove: true, busyOnly: false }])
  expect(await itemsOf(she)).toMatchObject([{ title: 'Porada', userIds: [she], answer: 'waiting', mayMove: false }])
  expect(await itemsOf(me, `${me},${she}`)).toMatchObject([{ userIds: [me, she] }])
})

test('impossible days, skipped hours, ends before starts and broken repetition are refused by field', async () => {
  const { me } = await people()
  const refused = async (body: object) => {
    const reply = await t.call(api.addAppointment, { as: me, body: { title: 'X', ...hour, ...body } as never })
    expect(reply.status, JSON.stringify(body)).toBe(400)
    return (reply.body as unknown as { errors: { field: string; reason: string }[] }).errors.map(
      ({ field, reason }) => `${field} ${reason}`,
    )
  }
  const at = (day: string, time: string) => ({ day, time })
  expect(await refused({ start: at('2027-03-28', '02:30'), end: at('2027-03-28', '04:00') })).toEqual([
    'start kit.timeSkipped',
  ])
  expect(await refused({ start: at('2026-11-25', '11:00') })).toEqual(['end calendars.endsBeforeStart'])
  expect(await refused({ start: { day: '2026-11-25' } })).toEqual(['end calendars.dayOrTime'])
  expect(await refused({ timeZone: 'Mars/Base' })).toEqual(['timeZone kit.unknownZone'])
  expect(await refused({ rrule: 'FREQ=SECONDLY' })).toEqual(['rrule kit.repeatsTooOften'])
  expect(await refused({ rrule: 'FREQ=DAILY;COUNT=9999999' })).toEqual(['rrule kit.repeatsTooMany'])
  expect(await refused({ videoUrl: 'javascript:alert(1)' })).toEqual(['videoUrl kit.badWeb'])
  expect((await refused({ start: at('2026-02-30', '09:00') }))[0]).toMatch(/start/)
  const past = await t.call(api.addAppointment, {
    as: me,
    body: { title: 'Dávno', start: at('2020-01-02', '09:00'), end: at('2020-01-02', '10:00') },
  })
  expect(past.status).toBe(201)
})

test('what one may not see is only busy, and as a record it does not exist', async () => {
  const { me, she, ctx } = await people()
  const id = await anAppointment(ctx, { ownerId: she, title: 'Lékař', place: 'Praha' })
  const free = await anAppointment(ctx, {
    ownerId: she,
    title: 'Volno',
    busy: false,
    startsAt: '2026-11-26T09:00:00.000Z',
    endsAt: '2026-11-26T10:00:00.000Z',
  })
  const items = await itemsOf(me, she)
  expect(items).toMatchObject([
    { busyOnly: true, title: null, place: null, client: null, record: null },
    { busyOnly: true },
  ])
  expect(JSON.stringify(items)).not.toMatch(/Lékař|Praha|Volno/)
  for (const one of [id, free])
    expect((await t.call(api.getAppointment, { as: me, params: { id: one } })).status).toBe(404)
  const calls = [
    () => t.call(api.changeAppointment, { as: me, params: { id }, body: { title: 'X' }, version: 1 }),
    () => t.call(api.removeAppointment, { as: me, params: { id } }),
    () => t.call(api.downloadAppointment, { as: me, params: { id } }),
    () => t.call(api.answerAppointment, { as: me, params: { id }, body: { answer: 'accepted' } }),
  ]
  for (const call of calls) expect((await call()).status).toBe(404)
  const { body } = await t.call(api.listBusyTimes, { as: me, query: { ...week, users: she } })
  expect(body.busy.map(({ startsAt }) => startsAt)).toEqual(['2026-11-25T09:00:00.000Z'])
})

test('an appointment with a client is seen by who sees the client, a private one only by its owner', async () => {
  const { she, ctx } = await people()
  const me = (await aUser(ctx, { roles: ['SD'] })).id
  const client = await aClient(ctx, { ownerId: she })
  await anAppointment(ctx, { ownerId: she, title: 'Jednání', clientId: client.id })
  await anAppointment(ctx, {
    ownerId: she,
    title: 'Soukromě',
    clientId: client.id,
    private: true,
    startsAt: '2026-11-26T09:00:00.000Z',
    endsAt: '2026-11-26T10:00:00.000Z',
  })
  expect((await itemsOf(me, she)).map(({ title }) => title)).toEqual(['Jednání', null])
  expect(
    (await t.call(api.appointmentsOfClient, { as: me, params: { id: client.id } })).body.items.map(
      ({ title }) => title,
    ),
  ).toEqual(['Jednání'])
})

test('moving needs the version read; two people changing at once do not overwrite each other', async () => {
  const { me, she } = await people()
  const { body: first } = await t.call(api.addAppointment, {
    as: me,
    body: { title: 'Porada', ...hour, people: [{ userId: she }] },
  })
  await t.call(api.answerAppointment, { as: she, params: { id: first.id }, body: { answer: 'accepted' } })
  const move = { start: { day: '2026-11-26', time: '14:00' } }
  const stale = await t.call(api.changeAppointment, { as: me, params: { id: first.id }, body: move, version: 1 })
  expect(stale.status).toBe(409)
  expect(stale.body.reason).toBe('kit.conflict')
  const { body: moved } = await t.call(api.changeAppointment, {
    as: me,
    params: { id: first.id },
    body: move,
    version: 2,
  })
  expect(moved).toMatchObject({ startsAt: '2026-11-26T13:00:00.000Z', endsAt: '2026-11-26T14:00:00.000Z', sequence: 1 })
  // A new time is answered anew.
  expect(moved.people[0]?.answer).toBe('waiting')
  expect(
    (await t.call(api.changeAppointment, { as: she, params: { id: first.id }, body: move, version: moved.version }))
      .body.reason,
  ).toBe('calendars.notYours')
  const { body: worded } = await t.call(api.changeAppointment, {
    as: me,
    params: { id: first.id },
    body: { title: 'Porada týmu' },
    version: moved.version,
  })
  expect(worded.sequence).toBe(1)
})

test('one occurrence, the following ones, or the whole series change and go', async () => {
  const { me } = await people()
  const { body: series } = await t.call(api.addAppointment, {
    as: me,
    body: {
      title: 'Týdenní',
      start: { day: '2026-11-02', time: '09:00' },
      end: { day: '2026-11-02', time: '10:00' },
      rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=8',
    },
  })
  const starts = async () => {
    const { body } = await t.call(api.listAppointments, {
      as: me,
      query: { from: '2026-11-01T00:00:00Z', to: '2027-02-01T00:00:00Z' },
    })
    return body.items.map(({ startsAt, title }) => `${startsAt.slice(5, 16)} ${title}`)
  }
  expect(await starts()).toHaveLength(8)
  const version = async () => (await t.call(api.getAppointment, { as: me, params: { id: series.id } })).body.version
  // This one.
  const one = { scope: 'this' as const, occurrence: '2026-11-09T08:00:00.000Z' }
  const changed = await t.call(api.changeAppointment, {
    as: me,
    params: { id: series.id },
    version: await version(),
    body: { ...one, start: { day: '2026-11-10', time: '15:00' } },
  })
  expect(changed.body).toMatchObject({
    startsAt: '2026-11-10T14:00:00.000Z',
    endsAt: '2026-11-10T15:00:00.000Z',
    rrule: null,
  })
  expect((await starts()).slice(0, 3)).toEqual(['11-02T08:00 Týdenní', '11-10T14:00 Týdenní', '11-16T08:00 Týdenní'])
  // One left out, and brought back.
  await t.call(api.removeAppointment, {
    as: me,
    params: { id: series.id },
    query: { scope: 'this', occurrence: '2026-11-16T08:00:00.000Z' },
  })
  expect(await starts()).toHaveLength(7)
  await t.call(api.restoreAppointment, {
    as: me,
    params: { id: series.id },
    body: { occurrence: '2026-11-16T08:00:00.000Z' },
  })
  expect(await starts()).toHaveLength(8)
  // All move to Tuesday: the changed occurrence keeps its own time.
  const all = await t.call(api.changeAppointment, {
    as: me,
    params: { id: series.id },
    version: await version(),
    body: { scope: 'all', occurrence: '2026-11-23T08:00:00.000Z', start: { day: '2026-11-24', time: '10:00' } },
  })
  expect(all.body.rrule).toBe('FREQ=WEEKLY;BYDAY=TU;COUNT=8')
  expect((await starts()).slice(0, 4)).toEqual([
    '11-03T09:00 Týdenní',
    '11-10T14:00 Týdenní',
    '11-17T09:00 Týdenní',
    '11-24T09:00 Týdenní',
  ])
  // From the fifth on another name.
  await t.call(api.changeAppointment, {
    as: me,
    params: { id: series.id },
    version: await version(),
    body: { scope: 'following', occurrence: '2026-12-01T09:00:00.000Z', title: 'Nová' },
  })
  expect((await starts()).slice(3)).toEqual([
    '11-24T09:00 Týdenní',
    '12-01T09:00 Nová',
    '12-08T09:00 Nová',
    '12-15T09:00 Nová',
    '12-22T09:00 Nová',
  ])
  // The first series goes whole and comes back whole.
  await t.call(api.removeAppointment, { as: me, params: { id: series.id }, query: { scope: 'all' } })
  expect(await starts()).toHaveLength(4)
  await t.call(api.restoreAppointment, { as: me, params: { id: series.id }, body: {} })
  expect(await starts()).toHaveLength(8)
})

test('a series whose rule names days in another way is not dragged to another day', async () => {
  const { me } = await people()
  const { body } = await t.call(api.addAppointment, {
    as: me,
    body: { title: 'Měsíční', ...hour, rrule: 'FREQ=MONTHLY;BYDAY=4WE' },
  })
  const reply = await t.call(api.changeAppointment, {
    as: me,
    params: { id: body.id },
    version: 1,
    body: { scope: 'all', occurrence: body.startsAt, start: { day: '2026-11-27', time: '09:00' } },
  })
  expect(reply.body.reason).toBe('calendars.moveByRule')
})

test('the appointment of a record is put, moved and cancelled by it; from the calendar only its time changes', async () => {
  const { me, she, ctx } = await people()
  const record = { recordType: 'meetings', recordId: '01900000-0000-7000-8000-000000000001' }
  const put = (more: object = {}) =>
    putAppointment(ctx, {
      ...record,
      ownerId: me,
      title: 'Jednání',
      startsAt: '2026-11-25T09:00:00Z',
      endsAt: '2026-11-25T10:00:00Z',
      timeZone: 'Europe/Prague',
      people: [{ userId: she }],
      ...more,
    })
  const first = await put()
  expect(await put()).toEqual(first)
  const moved = await put({ startsAt: '2026-11-25T10:00:00Z', endsAt: '2026-11-25T11:00:00Z' })
  expect(moved).toEqual({ ...first, sequence: 1 })
  const version = (await t.call(api.getAppointment, { as: me, params: { id: first.id } })).body.version
  expect(
    (await t.call(api.changeAppointment, { as: me, params: { id: first.id }, version, body: { title: 'X' } })).body
      .reason,
  ).toBe('calendars.changeAtRecord')
  expect((await t.call(api.removeAppointment, { as: me, params: { id: first.id } })).body.reason).toBe(
    'calendars.changeAtRecord',
  )
  expect(await busyTimes(ctx, [me, she], week.from, week.to)).toHaveLength(2)
  expect((await put({ cancelled: true })).sequence).toBe(2)
  expect(await busyTimes(ctx, [me, she], week.from, week.to)).toHaveLength(0)
})

test('windows are bounded and people counted', async () => {
  const { me } = await people()
  const ask = async (query: { from: string; to: string; users?: string }) =>
    (await t.call(api.listAppointments, { as: me, query })).body.reason
  expect(await ask({ from: '2026-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' })).toBe('calendars.windowTooLong')
  expect(await ask({ from: week.to, to: week.from })).toBe('calendars.windowBackwards')
  expect(await ask({ from: 'včera', to: week.from })).toBe('calendars.notAnInstant')
  const ids = Array.from({ length: 21 }, (_, i) => `01900000-0000-7000-8000-0000000000${String(i).padStart(2, '0')}`)
  expect(await ask({ ...week, users: ids.join(',') })).toBe('calendars.tooManyPeople')
})
