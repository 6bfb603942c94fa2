// One run of an import from the taking into work to its end: who acts, which target, what is written about it.

import type { ImportOptions } from '#api/imports.ts'
import { may } from '#domain/access.ts'
import type { ImportCapability } from '#domain/imports/fields.ts'
import { fieldsOf } from '#server/custom-fields/actions.ts'
import { clientsTarget } from '#server/imports/clients-target.ts'
import { contactsTarget } from '#server/imports/contacts-target.ts'
import { openUpload } from '#server/imports/description.ts'
import { LostRun, runImport } from '#server/imports/engine.ts'
import type { ImportFile } from '#server/imports/reading/open-file.ts'
import { ReadingError } from '#server/imports/reading/reading-error.ts'
import { revertImport } from '#server/imports/revert.ts'
import * as store from '#server/imports/store.ts'
import type { Target } from '#server/imports/target.ts'
import { type Context, dayOf, systemActor } from '#server/kit/context.ts'
import { type Db, inTransaction } from '#server/kit/db.ts'
import { Refusal } from '#server/kit/errors.ts'
import type { Jobs } from '#server/kit/jobs.ts'
import { record } from '#server/kit/record.ts'
import { loadActor } from '#server/users/sessions.ts'

/** Fewer rows are read along by every search without anybody noticing. */
const worthSettling = 1000

export interface RunPlace {
  readonly db: Db
  readonly jobs: Jobs
  readonly now: () => Date
}

/** Does whatever the import waits for: its run, the rest of it after a crash, or its revert. May be called twice. */
export async function workOn(
  place: RunPlace,
  id: string,
  signal: AbortSignal,
  onBatch?: (row: number) => void,
): Promise<void> {
  const taken = await store.takeRun(place.db, id)
  if (!taken) return
  try {
    const ctx = await contextOf(place, taken)
    if (!may(ctx.actor, 'data.import')) throw new Refusal('imports.rightLost')
    if (taken.state === 'reverting') await revertImport(ctx, taken, signal)
    else await runTaken(ctx, taken, signal, onBatch)
  } catch (error) {
    if (error instanceof LostRun || signal.aborted) return
    await fail(place.db, id, error)
  }
}

async function runTaken(
  ctx: Context,
  taken: store.StoredImport,
  signal: AbortSignal,
  onBatch?: (row: number) => void,
): Promise<void> {
  const options = taken.options as ImportOptions
  const file = await openUpload(taken.filePath, options.reading)
  // Sheets and cards do not say in bytes how far one is: their rows are counted beforehand, which costs no database.
  if (file.description.kind !== 'csv' && taken.rowsTotal === null) await countRows(ctx.db, taken.id, file, signal)
  const target = await makeTarget(ctx, taken.capability, options, file, taken.dryRun)
  const end = await runImport(ctx.db, {
    id: taken.id,
    file,
    target,
    dry: taken.dryRun,
    committed: Number(taken.committedRow),
    context: (db) => ({ ...ctx, db, batchId: taken.id }),
    signal,
    ...(onBatch ? { onBatch } : {}),
  })
  // Interrupted by the end of the program: the run stays as it is and is taken up at the next start.
  if (end === 'interrupted') return
  const stored = await store.readImport(ctx.db, taken.id)
  const rows = Number(stored?.committedRow)
  if (!taken.dryRun && rows >= worthSettling) await store.settleTables(ctx.db, taken.capability, rows)
  await inTransaction(ctx.db, async (tx) => {
    await store.setState(tx, taken.id, end === 'finished' ? 'done' : 'cancelled')
    if (taken.dryRun) return
    const inner = { ...ctx, db: tx }
    const result = (await store.readImport(tx, taken.id)) as store.StoredImport
    await record(inner, {
      fact: end === 'finished' ? 'imports.finished' : 'imports.stopped',
      recordType: 'imports',
      recordId: taken.id,
      after: {
        capability: taken.capability,
        file: taken.fileName,
        rows: Number(result.committedRow),
        created: result.createdCount,
        updated: result.updatedCount,
        unchanged: result.unchangedCount,
        rejected: result.rejectedCount,
      },
    })
  })
}

export async function makeTarget(
  ctx: Context,
  capability: ImportCapability,
  options: ImportOptions,
  file: ImportFile,
  dry: boolean,
): Promise<Target> {
  const customFields = await fieldsOf(ctx, capability)
  const headers = file.description.headers
  if (capability === 'contacts') return contactsTarget({ options, headers, customFields, dry }) as unknown as Target
  const system = ctx.actor.id === systemActor.id
  const ownerId = options.ownerId === undefined ? (system ? null : ctx.actor.id) : options.ownerId
  const owner = ownerId ? ((await store.personById(ctx.db, ownerId)) ?? null) : null
  if (ownerId && !owner?.active) throw new Refusal('clients.unknownPerson')
  return clientsTarget({ options, headers, customFields, owner, dry }) as unknown as Target
}

/** The person who started it, with the rights of today; the system where the command line imported on its own. */
async function contextOf(place: RunPlace, taken: store.StoredImport): Promise<Context> {
  const now = place.now()
  const day = dayOf(now)
  const actor = taken.createdBy ? await loadActor(place.db, taken.createdBy, day) : systemActor
  return { db: place.db, actor, now: now.toISOString(), today: day, jobs: place.jobs }
}

async function countRows(db: Db, id: string, file: ImportFile, signal: AbortSignal): Promise<void> {
  let rows = 0
  let told = Date.now()
  for await (const batch of file.batches()) {
    rows += batch.length
    if (signal.aborted) return
    if (Date.now() - told < 5000) continue
    told = Date.now()
    await store.beat(db, id)
  }
  await store.saveTotal(db, id, rows)
}

async function fail(db: Db, id: string, error: unknown): Promise<void> {
  const known =
    error instanceof Refusal || error instanceof ReadingError
      ? { reason: error.reason, details: error.details as Record<string, unknown> }
      : { reason: 'imports.broke' }
  await store.setState(db, id, 'failed', known)
  if (known.reason === 'imports.broke') throw error
}
