// Finds the row with the names of columns: below a preamble, above the data, or missing altogether.
import { cellType, isDataLike } from '#server/imports/reading/cell-types.ts'
import { isKnownHeader } from '#server/imports/reading/header-names.ts'
import { breather } from '#server/imports/reading/limits.ts'
import type { SourceRecord } from '#server/imports/reading/reading-error.ts'

/** `index` of the header among the rows given, -1 when there is none; `dataFrom` is the first row of data. */
export type HeaderRow = { index: number; dataFrom: number; width: number; confidence: number }

const preambleLimit = 40

export async function findHeaderRow(rows: SourceRecord[]): Promise<HeaderRow> {
  const width = tableWidth(rows)
  const full = rows.findIndex(
    (row, i) =>
      i < preambleLimit &&
      filled(row.cells) >= Math.max(1, Math.ceil(width * 0.6)) &&
      row.cells.length >= Math.min(width, 2),
  )
  const first = full === -1 ? 0 : full
  const candidate = rows[first]
  if (!candidate) return { index: -1, dataFrom: 0, width, confidence: 0 }
  const names = candidate.cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const known = names.filter(isKnownHeader).length / names.length
  const dataLike = names.filter((name) => isDataLike(cellType(name))).length / names.length
  const distinct = new Set(names.map((name) => name.toLowerCase())).size / names.length
  let index = first
  // Some exports print the header several times over; the last print opens the data.
  while (rows[index + 1] && sameNames(candidate.cells, (rows[index + 1] as SourceRecord).cells)) index += 1
  const contrast = await contrastOf(rows, index)
  const evidence =
    2 * known +
    contrast -
    3 * dataLike -
    (distinct < 0.9 ? 0.5 : 0) -
    (names.some((name) => name.length > 80) ? 0.5 : 0)
  if (evidence < 0) return { index: -1, dataFrom: first, width, confidence: Math.min(1, 0.5 - evidence) }
  // With nothing against and nothing for it a first row is taken for names, as most exports have them.
  if (evidence < 0.2 && known === 0 && repeatsBelow(rows, index))
    return { index: -1, dataFrom: first, width, confidence: 0.4 }
  return { index, dataFrom: index + 1, width, confidence: Math.min(1, 0.4 + evidence) }
}

function tableWidth(rows: SourceRecord[]): number {
  const counts = new Map<number, number>()
  for (const row of rows.slice(0, 300)) {
    const length = row.cells.length
    if (filled(row.cells) > 0) counts.set(length, (counts.get(length) ?? 0) + 1)
  }
  let width = 1
  let best = 0
  for (const [length, count] of counts) {
    if (count > best || (count === best && length > width)) {
      best = count
      width = length
    }
  }
  return width
}

/** Share of columns whose values are numbers, dates or codes while the name above them is a word. */
async function contrastOf(rows: SourceRecord[], header: number): Promise<number> {
  const cells = (rows[header] as SourceRecord).cells
  const body = rows.slice(header + 1, header + 101)
  if (body.length === 0) return 0
  let contrasts = 0
  let columns = 0
  const breathe = breather()
  for (let column = 0; column < cells.length; column += 1) {
    await breathe()
    const name = (cells[column] ?? '').trim()
    if (name === '') continue
    let values = 0
    let unlike = 0
    for (const row of body) {
      const value = (row.cells[column] ?? '').trim()
      if (value === '') continue
      values += 1
      const type = cellType(value)
      if (isDataLike(type) || (type === 'code' && /\d/.test(value) && !/\d/.test(name))) unlike += 1
    }
    if (values === 0) continue
    columns += 1
    if (unlike / values >= 0.6 && !isDataLike(cellType(name))) contrasts += 1
  }
  return columns === 0 ? 0 : contrasts / columns
}

function repeatsBelow(rows: SourceRecord[], header: number): boolean {
  const cells = (rows[header] as SourceRecord).cells
  return rows
    .slice(header + 1, header + 101)
    .some((row) => row.cells.some((cell, column) => cell !== '' && cell === cells[column]))
}

function sameNames(a: string[], b: string[]): boolean {
  const names = a.map((cell) => cell.trim().toLowerCase())
  const same = names.filter((name, i) => name === (b[i] ?? '').trim().toLowerCase()).length
  return names.length > 0 && same / names.length >= 0.8
}

function filled(cells: string[]): number {
  let n = 0
  for (const cell of cells) if (cell.trim() !== '') n += 1
  return n
}
