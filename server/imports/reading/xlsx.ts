// Reads an Excel workbook (Office Open XML) sheet by sheet, row by row, without unpacking it to disk or memory.
// A damaged or hostile file ends with a reason, never with a full memory.
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { SaxesParser } from 'saxes'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { type CellFormat, cellFormat, numberCellText } from '#server/imports/reading/cell-formats.ts'
import { beginningOf, longestRecord, mostColumns } from '#server/imports/reading/limits.ts'
import { ReadingError, type SourceRecord } from '#server/imports/reading/reading-error.ts'
import { TextPool } from '#server/imports/reading/text-pool.ts'

export type WorkbookSheet = { name: string; hidden: boolean }

const mb = 1024 * 1024
export const workbookLimits = {
  entries: 20_000,
  unpackedBytes: 4096 * mb,
  ratio: 250,
  ratioFreeBytes: 20 * mb,
  sharedStringsBytes: 384 * mb,
  silentBytes: 4 * mb,
}

export class Workbook {
  readonly sheets: WorkbookSheet[]
  readonly #zip: ZipFile
  readonly #entries: Map<string, Entry>
  readonly #paths: string[]
  readonly #stringsPath: string | undefined
  readonly #formats: CellFormat[]
  readonly #date1904: boolean
  #strings: TextPool | undefined

  private constructor(parts: WorkbookParts) {
    this.#zip = parts.zip
    this.#entries = parts.entries
    this.sheets = parts.sheets.map(({ name, hidden }) => ({ name, hidden }))
    this.#paths = parts.sheets.map(({ path }) => path)
    this.#stringsPath = parts.stringsPath
    this.#formats = parts.formats
    this.#date1904 = parts.date1904
  }

  static async open(path: string): Promise<Workbook> {
    const zip = await openPromise(path, { autoClose: false }).catch((error: Error) => {
      throw new ReadingError('imports.workbookCorrupted', { why: error.message })
    })
    try {
      return new Workbook(await readParts(zip))
    } catch (error) {
      zip.close()
      throw asCorrupted(error)
    }
  }

  /** Rows of one sheet in batches; rows without any value are passed over, row numbers are those of the sheet. */
  async *rows(sheet: string | undefined): AsyncGenerator<SourceRecord[]> {
    const index = sheet === undefined ? this.#firstVisible() : this.sheets.findIndex(({ name }) => name === sheet)
    const path = this.#paths[index]
    if (path === undefined) throw new ReadingError('imports.sheetMissing', { sheet: sheet ?? '' })
    this.#strings ??= await readSharedStrings(this.#zip, this.#entries, this.#stringsPath)
    yield* sheetRows(this.#zip, entryOf(this.#entries, path), this.#strings, this.#formats, this.#date1904)
  }

  close(): void {
    this.#zip.close()
  }

  #firstVisible(): number {
    return Math.max(
      0,
      this.sheets.findIndex(({ hidden }) => !hidden),
    )
  }
}

type WorkbookParts = {
  zip: ZipFile
  entries: Map<string, Entry>
  sheets: { name: string; hidden: boolean; path: string }[]
  stringsPath: string | undefined
  formats: CellFormat[]
  date1904: boolean
}

/** Names of the parts of a zip, for telling a workbook from other archives. */
export async function zipEntryNames(path: string): Promise<string[]> {
  const zip = await openPromise(path, { autoClose: false }).catch((error: Error) => {
    throw new ReadingError('imports.workbookCorrupted', { why: error.message })
  })
  try {
    return Array.from((await readEntries(zip)).keys())
  } catch (error) {
    throw asCorrupted(error)
  } finally {
    zip.close()
  }
}

async function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > workbookLimits.entries)
    throw new ReadingError('imports.workbookTooLarge', { entries: zip.entryCount })
  const entries = new Map<string, Entry>()
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    unpacked += entry.uncompressedSize
    if (unpacked > workbookLimits.unpackedBytes) {
      throw new ReadingError('imports.workbookTooLarge', { limitMb: workbookLimits.unpackedBytes / mb })
    }
    entries.set(entry.fileName, entry)
  }
  return entries
}

