// Binds the endpoints of search.
import * as api from '#api/search.ts'
import type { Finder } from '#server/kit/finding.ts'
import type { Bind } from '#server/kit/serve.ts'
import * as actions from '#server/search/actions.ts'

export function searchRoutes(bind: Bind, finders: readonly Finder[]): void {
  bind(api.search, (ctx, { query }) => actions.findRecords(ctx, query))
  bind(api.searchFurther, (ctx, { query }) => actions.findFurther(ctx, finders, query))
  bind(api.listRecent, (ctx) => actions.recentRecords(ctx))
  bind(api.noteRecent, async (ctx, { body }) => {
    await actions.noteOpened(ctx, body)
    return { ok: true as const }
  })
}
