// Runs an import: rows are read as a stream, planned and stored a batch a transaction together with how far the run is.
// Killed at any moment it goes on after the last stored row; two workers never store the same rows.
import { setImmediate as breathe } from 'node:timers/promises'
import { checkIco } from '#domain/identifiers/ico.ts'
import { foldName } from '#domain/names.ts'
import * as findings from '#server/imports/findings.ts'
import { mostHeld } from '#server/imports/reading/limits.ts'
import type { ImportFile } from '#server/imports/reading/open-file.ts'
import type { SourceRecord } from '#server/imports/reading/reading-error.ts'
import { SeenKeys } from '#server/imports/seen-keys.ts'
import type { ReadRow } from '#server/imports/source-row.ts'
import * as store from '#server/imports/store.ts'
import type { Plan, PlanningRow, Target } from '#server/imports/target.ts'
import { rejected } from '#server/imports/target.ts'
import type { Context } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import { constraintOf, Refusal } from '#server/kit/errors.ts'

export const batchRows = 1000
/** Reading this many rows blocks the program for a few milliseconds; requests are answered in between. */
const breath = 10

export interface Run {
  readonly id: string
  readonly file: ImportFile
  readonly target: Target
  readonly dry: boolean
  /** Rows stored before an interruption. */
  readonly committed: number
  /** A context for one transaction, with the import as its batch. */
  context(db: Context['db']): Context
  readonly signal: AbortSignal
  /** After each stored batch. */
  readonly onBatch?: (row: number) => void
}

/** Somebody else stores this import, or it was taken away: whoever notices simply stops. */
export class LostRun extends Error {}

export type RunEnd = 'finished' | 'cancelled' | 'interrupted'

export async function runImport(db: Context['db'], run: Run): Promise<RunEnd> {
  // What records look like others is searched on a connection of its own while the rows are written.
  if (db.isTransaction || run.dry || !run.target.nameSimilar) return runRows(db, run)
  return db.connection().execute((beside) => runRows(db, run, beside))
}

async function runRows(db: Context['db'], run: Run, beside?: Context['db']): Promise<RunEnd> {
  const state: RunState = { db, beside, run, seen: new SeenKeys(), stored: run.committed, bytes: 0, cancelled: false }
  let storing: Promise<void> = Promise.resolve()
  let failed: unknown
  let batch: ReadRow[] = []
  let held = 0
  for await (const records of run.file.batches()) {
    for (let i = 0; i < records.length; i += 1) {
      const source = records[i] as SourceRecord
      if (source.number <= run.committed) {
        remember(state, read(run.target, source))
        state.bytes += sizeOf(source)
      } else {
        batch.push(read(run.target, source))
        held += source.raw.length
      }
      if (i % breath === breath - 1) await breathe()
      if (batch.length < batchRows && held < mostHeld) continue
      const ready = batch
      batch = []
      held = 0
      // The next batch is read while the database stores this one.
      await storing
      if (failed) throw failed
      if (state.cancelled) return 'cancelled'
      if (run.signal.aborted) return 'interrupted'
      storing = storeBatch(state, ready).catch((error: unknown) => {
        failed = error
      })
    }
  }
  await storing
  if (failed) throw failed
  if (!state.cancelled && batch.length > 0) await storeBatch(state, batch)
  if (state.cancelled) return 'cancelled'
  if (run.signal.aborted) return 'interrupted'
  await retryParents(state)
  return 'finished'
}

interface RunState {
  readonly db: Context['db']
  /** Sees what earlier batches have stored, and nothing of the one being written. */
  readonly beside: Context['db'] | undefined
  readonly run: Run
  readonly seen: SeenKeys
  stored: number
  bytes: number
  cancelled: boolean
}

function read(target: Target, source: SourceRecord): ReadRow {
  const row = target.read(source)
  if (source.problem) row.problems.unshift({ column: null, field: null, reason: source.problem })
  return row
}

function remember(state: RunState, row: ReadRow): void {
  if (row.problems.length === 0) for (const key of state.run.target.keysOf(row)) state.seen.add(key)
}