async function readParts(zip: ZipFile): Promise<WorkbookParts> {
  const entries = await readEntries(zip)
  const root = await relations(zip, entries, '')
  const workbookPath = root.find(({ type }) => type.endsWith('/officeDocument'))?.path ?? 'xl/workbook.xml'
  const links = await relations(zip, entries, workbookPath)
  const sheets: WorkbookParts['sheets'] = []
  let date1904 = false
  await parseEntry(zip, entryOf(entries, workbookPath), {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
      if (name !== 'sheet') return
      const link = links.find(({ id }) => id === (attributes['r:id'] ?? idOf(attributes)))
      if (!link?.type.endsWith('/worksheet')) return
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden'
      sheets.push({ name: attributes.name ?? '', hidden, path: link.path })
    },
  })
  if (sheets.length === 0) throw new ReadingError('imports.workbookWithoutSheets')
  const stylesPath = links.find(({ type }) => type.endsWith('/styles'))?.path
  const formats = stylesPath && entries.has(stylesPath) ? await readFormats(zip, entryOf(entries, stylesPath)) : []
  const stringsPath = links.find(({ type }) => type.endsWith('/sharedStrings'))?.path
  return { zip, entries, sheets, stringsPath, formats, date1904 }
}

function idOf(attributes: Record<string, string>): string | undefined {
  const key = Object.keys(attributes).find((name) => name.endsWith(':id'))
  return key === undefined ? undefined : attributes[key]
}

async function relations(
  zip: ZipFile,
  entries: Map<string, Entry>,
  part: string,
): Promise<{ id: string; type: string; path: string }[]> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const entry = entries.get(`${folder}_rels/${part.slice(folder.length)}.rels`)
  const found: { id: string; type: string; path: string }[] = []
  if (!entry) return found
  await parseEntry(zip, entry, {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes.TargetMode === 'External') return
      const target = attributes.Target ?? ''
      const path = target.startsWith('/') ? target.slice(1) : resolved(folder + target)
      found.push({ id: attributes.Id ?? '', type: attributes.Type ?? '', path })
    },
  })
  return found
}

