// The job that runs imports, the watch that takes up those whose process died, and the forgetting of old files.
import type { Outside } from '#server/app.ts'
import * as store from '#server/imports/store.ts'
import { dropFile } from '#server/imports/uploads.ts'
import { inTransaction } from '#server/kit/db.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'

/** A run without a sign of life for so long has lost its process; a batch takes a second or two. */
const silentSeconds = 30
/** Uploaded files and rejected rows hold personal data; the journal keeps what the import did. */
const keptDays = 90

export function importJobs(outside: Outside): JobDefinition[] {
  return [
    {
      name: 'imports.run',
      atOnce: 2,
      work: async (data, signal) => (await import('#server/imports/runs.ts')).workOn(outside, String(data.id), signal),
    },
    {
      name: 'imports.resume',
      atStart: true,
      cron: '* * * * *',
      async work(data) {
        // At the start nobody of this program works on anything yet.
        const silent = await store.silentRuns(outside.db, data.atStart === true ? 0 : silentSeconds)
        for (const id of silent) {
          await inTransaction(outside.db, (db) =>
            outside.jobs.enqueue(db, 'imports.run', { id }, { key: `${id} ${outside.now().getTime()}` }),
          )
        }
      },
    },
    {
      name: 'imports.forget-files',
      cron: '20 3 * * *',
      async work() {
        for (const { id, filePath } of await store.oldFiles(outside.db, keptDays)) {
          await dropFile(filePath)
          await store.forgetFile(outside.db, id)
        }
      },
    },
  ]
}
