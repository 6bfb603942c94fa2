// Two at the same moment: their own database, nothing rolled back.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as bookings from '#api/bookings.ts'
import * as api from '#api/calendars.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp({ committed: true })

test('two guests who take the same time at once: one gets it, the other is told', async () => {
  const me = await aUser(await t.ctx())
  const page = await t.call(bookings.addBookingPage, { as: me.id, body: { title: 'Konzultace', noticeHours: 1 } })
  const { key } = page.body
  const { token, slots } = (await t.call(bookings.getPublicBooking, { params: { key }, query: {} })).body
  t.now = new Date(t.now.getTime() + 10_000)
  const guest = (email: string) =>
    t.call(bookings.book, { params: { key }, body: { startsAt: slots[3] as string, name: 'Host', email, token } })
  const replies = await Promise.all([
    guest('prvni@klient.example'),
    guest('druhy@klient.example'),
    guest('treti@klient.example'),
  ])
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  expect(replies.filter(({ status }) => status === 409).map(({ body }) => body.reason)).toEqual([
    'calendars.slotTaken',
    'calendars.slotTaken',
  ])
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from appointments where owner_id = ${me.id}::uuid`.execute(t.db)
  expect(rows[0]?.n).toBe(1)
})

test('two who move the same appointment at once: the second sees what the first did', async () => {
  const me = await aUser(await t.ctx())
  const made = await t.call(api.addAppointment, {
    as: me.id,
    body: { title: 'Porada', start: { day: '2026-11-25', time: '09:00' }, end: { day: '2026-11-25', time: '10:00' } },
  })
  const move = (time: string) =>
    t.call(api.changeAppointment, {
      as: me.id,
      params: { id: made.body.id },
      version: 1,
      body: { start: { day: '2026-11-25', time } },
    })
  const replies = await Promise.all([move('11:00'), move('13:00')])
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  const [refused] = replies.filter(({ status }) => status === 409)
  expect(refused?.body).toMatchObject({ reason: 'kit.conflict', theirs: { version: 2 } })
})
