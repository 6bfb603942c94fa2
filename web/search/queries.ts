// The only place of the web that searches across records, and notes which one was opened.
import * as api from '#api/search.ts'
import { call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const findRecords = (q: string, types: readonly api.FoundType[] | undefined, signal: AbortSignal) =>
  call(api.search, { query: { q, ...(types ? { types: types.join(',') } : {}) }, signal })

export const findFurther = (q: string, signal: AbortSignal) => call(api.searchFurther, { query: { q }, signal })

/** Says that a record was opened; that nobody heard it matters to nobody. */
export async function rememberOpened(type: api.FoundType, id: string): Promise<void> {
  try {
    await call(api.noteRecent, { body: { type, id } })
    void queryClient.invalidateQueries({ queryKey: ['palette', 'search', ''] })
  } catch {
    // A record opened while offline is missed in the list of recent ones, nothing else.
  }
}