async function storeBatch(state: RunState, rows: readonly ReadRow[]): Promise<void> {
  const { run } = state
  const last = (rows.at(-1) as ReadRow).source.number
  const bytes = state.bytes + rows.reduce((sum, row) => sum + sizeOf(row.source), 0)
  const waves = wavesOf(state, rows)
  for (let attempt = 1; ; attempt += 1) {
    try {
      await inTransaction(state.db, async (tx) => {
        const progress = await store.lockProgress(tx, run.id)
        if (progress.state !== 'running' || progress.committedRow !== state.stored) throw new LostRun()
        if (progress.cancelAsked) {
          state.cancelled = true
          return
        }
        await store.planByKeys(tx)
        const ctx = run.context(tx)
        const plans: Plan[] = []
        // Later waves must see what the first one writes.
        for (const [i, wave] of waves.entries())
          plans.push(...(await storeWave(ctx, run, wave, i === 0 ? state.beside : undefined)))
        await keepFindings(ctx, run, plans)
        await store.saveProgress(tx, run.id, { row: last, bytes }, tallyOf(plans))
      })
      break
    } catch (error) {
      if (!isPassing(error) || attempt === 5) throw error
    }
  }
  if (state.cancelled) return
  state.stored = last
  state.bytes = bytes
  run.onBatch?.(last)
}

/** Rows that share a key stand in different waves, in the order of the file: the second sees what the first has stored. */
function wavesOf(state: RunState, rows: readonly ReadRow[]): PlanningRow<ReadRow>[][] {
  const waves: PlanningRow<ReadRow>[][] = []
  const waveOfKey = new Map<string, number>()
  for (const row of rows) {
    const keys = row.problems.length > 0 ? [] : state.run.target.keysOf(row)
    const repeated = keys[0] !== undefined && state.seen.has(keys[0])
    let wave = 0
    for (const key of keys) {
      state.seen.add(key)
      wave = Math.max(wave, (waveOfKey.get(key) ?? -1) + 1)
    }
    for (const key of keys) waveOfKey.set(key, wave)
    if (state.run.dry) state.seen.add(`link ${foldName(state.run.target.nameOf(row))}`)
    const list = waves[wave] ?? []
    waves[wave] = list
    list.push({ row, repeated })
  }
  return waves
}

/** Plans and writes; when the database refuses, halves are tried, until the one row at fault stands alone and is rejected. */
async function storeWave(
  ctx: Context,
  run: Run,
  wave: readonly PlanningRow<ReadRow>[],
  beside?: Context['db'],
): Promise<Plan[]> {
  const { target } = run
  try {
    return await inTransaction(ctx.db, async (tx) => {
      const inner = { ...ctx, db: tx }
      const plans = await target.plan(inner, wave, !run.dry)
      const naming = beside ? nameBeside(ctx, beside, target, plans) : target.nameSimilar?.(inner, plans)
      if (!beside) await naming
      if (run.dry) return plans.map(pretended)
      // Both are waited for: nothing of them may still run when the rows are tried again.
      const [written, named] = await Promise.allSettled([target.write(inner, plans), naming])
      if (written.status === 'rejected') throw written.reason
      if (named.status === 'rejected') throw named.reason
      return plans
    })
  } catch (error) {
    const reason = rowReason(error)
    if (!reason) throw error
    if (wave.length === 1) {
      const { row } = wave[0] as PlanningRow<ReadRow>
      return [rejected(row, [{ column: null, field: null, reason }])]
    }
    const middle = wave.length >> 1
    return [...(await storeWave(ctx, run, wave.slice(0, middle))), ...(await storeWave(ctx, run, wave.slice(middle)))]
  }
}

/** Until the rows are committed this connection does not see them, so that they are compared with what was there before. */
async function nameBeside(ctx: Context, beside: Context['db'], target: Target, plans: readonly Plan[]): Promise<void> {
  await inTransaction(beside, async (db) => {
    await store.planByKeys(db)
    await target.nameSimilar?.({ ...ctx, db }, plans)
  })
}

/** A trial writes nothing, so a row repeating the key of a new one finds nobody: it would have met its first. */
function pretended(plan: Plan): Plan {
  return plan.repeated && plan.outcome === 'create' ? { ...plan, outcome: 'unchanged' } : plan
}

const knownConstraints: Readonly<Record<string, string>> = {
  clients_ico: 'clients.icoTaken',
  clients_number: 'clients.numberTaken',
  clients_no_cycle: 'clients.groupCycle',
  contacts_external_uid: 'imports.uidTaken',
}

/** Why a row cannot be stored, when it is the row's own fault or a race for its key; undefined for all else. */
function rowReason(error: unknown): string | undefined {
  const constraint = constraintOf(error)
  if (constraint) return knownConstraints[constraint] ?? 'imports.rowNotStored'
  const { code } = error as { code?: string }
  if (code?.startsWith('22')) return 'imports.rowNotStored'
  return error instanceof Refusal ? error.reason : undefined
}

/** Two transactions in each other's way; PostgreSQL has undone ours and it may simply be tried again. */
function isPassing(error: unknown): boolean {
  const { code } = error as { code?: string }
  return code === '40P01' || code === '40001' || code === '55P03'
}

