// The only place of the web that asks for the client page.
import { queryOptions } from '@tanstack/react-query'
import { clientOverview } from '#api/overview.ts'
import { rememberFirstPage } from '#web/activities/queries.ts'
import { customFieldsQuery } from '#web/custom-fields/queries.ts'
import { call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'
import { meetingsOfClientQuery } from '#web/meetings/queries.ts'
import { objectionsOfClientQuery } from '#web/objections/queries.ts'
import { peculiaritiesQuery } from '#web/peculiarities/queries.ts'
import { promisesOfQuery } from '#web/promises/queries.ts'
import { registerQuery } from '#web/registers/queries.ts'

/** The client page in one call; hovering a row fetches it ahead. Its parts find what is theirs already there. */
export const overviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['clients', id, 'overview'],
    queryFn: async ({ signal }) => {
      const page = await call(clientOverview, { params: { id }, signal })
      rememberFirstPage({ clientId: id }, page.timeline)
      queryClient.setQueryData(customFieldsQuery('clients').queryKey, page.customFields)
      queryClient.setQueryData(peculiaritiesQuery(id).queryKey, page.peculiarities)
      queryClient.setQueryData(registerQuery(id).queryKey, page.register)
      queryClient.setQueryData(promisesOfQuery({ clientId: id }).queryKey, page.promises)
      queryClient.setQueryData(objectionsOfClientQuery(id).queryKey, page.objections)
      queryClient.setQueryData(meetingsOfClientQuery(id).queryKey, page.meetings)
      return page
    },
  })
