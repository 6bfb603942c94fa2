// Work of attachments: look again at files the virus scanner has not judged, and drop what no attachment names.
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Outside } from '#server/app.ts'
import { storageOf } from '#server/attachments/storage.ts'
import * as store from '#server/attachments/store.ts'
import { inTransaction } from '#server/kit/db.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'

export function attachmentJobs(outside: Outside): JobDefinition[] {
  const { db, dataDir, now } = outside
  const storage = storageOf(dataDir, outside.storage)
  return [
    {
      name: 'attachments.scan',
      cron: '*/10 * * * *',
      retries: 0,
      async work(_data, signal) {
        const { scanner } = storage
        if (!scanner) return
        const folder = join(dataDir, 'files', 'incoming')
        await mkdir(folder, { recursive: true, mode: 0o700 })
        for (const { hash, place } of await store.unscanned(db, 200)) {
          if (signal.aborted) return
          const path = join(folder, randomUUID())
          try {
            await pipeline(await storage.place(place).read(hash), createWriteStream(path, { mode: 0o600 }))
            await store.noteVerdict(db, hash, await scanner(path), now().toISOString())
          } finally {
            await rm(path, { force: true })
          }
        }
      },
    },
    {
      name: 'attachments.sweep',
      cron: '10 4 * * *',
      async work(_data, signal) {
        await storage.sweep(now())
        for (const { hash, place } of await store.unused(db, now().toISOString())) {
          if (signal.aborted) return
          // Whoever attaches the same content now waits until it is gone, and then brings it anew.
          await inTransaction(db, async (tx) => {
            await store.lockHash(tx, hash)
            if (await store.forgetFile(tx, hash)) await storage.place(place).drop(hash)
          })
        }
      },
    },
  ]
}
