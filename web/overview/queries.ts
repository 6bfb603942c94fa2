// The only place of the web that asks for the client page.
import { queryOptions } from '@tanstack/react-query'
import { clientOverview } from '#api/overview.ts'
import { call } from '#web/kit/call.ts'

/** The client page in one call; hovering a row fetches it ahead. */
export const overviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['clients', id, 'overview'],
    queryFn: ({ signal }) => call(clientOverview, { params: { id }, signal }),
  })
