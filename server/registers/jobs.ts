// Every night a bounded number of clients is compared with ARES, those first that were checked longest ago.
import type { Outside } from '#server/app.ts'
import { dayOf, systemActor } from '#server/kit/context.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'
import { checkOnSchedule } from '#server/registers/actions.ts'
import { aresOf } from '#server/registers/ares-of.ts'
import { dueForCheck } from '#server/registers/store.ts'

/** Clients are checked once in thirty days, five hundred a night at most. */
export const recheckAfterDays = 30
export const recheckAtMost = 500
/** After so many failures in a row the register is left alone until the next night. */
const failuresToStop = 3

export function registerJobs(outside: Outside): JobDefinition[] {
  return [
    {
      name: 'registers.recheck',
      cron: '30 2 * * *',
      retries: 0,
      // Each client is a transaction of its own: a killed run goes on where it stopped, because what is done is no longer due.
      async work(_data, signal) {
        const now = outside.now()
        const ctx = {
          db: outside.db,
          actor: systemActor,
          now: now.toISOString(),
          today: dayOf(now),
          jobs: outside.jobs,
        }
        const before = new Date(now.getTime() - recheckAfterDays * 86_400_000).toISOString()
        let failures = 0
        for (const due of await dueForCheck(ctx, before, recheckAtMost)) {
          if (signal.aborted || failures >= failuresToStop) return
          const answered = await checkOnSchedule(
            { ...ctx, now: outside.now().toISOString() },
            aresOf(outside),
            due,
            signal,
          )
          failures = answered ? 0 : failures + 1
        }
      },
    },
  ]
}