async function keepFindings(ctx: Context, run: Run, plans: readonly Plan[]): Promise<void> {
  await findings.insertRejects(
    ctx.db,
    run.id,
    plans.flatMap((plan) => (plan.outcome === 'reject' ? [rejectOf(plan)] : [])),
  )
  await findings.insertNotes(
    ctx.db,
    run.id,
    plans.flatMap((plan) => (plan.outcome === 'reject' ? [] : notesOf(run, plan))),
  )
}

function rejectOf(plan: Plan): findings.Reject {
  const { source } = plan.row
  // What could not be read as cells is kept as it stood.
  const cells = source.cells.length > 0 ? source.cells : [source.raw]
  return { rowNo: source.number, lineNo: source.line, reasons: plan.problems, cells }
}

function notesOf(run: Run, plan: Plan): findings.Note[] {
  const notes: findings.Note[] = []
  const common = { rowNo: plan.row.source.number, recordId: plan.recordId }
  if (plan.similar.length > 0)
    notes.push({ ...common, kind: 'similar', details: { name: run.target.nameOf(plan.row), matches: plan.similar } })
  if (plan.repeated) notes.push({ ...common, kind: 'repeated', details: { key: plan.repeated } })
  return notes
}

function tallyOf(plans: readonly Plan[]): store.Tally {
  const tally = { created: 0, updated: 0, unchanged: 0, rejected: 0, similar: 0, repeated: 0 }
  for (const plan of plans) {
    if (plan.outcome === 'create') tally.created += 1
    else if (plan.outcome === 'update') tally.updated += 1
    else if (plan.outcome === 'unchanged') tally.unchanged += 1
    else tally.rejected += 1
    if (plan.outcome !== 'reject' && plan.similar.length > 0) tally.similar += 1
    if (plan.outcome !== 'reject' && plan.repeated) tally.repeated += 1
  }
  return tally
}

/** A parent may stand below its children in the file: rows refused for that alone are tried again until none succeeds. */
async function retryParents(state: RunState): Promise<void> {
  const { run } = state
  if (run.dry) return pretendParents(state)
  for (let progress = true; progress; ) {
    progress = false
    for (let after = 0; ; ) {
      const rejects = await findings.listRejects(state.db, run.id, after, batchRows, 'imports.parentUnknown')
      if (rejects.length === 0) break
      after = (rejects.at(-1) as findings.Reject).rowNo
      const rows = rejects.map(({ rowNo, lineNo, cells }) =>
        read(run.target, { number: rowNo, line: lineNo, cells: [...cells], raw: '' }),
      )
      const taken = await inTransaction(state.db, async (tx) => {
        const { state: now, cancelAsked } = await store.lockProgress(tx, run.id)
        if (now !== 'running') throw new LostRun()
        if (cancelAsked) return 0
        const ctx = run.context(tx)
        const plans = (
          await storeWave(
            ctx,
            run,
            rows.map((row) => ({ row, repeated: false })),
          )
        ).filter(({ outcome }) => outcome !== 'reject')
        await findings.removeRejects(
          tx,
          run.id,
          plans.map(({ row }) => row.source.number),
        )
        await keepFindings(ctx, run, plans)
        const tally = tallyOf(plans)
        await store.saveProgress(
          tx,
          run.id,
          { row: state.stored, bytes: state.bytes },
          { ...tally, rejected: -plans.length },
        )
        return plans.length
      })
      progress ||= taken > 0
    }
  }
}

/** In a trial nobody was stored: a parent that stands anywhere in the file counts as found. */
async function pretendParents({ db, run, seen, stored, bytes }: RunState): Promise<void> {
  for (let after = 0; ; ) {
    const rejects = await findings.listRejects(db, run.id, after, batchRows, 'imports.parentUnknown')
    if (rejects.length === 0) return
    after = (rejects.at(-1) as findings.Reject).rowNo
    const found = rejects.filter(({ reasons }) => {
      const text = reasons[0]?.value ?? ''
      const ico = checkIco(text)
      return (
        seen.has(`link ${foldName(text)}`) || seen.has(`number ${text}`) || (ico.ok && seen.has(`ico ${ico.value}`))
      )
    })
    await inTransaction(db, async (tx) => {
      await findings.removeRejects(
        tx,
        run.id,
        found.map(({ rowNo }) => rowNo),
      )
      const tally = {
        created: found.length,
        updated: 0,
        unchanged: 0,
        rejected: -found.length,
        similar: 0,
        repeated: 0,
      }
      await store.saveProgress(tx, run.id, { row: stored, bytes }, tally)
    })
  }
}

/** About how many bytes of the file the row took; exact for one-byte encodings and plain text. */
function sizeOf(source: SourceRecord): number {
  return source.raw.length + 2
}
