// Binds the client page.
import * as api from '#api/overview.ts'
import { getClient } from '#server/clients/actions.ts'
import type { Bind } from '#server/kit/serve.ts'
import { around } from '#server/overview/store.ts'

export function overviewRoutes(bind: Bind): void {
  bind(api.clientOverview, async (ctx, { params }) => {
    // Nothing around a client is read before it is known to be visible.
    const client = await getClient(ctx, params.id)
    return { client, ...(await around(ctx, params.id)) }
  })
}
