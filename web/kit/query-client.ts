// One cache of server state: fresh for half a minute, retried only when the network failed.
import { QueryClient } from '@tanstack/react-query'
import { ProblemError } from '#web/kit/call.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => failures < 2 && error instanceof ProblemError && error.reason === 'kit.network',
      retryDelay: (failures) => 500 * 2 ** failures,
    },
    mutations: { retry: false },
  },
})
