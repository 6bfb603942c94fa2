// Binds the endpoints of saved views.
import * as api from '#api/views.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'
import * as actions from '#server/views/actions.ts'

export function viewRoutes(bind: Bind): void {
  bind(api.listViews, (ctx, { query }) => actions.listViews(ctx, query.capability))
  bind(api.createView, (ctx, { body }) => actions.createView(ctx, body))
  bind(api.orderViews, (ctx, { body }) => actions.orderViews(ctx, body.capability, body.ids))
  bind(api.changeView, (ctx, { params, body, ...input }) =>
    actions.changeView(ctx, params.id, body, requireVersion(input)),
  )
  bind(api.removeView, async (ctx, { params }) => {
    await actions.removeView(ctx, params.id)
    return { ok: true as const }
  })
}
