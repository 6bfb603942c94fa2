// One cache of server state: fresh for half a minute, retried only when the network failed.
import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ProblemError } from '#web/kit/call.ts'

const isAway = (error: unknown) => error instanceof ProblemError && error.reason === 'kit.network'

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    // Without a connection what is on the screen stays there, and the shell says why it is not newer.
    onError: (error, query) => {
      if (isAway(error) && query.state.data !== undefined) query.setState({ status: 'success', error: null })
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // Without a connection the keeper of opened records answers; waiting for one would show nothing.
      networkMode: 'always',
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => failures < 2 && isAway(error),
      retryDelay: (failures) => 500 * 2 ** failures,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})
