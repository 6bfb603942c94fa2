// The demo company: full, believable to the rules, and filled only once.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listClients } from '#api/clients.ts'
import { fillDemo } from '#api/demo.ts'
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
