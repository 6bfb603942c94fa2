// Opens a file a person wants to import: says what it is and how it is written, shows its first rows, and reads all of it
// in constant memory. Whatever was detected the person may correct.
import { stat } from 'node:fs/promises'
import { cardColumns, cardRow } from '#server/imports/reading/card-columns.ts'
import { readCsvBatches } from '#server/imports/reading/csv.ts'
import { detectDialect } from '#server/imports/reading/dialect.ts'
import { decodedFile, detectFileEncoding } from '#server/imports/reading/encoding.ts'
import { type FileKind, kindOfFile } from '#server/imports/reading/file-kinds.ts'
import { findHeaderRow } from '#server/imports/reading/header-row.ts'
import { boundCells, longestRecord, mostColumns, mostHeld } from '#server/imports/reading/limits.ts'
import { ReadingError, type SourceRecord } from '#server/imports/reading/reading-error.ts'
import type { Dialect, Escape, Quote } from '#server/imports/reading/record-splitter.ts'
import { readCards } from '#server/imports/reading/vcard.ts'
import { Workbook, type WorkbookSheet } from '#server/imports/reading/xlsx.ts'

/** What the person says instead of what was detected. `headerRow`: the line it stands on, null = there is none. */
export type ReadingOverrides = {
  encoding?: string
  delimiter?: string
  quote?: Quote
  escape?: Escape
  headerRow?: number | null
  sheet?: string
}

export type FileDescription = {
  kind: FileKind
  bytes: number
  encoding?: string
  bom?: boolean
  encodingConfidence?: number
  dialect?: Dialect
  dialectConfidence?: number
  sheets?: WorkbookSheet[]
  sheet?: string
  headerRow: number | null
  headerConfidence: number
  headers: string[]
  /** Rows above the header, as they stand in the file. */
  preamble: string[]
  sampleRows: SourceRecord[]
}

export type ImportFile = {
  description: FileDescription
  /** Data rows only: the header and what stands above it left out, blank rows passed over, numbered from 1. */
  batches(): AsyncGenerator<SourceRecord[]>
  records(): AsyncGenerator<SourceRecord>
}

const sampleSize = 200
const sampleText = 128 * 1024

export async function openImportFile(path: string, overrides: ReadingOverrides = {}): Promise<ImportFile> {
  const kind = await kindOfFile(path)
  const { size: bytes } = await stat(path)
  if (kind === 'xlsx') return openTable(kind, bytes, await xlsxSource(path, overrides), overrides)
  const detected = overrides.encoding ? undefined : await detectFileEncoding(path)
  const encoding = overrides.encoding ?? detected?.encoding ?? 'utf-8'
  const about = { encoding, bom: detected?.bom ?? false, encodingConfidence: detected?.confidence ?? 1 }
  if (kind === 'vcard') return openCards(path, bytes, about)
  return openTable(kind, bytes, await csvSource(path, about, overrides), overrides)
}

type TableSource = { about: Partial<FileDescription>; rows(): AsyncGenerator<SourceRecord[]> }

async function csvSource(
  path: string,
  about: { encoding: string; bom: boolean; encodingConfidence: number },
  overrides: ReadingOverrides,
): Promise<TableSource> {
  let text = ''
  let complete = true
  for await (const piece of decodedFile(path, about.encoding)) {
    text += piece
    if (text.length < sampleText) continue
    complete = false
    break
  }
  const detected = await detectDialect(text, complete)
  const dialect: Dialect = {
    ...detected.dialect,
    delimiter: overrides.delimiter ?? detected.dialect.delimiter,
    quote: overrides.quote ?? detected.dialect.quote,
    escape: overrides.escape ?? detected.dialect.escape,
  }
  const source = { path, encoding: about.encoding, dialect, separatorLine: detected.separatorLine }
  return { about: { ...about, dialect, dialectConfidence: detected.confidence }, rows: () => readCsvBatches(source) }
}

async function xlsxSource(path: string, overrides: ReadingOverrides): Promise<TableSource> {
  const workbook = await Workbook.open(path)
  workbook.close()
  const { sheets } = workbook
  const sheet = overrides.sheet ?? sheets.find(({ hidden }) => !hidden)?.name ?? sheets[0]?.name
  if (!sheets.some(({ name }) => name === sheet)) throw new ReadingError('imports.sheetMissing', { sheet: sheet ?? '' })
  async function* rows(): AsyncGenerator<SourceRecord[]> {
    // Opened anew for each reading, so that a description kept for an hour holds no file open.
    const opened = await Workbook.open(path)
    try {
      yield* opened.rows(sheet)
    } finally {
      opened.close()
    }
  }
  return { about: { sheets, ...(sheet === undefined ? {} : { sheet }) }, rows }
}

