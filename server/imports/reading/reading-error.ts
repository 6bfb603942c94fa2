// Why a file, or one row of it, could not be read: a reason with a text in messages/<language>/imports.ts.
export type ReadingReason =
  | 'imports.fileEmpty'
  | 'imports.fileBinary'
  | 'imports.fileUnreadable'
  | 'imports.tooManyColumns'
  | 'imports.firstLineTooLong'
  | 'imports.kindOldExcel'
  | 'imports.kindBinaryExcel'
  | 'imports.kindOpenDocument'
  | 'imports.kindZip'
  | 'imports.kindPdf'
  | 'imports.kindImage'
  | 'imports.kindHtml'
  | 'imports.kindXml'
  | 'imports.kindJson'
  | 'imports.kindOther'
  | 'imports.encodingUnknown'
  | 'imports.workbookCorrupted'
  | 'imports.workbookTooLarge'
  | 'imports.workbookStringsTooLarge'
  | 'imports.workbookBomb'
  | 'imports.workbookWithoutSheets'
  | 'imports.sheetMissing'
  | 'imports.rowQuoteNotClosed'
  | 'imports.rowTooManyCells'
  | 'imports.rowTooLong'
  | 'imports.cardNotClosed'
  | 'imports.cardOutside'
  | 'imports.cardTooLarge'
  | 'imports.cardWithoutName'
  | 'imports.cardUnreadable'

export type ReadingDetails = Record<string, string | number>

export class ReadingError extends Error {
  readonly reason: ReadingReason
  readonly details: ReadingDetails
  constructor(reason: ReadingReason, details: ReadingDetails = {}) {
    super(`${reason} ${JSON.stringify(details)}`)
    this.name = 'ReadingError'
    this.reason = reason
    this.details = details
  }
}

/** One row of a source file as it stood there: its order, the line or sheet row it began on, its cells and its text. */
export type SourceRecord = {
  number: number
  line: number
  cells: string[]
  raw: string
  problem?: ReadingReason
}
