// The only place of the web that asks about calls, call lists and the telephone.
import { queryOptions } from '@tanstack/react-query'
import * as lists from '#api/call-lists.ts'
import * as api from '#api/calls.ts'
import type { ListQuery } from '#api/lists.ts'
import * as telephony from '#api/telephony.ts'
import { call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const callsKey = ['calls', 'list'] as const
export const fetchCalls = (query: ListQuery, signal: AbortSignal) => call(api.listCalls, { query, signal })
export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ['calls', 'one', id],
    queryFn: ({ signal }) => call(api.getCall, { params: { id }, signal }),
  })

export interface CardOf {
  readonly clientId?: string
  readonly leadId?: string
  readonly contactId?: string
}
export const callCardQuery = (of: CardOf) =>
  queryOptions({
    queryKey: ['calls', 'card', of],
    queryFn: ({ signal }) => call(api.getCallCard, { query: { ...of }, signal }),
  })

/** A call shows in its list, in the timeline, among promises and in the day. */
async function afterChange<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    for (const key of ['calls', 'call-lists', 'activities', 'promises', 'days', 'leads', 'clients'])
      void queryClient.invalidateQueries({ queryKey: [key] })
  }
}
export const logCall = (body: api.CallRecord) => afterChange(call(api.logCall, { body }))
export const leadOfCall = (id: string) => afterChange(call(api.leadOfCall, { params: { id } }))
export const assignCaller = (id: string, body: { clientId: string; contactId?: string | null }) =>
  afterChange(call(api.assignCaller, { params: { id }, body }))

export const callListsQuery = queryOptions({
  queryKey: ['call-lists'],
  queryFn: ({ signal }) => call(lists.listCallLists, { query: {}, signal }),
})
export const callListQuery = (id: string) =>
  queryOptions({
    queryKey: ['call-lists', id],
    queryFn: ({ signal }) => call(lists.getCallList, { params: { id }, signal }),
  })
export const callItemQuery = (id: string) =>
  queryOptions({
    queryKey: ['call-lists', 'item', id],
    queryFn: ({ signal }) => call(lists.getCallItem, { params: { id }, signal }),
  })
/** The next call is there before this one is written down. */
export const prepareItem = (id: string | null) => {
  if (id) void queryClient.prefetchQuery({ ...callItemQuery(id), staleTime: 30_000 })
}

async function afterList<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    void queryClient.invalidateQueries({ queryKey: ['call-lists'] })
  }
}
export const createCallList = (body: lists.CallListDraft) => afterList(call(lists.createCallList, { body }))
export const changeCallList = (
  id: string,
  body: { name?: string; purpose?: string | null; scriptId?: string | null; state?: 'open' | 'done' },
  version: number,
) => afterList(call(lists.changeCallList, { params: { id }, body, version }))
export const removeCallList = (id: string, version: number) =>
  afterList(call(lists.removeCallList, { params: { id }, version }))
export const restoreCallList = (id: string) => afterList(call(lists.restoreCallList, { params: { id } }))
export const putOffCallItem = (id: string, state: 'skipped' | 'later' | 'waiting', laterMinutes?: number) =>
  afterList(call(lists.putOffCallItem, { params: { id }, body: { state, ...(laterMinutes ? { laterMinutes } : {}) } }))

export const scriptsQuery = queryOptions({
  queryKey: ['call-scripts'],
  queryFn: ({ signal }) => call(lists.listCallScripts, { signal }),
})
async function afterScript<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    void queryClient.invalidateQueries({ queryKey: ['call-scripts'] })
  }
}
export const createScript = (body: { name: string; text: string; purpose?: string | null; active?: boolean }) =>
  afterScript(call(lists.createCallScript, { body }))
export const changeScript = (
  id: string,
  body: { name?: string; text?: string; purpose?: string | null; active?: boolean },
  version: number,
) => afterScript(call(lists.changeCallScript, { params: { id }, body, version }))

export const myTelephoneQuery = queryOptions({
  queryKey: ['telephony', 'mine'],
  queryFn: ({ signal }) => call(telephony.getMyTelephone, { signal }),
  staleTime: 300_000,
})
export const dial = (body: {
  number: string
  clientId?: string | null
  contactId?: string | null
  leadId?: string | null
}) => call(telephony.dial, { body })

export const exchangesQuery = queryOptions({
  queryKey: ['telephony', 'exchanges'],
  queryFn: ({ signal }) => call(telephony.listExchanges, { signal }),
})
async function afterExchange<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    void queryClient.invalidateQueries({ queryKey: ['telephony'] })
  }
}
export const createExchange = (body: telephony.ExchangeDraft) => afterExchange(call(telephony.createExchange, { body }))
export const changeExchange = (id: string, body: telephony.ExchangeChange, version: number) =>
  afterExchange(call(telephony.changeExchange, { params: { id }, body, version }))
export const renewSecret = (id: string) => afterExchange(call(telephony.renewExchangeSecret, { params: { id } }))
export const setExtensions = (id: string, extensions: { extension: string; userId: string }[]) =>
  afterExchange(call(telephony.setExtensions, { params: { id }, body: { extensions } }))
export const removeExchange = (id: string) => afterExchange(call(telephony.removeExchange, { params: { id } }))
