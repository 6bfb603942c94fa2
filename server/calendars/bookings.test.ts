import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as api from '#api/bookings.ts'
import { listAppointments } from '#api/calendars.ts'
import { anAppointment } from '#server/calendars/factory.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

async function page(change: Partial<api.BookingPageDraft> = {}) {
  const ctx = await t.ctx()
  const me = await aUser(ctx, { name: 'Jana Nová' })
  const { status, body } = await t.call(api.addBookingPage, {
    as: me.id,
    body: { title: 'Konzultace', minutes: 60, gapMinutes: 0, noticeHours: 1, ...change },
  })
  expect(status).toBe(201)
  return { me, key: body.key, page: body, ctx }
}
const open = async (key: string, query: object = { days: 3 }) =>
  (await t.call(api.getPublicBooking, { params: { key }, query })).body
const guest = (startsAt: string, token: string, more: object = {}) => ({
  startsAt,
  token,
  name: 'Petr Klient',
  email: 'petr@klient.example',
  ...more,
})
const later = (seconds: number) => {
  t.now = new Date(t.now.getTime() + seconds * 1000)
}

test('a guest sees only free times in working hours, picks one, and cancels by the link', async () => {
  const { me, key, ctx } = await page()
  await anAppointment(ctx, {
    ownerId: me.id,
    title: 'Tajné',
    startsAt: '2026-11-24T11:00:00.000Z',
    endsAt: '2026-11-24T12:30:00.000Z',
  })
  const shown = await open(key)
  expect(shown).toMatchObject({ title: 'Konzultace', person: 'Jana Nová', minutes: 60, firstDay: '2026-11-24' })
  expect(JSON.stringify(shown)).not.toContain('Tajné')
  // Now is 10:00 in Prague, an hour's notice; 12:00–13:30 is taken; the page closes at 16:00.
  expect(shown.slots.filter((at) => at.startsWith('2026-11-24'))).toEqual([
    '2026-11-24T10:00:00.000Z',
    '2026-11-24T12:30:00.000Z',
    '2026-11-24T13:00:00.000Z',
    '2026-11-24T13:30:00.000Z',
    '2026-11-24T14:00:00.000Z',
  ])
  later(5)
  const booked = await t.call(api.book, {
    params: { key },
    body: guest('2026-11-24T13:00:00.000Z', shown.token, {
      firm: 'Klient s.r.o.',
      message: 'Ceny',
      timeZone: 'Europe/London',
    }),
  })
  expect(booked.status).toBe(201)
  expect((await open(key)).slots).not.toContain('2026-11-24T13:00:00.000Z')
  const day = { from: '2026-11-24T00:00:00Z', to: '2026-11-25T00:00:00Z' }
  const calendar = async () =>
    (await t.call(listAppointments, { as: me.id, query: day })).body.items.map(({ title }) => title)
  expect(await calendar()).toEqual(['Tajné', 'Petr Klient, Klient s.r.o. – Konzultace'])
  expect(t.jobs.waiting.map(({ name }) => name)).toContain('calendars.bookingLetter')
  const secret = booked.body.cancelPath.split('/').at(-1) as string
  expect((await t.call(api.getPublicBooked, { params: { secret } })).body).toMatchObject({
    person: 'Jana Nová',
    cancelled: false,
    past: false,
    timeZone: 'Europe/London',
  })
  expect((await t.call(api.cancelBooking, { params: { secret } })).status).toBe(200)
  expect((await t.call(api.cancelBooking, { params: { secret } })).status).toBe(200)
  expect((await t.call(api.getPublicBooked, { params: { secret } })).body.cancelled).toBe(true)
  expect(await calendar()).toEqual(['Tajné'])
  expect((await open(key)).slots).toContain('2026-11-24T13:00:00.000Z')
  expect(
    (
      await t.call(api.getPublicBooked, {
        params: { secret: secret.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) },
      })
    ).status,
  ).toBe(404)
})

