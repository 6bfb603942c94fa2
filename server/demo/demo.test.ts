// The demo company: full, believable to the rules, and filled only once.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listClients } from '#api/clients.ts'
import { fillDemo } from '#api/demo.ts'
import { isBusinessDay } from '#domain/business-days.ts'
import { localOf } from '#server/kit/zoned-time.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

test('an empty databank is filled once, with a login for each role', async () => {
  const ctx = await t.ctx()
  const admin = await aUser(ctx, { roles: ['ADM', 'SD'] })
  const { status, body } = await t.call(fillDemo, { as: admin.id })
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body.logins.map((l) => l.role)).toEqual(['AM', 'KAM', 'TL', 'SD', 'BO', 'FIN', 'ADM', 'AUD'])
  expect(body.clients).toBeGreaterThan(80)
  const { rows } = await sql<{
    id: string
    roles: string
  }>`select u.id, string_agg(r.role, ',') as roles from users u join user_roles r on r.user_id = u.id where u.email like '%.example' group by 1`.execute(
    t.db,
  )
  const totals: Record<string, number> = {}
  for (const row of rows)
    totals[row.roles] = (await t.call(listClients, { as: row.id, query: { limit: 1 } })).body.total ?? -1
  expect(totals.SD).toBe(body.clients)
  expect(totals.TL).toBeGreaterThan(0)
  expect(totals.AM).toBeLessThan(body.clients)
  const again = await t.call(fillDemo, { as: admin.id })
  expect([again.status, again.body.reason]).toEqual([409, 'demo.notEmpty'])
}, 120_000)

test.each([
  ['just after midnight on a Monday', '2026-11-29T23:10:00Z'],
  ['on a Friday evening', '2026-11-27T16:45:00Z'],
  ["on New Year's Day", '2026-12-31T23:05:00Z'],
  ['on the Sunday of the spring change of clocks', '2027-03-28T00:30:00Z'],
])(
  'opened %s it has its people at work on working days and in working hours',
  async (_, now) => {
    t.now = new Date(now)
    const admin = await aUser(await t.ctx(), { roles: ['ADM', 'SD'] })
    const { status, body } = await t.call(fillDemo, { as: admin.id })
    expect(status, JSON.stringify(body)).toBe(200)
    const { rows } = await sql<{ what: string; at: string | null; day: string | null; ahead: boolean | null }>`
    select 'meeting' as what, starts_at as at, null::date as day, starts_at > ${now}::timestamptz as ahead from meetings
    union all select 'end of a meeting', ends_at, null, null from meetings
    union all select 'appointment', starts_at, null, null from appointments
    union all select 'entry', happened_at, null, happened_at > ${now}::timestamptz from activities
    union all select 'promise', null, due_on, due_on >= ${t.now.toISOString()}::timestamptz::date from promises
    union all select 'given', null, given_on, null from promises
    union all select 'lead', null, answer_due_on, answer_due_on < ${t.now.toISOString()}::timestamptz::date from leads
    union all select 'objection', null, raised_on, null from objections
    union all select 'touch', null, next_touch_on, null from clients where next_touch_on is not null`.execute(t.db)
    const absurd = rows.filter(({ at, day }) => {
      const shown = at ? localOf(at, 'Europe/Prague') : { day: day as string, time: '12:00' }
      return !isBusinessDay(shown.day) || shown.time < '08:00' || shown.time > '18:00'
    })
    expect(absurd).toEqual([])
    const sides = (what: string) => [...new Set(rows.filter((row) => row.what === what).map((row) => row.ahead))].sort()
    expect([sides('meeting'), sides('entry'), sides('promise'), sides('lead')]).toEqual([
      [false, true],
      [false],
      [false, true],
      [false],
    ])
  },
  120_000,
)
