// Imports at the border: what a file may fill, how it is read and matched, and how a run goes.
import { type Static, type TSchema, Type } from 'typebox'
import { Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { allImportKeys, importCapabilities, importModes, importStates } from '#domain/imports/fields.ts'

const oneOf = <T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)

const strict = { additionalProperties: false }

/** What the person says instead of what was detected. */
export const Reading = Type.Object(
  {
    encoding: optional(Type.String({ maxLength: 30 })),
    delimiter: optional(Type.String({ minLength: 1, maxLength: 3 })),
    quote: optional(oneOf(['"', "'", ''] as const)),
    /** The line of the header; null: there is none. */
    headerRow: optional(nullable(Type.Integer({ minimum: 1, maximum: 1000 }))),
    sheet: optional(Type.String({ maxLength: 100 })),
  },
  strict,
)
export type Reading = Static<typeof Reading>

export const MappedColumn = Type.Object(
  {
    column: Type.Integer({ minimum: 0, maximum: 2000 }),
    /** null: the column is left out. */
    field: nullable(Type.String({ minLength: 1, maxLength: 60 })),
    dateOrder: optional(oneOf(['dmy', 'mdy'] as const)),
    numberStyle: optional(oneOf(['comma', 'point'] as const)),
  },
  strict,
)
export type MappedColumn = Static<typeof MappedColumn>

export const ImportOptions = Type.Object(
  {
    reading: Reading,
    columns: Type.Array(MappedColumn, { maxItems: 2000 }),
    key: oneOf(allImportKeys),
    mode: oneOf(importModes),
    /** What an empty cell of a mapped column does to a record that is there. */
    emptyCells: oneOf(['keep', 'clear'] as const),
    /** A new row that looks like a record that is there: take it and note it, or leave it out. */
    similar: oneOf(['mark', 'reject'] as const),
    /** A row without the key: find it by its exact name, or leave it out. */
    withoutKey: oneOf(['byName', 'reject'] as const),
    /** Tags, and companies of contacts, that are not there. */
    missingTags: oneOf(['create', 'reject'] as const),
    missingCompanies: oneOf(['create', 'reject'] as const),
    /** Owner of new clients where no column says one; null: nobody. Left out: who imports. */
    ownerId: optional(nullable(Id)),
  },
  strict,
)
export type ImportOptions = Static<typeof ImportOptions>

const Person = Type.Object({ id: Id, name: Type.String() })

export const Import = Type.Object({
  id: Id,
  version: Type.Integer(),
  capability: oneOf(importCapabilities),
  fileName: Type.String(),
  fileSize: Type.Integer(),
  state: oneOf(importStates),
  dryRun: Type.Boolean(),
  options: nullable(ImportOptions),
  /** Rows read so far; of a finished run all of them. */
  rows: Type.Integer(),
  rowsTotal: nullable(Type.Integer()),
  bytesRead: Type.Integer(),
  /** 0 to 1. */
  share: Type.Number(),
  rowsPerSecond: nullable(Type.Number()),
  secondsLeft: nullable(Type.Number()),
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  rejected: Type.Integer(),
  similar: Type.Integer(),
  repeated: Type.Integer(),
  reverted: Type.Integer(),
  kept: Type.Integer(),
  error: nullable(
    Type.Object({ reason: Type.String(), details: optional(Type.Record(Type.String(), Type.Unknown())) }),
  ),
  createdBy: nullable(Person),
  createdAt: Instant,
  startedAt: nullable(Instant),
  finishedAt: nullable(Instant),
  whyNot: Type.Record(Type.String(), Type.String()),
})
export type Import = Static<typeof Import>

export const ColumnGuess = Type.Object({
  column: Type.Integer(),
  header: Type.String(),
  field: nullable(Type.String()),
  confidence: Type.Number(),
  why: Type.String(),
  kind: Type.String(),
  samples: Type.Array(Type.String()),
})
export type ColumnGuess = Static<typeof ColumnGuess>

export const ImportDescription = Type.Object({
  kind: oneOf(['csv', 'xlsx', 'vcard'] as const),
  encoding: nullable(Type.String()),
  encodingConfidence: nullable(Type.Number()),
  bom: Type.Boolean(),
  delimiter: nullable(Type.String()),
  quote: nullable(Type.String()),
  dialectConfidence: nullable(Type.Number()),
  sheets: Type.Array(Type.Object({ name: Type.String(), hidden: Type.Boolean() })),
  sheet: nullable(Type.String()),
  headerRow: nullable(Type.Integer()),
  headerConfidence: Type.Number(),
  headers: Type.Array(Type.String()),
  preamble: Type.Array(Type.String()),
  sampleRows: Type.Array(Type.Array(Type.String())),
  guesses: Type.Array(ColumnGuess),
  /** What the import would do if nobody changed anything: remembered for these headers, or guessed. */
  options: ImportOptions,
  remembered: Type.Boolean(),
  customFields: Type.Array(Type.Object({ key: Type.String(), label: Type.String(), type: Type.String() })),
})
export type ImportDescription = Static<typeof ImportDescription>

export const CellProblem = Type.Object({
  column: nullable(Type.Integer()),
  field: nullable(Type.String()),
  reason: Type.String(),
  value: optional(Type.String()),
  details: optional(Type.Record(Type.String(), Type.Unknown())),
})
export type CellProblem = Static<typeof CellProblem>

export const Similar = Type.Object({
  id: nullable(Id),
  name: nullable(Type.String()),
  score: Type.Number(),
  reasons: Type.Array(Type.Object({ kind: Type.String(), detail: optional(Type.String()) })),
})
export type Similar = Static<typeof Similar>

