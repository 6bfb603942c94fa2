// The only place of the web that asks about exports.
import { queryOptions } from '@tanstack/react-query'
import * as api from '#api/exports.ts'
import { addressOf, call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const exportsQuery = queryOptions({
  queryKey: ['exports'],
  queryFn: ({ signal }) => call(api.listExports, { signal }),
  // While one is being written, its progress is looked at every second.
  refetchInterval: (query) =>
    query.state.data?.exports.some((e) => e.state === 'queued' || e.state === 'running') ? 1_000 : false,
})

const reload = async <T>(work: Promise<T>): Promise<T> => {
  const result = await work
  await queryClient.invalidateQueries({ queryKey: exportsQuery.queryKey })
  return result
}
export const startArchive = () => reload(call(api.exportEverything))
export const cancelArchive = (id: string) => reload(call(api.cancelExport, { params: { id } }))
export const archiveAddress = (id: string) => addressOf(api.downloadExport, { id }, {})

/** Address of a list as a file; the browser fetches it itself, so a million rows need no memory here. */
export function listAddress(
  capability: 'clients' | 'contacts',
  query: Record<string, string | undefined>,
  format: 'csv' | 'xlsx',
): string {
  const endpoint = capability === 'clients' ? api.exportClients : api.exportContacts
  return addressOf(endpoint, {}, { ...query, format })
}
