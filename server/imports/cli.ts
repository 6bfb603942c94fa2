// `npm run cli -- import clients FILE --key ico --json`: the import of the screens, typed. The same command on a file whose
// import was killed goes on with it.
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { ImportDescription, ImportOptions } from '#api/imports.ts'
import { type ImportCapability, importFields, importKeys, importModes } from '#domain/imports/fields.ts'
import { imports as cs } from '#messages/cs/imports.ts'
import { imports as en } from '#messages/en/imports.ts'
import { reasonText } from '#messages/reasons.ts'
import { importFromFile, rejectsOf } from '#server/imports/actions.ts'
import { workOn } from '#server/imports/runs.ts'
import * as store from '#server/imports/store.ts'
import { hashOfFile } from '#server/imports/uploads.ts'
import type { Command, CommandLine } from '#server/kit/cli.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { loadActor } from '#server/users/sessions.ts'

const usage =
  'FILE [--key KEY] [--mode both|create|update] [--mapping FILE] [--owner EMAIL] [--as EMAIL] [--dry-run] [--json]'

export const commands: readonly Command[] = (['clients', 'contacts'] as const).map((capability) => ({
  name: `import ${capability}`,
  usage,
  run: (line: CommandLine) => importFile(line, capability),
}))

/** Exit codes: 0 finished (rejected rows are no failure), 1 failed, 2 wrong words, 3 stopped and able to go on. */
const exits = { done: 0, failed: 1, usage: 2, stopped: 3 } as const

class WrongWords extends Error {}

async function importFile(line: CommandLine, capability: ImportCapability): Promise<number> {
  const tell = (text: (t: typeof cs.cli) => string) => line.remark(`${text(cs.cli)}\n${text(en.cli as typeof cs.cli)}`)
  try {
    const words = readWords(line.args, capability)
    const path = resolve(words.file)
    if (!(await stat(path).catch(() => undefined))?.isFile()) {
      tell((t) => t.noFile(words.file))
      return exits.usage
    }
    const ctx = await contextFor(line, words.as)
    const options = await chooser(ctx, capability, words)
    const { id, resumed } = await importFromFile(
      ctx,
      line.config.dataDir,
      { capability, name: basename(path), open: () => createReadStream(path), hash: await hashOfFile(path) },
      options,
      words.dryRun,
    )
    if (resumed) tell((t) => t.resumed)
    const result = await follow(line, id, (rows) => {
      if (!words.json) line.remark(`${rows}`)
    })
    const rejectsFile = result.rejectedCount > 0 ? await writeRejects(ctx, id, line.config.dataDir) : null
    const summary = {
      rows: result.createdCount + result.updatedCount + result.unchangedCount + result.rejectedCount,
      created: result.createdCount,
      updated: result.updatedCount,
      unchanged: result.unchangedCount,
      rejected: result.rejectedCount,
      rejectsFile,
    }
    if (result.error) line.remark(reasonText(ctx.actor.language, result.error.reason, result.error.details ?? {}))
    line.print(
      words.json
        ? JSON.stringify(summary)
        : Object.entries(summary)
            .map(([key, value]) => `${key}: ${value ?? '–'}`)
            .join('\n'),
    )
    if (result.state === 'done') return exits.done
    return result.state === 'failed' ? exits.failed : exits.stopped
  } catch (error) {
    if (error instanceof WrongWords) {
      tell((t) => t.wrongWords(error.message))
      return exits.usage
    }
    if (error instanceof Refusal || error instanceof NotFound || error instanceof Forbidden) {
      const details = 'details' in error ? error.details : {}
      line.remark(`${reasonText('cs', error.reason, details)}\n${reasonText('en', error.reason, details)}`)
      return exits.failed
    }
    if (error instanceof BadInput) {
      for (const { reason, details } of error.errors)
        line.remark(`${reasonText('cs', reason, details ?? {})}\n${reasonText('en', reason, details ?? {})}`)
      return exits.usage
    }
    throw error
  }
}

interface Words {
  readonly file: string
  readonly key: string | undefined
  readonly mode: string | undefined
  readonly mapping: string | undefined
  readonly owner: string | undefined
  readonly as: string | undefined
  readonly dryRun: boolean
  readonly json: boolean
}

