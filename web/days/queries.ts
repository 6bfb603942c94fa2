// The only place of the web that asks about days and weeks, and decides about the steps they offer.
import { queryOptions } from '@tanstack/react-query'
import * as api from '#api/days.ts'
import { call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

export interface Whose {
  readonly person?: string | undefined
  readonly team?: string | undefined
}

const plain = ({ person, team }: Whose) => ({ ...(person ? { person } : {}), ...(team ? { team } : {}) })

export const dayQuery = (whose: Whose) =>
  queryOptions({
    queryKey: ['days', 'today', plain(whose)],
    queryFn: ({ signal }) => call(api.getDay, { query: plain(whose), signal }),
    // The day goes on while the page stands open.
    refetchInterval: 120_000,
  })

export const weekQuery = (whose: Whose, day: string | undefined) =>
  queryOptions({
    queryKey: ['days', 'week', plain(whose), day ?? 'now'],
    queryFn: ({ signal }) => call(api.getWeek, { query: { ...plain(whose), ...(day ? { day } : {}) }, signal }),
  })

export const dayPeopleQuery = queryOptions({
  queryKey: ['days', 'people'],
  queryFn: ({ signal }) => call(api.dayPeople, { signal }),
  staleTime: 300_000,
})

export const choicesQuery = queryOptions({
  queryKey: ['days', 'choices'],
  queryFn: async ({ signal }) => (await call(api.listDayChoices, { signal })).choices,
})

async function afterChange<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    void queryClient.invalidateQueries({ queryKey: ['days'] })
  }
}

export type Choosing = NonNullable<NonNullable<Parameters<typeof call<typeof api.chooseStep>>[1]>['body']>
export const chooseStep = (body: Choosing) => afterChange(call(api.chooseStep, { body }))
export const takeBackChoice = (id: string) => afterChange(call(api.takeBackChoice, { params: { id } }))
