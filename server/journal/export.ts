// The audit trail as CSV for the auditor: streamed newest first, and itself an entry of the journal.
import { Readable } from 'node:stream'
import { journal as cs } from '#messages/cs/journal.ts'
import { journal as en } from '#messages/en/journal.ts'
import type { Language } from '#messages/plural.ts'
import { journalRows } from '#server/journal/actions.ts'
import type { Histories } from '#server/journal/records.ts'
import { journalPage } from '#server/journal/store.ts'
import type { Context } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import { record } from '#server/kit/record.ts'

const pageRows = 2_000

/** Records the export, then gives the lines: header, then entries in pages, so that memory does not grow. */
export async function exportJournal(
  ctx: Context,
  histories: Histories,
  query: { filter?: string; q?: string },
  language: Language,
): Promise<Readable> {
  const first = await journalPage(ctx, histories, query, pageRows)
  await inTransaction(ctx.db, (db) =>
    record(
      { ...ctx, db },
      {
        fact: 'journal.exported',
        recordType: 'journal',
        recordId: ctx.actor.id,
        after: { filter: query.filter ?? null, q: query.q ?? null, rows: first.total ?? 0 },
      },
    ),
  )
  return Readable.from(lines(ctx, histories, query, language, first.entries))
}

async function* lines(
  ctx: Context,
  histories: Histories,
  query: { filter?: string; q?: string },
  language: Language,
  first: Awaited<ReturnType<typeof journalPage>>['entries'],
): AsyncGenerator<string> {
  const { columns } = language === 'cs' ? cs : en
  const heads = [
    'no',
    'at',
    'actor',
    'onBehalfOf',
    'fact',
    'recordType',
    'recordId',
    'record',
    'client',
    'reason',
    'batch',
    'before',
    'after',
  ] as const
  yield `\uFEFF${csvLine(heads.map((head) => columns[head]))}`
  let entries = first
  while (entries.length > 0) {
    const rows = await journalRows(ctx, histories, entries)
    yield rows
      .map((row, i) =>
        csvLine([
          row.id,
          row.at,
          row.actor?.name ?? row.actor?.id ?? 'Klientela',
          row.onBehalfOf?.name ?? row.onBehalfOf?.id,
          row.fact,
          row.recordType,
          row.recordId,
          row.record,
          row.client?.name ?? row.client?.id,
          row.reason,
          row.batch,
          json(entries[i]?.before),
          json(entries[i]?.after),
        ]),
      )
      .join('')
    if (entries.length < pageRows) return
    entries = (await journalPage(ctx, histories, { ...query, cursor: entries.at(-1)?.id, totals: false }, pageRows))
      .entries
  }
}

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))

/** Cells in quotes when needed; what a spreadsheet would take for a formula starts with an apostrophe. */
function csvLine(cells: readonly (string | null | undefined)[]): string {
  return `${cells
    .map((cell) => {
      const text = cell ?? ''
      const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
      return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
    })
    .join(';')}\r\n`
}
