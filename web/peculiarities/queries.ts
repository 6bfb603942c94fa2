// The only place of the web that asks about peculiarities and wishes.
import { queryOptions } from '@tanstack/react-query'
import * as api from '#api/peculiarities.ts'
import { call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const peculiaritiesQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['clients', clientId, 'peculiarities'],
    queryFn: ({ signal }) => call(api.listPeculiarities, { params: { id: clientId }, signal }),
  })

export const dueQuery = (whose: 'mine' | 'all') =>
  queryOptions({
    queryKey: ['peculiarities', 'due', whose],
    queryFn: ({ signal }) => call(api.duePeculiarities, { query: { whose }, signal }),
  })

async function afterChange<T>(clientId: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    for (const queryKey of [['clients', clientId], ['peculiarities'], ['history']])
      void queryClient.invalidateQueries({ queryKey })
  }
}

export const addPeculiarity = (clientId: string, body: api.PeculiarityDraft) =>
  afterChange(clientId, call(api.addPeculiarity, { params: { id: clientId }, body }))
export const changePeculiarity = (
  item: Pick<api.Peculiarity, 'id' | 'clientId'>,
  body: api.PeculiarityChange,
  version: number,
) => afterChange(item.clientId, call(api.changePeculiarity, { params: { id: item.id }, body, version }))
export const removePeculiarity = (item: api.Peculiarity) =>
  afterChange(item.clientId, call(api.removePeculiarity, { params: { id: item.id }, version: item.version }))
export const restorePeculiarity = (item: Pick<api.Peculiarity, 'id' | 'clientId'>) =>
  afterChange(item.clientId, call(api.restorePeculiarity, { params: { id: item.id } }))
