// The journal at the border: history of one record, the audit list, putting old values back.
import { type Static, Type } from 'typebox'
import { Day, endpoint, Id, Instant, nullable } from '#api/endpoint.ts'
import { type ListColumn, ListGroup, ListQuery } from '#api/lists.ts'

/** Number of an entry; grows with time and is never used twice. */
export const EntryId = Type.String({ pattern: '^[0-9]{1,18}$' })

/** Records whose history can be read; the journal keeps the name of the capability. */
export const RecordType = Type.String({ pattern: '^[a-z][a-zA-Z-]{1,40}$' })

const Named = Type.Object({ id: Id, name: nullable(Type.String()) })

export const HistoryChange = Type.Object({
  /** Field of the record; fields of the firm's own are `custom.<key>`. */
  field: Type.String(),
  before: Type.Unknown(),
  after: Type.Unknown(),
})
export type HistoryChange = Static<typeof HistoryChange>

export const HistoryEntry = Type.Object({
  id: EntryId,
  at: Instant,
  /** Null when the program itself acted. */
  actor: nullable(Named),
  onBehalfOf: nullable(Named),
  /** What happened: `clients.changed`, `contacts.removed`. */
  fact: Type.String(),
  recordType: Type.String(),
  recordId: Id,
  /** The import or bulk change it came with. */
  batchId: nullable(Id),
  reason: nullable(Type.String()),
  changes: Type.Array(HistoryChange),
  /** Fields of this entry whose old value may be put back. */
  restorable: Type.Array(Type.String()),
  /** The record as it is now, to be sent back as If-Match; null when nothing can be put back. */
  version: nullable(Type.Integer()),
})
export type HistoryEntry = Static<typeof HistoryEntry>

export const HistoryReply = Type.Object({
  entries: Type.Array(HistoryEntry),
  /** Names of people, teams, tags, clients and contacts mentioned by id; what the caller may not see has none. */
  names: Type.Record(Type.String(), Type.String()),
  next: nullable(EntryId),
})
export type HistoryReply = Static<typeof HistoryReply>

export const historyOfRecord = endpoint({
  id: 'journal.history',
  method: 'GET',
  path: '/api/history/:recordType/:recordId',
  summary: 'What happened to a record, newest first, field by field; for a client with everything that belongs to it',
  access: 'signedIn',
  params: Type.Object({ recordType: RecordType, recordId: Id }),
  query: Type.Object({
    /** Only entries that changed this field. */
    field: Type.Optional(Type.String({ maxLength: 80 })),
    /** Only entries of this person, also when somebody stood in for him. */
    person: Type.Optional(Id),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    cursor: Type.Optional(EntryId),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  reply: HistoryReply,
  lists: true,
})

export const restoreFields = endpoint({
  id: 'journal.restore',
  method: 'POST',
  path: '/api/history/:entryId/restore',
  summary: 'Put the old values of chosen fields of one entry back; If-Match carries the version of the record',
  access: 'signedIn',
  params: Type.Object({ entryId: EntryId }),
  body: Type.Object(
    { fields: Type.Array(Type.String({ maxLength: 80 }), { minItems: 1, maxItems: 100 }) },
    { additionalProperties: false },
  ),
  reply: Type.Object({
    recordType: Type.String(),
    recordId: Id,
    version: Type.Integer(),
    /** The entry this restoring wrote: restoring the same fields from it takes it back. Null when nothing differed. */
    entryId: nullable(EntryId),
  }),
})

/** Columns of the audit list. It is always in the order of time, newest first. */
export const journalColumns: readonly ListColumn[] = [
  { key: 'at', type: 'instant', filterable: true, initial: true, width: 150 },
  { key: 'actor', type: 'person', filterable: true, groupable: true, initial: true, width: 170 },
  { key: 'onBehalfOf', type: 'person', filterable: true, groupable: true, initial: true, width: 150 },
  { key: 'fact', type: 'text', filterable: true, groupable: true, initial: true, width: 190 },
  { key: 'recordType', type: 'text', filterable: true, groupable: true, width: 130 },
  { key: 'record', type: 'text', initial: true, width: 240 },
  { key: 'client', type: 'client', filterable: true, groupable: true, initial: true, width: 220 },
  { key: 'fields', type: 'choices', filterable: true, initial: true, width: 220 },
  { key: 'reason', type: 'text', filterable: true, initial: true, width: 260 },
  { key: 'batch', type: 'text', filterable: true, groupable: true, width: 150 },
]

export const JournalRow = Type.Object({
  id: EntryId,
  at: Instant,
  actor: nullable(Named),
  onBehalfOf: nullable(Named),
  fact: Type.String(),
  recordType: Type.String(),
  recordId: Id,
  record: nullable(Type.String()),
  client: nullable(Named),
  fields: Type.Array(Type.String()),
  reason: nullable(Type.String()),
  batch: nullable(Id),
})
export type JournalRow = Static<typeof JournalRow>

export const listJournal = endpoint({
  id: 'journal.list',
  method: 'GET',
  path: '/api/journal',
  summary: 'The audit trail the caller may read: everything for the auditor, the team for its lead, otherwise own work',
  access: 'signedIn',
  query: ListQuery,
  reply: Type.Object({
    rows: Type.Array(JournalRow),
    total: Type.Optional(Type.Integer()),
    sums: Type.Optional(Type.Record(Type.String(), nullable(Type.String()))),
    next: nullable(Type.String()),
    groups: Type.Optional(Type.Array(ListGroup)),
  }),
  lists: true,
})

export const exportJournal = endpoint({
  id: 'journal.export',
  method: 'GET',
  path: '/api/journal/export',
  summary: 'The audit trail as CSV, with the filter of the list; the export itself is written to the journal',
  access: 'journal.read',
  query: Type.Object({ filter: ListQuery.properties.filter, q: ListQuery.properties.q }),
  reply: Type.Unknown(),
  streams: true,
  lists: true,
})
