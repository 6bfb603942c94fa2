// The job that writes archives; running it twice writes the same file again.
import { join } from 'node:path'
import { sql } from 'kysely'
import { may } from '#domain/access.ts'
import type { Outside } from '#server/app.ts'
import { writeArchive } from '#server/exports/archive.ts'
import * as store from '#server/exports/store.ts'
import { dayOf } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'
import { loadActor } from '#server/users/sessions.ts'

export function exportJobs(outside: Outside): JobDefinition[] {
  return [
    {
      name: 'exports.everything',
      async work(data, signal) {
        const id = String(data.id)
        const taken = await store.take(outside.db, id)
        if (!taken) return
        const now = outside.now()
        const actor = await loadActor(outside.db, taken.createdBy, dayOf(now))
        // The role may have been taken away while the archive waited its turn.
        if (!may(actor, 'data.exportAll') || !(await store.isActive(outside.db, taken.createdBy)))
          return store.finish(outside.db, id, { state: 'cancelled' })
        const path = join(outside.dataDir, 'exports', `${id}.zip`)
        try {
          const written = await inSnapshot(outside.db, async (db) => {
            const ctx = { db, actor, now: now.toISOString(), today: dayOf(now), jobs: outside.jobs }
            const total = await countAll(db)
            return writeArchive(
              ctx,
              path,
              async (rows) => !signal.aborted && (await store.progress(outside.db, id, rows, total)),
            )
          })
          if (signal.aborted) return
          await store.finish(
            outside.db,
            id,
            written ? { state: 'done', path, size: written.size } : { state: 'cancelled' },
          )
        } catch (error) {
          await store.finish(outside.db, id, { state: 'failed', reason: 'exports.failed' })
          throw error
        }
      },
    },
  ]
}

/** One snapshot for all files, so that no reference in the archive points beside it. */
async function inSnapshot<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db)
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) => work(tx))
}

/** About how many rows there are, for the progress bar only; the planner's estimate is enough. */
async function countAll(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(greatest(reltuples, 0)), 0)::int as n from pg_class where relname in ('clients', 'contacts', 'journal_entries', 'peculiarities')`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}