async function openTable(
  kind: FileKind,
  bytes: number,
  source: TableSource,
  overrides: ReadingOverrides,
): Promise<ImportFile> {
  const first = await sampleOf(source.rows())
  refuseOddShape(first, source.about.dialect?.delimiter)
  const found = await findHeaderRow(first)
  let index = found.index
  let dataFrom = found.dataFrom
  if (overrides.headerRow === null) {
    index = -1
    dataFrom = found.index === -1 ? found.dataFrom : found.index
  } else if (overrides.headerRow !== undefined) {
    index = first.findIndex(({ line }) => line >= (overrides.headerRow as number))
    dataFrom = index + 1
  }
  const header = index === -1 ? undefined : first[index]
  const headers = header ? header.cells.map((cell) => cell.replace(/\s+/g, ' ').trim()) : lettered(found.width)
  while (headers.length > 0 && headers.at(-1) === '' && headers.length > found.width) headers.pop()
  if (headers.length > mostColumns) throw new ReadingError('imports.tooManyColumns', { most: mostColumns })
  const width = headers.length
  const sample = first
    .slice(dataFrom)
    .filter(isFilled)
    .map((record, i) => fitted(record, i + 1, width))
  const description: FileDescription = {
    kind,
    bytes,
    ...source.about,
    headerRow: header?.line ?? null,
    headerConfidence: overrides.headerRow === undefined ? Math.round(found.confidence * 100) / 100 : 1,
    headers,
    preamble: first.slice(0, index === -1 ? dataFrom : index).map(({ raw }) => raw),
    sampleRows: sample,
  }
  async function* batches(): AsyncGenerator<SourceRecord[]> {
    let toSkip = dataFrom
    let number = 0
    for await (const batch of source.rows()) {
      const from = Math.min(toSkip, batch.length)
      toSkip -= from
      const rows: SourceRecord[] = []
      for (let i = from; i < batch.length; i += 1) {
        const record = batch[i] as SourceRecord
        if (isFilled(record)) rows.push(fitted(record, ++number, width))
      }
      if (rows.length > 0) yield rows
    }
  }
  return { description, batches, records: () => oneByOne(batches()) }
}

async function openCards(
  path: string,
  bytes: number,
  about: { encoding: string; bom: boolean; encodingConfidence: number },
): Promise<ImportFile> {
  async function* batches(): AsyncGenerator<SourceRecord[]> {
    let rows: SourceRecord[] = []
    let held = 0
    for await (const card of readCards(path, about.encoding)) {
      rows.push(cardRow(card))
      held += card.raw.length
      if (rows.length < 500 && held < mostHeld) continue
      yield rows
      rows = []
      held = 0
    }
    if (rows.length > 0) yield rows
  }
  const sampleRows = await sampleOf(batches())
  const description: FileDescription = {
    kind: 'vcard',
    bytes,
    ...about,
    headerRow: null,
    headerConfidence: 1,
    headers: [...cardColumns],
    preamble: [],
    sampleRows,
  }
  return { description, batches, records: () => oneByOne(batches()) }
}

/** The first rows: so many, or fewer when they are long. */
async function sampleOf(batches: AsyncGenerator<SourceRecord[]>): Promise<SourceRecord[]> {
  const sample: SourceRecord[] = []
  let held = 0
  for await (const row of oneByOne(batches)) {
    sample.push(row)
    held += row.raw.length
    if (sample.length >= sampleSize || held >= mostHeld) break
  }
  if (sample.length === 0) throw new ReadingError('imports.fileEmpty')
  return sample
}

/** Before anything is guessed: a table wider than anybody can map, or a text in which no row ends. */
function refuseOddShape(rows: SourceRecord[], delimiter = '\t'): void {
  const [row] = rows
  const endless = row?.problem === 'imports.rowTooLong'
  const wide = endless && boundCells(row.raw.split(delimiter), delimiter).length > mostColumns
  if (wide || rows.filter(isTooWide).length * 2 > rows.length)
    throw new ReadingError('imports.tooManyColumns', { most: mostColumns })
  if (endless) throw new ReadingError('imports.firstLineTooLong', { most: longestRecord })
}

function isTooWide(record: SourceRecord): boolean {
  return record.cells.length > mostColumns
}

async function* oneByOne(batches: AsyncGenerator<SourceRecord[]>): AsyncGenerator<SourceRecord> {
  for await (const batch of batches) yield* batch
}

function isFilled(record: SourceRecord): boolean {
  return record.problem !== undefined || record.cells.some((cell) => cell !== '' && cell.trim() !== '')
}

// Short rows are filled up, as programs leave out empty cells at the end; a row that is too long has lost its columns.
function fitted(record: SourceRecord, number: number, width: number): SourceRecord {
  const cells = record.cells
  let problem = record.problem
  if (cells.length > width) {
    let last = cells.length
    while (last > width && (cells[last - 1] as string).trim() === '') last -= 1
    if (last > width) problem ??= 'imports.rowTooManyCells'
    else cells.length = width
  } else while (cells.length < width) cells.push('')
  return problem ? { ...record, number, cells, problem } : { ...record, number, cells }
}

function lettered(width: number): string[] {
  return Array.from({ length: width }, (_, i) => {
    let name = ''
    for (let n = i + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name
    return name
  })
}
