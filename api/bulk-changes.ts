// Bulk changes at the border: one change for everything a selection matches, in the background, with undo.
import { type Static, Type } from 'typebox'
import { endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { BulkChange, Selection } from '#api/lists.ts'

export const Bulk = Type.Object({
  id: Id,
  capability: Type.String(),
  change: Type.Unknown(),
  state: Type.Unsafe<'queued' | 'running' | 'done' | 'cancelled' | 'failed' | 'undoing' | 'undone'>(Type.String()),
  total: Type.Integer(),
  /** Records looked at so far. */
  done: Type.Integer(),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  skipped: Type.Integer(),
  /** How many were left out and why. */
  skips: Type.Array(Type.Object({ reason: Type.String(), count: Type.Integer() })),
  createdAt: Instant,
  finishedAt: nullable(Instant),
})
export type Bulk = Static<typeof Bulk>

const body = Type.Object({ selection: Selection, change: BulkChange }, { additionalProperties: false })

export const changeClientsInBulk = endpoint({
  id: 'bulkChanges.clients',
  method: 'POST',
  path: '/api/bulk-changes/clients',
  summary:
    'Change every client a selection matches; records that may not be changed are left out and counted with the reason',
  access: 'clients.write',
  body,
  reply: Bulk,
  creates: true,
})

export const changeContactsInBulk = endpoint({
  id: 'bulkChanges.contacts',
  method: 'POST',
  path: '/api/bulk-changes/contacts',
  summary: 'Change every contact a selection matches',
  access: 'clients.write',
  body,
  reply: Bulk,
  creates: true,
})

export const getBulkChange = endpoint({
  id: 'bulkChanges.get',
  method: 'GET',
  path: '/api/bulk-changes/:id',
  summary: 'How far my bulk change is',
  access: 'signedIn',
  params: IdParams,
  reply: Bulk,
})

export const cancelBulkChange = endpoint({
  id: 'bulkChanges.cancel',
  method: 'POST',
  path: '/api/bulk-changes/:id/cancel',
  summary: 'Stop a bulk change; what is done stays and can be undone',
  access: 'signedIn',
  params: IdParams,
  reply: Bulk,
})

export const undoBulkChange = endpoint({
  id: 'bulkChanges.undo',
  method: 'POST',
  path: '/api/bulk-changes/:id/undo',
  summary: 'Give every record its former value back, except where somebody changed it since',
  access: 'signedIn',
  params: IdParams,
  reply: Bulk,
})
