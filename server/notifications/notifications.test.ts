// Notifications through HTTP on real PostgreSQL: who is told, what is shown, what one may choose.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as api from '#api/notifications.ts'
import { eventNames } from '#domain/notifications/events.ts'
import { aClient } from '#server/clients/factory.ts'
import { notify } from '#server/notifications/actions.ts'
import { aPeculiarity } from '#server/peculiarities/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()
// Today is Tuesday 2026-11-24, ten o'clock in Prague.

async function people() {
  const ctx = await t.ctx()
  const team = await aTeam(ctx)
  const anna = await aUser(ctx, { teamId: team.id, name: 'Anna Malá' })
  const petr = await aUser(ctx, { teamId: team.id, name: 'Petr Velký' })
  const away = await aTeam(ctx)
  const cizi = await aUser(ctx, { teamId: away.id })
  const client = await aClient(ctx, { ownerId: anna.id, name: 'Pekárna a.s.' })
  return { ctx, team, away, anna, petr, cizi, client }
}
const bell = async (as: string, query = {}) => (await t.call(api.listNotifications, { as, query })).body

test('those concerned are told once; not who did it, who left, nor who may not see the client', async () => {
  const { ctx, anna, petr, cizi, client, team } = await people()
  const gone = await aUser(ctx, { teamId: team.id })
  await sql`update users set active = false where id = ${gone.id}::uuid`.execute(t.db)
  await notify(await t.ctx(anna.id), {
    userIds: [anna.id, petr.id, petr.id, cizi.id, gone.id, null],
    event: 'promises.given',
    recordType: 'promises',
    recordId: client.id,
    clientId: client.id,
    details: { title: 'Poslat ceník', day: '2026-11-26' },
  })
  expect(await bell(petr.id)).toMatchObject({
    unread: 1,
    next: null,
    items: [
      {
        event: 'promises.given',
        actor: { id: anna.id, name: 'Anna Malá' },
        client: { id: client.id, name: 'Pekárna a.s.' },
        details: { title: 'Poslat ceník' },
        href: `/promises/${client.id}`,
        readAt: null,
      },
    ],
  })
  for (const other of [anna, cizi]) expect((await bell(other.id)).items).toEqual([])
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from notifications`.execute(t.db)
  expect(rows[0]?.n).toBe(1)
})

test('a notification of a client that is no longer seen disappears, from the list and from the count', async () => {
  const { ctx, petr, client, away } = await people()
  await notify(ctx, { userIds: [petr.id], event: 'promises.due', clientId: client.id })
  expect((await bell(petr.id)).unread).toBe(1)
  await sql`update clients set team_id = ${away.id}::uuid where id = ${client.id}::uuid`.execute(t.db)
  expect(await bell(petr.id)).toMatchObject({ unread: 0, items: [] })
  expect((await t.call(api.countUnread, { as: petr.id })).body).toEqual({ unread: 0 })
})

test('a reminder under one word is given once, under another again', async () => {
  const { ctx, petr, client } = await people()
  const remind = (once: string) =>
    notify(ctx, { userIds: [petr.id], event: 'promises.due', recordType: 'promises', recordId: client.id, once })
  await remind('2026-11-24')
  await remind('2026-11-24')
  await remind('2026-11-25')
  expect((await bell(petr.id)).unread).toBe(2)
})

test('whoever stands in for an absent person is told as well, and learns for whom', async () => {
  const { ctx, anna, petr, client } = await people()
  await sql`insert into deputies (absent_id, deputy_id, valid)
    values (${anna.id}::uuid, ${petr.id}::uuid, daterange('2026-11-20', '2026-11-30'))`.execute(t.db)
  await notify(ctx, { userIds: [anna.id], event: 'promises.due', clientId: client.id })
  await notify(ctx, { userIds: [anna.id], event: 'comments.mention', clientId: client.id })
  const told = (await bell(petr.id)).items
  expect(told.map((item) => [item.event, item.details.standsFor])).toEqual([['promises.due', 'Anna Malá']])
})

test('pages follow one another; marking names what it changed, so that it can be taken back', async () => {
  const { ctx, petr } = await people()
  for (let n = 0; n < 7; n++) {
    await notify(
      { ...ctx, now: `2026-11-24T08:0${n}:00.000Z` },
      { userIds: [petr.id], event: 'leads.new', details: { title: `P${n}` } },
    )
  }
  const first = await bell(petr.id, { limit: 4 })
  const second = await bell(petr.id, { limit: 4, before: first.next })
  expect([...first.items, ...second.items].map((item) => item.details.title)).toEqual([
    'P6',
    'P5',
    'P4',
    'P3',
    'P2',
    'P1',
    'P0',
  ])
  expect(second.next).toBeNull()
  const mark = async (body: { read: boolean; ids?: string[]; until?: string }) =>
    (await t.call(api.markNotifications, { as: petr.id, body })).body
  const [one, two] = first.items
  expect(await mark({ read: true, ids: [one?.id ?? '', two?.id ?? ''] })).toMatchObject({ unread: 5 })
  expect((await bell(petr.id, { unread: true })).items).toHaveLength(5)
  const all = await mark({ read: true, until: '2026-11-24T08:03:30Z' })
  expect(all).toMatchObject({ unread: 1 })
  expect(all.ids).toHaveLength(4)
  expect(await mark({ read: false, ids: all.ids })).toMatchObject({ unread: 5 })
  expect(
    (await t.call(api.markNotifications, { as: petr.id, body: { read: true, ids: [one?.id as string] } })).body.ids,
  ).toEqual([])
})

test('nobody marks what was told to somebody else', async () => {
  const { ctx, anna, petr } = await people()
  await notify(ctx, { userIds: [petr.id], event: 'leads.new' })
  const id = (await bell(petr.id)).items[0]?.id as string
  expect((await t.call(api.markNotifications, { as: anna.id, body: { read: true, ids: [id] } })).body).toEqual({
    ids: [],
    unread: 0,
  })
  expect((await bell(anna.id, { before: id })).items).toEqual([])
  expect((await bell(petr.id)).unread).toBe(1)
})

test('each event is chosen by the person; what is wanted no way at all is not written', async () => {
  const { ctx, petr } = await people()
  const before = (await t.call(api.getNotificationSettings, { as: petr.id })).body
  expect(before.events.map((one) => one.event)).toEqual([...eventNames])
  expect(before).toMatchObject({ version: 0, mails: false, devices: [], hours: { digest: 'daily', digestAt: '07:00' } })
  expect(before.pushKey).toMatch(/^[A-Za-z0-9_-]{80,}$/)
  const after = await t.call(api.chooseNotifications, {
    as: petr.id,
    body: {
      events: [
        { event: 'leads.new', inApp: false, mail: false, push: false },
        { event: 'promises.kept', inApp: false, mail: true, push: false },
      ],
    },
  })
  expect(after.body.pushKey).toBe(before.pushKey)
  expect(after.body.events.find((one) => one.event === 'leads.new')).toMatchObject({ inApp: false })
  await notify(ctx, { userIds: [petr.id], event: 'leads.new' })
  await notify(ctx, { userIds: [petr.id], event: 'promises.kept' })
  expect((await bell(petr.id)).items).toEqual([])
  const { rows } = await sql`select event, in_app, mail, push from notifications`.execute(t.db)
  expect(rows).toEqual([{ event: 'promises.kept', inApp: false, mail: 'waiting', push: null }])
  const wrong = await t.call(api.chooseNotifications, {
    as: petr.id,
    body: { events: [{ event: 'weather.changed' as never, inApp: true, mail: true, push: true }] },
  })
  expect(wrong.status).toBe(400)
})

test('quiet hours have both ends, and two windows do not overwrite each other', async () => {
  const { petr } = await people()
  const hours = {
    digest: 'hourly',
    digestAt: '06:00',
    quietFrom: '18:00',
    quietTo: '08:00',
    quietWeekends: false,
  } as const
  const set = (body: object, version: number) =>
    t.call(api.setNotificationHours, { as: petr.id, body: { ...hours, ...body }, version })
  expect((await set({}, 0)).body).toMatchObject({ hours, version: 1 })
  expect((await set({ digest: 'never' }, 0)).body).toMatchObject({
    reason: 'kit.conflict',
    theirs: { digest: 'hourly' },
  })
  expect((await set({ quietTo: null }, 1)).body.errors).toMatchObject([
    { field: 'quietTo', reason: 'notifications.bothTimes' },
  ])
  expect((await set({ quietFrom: null, quietTo: null }, 1)).body).toMatchObject({
    version: 2,
    hours: { quietFrom: null },
  })
  expect((await set({ digestAt: '25:00' }, 2)).status).toBe(400)
  expect((await t.call(api.setNotificationHours, { as: petr.id, body: hours })).status).toBe(428)
})

test('a device is added only at a push service of a browser, and removed only by its owner', async () => {
  const { anna, petr } = await people()
  const keys = { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) }
  const add = (endpoint: string, as = petr.id) =>
    t.call(api.addPushDevice, { as, body: { endpoint, keys, device: 'Firefox, Linux' } })
  for (const wrong of [
    'http://127.0.0.1:9/x',
    'https://intranet.firma.cz/push',
    'notanaddress',
    'https://10.0.0.1/latest',
  ]) {
    expect((await add(wrong)).body.errors, wrong).toMatchObject([
      { field: 'endpoint', reason: 'notifications.foreignPushService' },
    ])
  }
  const made = await add('https://updates.push.services.mozilla.com/wpush/v2/abc')
  expect(made).toMatchObject({ status: 201, body: { device: 'Firefox, Linux', failedAt: null } })
  const at = { params: { id: made.body.id } }
  expect((await t.call(api.removePushDevice, { as: anna.id, ...at })).status).toBe(404)
  expect((await t.call(api.tryPush, { as: anna.id, ...at })).status).toBe(404)
  // Who signs in on a shared computer takes it over.
  await add('https://updates.push.services.mozilla.com/wpush/v2/abc', anna.id)
  expect((await t.call(api.getNotificationSettings, { as: petr.id })).body.devices).toEqual([])
  expect((await t.call(api.removePushDevice, { as: anna.id, ...at })).body).toEqual({ ok: true })
})

test('reminders whose day has come reach the owner once, even though they are asked for every five minutes', async () => {
  const { ctx, anna, client } = await people()
  await aPeculiarity(ctx, client.id, { text: 'Popřát k výročí', remindOn: '2026-11-24' })
  await aPeculiarity(ctx, client.id, { text: 'Až zítra', remindOn: '2026-11-25' })
  for (let n = 0; n < 2; n++) {
    await t.jobs.enqueue(t.db, 'notifications.remind', {})
    await t.jobs.drain()
  }
  expect((await bell(anna.id)).items.map((item) => item.details.title)).toEqual(['Popřát k výročí'])
})
