// Binds the endpoints of promises.
import * as api from '#api/promises.ts'
import type { Outside } from '#server/app.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'
import * as actions from '#server/promises/actions.ts'
import { draftUrging, urgePromise } from '#server/promises/actions-urging.ts'

export function promiseRoutes(bind: Bind, outside: Outside): void {
  const sends = outside.mail !== undefined
  bind(api.listPromises, (ctx, { query }) => actions.listPromises(ctx, query))
  bind(api.promisesOf, (ctx, { query }) => actions.promisesOf(ctx, query))
  bind(api.makePromise, (ctx, { body }) => actions.makePromise(ctx, body))
  bind(api.getPromise, (ctx, { params }) => actions.getPromise(ctx, params.id))
  bind(api.changePromise, (ctx, { params, body, ...input }) =>
    actions.changePromise(ctx, params.id, body, requireVersion(input)),
  )
  bind(api.keepPromise, (ctx, { params, body }) => actions.keepPromise(ctx, params.id, body))
  bind(api.waivePromise, (ctx, { params, body }) => actions.waivePromise(ctx, params.id, body))
  bind(api.reopenPromise, (ctx, { params }) => actions.reopenPromise(ctx, params.id))
  bind(api.removePromise, async (ctx, { params, version }) => {
    await actions.removePromise(ctx, params.id, version)
    return { ok: true as const }
  })
  bind(api.restorePromise, (ctx, { params }) => actions.restorePromise(ctx, params.id))
  bind(api.draftUrging, (ctx, { params, query }) => draftUrging(ctx, params.id, query.language, sends))
  bind(api.urgePromise, (ctx, { params, body }) => urgePromise(ctx, params.id, body, sends))
}
