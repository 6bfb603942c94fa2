// The only place of the web that asks about groups and related companies.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import * as api from '#api/groups.ts'
import { call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const groupQuery = (clientId: string, on?: string) =>
  queryOptions({
    queryKey: ['clients', clientId, 'group', on ?? 'today'],
    queryFn: ({ signal }) => call(api.getGroup, { params: { id: clientId }, query: on ? { on } : {}, signal }),
    placeholderData: keepPreviousData,
  })

export const relationsQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['clients', clientId, 'relations'],
    queryFn: ({ signal }) => call(api.listRelations, { params: { id: clientId }, signal }),
  })

/** A move or a relation shows on the pages of both companies and in the list. */
async function afterChange<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    for (const queryKey of [['clients'], ['history']]) void queryClient.invalidateQueries({ queryKey })
  }
}

type Move = { parentId: string | null; from?: string; to?: string | null }
export const moveInGroup = (clientId: string, body: Move, version?: number) =>
  afterChange(call(api.moveInGroup, { params: { id: clientId }, body, ...(version === undefined ? {} : { version }) }))
export const addRelation = (clientId: string, body: api.RelationDraft) =>
  afterChange(call(api.addRelation, { params: { id: clientId }, body }))
export const changeRelation = (clientId: string, relation: api.Relation, body: api.RelationChange) =>
  afterChange(
    call(api.changeRelation, { params: { id: clientId, relationId: relation.id }, body, version: relation.version }),
  )
export const removeRelation = (clientId: string, relationId: string) =>
  afterChange(call(api.removeRelation, { params: { id: clientId, relationId } }))
