// `npm run cli -- export all DIR`: the archive of everything, written to a folder.
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { writeArchive } from '#server/exports/archive.ts'
import type { Command } from '#server/kit/cli.ts'
import { dayOf, systemActor } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'

export const commands: readonly Command[] = [
  {
    name: 'export all',
    usage: 'DIR [--json]',
    async run({ args, db, print, remark }) {
      const folder = args.find((arg) => !arg.startsWith('--'))
      if (!folder || args.some((arg) => arg.startsWith('--') && arg !== '--json')) {
        remark('npm run cli -- export all DIR [--json]')
        return 2
      }
      await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
      })
      const written = await exportAll(db, folder)
      print(args.includes('--json') ? JSON.stringify(written) : written.path)
      return 0
    },
  },
]

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