test('a time taken meanwhile, a robot, a wrong address and too many visits are refused', async () => {
  const { key } = await page()
  const { token, slots } = await open(key)
  const book = async (body: object) => {
    const { status, body: reply, raw } = await t.call(api.book, { params: { key }, body: body as never })
    return status === 201 ? 'booked' : status === 400 ? raw.body.match(/kit\.\w+/g)?.at(-1) : reply.reason
  }
  const [first, second, third, fourth] = [0, 2, 4, 6].map((i) => slots[i] as string)
  expect(await book(guest(first as string, token))).toBe('calendars.notAPerson')
  later(5)
  expect(await book(guest(first as string, token, { homepage: 'http://x' }))).toBe('calendars.notAPerson')
  expect(await book(guest(first as string, `${token.slice(0, -1)}x`))).toBe('calendars.notAPerson')
  expect(await book(guest(first as string, token, { email: 'petr' }))).toBe('kit.badEmail')
  expect(await book(guest('2026-11-24T03:00:00.000Z', token))).toBe('calendars.slotTaken')
  expect(await book(guest('2027-11-24T10:00:00.000Z', token))).toBe('calendars.slotTaken')
  expect(await book(guest(first as string, token))).toBe('booked')
  expect(await book(guest(first as string, token, { email: 'jiny@klient.example' }))).toBe('calendars.slotTaken')
  expect(await book(guest(second as string, token))).toBe('booked')
  expect(await book(guest(third as string, token))).toBe('booked')
  expect(await book(guest(fourth as string, token))).toBe('calendars.alreadyBooked')
})

test('hours follow the clock of the page over a change of the clocks; a page switched off is gone', async () => {
  const { me, key, page: made } = await page({ hours: [{ day: 7, from: '09:00', to: '10:00' }], aheadDays: 200 })
  t.now = new Date('2027-03-20T08:00:00Z')
  expect((await open(key, { days: 10 })).slots).toEqual(['2027-03-21T08:00:00.000Z', '2027-03-28T07:00:00.000Z'])
  const bad = await t.call(api.changeBookingPage, {
    as: me.id,
    params: { id: made.id },
    version: 1,
    body: { hours: [{ day: 1, from: '12:00', to: '09:00' }] },
  })
  expect(bad.raw.body).toContain('calendars.hoursBackwards')
  expect(
    (await t.call(api.changeBookingPage, { as: me.id, params: { id: made.id }, version: 1, body: { active: false } }))
      .status,
  ).toBe(200)
  expect((await t.call(api.getPublicBooking, { params: { key }, query: {} })).status).toBe(404)
  expect(
    (await t.call(api.changeBookingPage, { as: me.id, params: { id: made.id }, version: 1, body: { active: true } }))
      .status,
  ).toBe(409)
})

test('on a public holiday nobody is offered a time, and one made up is refused', async () => {
  t.now = new Date('2026-12-21T08:00:00Z')
  const { key } = await page({ hours: [3, 4, 5, 6].map((day) => ({ day, from: '09:00', to: '10:00' })) })
  const { slots, token } = await open(key, { days: 14 })
  expect(slots.map((at) => at.slice(0, 10))).toEqual(['2026-12-23', '2026-12-30', '2026-12-31', '2027-01-02'])
  later(5)
  const { status, body } = await t.call(api.book, { params: { key }, body: guest('2026-12-24T08:00:00.000Z', token) })
  expect([status, body.reason]).toEqual([409, 'calendars.slotTaken'])
})

test.each([
  ['2031-03-02', false],
  ['2031-03-03', true],
])('a guest who works somewhere until %s brings the client along on 3 March 2031: %s', async (until, brought) => {
  t.now = new Date('2031-03-03T07:00:00Z')
  const { key, me, ctx } = await page()
  const client = await aClient(ctx, { ownerId: me.id })
  const contact = await aContact(ctx, { clientId: client.id, email: 'petr@klient.example' })
  await sql`update contact_positions set to_on = ${until}::date where contact_id = ${contact.id}::uuid`.execute(t.db)
  const { slots, token } = await open(key)
  later(5)
  const startsAt = slots[0] as string
  expect((await t.call(api.book, { params: { key }, body: guest(startsAt, token) })).status).toBe(201)
  const day = { from: '2031-03-03T00:00:00Z', to: '2031-03-03T22:00:00Z' }
  const { body } = await t.call(listAppointments, { as: me.id, query: day })
  expect(body.items.map((item) => item.client?.id)).toEqual([brought ? client.id : undefined])
})
