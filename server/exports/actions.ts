// Exports: lists at once as a stream; everything the caller sees as an archive written in the background.
import { sql } from 'kysely'
import type { Export, ExportQuery } from '#api/exports.ts'
import { foldText } from '#domain/names.ts'
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import { clientSource } from '#server/clients/actions.ts'
import { contactSource } from '#server/contacts/actions.ts'
import { csvText, type Labels, listFile, rowsOf } from '#server/exports/list-file.ts'
import * as store from '#server/exports/store.ts'
import { mostRows, workbook } from '#server/exports/xlsx.ts'
import type { Context } from '#server/kit/context.ts'
import { Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import type { ListSource } from '#server/kit/lists.ts'
import { record } from '#server/kit/record.ts'

/** Above this many people a list leaves the house only with a team lead (handbook §11). */
export const mostContacts = 200

export interface StreamedFile {
  readonly name: string
  readonly type: string
  readonly body: AsyncIterable<string | Buffer>
}

/** A list as a file. The journal keeps who took out how many rows of what. */
export async function exportList(
  ctx: Context,
  capability: 'clients' | 'contacts',
  query: ExportQuery,
): Promise<StreamedFile> {
  const source = capability === 'clients' ? await clientSource(ctx) : await contactSource(ctx)
  const file = await listFile(ctx, source, query, labels(ctx, capability))
  const lead = ctx.actor.roles.some((role) => role === 'TL' || role === 'SD' || role === 'CEO')
  if (capability === 'contacts' && file.count > mostContacts && !lead) {
    throw new Forbidden('exports.manyContacts', { count: file.count, most: mostContacts })
  }
  const strict = capability === 'clients' ? await countStrict(ctx, source, query) : 0
  if (strict > 0 && !lead) throw new Forbidden('exports.strictData', { count: strict })
  const format = query.format ?? 'csv'
  if (format === 'xlsx' && file.count > mostRows)
    throw new Refusal('exports.tooManyForXlsx', { count: file.count, most: mostRows })
  await record(ctx, {
    fact: 'exports.listTaken',
    recordType: 'exports',
    recordId: ctx.actor.id,
    after: {
      capability,
      format,
      rows: file.count,
      filter: query.filter ?? null,
      q: query.q ?? null,
      columns: file.columns.map((c) => c.key),
    },
  })
  const title = ctx.actor.language === 'en' ? en[capability].title : cs[capability].title
  // Text has no place for who took it out, so what is guarded carries it in the name of the file.
  const taker = strict > 0 || (capability === 'contacts' && file.count > mostContacts) ? `-${watermark(ctx)}` : ''
  const name = `${capability}-${ctx.today}${taker}.${format}`
  if (format === 'xlsx') {
    const body = workbook(file, rowsOf(ctx.db, file), { by: `${ctx.actor.name}, Klientela`, at: ctx.now, title })
    return { name, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', body }
  }
  return {
    name,
    type: 'text/csv; charset=utf-8',
    body: csvText(ctx.db, file, query.delimiter ?? (ctx.actor.language === 'cs' ? ';' : ',')),
  }
}

/** How many clients of the list are strict: such data leave the house only with a team lead (handbook §11). */
async function countStrict(ctx: Context, source: ListSource, query: ExportQuery): Promise<number> {
  const strict = { f: 'confidentiality', op: 'in', v: ['strict'] }
  const filter = query.filter ? { and: [JSON.parse(query.filter) as unknown, strict] } : strict
  return (await listFile(ctx, source, { ...query, filter: JSON.stringify(filter) }, labels(ctx, 'clients'))).count
}

const watermark = (ctx: Context) => foldText(ctx.actor.name).replace(/[^a-z0-9]+/g, '-')

function labels(ctx: Context, capability: 'clients' | 'contacts'): Labels {
  const language = ctx.actor.language
  const words = (language === 'en' ? en : cs)[capability] as Record<string, unknown>
  const columns = words.columns as Record<string, string>
  const choices: Record<string, string> = {
    class: 'classes',
    state: 'states',
    kind: 'kinds',
    confidentiality: 'confidentialities',
    buyingRoles: 'roles',
  }
  return (column, choice) => {
    if (choice === undefined) return column.label?.[language] ?? columns[column.key] ?? column.key
    const own = column.choiceLabels?.[choice]?.[language]
    return own ?? (words[choices[column.key] ?? ''] as Record<string, string> | undefined)?.[choice] ?? choice
  }
}

/** Starts the archive of everything; it is written by a job and can be fetched when done. */
export async function exportEverything(ctx: Context): Promise<Export> {
  const id = await store.insert(ctx)
  await record(ctx, {
    fact: 'exports.everythingAsked',
    recordType: 'exports',
    recordId: id,
    after: { kind: 'everything' },
  })
  await ctx.jobs.enqueue(ctx.db, 'exports.everything', { id })
  return getExport(ctx, id)
}

export async function listExports(ctx: Context): Promise<{ exports: Export[] }> {
  return { exports: await store.listOwn(ctx) }
}

export async function getExport(ctx: Context, id: string): Promise<Export> {
  const found = (await store.listOwn(ctx, id))[0]
  if (!found) throw new NotFound('exports.notFound')
  return found
}

export async function cancelExport(ctx: Context, id: string): Promise<Export> {
  await getExport(ctx, id)
  await sql`update exports set cancel_asked = true, state = case when state = 'queued' then 'cancelled' else state end
    where id = ${id}::uuid and state in ('queued', 'running')`.execute(ctx.db)
  return getExport(ctx, id)
}

/** Path of the finished archive; refused until it is done. */
export async function archivePath(ctx: Context, id: string): Promise<string> {
  const found = await getExport(ctx, id)
  const path = await store.pathOf(ctx, id)
  if (found.state !== 'done' || !path) throw new Refusal('exports.notReady', { state: found.state })
  return path
}
