// `npm start -- --demo`: fills an empty databank and gives the logins to print; a filled one is left alone.
import type { DemoLogin } from '#api/demo.ts'
import type { Outside } from '#server/app.ts'
import { demoLogins, fillDemo, isEmpty } from '#server/demo/actions.ts'
import { dayOf, systemActor } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'

/** The logins of the demo company; none when the databank holds somebody's own data. */
export async function openDemo(outside: Outside): Promise<DemoLogin[]> {
  if (!(await isEmpty(outside))) return demoLogins(outside, outside.secret)
  const now = outside.now()
  const filled = await inTransaction(outside.db, (db) =>
    fillDemo(
      { db, actor: systemActor, now: now.toISOString(), today: dayOf(now), jobs: outside.jobs },
      outside.auth,
      outside.secret,
    ),
  )
  return filled.logins
}
