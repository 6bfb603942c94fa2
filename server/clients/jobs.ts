// Timers of clients: an owner set for a later day takes over on that day.
import type { Outside } from '#server/app.ts'
import { applyOwnersOfToday } from '#server/clients/actions-standing.ts'
import { dayOf, systemActor } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'

export function clientJobs(outside: Outside): JobDefinition[] {
  return [
    {
      name: 'clients.owners-of-today',
      cron: '5 0 * * *',
      async work() {
        const now = outside.now()
        await inTransaction(outside.db, (db) =>
          applyOwnersOfToday({ db, actor: systemActor, now: now.toISOString(), today: dayOf(now), jobs: outside.jobs }),
        )
      },
    },
  ]
}
