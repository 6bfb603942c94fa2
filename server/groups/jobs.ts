// Timer of groups: a move planned for a later day is carried out just after midnight of that day.
import type { Outside } from '#server/app.ts'
import { applyMovesOfToday } from '#server/groups/actions.ts'
import { dayOf, systemActor } from '#server/kit/context.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'

export function groupJobs(outside: Outside): JobDefinition[] {
  return [
    {
      name: 'groups.moves-of-today',
      cron: '2 0 * * *',
      async work() {
        const now = outside.now()
        await applyMovesOfToday({
          db: outside.db,
          actor: systemActor,
          now: now.toISOString(),
          today: dayOf(now),
          jobs: outside.jobs,
        })
      },
    },
  ]
}