export const outcomes = ['create', 'update', 'unchanged', 'reject'] as const
export type Outcome = (typeof outcomes)[number]

export const PreviewRow = Type.Object({
  row: Type.Integer(),
  line: Type.Integer(),
  outcome: oneOf(outcomes),
  recordId: nullable(Id),
  /** By column: the value as it would be stored. */
  values: Type.Record(Type.String(), Type.String()),
  problems: Type.Array(CellProblem),
  similar: Type.Array(Similar),
  /** Of an update: which fields change. */
  changes: Type.Array(Type.String()),
})
export type PreviewRow = Static<typeof PreviewRow>

const capabilityQuery = Type.Object({ capability: oneOf(importCapabilities) })

export const uploadImport = endpoint({
  id: 'imports.upload',
  method: 'POST',
  path: '/api/imports',
  summary: 'Upload a file to import (multipart/form-data, field `file`); CSV, XLSX or vCard',
  access: 'data.import',
  query: capabilityQuery,
  reply: Import,
  streams: true,
  creates: true,
  ownTransactions: true,
})

export const listImports = endpoint({
  id: 'imports.list',
  method: 'GET',
  path: '/api/imports',
  summary: 'Imports, the latest first: mine, and for directors everybody’s',
  access: 'data.import',
  query: Type.Object({ before: optional(Id) }),
  reply: Type.Object({ imports: Type.Array(Import), more: Type.Boolean() }),
})

export const getImport = endpoint({
  id: 'imports.get',
  method: 'GET',
  path: '/api/imports/:id',
  summary: 'One import with its progress',
  access: 'data.import',
  params: IdParams,
  reply: Import,
})

export const describeImport = endpoint({
  id: 'imports.describe',
  method: 'POST',
  path: '/api/imports/:id/description',
  summary: 'How the file is written, its first rows, and a guess of what each column means',
  access: 'data.import',
  params: IdParams,
  body: Type.Object({ reading: optional(Reading) }, strict),
  reply: ImportDescription,
})

export const previewImport = endpoint({
  id: 'imports.preview',
  method: 'POST',
  path: '/api/imports/:id/preview',
  summary:
    'The first rows as they would be stored, with everything wrong about them; the options are kept with the file',
  access: 'data.import',
  params: IdParams,
  body: Type.Object({ options: ImportOptions }, strict),
  reply: Type.Object({ rows: Type.Array(PreviewRow) }),
})

export const startImport = endpoint({
  id: 'imports.start',
  method: 'POST',
  path: '/api/imports/:id/start',
  summary: 'Import the file in the background, or try it without writing anything',
  access: 'data.import',
  params: IdParams,
  body: Type.Object({ options: ImportOptions, dryRun: optional(Type.Boolean({ default: false })) }, strict),
  reply: Import,
})

export const cancelImport = endpoint({
  id: 'imports.cancel',
  method: 'POST',
  path: '/api/imports/:id/cancel',
  summary: 'Stop the import after the rows in hand; what was imported stays and can be reverted',
  access: 'data.import',
  params: IdParams,
  reply: Import,
})

export const resumeImport = endpoint({
  id: 'imports.resume',
  method: 'POST',
  path: '/api/imports/:id/resume',
  summary: 'Go on with a stopped import after its last stored row',
  access: 'data.import',
  params: IdParams,
  reply: Import,
})

export const revertImport = endpoint({
  id: 'imports.revert',
  method: 'POST',
  path: '/api/imports/:id/revert',
  summary:
    'Take the whole import back: created records into the bin, changed fields to what they were unless changed since',
  access: 'data.import',
  params: IdParams,
  reply: Import,
})

export const removeImport = endpoint({
  id: 'imports.remove',
  method: 'DELETE',
  path: '/api/imports/:id',
  summary: 'Forget an uploaded file that was not imported',
  access: 'data.import',
  params: IdParams,
  reply: Done,
})

export const importRejects = endpoint({
  id: 'imports.rejects',
  method: 'GET',
  path: '/api/imports/:id/rejects',
  summary: 'The rows left out, in their original columns, with the reason beside them (CSV)',
  access: 'data.import',
  params: IdParams,
  reply: Type.Unknown(),
  streams: true,
})

export const importNotes = endpoint({
  id: 'imports.notes',
  method: 'GET',
  path: '/api/imports/:id/notes',
  summary:
    'What to look at afterwards: similar records, rows repeated in the file, what a revert left alone; the first rejected rows',
  access: 'data.import',
  params: IdParams,
  reply: Type.Object({
    similar: Type.Array(
      Type.Object({
        row: nullable(Type.Integer()),
        recordId: nullable(Id),
        name: Type.String(),
        matches: Type.Array(Similar),
      }),
    ),
    repeated: Type.Array(Type.Object({ row: nullable(Type.Integer()), recordId: nullable(Id), key: Type.String() })),
    kept: Type.Array(
      Type.Object({
        recordId: nullable(Id),
        name: Type.String(),
        reason: Type.String(),
        fields: Type.Array(Type.String()),
      }),
    ),
    rejected: Type.Array(
      Type.Object({
        row: Type.Integer(),
        line: nullable(Type.Integer()),
        start: Type.String(),
        problems: Type.Array(CellProblem),
      }),
    ),
    /** Counts of reasons over all rejected rows, the most frequent first. */
    reasons: Type.Array(Type.Object({ reason: Type.String(), field: nullable(Type.String()), rows: Type.Integer() })),
  }),
})
