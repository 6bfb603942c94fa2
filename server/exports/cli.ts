// `npm run cli -- export all DIR`: the archive of everything, written to a folder.
import { join, resolve } from 'node:path'
import { writeArchive } from '#server/exports/archive.ts'
import { dayOf, systemActor } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'

/** Writes `klientela-DAY.zip` into the folder and returns its path, size in bytes and rows. */
export async function exportAll(db: Db, folder: string): Promise<{ path: string; size: number; rows: number }> {
  const now = new Date()
  const path = join(resolve(folder), `klientela-${dayOf(now)}.zip`)
  const written = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) =>
      writeArchive(
        { db: tx, actor: systemActor, now: now.toISOString(), today: dayOf(now), jobs: { enqueue: async () => {} } },
        path,
        async () => true,
      ),
    )
  if (!written) throw new Error('the archive was not written')
  return { path, ...written }
}
