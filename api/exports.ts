// Exports at the border: any list as CSV or XLSX, and everything as an open, documented archive.
import { type Static, Type } from 'typebox'
import { endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { ListQuery } from '#api/lists.ts'

const { cursor: _c, offset: _o, limit: _l, totals: _t, groupBy: _g, ...listed } = ListQuery.properties
export const ExportQuery = Type.Object({
  ...listed,
  format: Type.Optional(Type.Unsafe<'csv' | 'xlsx'>({ type: 'string', enum: ['csv', 'xlsx'], default: 'csv' })),
  /** `,` or `;`; Czech Excel opens `;` by itself. */
  delimiter: Type.Optional(Type.Unsafe<',' | ';'>({ type: 'string', enum: [',', ';'] })),
})
export type ExportQuery = Static<typeof ExportQuery>

export const exportClients = endpoint({
  id: 'exports.clients',
  method: 'GET',
  path: '/api/exports/clients',
  summary: 'The client list with its filter, order and columns as a file',
  access: 'clients.read',
  query: ExportQuery,
  reply: Type.Unknown(),
  streams: true,
  lists: true,
})

export const exportContacts = endpoint({
  id: 'exports.contacts',
  method: 'GET',
  path: '/api/exports/contacts',
  summary: 'The contact list as a file; more than 200 people only for team leads and above',
  access: 'clients.read',
  query: ExportQuery,
  reply: Type.Unknown(),
  streams: true,
  lists: true,
})

export const Export = Type.Object({
  id: Id,
  kind: Type.String(),
  state: Type.String(),
  rowsDone: Type.Integer(),
  rowsTotal: nullable(Type.Integer()),
  fileSize: nullable(Type.String()),
  error: nullable(Type.Object({ reason: Type.String() })),
  createdAt: Instant,
  finishedAt: nullable(Instant),
})
export type Export = Static<typeof Export>

export const exportEverything = endpoint({
  id: 'exports.everything',
  method: 'POST',
  path: '/api/exports',
  summary: 'Write everything the caller may see into one archive (JSON Lines, one file a kind), in the background',
  access: 'data.exportAll',
  reply: Export,
  creates: true,
})

export const listExports = endpoint({
  id: 'exports.list',
  method: 'GET',
  path: '/api/exports',
  summary: 'My archives and how far they are',
  access: 'signedIn',
  reply: Type.Object({ exports: Type.Array(Export) }),
})

export const getExport = endpoint({
  id: 'exports.get',
  method: 'GET',
  path: '/api/exports/:id',
  summary: 'One of my archives',
  access: 'signedIn',
  params: IdParams,
  reply: Export,
})

export const cancelExport = endpoint({
  id: 'exports.cancel',
  method: 'POST',
  path: '/api/exports/:id/cancel',
  summary: 'Stop writing the archive',
  access: 'signedIn',
  params: IdParams,
  reply: Export,
})

export const downloadExport = endpoint({
  id: 'exports.download',
  method: 'GET',
  path: '/api/exports/:id/file',
  summary: 'The finished archive',
  // Asked anew: the archive holds the whole firm, and the role may be gone since it was ordered.
  access: 'data.exportAll',
  params: IdParams,
  reply: Type.Unknown(),
  streams: true,
})
