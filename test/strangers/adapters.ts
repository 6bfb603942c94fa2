// How each endpoint that lists, counts, sums, searches or exports is read, to be compared with the oracle.
// An endpoint flagged `lists` without an adapter here fails the test.
import { clientAdapters } from '#test/strangers/adapters/clients.ts'
import { exportAdapters } from '#test/strangers/adapters/exports.ts'
import { journalAdapters } from '#test/strangers/adapters/journal.ts'
import { searchAdapters } from '#test/strangers/adapters/search.ts'
import { workingDayAdapters } from '#test/strangers/adapters/working-day.ts'
import type { Adapter } from '#test/strangers/probe.ts'

export const adapters: Readonly<Record<string, Adapter>> = {
  ...clientAdapters,
  ...workingDayAdapters,
  ...journalAdapters,
  ...searchAdapters,
  ...exportAdapters,
}