function resolved(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

async function readFormats(zip: ZipFile, entry: Entry): Promise<CellFormat[]> {
  const codes = new Map<number, string>()
  const formats: CellFormat[] = []
  let inCells = false
  await parseEntry(zip, entry, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const id = Number(attributes.numFmtId ?? 0)
        formats.push(cellFormat(id, codes.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return formats
}

async function readSharedStrings(
  zip: ZipFile,
  entries: Map<string, Entry>,
  path: string | undefined,
): Promise<TextPool> {
  const pool = new TextPool(workbookLimits.sharedStringsBytes)
  const entry = path === undefined ? undefined : entries.get(path)
  if (!entry) return pool
  let text = ''
  let inText = false
  let inReading = false
  await parseEntry(zip, entry, {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') inText = !inReading
      else if (name === 'rPh') inReading = true
    },
    text(piece) {
      if (inText) text += piece
    },
    close(name) {
      if (name === 'si') pool.add(plainText(text))
      else if (name === 't') inText = false
      else if (name === 'rPh') inReading = false
    },
  })
  return pool
}

async function* sheetRows(
  zip: ZipFile,
  entry: Entry,
  strings: TextPool,
  formats: CellFormat[],
  date1904: boolean,
): AsyncGenerator<SourceRecord[]> {
  let rows: SourceRecord[] = []
  let number = 0
  let line = 0
  let cells: string[] = []
  let column = -1
  let length = 0
  let type = ''
  let format: CellFormat = { kind: 'general' }
  let value = ''
  let inValue = false
  let inReading = false
  const handlers: XmlHandlers = {
    open(name, attributes) {
      if (name === 'c') {
        column = columnOf(attributes.r) ?? column + 1
        type = attributes.t ?? 'n'
        format = formats[Number(attributes.s ?? 0)] ?? { kind: 'general' }
        value = ''
      } else if (name === 'v' || name === 't') inValue = !inReading
      else if (name === 'rPh') inReading = true
      else if (name === 'row') {
        const given = Number(attributes.r)
        line = Number.isInteger(given) && given > 0 ? given : line + 1
        cells = []
        column = -1
        length = 0
      }
    },
    text(piece) {
      if (inValue) value += piece
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false
      else if (name === 'rPh') inReading = false
      else if (name === 'c' && length <= longestRecord) {
        const text = cellText(type, value, format, strings, date1904)
        if (text === '') return
        length += text.length
        while (cells.length < Math.min(column, mostColumns)) cells.push('')
        if (column < mostColumns) cells[column] = text
        // One cell more than a table may have says that there are others, and holds them.
        else cells[mostColumns] = cells[mostColumns] === undefined ? text : `${cells[mostColumns]}\t${text}`
      } else if (name === 'row' && length > 0) {
        const raw = cells.join('\t')
        number += 1
        if (length <= longestRecord) rows.push({ number, line, cells, raw })
        else
          rows.push({ number, line, cells: [beginningOf(raw)], raw: beginningOf(raw), problem: 'imports.rowTooLong' })
      }
    },
  }
  for await (const _ of parsedChunks(zip, entry, handlers)) {
    if (rows.length === 0) continue
    const batch = rows
    rows = []
    yield batch
  }
}

function cellText(type: string, value: string, format: CellFormat, strings: TextPool, date1904: boolean): string {
  if (value === '') return ''
  switch (type) {
    case 's': {
      const text = strings.at(Number(value))
      if (text === undefined) throw new ReadingError('imports.workbookCorrupted', { why: `shared string ${value}` })
      return text
    }
    case 'str':
    case 'inlineStr':
      return plainText(value)
    case 'b':
      return value === '1' || value === 'true' ? 'TRUE' : 'FALSE'
    case 'd':
      return value.replace(/T00:00:00(?:\.0+)?Z?$/, '')
    case 'e':
      return value
    default:
      return numberCellText(value, format, date1904)
  }
}

// Excel writes control characters as _x000D_, and an underscore that could be mistaken for one as _x005F_.
function plainText(text: string): string {
  const decoded = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
  return decoded.includes('\r') ? decoded.replace(/\r\n?/g, '\n') : decoded
}

function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined
  let column = 0
  let letters = 0
  for (; letters < reference.length; letters += 1) {
    const code = reference.charCodeAt(letters) | 32
    if (code < 97 || code > 122) break
    column = column * 26 + code - 96
  }
  return letters > 0 && letters < 5 ? column - 1 : undefined
}

type XmlHandlers = {
  open(name: string, attributes: Record<string, string>): void
  text?(piece: string): void
  close?(name: string): void
}

async function parseEntry(zip: ZipFile, entry: Entry, handlers: XmlHandlers): Promise<void> {
  for await (const _ of parsedChunks(zip, entry, handlers));
}

async function* parsedChunks(zip: ZipFile, entry: Entry, handlers: XmlHandlers): AsyncGenerator<void> {
  if (
    entry.uncompressedSize > workbookLimits.ratioFreeBytes &&
    entry.uncompressedSize > entry.compressedSize * workbookLimits.ratio
  ) {
    throw new ReadingError('imports.workbookBomb', {
      entry: entry.fileName,
      ratio: Math.round(entry.uncompressedSize / Math.max(1, entry.compressedSize)),
    })
  }
  if (entry.isEncrypted()) throw new ReadingError('imports.workbookCorrupted', { why: 'encrypted entry' })
  const parser = new SaxesParser({ position: false })
  let silent = 0
  parser.on('opentag', (tag) => {
    silent = 0
    handlers.open(localName(tag.name), tag.attributes as Record<string, string>)
  })
  if (handlers.text) parser.on('text', handlers.text)
  if (handlers.text) parser.on('cdata', handlers.text)
  const close = handlers.close
  if (close) parser.on('closetag', (tag) => close(localName(tag.name)))
  parser.on('error', (error) => {
    throw new ReadingError('imports.workbookCorrupted', { why: error.message })
  })
  let stream: Readable | undefined
  try {
    stream = await zip.openReadStreamPromise(entry)
    let decoder: StringDecoder | undefined
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      decoder ??= new StringDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf16le' : 'utf8')
      silent += chunk.length
      // Without this a single endless text would be gathered whole before anyone could refuse it.
      if (silent > workbookLimits.silentBytes)
        throw new ReadingError('imports.workbookTooLarge', { limitMb: workbookLimits.silentBytes / mb })
      parser.write(decoder.write(chunk))
      yield
    }
    parser.close()
    yield
  } catch (error) {
    throw asCorrupted(error)
  } finally {
    stream?.destroy()
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

function entryOf(entries: Map<string, Entry>, path: string): Entry {
  const entry = entries.get(path)
  if (!entry) throw new ReadingError('imports.workbookCorrupted', { why: `${path} missing` })
  return entry
}

function asCorrupted(error: unknown): ReadingError {
  if (error instanceof ReadingError) return error
  return new ReadingError('imports.workbookCorrupted', { why: error instanceof Error ? error.message : String(error) })
}
