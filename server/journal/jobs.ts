// The timer that seals the journal four times a minute, in one process at a time.
import { setTimeout as pause } from 'node:timers/promises'
import type { Outside } from '#server/app.ts'
import { journalSealer } from '#server/journal/sealing.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'

export function journalJobs(outside: Outside): JobDefinition[] {
  const sealer = journalSealer(outside.db)
  return [
    {
      name: 'journal.seal',
      // The queue's clock knows whole minutes; the quarters are counted here.
      cron: '* * * * *',
      retries: 0,
      work: async (_data, signal) => {
        for (let quarter = 0; quarter < 4 && !signal.aborted; quarter++) {
          await sealer.seal()
          if (quarter < 3) await pause(15_000, undefined, { signal }).catch(() => {})
        }
      },
    },
  ]
}
