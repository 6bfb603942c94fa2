// The only place of the web that asks for the client page.
import { queryOptions } from '@tanstack/react-query'
import { clientOverview } from '#api/overview.ts'
import { rememberFirstPage } from '#web/activities/queries.ts'
import { call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'
import { objectionsOfClientQuery } from '#web/objections/queries.ts'
import { promisesOfQuery } from '#web/promises/queries.ts'

/** The client page in one call; hovering a row fetches it ahead. Its parts find what is theirs already there. */
export const overviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['clients', id, 'overview'],
    queryFn: async ({ signal }) => {
      const page = await call(clientOverview, { params: { id }, signal })
      rememberFirstPage({ clientId: id }, page.timeline)
      queryClient.setQueryData(promisesOfQuery({ clientId: id }).queryKey, page.promises)
      queryClient.setQueryData(objectionsOfClientQuery(id).queryKey, page.objections)
      return page
    },
  })
