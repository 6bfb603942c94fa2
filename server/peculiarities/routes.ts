// Binds the endpoints of peculiarities.
import * as api from '#api/peculiarities.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'
import * as actions from '#server/peculiarities/actions.ts'

export function peculiarityRoutes(bind: Bind): void {
  bind(api.duePeculiarities, (ctx, { query }) => actions.duePeculiarities(ctx, query))
  bind(api.listPeculiarities, (ctx, { params }) => actions.listPeculiarities(ctx, params.id))
  bind(api.addPeculiarity, (ctx, { params, body }) => actions.addPeculiarity(ctx, params.id, body))
  bind(api.changePeculiarity, (ctx, { params, body, ...input }) =>
    actions.changePeculiarity(ctx, params.id, body, requireVersion(input)),
  )
  bind(api.removePeculiarity, async (ctx, { params, version }) => {
    await actions.removePeculiarity(ctx, params.id, version)
    return { ok: true as const }
  })
  bind(api.restorePeculiarity, (ctx, { params }) => actions.restorePeculiarity(ctx, params.id))
}
