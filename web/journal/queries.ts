// The only place of the web that asks the journal: history of a record, putting values back, the audit trail.
import { infiniteQueryOptions } from '@tanstack/react-query'
import * as api from '#api/journal.ts'
import type { ListQuery, ListReply } from '#api/lists.ts'
import { addressOf, call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

export interface HistoryFilter {
  readonly field?: string
  readonly person?: string
  readonly from?: string
  readonly to?: string
}

const historyKey = ['journal', 'history'] as const

export const historyQuery = (recordType: string, recordId: string, filter: HistoryFilter) =>
  infiniteQueryOptions({
    queryKey: [...historyKey, recordType, recordId, filter],
    queryFn: ({ pageParam, signal }) =>
      call(api.historyOfRecord, {
        params: { recordType, recordId },
        query: { ...filter, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

/** Puts old values back and reloads whatever shows the record. */
export async function restoreFields(entryId: string, fields: string[], version: number) {
  try {
    return await call(api.restoreFields, { params: { entryId }, body: { fields }, version })
  } finally {
    // The record may be shown anywhere: its page, a list, a peek.
    await queryClient.invalidateQueries()
  }
}

export const fetchJournal = (query: ListQuery, signal: AbortSignal): Promise<ListReply> =>
  call(api.listJournal, { query, signal }) as Promise<ListReply>

export const exportAddress = (query: { filter?: string; q?: string }) => addressOf(api.exportJournal, {}, query)
