// The only place of the web that asks about objections and the library of arguments.
import { queryOptions } from '@tanstack/react-query'
import type { BodyOf, QueryOf } from '#api/endpoint.ts'
import type { ListQuery } from '#api/lists.ts'
import * as api from '#api/objections.ts'
import { call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const objectionsKey = ['objections', 'list'] as const
export const fetchObjections = (query: ListQuery, signal: AbortSignal) => call(api.listObjections, { query, signal })

export const objectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['objections', id],
    queryFn: ({ signal }) => call(api.getObjection, { params: { id }, signal }),
  })

export const objectionsOfClientQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['clients', clientId, 'objections'],
    queryFn: ({ signal }) => call(api.objectionsOfClient, { params: { id: clientId }, signal }),
  })

export const argumentsQuery = (query: QueryOf<typeof api.listArguments>) =>
  queryOptions({
    queryKey: ['objections', 'arguments', query],
    queryFn: ({ signal }) => call(api.listArguments, { query, signal }),
  })

async function afterChange<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    for (const key of ['objections', 'clients', 'leads', 'history', 'timeline', 'days'])
      void queryClient.invalidateQueries({ queryKey: [key] })
  }
}

export const addObjection = (body: api.ObjectionDraft) => afterChange(call(api.addObjection, { body }))
export const changeObjection = (id: string, body: api.ObjectionChange, version: number) =>
  afterChange(call(api.changeObjection, { params: { id }, body, version }))
export const moveObjection = (id: string, body: BodyOf<typeof api.moveObjection>, version: number) =>
  afterChange(call(api.moveObjection, { params: { id }, body, version }))
export const removeObjection = (id: string, version: number) =>
  afterChange(call(api.removeObjection, { params: { id }, version }))
export const restoreObjection = (id: string) => afterChange(call(api.restoreObjection, { params: { id } }))
export const addArgument = (body: api.ArgumentDraft) => afterChange(call(api.addArgument, { body }))
export const changeArgument = (id: string, body: api.ArgumentChange, version: number) =>
  afterChange(call(api.changeArgument, { params: { id }, body, version }))
export const removeArgument = (id: string, version: number) =>
  afterChange(call(api.removeArgument, { params: { id }, version }))
export const restoreArgument = (id: string) => afterChange(call(api.restoreArgument, { params: { id } }))
