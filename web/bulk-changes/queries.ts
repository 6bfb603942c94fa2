// The only place of the web that asks about bulk changes.
import { queryOptions } from '@tanstack/react-query'
import * as api from '#api/bulk-changes.ts'
import type { BulkChange, Selection } from '#api/lists.ts'
import { call } from '#web/kit/call.ts'

export const startBulk = (capability: 'clients' | 'contacts', selection: Selection, change: BulkChange) =>
  call(capability === 'clients' ? api.changeClientsInBulk : api.changeContactsInBulk, { body: { selection, change } })
export const cancelBulk = (id: string) => call(api.cancelBulkChange, { params: { id } })
export const undoBulk = (id: string) => call(api.undoBulkChange, { params: { id } })

export const running = (bulk: api.Bulk | undefined) =>
  bulk !== undefined && ['queued', 'running', 'undoing'].includes(bulk.state)

export const bulkQuery = (id: string) =>
  queryOptions({
    queryKey: ['bulk-changes', id],
    queryFn: ({ signal }) => call(api.getBulkChange, { params: { id }, signal }),
    refetchInterval: (query) => (running(query.state.data) || !query.state.data ? 700 : false),
  })
