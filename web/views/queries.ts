// The only place of the web that asks about saved views; gives lists what they need of them.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import * as api from '#api/views.ts'
import { call } from '#web/kit/call.ts'
import type { ListViews, SavedView, ViewState } from '#web/kit/list/list-types.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const viewsQuery = (capability: string) =>
  queryOptions({
    queryKey: ['views', capability],
    queryFn: async ({ signal }) => (await call(api.listViews, { query: { capability }, signal })).views,
    staleTime: 60_000,
  })

/** Saved views of one list with everything the tabs do with them. */
export function useListViews(capability: string): ListViews {
  const { data } = useQuery(viewsQuery(capability))
  return useMemo(() => {
    const views = data ?? []
    const reload = () => queryClient.invalidateQueries({ queryKey: viewsQuery(capability).queryKey })
    const create = async (draft: { name: string; scope: SavedView['scope']; state: ViewState }) => {
      const view = await call(api.createView, { body: { ...draft, state: { ...draft.state }, capability } })
      await reload()
      return asListView(view)
    }
    return {
      views: views.map(asListView),
      create,
      async update(id, { state, ...change }) {
        const view = views.find((one) => one.id === id)
        try {
          return await call(api.changeView, {
            params: { id },
            body: { ...change, ...(state ? { state: { ...state } } : {}) },
            ...(view ? { version: view.version } : {}),
          })
        } finally {
          await reload()
        }
      },
      async remove(id) {
        await call(api.removeView, { params: { id } })
        await reload()
      },
      restore: ({ name, scope, state }) => create({ name, scope, state }),
    }
  }, [data, capability])
}

const asListView = (view: api.SavedView): SavedView => ({
  id: view.id,
  name: view.name,
  scope: view.scope,
  mayEdit: view.mayEdit,
  state: view.state as ViewState,
})
