// The jobs behind bulk changes; each batch commits with its outcomes, so a second run goes on where the first stopped.
import type { Outside } from '#server/app.ts'
import { runBulk } from '#server/bulk-changes/actions.ts'
import { find } from '#server/bulk-changes/store.ts'
import { dayOf } from '#server/kit/context.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'
import { loadActor } from '#server/users/sessions.ts'

export function bulkChangeJobs(outside: Outside): JobDefinition[] {
  const run =
    (undoing: boolean): JobDefinition['work'] =>
    async (data, signal) => {
      const id = String(data.id)
      const bulk = await find(outside.db, id)
      if (!bulk) return
      const now = outside.now()
      await runBulk(
        // Rights are read anew for every batch: who lost them meanwhile changes nothing more.
        async (db) => ({
          db,
          actor: await loadActor(db, bulk.createdBy, dayOf(now)),
          now: outside.now().toISOString(),
          today: dayOf(now),
          jobs: outside.jobs,
        }),
        outside.db,
        id,
        undoing,
        () => signal.aborted,
      )
    }
  return [
    { name: 'bulk-changes.run', work: run(false), atOnce: 2 },
    { name: 'bulk-changes.undo', work: run(true), atOnce: 1 },
  ]
}
