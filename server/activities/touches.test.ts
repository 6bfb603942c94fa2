// Touches through HTTP on real PostgreSQL: cadence, agreed days, the list of who waits too long.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as api from '#api/activities.ts'
import { changeClient } from '#api/clients.ts'
import { nextTouch } from '#domain/activities/cadence.ts'
import { clientsToTouch, setNextTouch } from '#server/activities/actions.ts'
import { aBakery } from '#server/activities/factory.ts'
import { aClient } from '#server/clients/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()
// Now is 2026-11-24 10:00 in Prague.

async function people() {
  const ctx = await t.ctx()
  const made = await aBakery(ctx)
  return { ctx, ...made, as: await t.ctx(made.anna.id) }
}
const errorsOf = (reply: { body: Record<string, unknown> }) =>
  (reply.body.errors as { field: string; reason: string }[] | undefined)?.map((e) => `${e.field} ${e.reason}`)

describe('touches', () => {
  test('a cadence of its own and a day are agreed by who edits the client; a passed day is refused', async () => {
    const { anna, petr, client } = await people()
    const set = (as: string, version: number, body: object) =>
      t.call(api.setTouch, { as, params: { id: client.id }, version, body: body as never })
    expect((await set(anna.id, 0, { ownDays: 7, note: 'Chystají výběrové řízení' })).body).toMatchObject({
      version: 1,
      cadenceDays: 7,
      note: 'Chystají výběrové řízení',
      next: { on: '2026-01-12', why: 'never', overdueDays: 316 },
    })
    expect((await set(anna.id, 0, { ownDays: 9 })).body).toMatchObject({
      reason: 'kit.conflict',
      theirs: { version: 1 },
    })
    expect((await set(anna.id, 1, { plannedOn: '2026-12-05' })).body.next).toMatchObject({
      on: '2026-12-05',
      why: 'planned',
    })
    expect(errorsOf(await set(anna.id, 1, { plannedOn: '2026-11-23' }))).toEqual(['plannedOn activities.touchPassed'])
    expect((await set(anna.id, 1, { plannedOn: '2026-02-30' })).status).toBe(400)
    expect((await set(petr.id, 1, { ownDays: 3 })).status).toBe(403)
    expect((await set(anna.id, 1, { ownDays: null })).body.cadenceDays).toBe(21)
    const touched = await t.call(changeClient, {
      as: anna.id,
      params: { id: client.id },
      version: 2,
      body: { note: 'a' },
    })
    expect(touched.body.nextTouchOn).toBe('2026-12-05')
  })

  test('the list of who waits too long says of every client the same as the rule', async () => {
    const { ctx, as, anna } = await people()
    const cases: { class: string | null; planned: string | null; own: number | null; last: string | null }[] = []
    for (const kind of ['key', 'vip', 'standard', 'watch', null])
      for (const last of ['2026-11-20', '2026-11-10', '2026-10-20', '2026-09-01', null])
        for (const planned of ['2026-11-20', '2026-11-30', null])
          cases.push({ class: kind, last, planned, own: cases.length % 4 === 0 ? 10 : null })
    const wanted = new Map<string, string>()
    for (const one of cases) {
      const { id } = await aClient(ctx, {
        ownerId: anna.id,
        state: 'active',
        class: one.class,
        createdAt: '2026-10-01T08:00:00Z',
      })
      await sql`update clients set next_touch_on = ${one.planned}::date where id = ${id}::uuid`.execute(t.db)
      await sql`insert into touches (client_id, last_two_way_at, cadence_days)
        values (${id}::uuid, ${one.last}::date + time '12:00', ${one.own}::int)`.execute(t.db)
      const touch = nextTouch(
        {
          class: one.class as never,
          ownDays: one.own,
          lastTwoWayOn: one.last,
          enteredOn: '2026-10-01',
          plannedOn: one.planned,
        },
        '2026-11-24',
      )
      if (touch.on <= '2026-11-24') wanted.set(id, touch.on)
    }
    const due = await clientsToTouch(as, [anna.id], '2026-11-24')
    const found = new Map(due.filter((d) => d.enteredOn === '2026-10-01').map((d) => [d.clientId, d.nextOn]))
    expect(found).toEqual(wanted)
    expect(due.map((d) => d.nextOn)).toEqual(due.map((d) => d.nextOn).sort())
    const [first] = [...wanted.keys()]
    expect((await setNextTouch(await t.ctx(), first as string, '2026-12-24')).next.on).toBe('2026-12-24')
  })
})
