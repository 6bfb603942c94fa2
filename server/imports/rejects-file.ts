// The rows left out as a CSV file: the original columns with their original values, and what is wrong beside them.
import type { CellProblem } from '#api/imports.ts'
import { imports as cs } from '#messages/cs/imports.ts'
import { imports as en } from '#messages/en/imports.ts'
import type { Language } from '#messages/plural.ts'
import { reasonText } from '#messages/reasons.ts'
import * as findings from '#server/imports/findings.ts'
import type { Db } from '#server/kit/db.ts'

/**
 * UTF-8 with a mark, so that Excel shows Czech letters; semicolons for Czechs, commas for others. A cell that a
 * spreadsheet would run as a formula gets an apostrophe in front, which Excel takes as text and the import drops again.
 */
export async function* rejectsCsv(
  db: Db,
  id: string,
  headers: readonly string[],
  language: Language,
): AsyncGenerator<string> {
  const t = language === 'en' ? en : cs
  const delimiter = language === 'en' ? ',' : ';'
  const line = (cells: readonly string[]) => `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`
  yield `\ufeff${line([...headers, t.rejectColumns.row, t.rejectColumns.reasons])}`
  for (let after = 0; ; ) {
    const rejects = await findings.listRejects(db, id, after, 1000)
    if (rejects.length === 0) return
    after = (rejects.at(-1) as findings.Reject).rowNo
    let text = ''
    for (const { rowNo, lineNo, cells, reasons } of rejects) {
      const padded = [...cells, ...Array<string>(Math.max(0, headers.length - cells.length)).fill('')]
      text += line([
        ...padded,
        String(lineNo ?? rowNo),
        reasons.map((one) => problemText(one, headers, language)).join(' '),
      ])
    }
    yield text
  }
}

/** A problem as a sentence, with the column it concerns. */
export function problemText(problem: CellProblem, headers: readonly string[], language: Language): string {
  const text = reasonText(language, problem.reason, problem.details ?? {})
  const header = problem.column === null ? undefined : headers[problem.column]
  const value = problem.value ? ` (${problem.value})` : ''
  return header ? `${header}${value}: ${text}` : text
}

function quoted(cell: string, delimiter: string): string {
  const safe = /^[=@\t\r]|^[+-](?![0-9 ./()-]*$)/.test(cell) ? `'${cell}` : cell
  return /["\r\n]/.test(safe) || safe.includes(delimiter) || safe.includes(',') || safe.includes(';')
    ? `"${safe.replaceAll('"', '""')}"`
    : safe
}
