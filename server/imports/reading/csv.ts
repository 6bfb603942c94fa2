// Reads a delimited text file row by row in constant memory, with the number and line of each row and its own text.
import { decodedFile } from '#server/imports/reading/encoding.ts'
import type { SourceRecord } from '#server/imports/reading/reading-error.ts'
import { type Dialect, RecordSplitter } from '#server/imports/reading/record-splitter.ts'

export type CsvSource = { path: string; encoding: string; dialect: Dialect; separatorLine?: boolean }

/** Rows in batches as the file is read; much cheaper than one by one. Empty lines are passed over, the count of lines is kept. */
export async function* readCsvBatches(source: CsvSource): AsyncGenerator<SourceRecord[]> {
  const splitter = new RecordSplitter(source.dialect)
  let first = source.separatorLine === true
  for await (const text of decodedFile(source.path, source.encoding)) {
    const records = splitter.push(text)
    if (records.length === 0) continue
    if (first) {
      records.shift()
      first = false
    }
    yield records
  }
  const last = splitter.end()
  if (first) last.shift()
  if (last.length > 0) yield last
}