function readWords(args: readonly string[], capability: ImportCapability): Words {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        mode: { type: 'string' },
        mapping: { type: 'string' },
        owner: { type: 'string' },
        as: { type: 'string' },
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
      },
    })
    const [file, ...more] = positionals
    if (!file || more.length > 0) throw new WrongWords(usage)
    if (values.key && !(importKeys[capability] as readonly string[]).includes(values.key))
      throw new WrongWords(`--key ${importKeys[capability].join('|')}`)
    if (values.mode && !(importModes as readonly string[]).includes(values.mode))
      throw new WrongWords(`--mode ${importModes.join('|')}`)
    return {
      file,
      key: values.key,
      mode: values.mode,
      mapping: values.mapping,
      owner: values.owner,
      as: values.as,
      dryRun: values['dry-run'] ?? false,
      json: values.json ?? false,
    }
  } catch (error) {
    throw error instanceof WrongWords ? error : new WrongWords((error as Error).message)
  }
}

/** Who imports: the named person, otherwise the first sales director, otherwise the system itself. */
async function contextFor(line: CommandLine, email: string | undefined): Promise<Context> {
  const ctx = line.context()
  const named = email === undefined ? undefined : await store.personByEmail(line.db, email)
  if (email !== undefined && !named?.active) throw new WrongWords(`--as ${email}`)
  const id = named?.id ?? (await store.firstDirector(line.db))
  return id ? { ...ctx, actor: await loadActor(line.db, id, ctx.today) } : ctx
}

/** The guess, with the mapping file laid over: `{"IČO": "ico", "Poznámka": null}` by header, or whole options. */
async function chooser(
  ctx: Context,
  capability: ImportCapability,
  words: Words,
): Promise<(found: ImportDescription) => ImportOptions> {
  const mapping = words.mapping
    ? (JSON.parse(await readFile(words.mapping, 'utf8')) as Record<string, unknown>)
    : undefined
  const owner = words.owner ? await store.personByEmail(ctx.db, words.owner) : undefined
  if (words.owner && !owner?.active) throw new WrongWords(`--owner ${words.owner}`)
  return (found) => {
    const options = { ...found.options, ...(owner ? { ownerId: owner.id } : {}) }
    if (mapping && Array.isArray(mapping.columns)) Object.assign(options, mapping)
    else if (mapping) {
      for (const [header, field] of Object.entries(mapping)) {
        const column = found.headers.indexOf(header)
        if (column === -1 || (field !== null && typeof field !== 'string')) throw new WrongWords(`--mapping ${header}`)
        if (field && !field.startsWith('custom.') && !(importFields[capability] as readonly string[]).includes(field))
          throw new WrongWords(`--mapping ${field}`)
        options.columns = [...options.columns.filter((one) => one.column !== column), { column, field }]
      }
    }
    if (words.key) options.key = words.key as ImportOptions['key']
    if (words.mode) options.mode = words.mode as ImportOptions['mode']
    return options
  }
}

/** Runs here; when a running server has taken the import over, waits for it instead. */
async function follow(line: CommandLine, id: string, progress: (rows: number) => void): Promise<store.StoredImport> {
  let told = Date.now()
  const place = { db: line.db, jobs: line.context().jobs, now: () => new Date() }
  await workOn(place, id, line.signal, (row) => {
    if (Date.now() - told < 2000) return
    told = Date.now()
    progress(row)
  })
  for (;;) {
    const now = (await store.readImport(line.db, id)) as store.StoredImport
    if (line.signal.aborted || !['queued', 'running'].includes(now.state)) return now
    await sleep(500)
  }
}

/** Into the data folder: the source may lie where others read, and rejected rows are personal data. */
async function writeRejects(ctx: Context, id: string, dataDir: string): Promise<string> {
  const { name, body } = await rejectsOf(ctx, id)
  const path = join(dataDir, 'imports', `${id.slice(-12)}-${name}`)
  await pipeline(Readable.from(body, { objectMode: false }), createWriteStream(path, { mode: 0o600 }))
  return path
}
