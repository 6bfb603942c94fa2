// What one does with imports: upload, look, decide what is what, try, start, stop, go on, take back.
import type { Readable } from 'node:stream'
import type { Import, ImportDescription, ImportOptions, PreviewRow, Reading } from '#api/imports.ts'
import { gatheringFields, type ImportCapability, importFields, importKeys } from '#domain/imports/fields.ts'
import { fieldsOf } from '#server/custom-fields/actions.ts'
import { descriptionOf, headersHash, openUpload } from '#server/imports/description.ts'
import * as findings from '#server/imports/findings.ts'
import type { ImportFile } from '#server/imports/reading/open-file.ts'
import { rejectsCsv } from '#server/imports/rejects-file.ts'
import { makeTarget } from '#server/imports/runs.ts'
import { SeenKeys } from '#server/imports/seen-keys.ts'
import type { ReadRow } from '#server/imports/source-row.ts'
import * as store from '#server/imports/store.ts'
import type { Plan, Target } from '#server/imports/target.ts'
import { dropFile, keepFile } from '#server/imports/uploads.ts'
import type { Context } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import { BadInput, NotFound, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'

const pageSize = 50
const previewRows = 20

/** Keeps the file and proves that it can be read; a file that cannot is refused with what to do about it and not kept. */
export async function uploadImport(
  ctx: Context,
  dataDir: string,
  capability: ImportCapability,
  file: { name: string; body: Readable },
): Promise<Import> {
  const kept = await keepFile(dataDir, file.name, file.body)
  try {
    const opened = await openUpload(kept.path, {})
    if (opened.description.kind === 'vcard' && capability !== 'contacts') throw new Refusal('imports.cardsAreContacts')
    const id = await store.insertImport(ctx, { capability, ...kept })
    return shown(ctx, await found(ctx, id))
  } catch (error) {
    await dropFile(kept.path)
    throw error
  }
}

export async function listImports(ctx: Context, before: string | undefined) {
  const imports = await store.listImports(ctx, before, pageSize + 1)
  return { imports: imports.slice(0, pageSize).map((one) => shown(ctx, one)), more: imports.length > pageSize }
}

export async function getImport(ctx: Context, id: string): Promise<Import> {
  return shown(ctx, await found(ctx, id))
}

export async function describeImport(
  ctx: Context,
  id: string,
  reading: Reading | undefined,
): Promise<ImportDescription> {
  const imported = await found(ctx, id)
  const saved = imported.options.reading ?? {}
  const wanted = reading ?? saved
  const file = await openUpload(imported.filePath, wanted)
  const description = await descriptionOf(ctx, imported, file, wanted)
  // What was decided earlier for this very file wins over a guess, as long as its columns are the same.
  const decided = imported.options.columns ? (imported.options as ImportOptions) : undefined
  if (!decided || reading !== undefined || decided.columns.some(({ column }) => column >= description.headers.length))
    return description
  return { ...description, options: decided }
}

/** The first rows as they would be stored; nothing is written but the options, so that closing the page loses nothing. */
export async function previewImport(ctx: Context, id: string, options: ImportOptions): Promise<{ rows: PreviewRow[] }> {
  const imported = await found(ctx, id)
  const file = await openUpload(imported.filePath, options.reading)
  await checkOptions(ctx, imported.capability, options, file)
  if (imported.state === 'uploaded') await store.saveOptions(ctx.db, id, options)
  const target = await makeTarget(ctx, imported.capability, options, file, true)
  const rows = file.description.sampleRows.slice(0, previewRows).map((source) => {
    const row = target.read(source)
    if (source.problem) row.problems.unshift({ column: null, field: null, reason: source.problem })
    return row
  })
  const seen = new SeenKeys()
  const planning = rows.map((row) => ({
    row,
    repeated: row.problems.length === 0 && seen.add(target.keysOf(row)[0] ?? ''),
  }))
  const plans = await target.plan(ctx, planning, false)
  await target.nameSimilar?.(ctx, plans)
  return { rows: plans.map((plan, i) => previewOf(target, rows[i] as ReadRow, plan)) }
}

function previewOf(target: Target, row: ReadRow, plan: Plan): PreviewRow {
  return {
    row: row.source.number,
    line: row.source.line,
    outcome: plan.repeated && plan.outcome === 'create' ? 'unchanged' : plan.outcome,
    recordId: plan.recordId,
    values: Object.fromEntries(target.columns.map((column) => [String(column.column), target.shown(row, column)])),
    problems: plan.problems,
    similar: plan.similar,
    changes: [...plan.changes],
  }
}

/** Puts the run into the queue; a trial may be followed by the real run, a finished import may not run twice. */
export async function startImport(ctx: Context, id: string, options: ImportOptions, dryRun: boolean): Promise<Import> {
  const imported = await found(ctx, id, true)
  const again =
    imported.state === 'uploaded' || (imported.dryRun && ['done', 'failed', 'cancelled'].includes(imported.state))
  if (!again) throw new Refusal('imports.alreadyRan')
  const file = await openUpload(imported.filePath, options.reading)
  await checkOptions(ctx, imported.capability, options, file)
  await makeTarget(ctx, imported.capability, options, file, dryRun)
  await store.queueRun(ctx, id, options, dryRun)
  if (!dryRun) {
    await store.rememberMapping(ctx, imported.capability, headersHash(file.description), { ...options, reading: {} })
    await record(ctx, {
      fact: 'imports.started',
      recordType: 'imports',
      recordId: id,
      after: {
        capability: imported.capability,
        file: imported.fileName,
        hash: imported.fileHash,
        key: options.key,
        mode: options.mode,
      },
    })
  }
  await ctx.jobs.enqueue(ctx.db, 'imports.run', { id })
  return getImport(ctx, id)
}

export async function cancelImport(ctx: Context, id: string): Promise<Import> {
  const imported = await found(ctx, id, true)
  if (imported.state === 'queued') await store.setState(ctx.db, id, 'cancelled')
  else if (imported.state === 'running') await store.askCancel(ctx.db, id)
  else throw new Refusal('imports.notRunning')
  return getImport(ctx, id)
}

/** Goes on after the last stored row with the same options. */
export async function resumeImport(ctx: Context, id: string): Promise<Import> {
  const imported = await found(ctx, id, true)
  const reason = whyNotResume(imported)
  if (reason) throw new Refusal(reason)
  await store.setState(ctx.db, id, 'queued')
  await ctx.jobs.enqueue(ctx.db, 'imports.run', { id })
  return getImport(ctx, id)
}

export async function revertImport(ctx: Context, id: string): Promise<Import> {
  const imported = await found(ctx, id, true)
  const reason = whyNotRevert(imported)
  if (reason) throw new Refusal(reason)
  await store.startRevert(ctx.db, id)
  await ctx.jobs.enqueue(ctx.db, 'imports.run', { id })
  return getImport(ctx, id)
}

export async function removeImport(ctx: Context, id: string): Promise<void> {
  const imported = await found(ctx, id, true)
  const nothingDone =
    imported.state === 'uploaded' || (imported.dryRun && !['queued', 'running'].includes(imported.state))
  if (!nothingDone) throw new Refusal('imports.keepsRecord')
  await store.removeImport(ctx.db, id)
  await dropFile(imported.filePath)
}

export async function rejectsOf(ctx: Context, id: string): Promise<{ name: string; body: AsyncGenerator<string> }> {
  const imported = await found(ctx, id)
  const headers = await headersOf(imported)
  const base = imported.fileName.replace(/\.[^.]*$/, '').replace(/["\\\r\n]/g, '')
  return {
    name: `${base}-${ctx.actor.language === 'en' ? 'rejected' : 'odmitnute'}.csv`,
    body: rejectsCsv(ctx.db, id, headers, ctx.actor.language),
  }
}

/** The header as it stood in the file; without the file its columns are numbered. */
async function headersOf(imported: store.StoredImport): Promise<string[]> {
  try {
    return (await openUpload(imported.filePath, imported.options.reading ?? {})).description.headers
  } catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}

export async function notesOf(ctx: Context, id: string) {
  await found(ctx, id)
  const [similar, repeated, kept, rejects, reasons] = [
    await findings.listNotes(ctx.db, id, 'similar', 200),
    await findings.listNotes(ctx.db, id, 'repeated', 200),
    await findings.listNotes(ctx.db, id, 'kept', 500),
    await findings.listRejects(ctx.db, id, 0, 100),
    await findings.countReasons(ctx.db, id),
  ]
  return {
    similar: similar.map(({ rowNo, recordId, details }) => ({
      row: rowNo,
      recordId,
      name: String(details.name ?? ''),
      matches: details.matches as never,
    })),
    repeated: repeated.map(({ rowNo, recordId, details }) => ({
      row: rowNo,
      recordId,
      key: String(details.key ?? ''),
    })),
    kept: kept.map(({ recordId, details }) => ({
      recordId,
      name: String(details.name ?? ''),
      reason: String(details.reason),
      fields: (details.fields ?? []) as string[],
    })),
    rejected: rejects.map(({ rowNo, lineNo, cells, reasons: problems }) => ({
      row: rowNo,
      line: lineNo,
      start: cells
        .filter((cell) => cell.trim() !== '')
        .slice(0, 3)
        .join(' · ')
        .slice(0, 200),
      problems: [...problems],
    })),
    reasons,
  }
}

/** Options a schema cannot judge: fields that exist, one column a field, something to match and to name records by. */
export async function checkOptions(
  ctx: Context,
  capability: ImportCapability,
  options: ImportOptions,
  file: ImportFile,
): Promise<void> {
  const errors: { field: string; reason: string; details?: Record<string, unknown> }[] = []
  const known = new Set<string>([
    ...importFields[capability],
    ...(await fieldsOf(ctx, capability)).map(({ key }) => `custom.${key}`),
  ])
  const taken = new Set<string>()
  for (const [i, { column, field }] of options.columns.entries()) {
    if (field === null) continue
    if (column >= file.description.headers.length || !known.has(field))
      errors.push({ field: `columns.${i}`, reason: 'imports.fieldUnknown', details: { field } })
    else if (taken.has(field) && !gatheringFields.includes(field))
      errors.push({ field: `columns.${i}`, reason: 'imports.fieldTwice', details: { field } })
    taken.add(field)
  }
  if (!(importKeys[capability] as readonly string[]).includes(options.key))
    errors.push({ field: 'key', reason: 'imports.keyUnknown' })
  const named =
    capability === 'clients'
      ? taken.has('name')
      : taken.has('lastName') || taken.has('fullName') || taken.has('firstName')
  if (!named && options.mode !== 'update')
    errors.push({
      field: 'columns',
      reason: capability === 'clients' ? 'imports.nameMissing' : 'imports.personNameMissing',
    })
  const keyed: Record<string, string[]> = {
    ico: ['ico'],
    number: ['number'],
    name: ['name'],
    email: ['email'],
    domain: ['email', 'web'],
    uid: ['uid'],
    nameCompany: ['fullName', 'lastName', 'firstName'],
  }
  if (!(keyed[options.key] ?? []).some((field) => taken.has(field)))
    errors.push({ field: 'key', reason: 'imports.keyNotMapped' })
  if (errors.length > 0) throw new BadInput(errors)
}

function whyNotResume(imported: store.StoredImport): string | undefined {
  if (imported.dryRun || (imported.state !== 'cancelled' && imported.state !== 'failed')) return 'imports.notStopped'
  if (imported.filePath === '') return 'imports.fileForgotten'
  return undefined
}

function whyNotRevert(imported: store.StoredImport): string | undefined {
  if (imported.dryRun || imported.state === 'uploaded' || imported.state === 'reverted')
    return 'imports.nothingToRevert'
  if (imported.state === 'queued' || imported.state === 'running' || imported.state === 'reverting')
    return 'imports.stillRunning'
  return imported.createdCount + imported.updatedCount === 0 ? 'imports.nothingToRevert' : undefined
}

async function found(ctx: Context, id: string, lock = false): Promise<store.StoredImport> {
  const imported = await store.findImport(ctx, id, lock)
  if (!imported) throw new NotFound('imports.notFound')
  return imported
}

export function shown(ctx: Pick<Context, 'now' | 'actor'>, one: store.StoredImport): Import {
  const rows = Number(one.committedRow)
  const size = Number(one.fileSize)
  const bytes = Math.min(Number(one.bytesRead), size)
  const total = one.rowsTotal === null ? null : Number(one.rowsTotal)
  const over = ['done', 'reverted'].includes(one.state)
  const share = over ? 1 : total ? Math.min(0.999, rows / total) : size > 0 ? Math.min(0.999, bytes / size) : 0
  const end = one.finishedAt ?? (one.state === 'running' ? ctx.now : one.beatAt)
  const seconds = one.startedAt && end ? (Date.parse(end) - Date.parse(one.startedAt)) / 1000 : 0
  const rate = rows > 0 && seconds > 0.2 ? rows / seconds : null
  const left =
    one.state === 'running' && share > 0.001 && seconds > 2 ? Math.round((seconds / share) * (1 - share)) : null
  const whyNot: Record<string, string> = {}
  const say = (what: string, reason: string | undefined) => {
    if (reason) whyNot[what] = reason
  }
  say('revert', whyNotRevert(one))
  say('resume', whyNotResume(one))
  say('cancel', one.state === 'queued' || one.state === 'running' ? undefined : 'imports.notRunning')
  return {
    id: one.id,
    version: one.version,
    capability: one.capability,
    fileName: one.fileName,
    fileSize: size,
    state: one.state,
    dryRun: one.dryRun,
    options: one.options.columns ? (one.options as ImportOptions) : null,
    rows,
    rowsTotal: total ?? (over ? rows : null),
    bytesRead: bytes,
    share,
    rowsPerSecond: rate,
    secondsLeft: left,
    created: one.createdCount,
    updated: one.updatedCount,
    unchanged: one.unchangedCount,
    rejected: one.rejectedCount,
    similar: one.similarCount,
    repeated: one.repeatedCount,
    reverted: one.revertedCount,
    kept: one.keptCount,
    error: one.error,
    createdBy: one.createdBy ? { id: one.createdBy, name: one.createdByName ?? '' } : null,
    createdAt: one.createdAt,
    startedAt: one.startedAt,
    finishedAt: one.finishedAt,
    whyNot,
  }
}

/** The command line starts where the screens do: the same file by the same person, not finished, goes on. */
export async function importFromFile(
  ctx: Context,
  dataDir: string,
  file: { capability: ImportCapability; name: string; open: () => Readable; hash: string },
  choose: (description: ImportDescription) => ImportOptions,
  dryRun: boolean,
): Promise<{ id: string; resumed: boolean }> {
  const unfinished = dryRun ? undefined : await store.findUnfinished(ctx, file.capability, file.hash)
  if (unfinished) return { id: unfinished.id, resumed: true }
  const { id } = await uploadImport(ctx, dataDir, file.capability, { name: file.name, body: file.open() })
  const options = choose(await describeImport(ctx, id, undefined))
  await inTransaction(ctx.db, (tx) =>
    startImport({ ...ctx, db: tx, jobs: { enqueue: async () => {} } }, id, options, dryRun),
  )
  return { id, resumed: false }
}
