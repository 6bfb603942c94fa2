// Binds the endpoints of objections and of their library.
import * as api from '#api/objections.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'
import * as actions from '#server/objections/actions.ts'
import * as library from '#server/objections/actions-library.ts'

const done = { ok: true as const }

export function objectionRoutes(bind: Bind): void {
  bind(api.listObjections, (ctx, { query }) => actions.listObjections(ctx, query))
  bind(api.objectionsOfClient, (ctx, { params }) => actions.objectionsOfClient(ctx, params.id))
  bind(api.getObjection, (ctx, { params }) => actions.getObjection(ctx, params.id))
  bind(api.addObjection, (ctx, { body }) => actions.raiseObjection(ctx, body))
  bind(api.changeObjection, (ctx, { params, body, ...input }) =>
    actions.changeObjection(ctx, params.id, body, requireVersion(input)),
  )
  bind(api.moveObjection, (ctx, { params, body: { move, ...given }, version }) =>
    actions.moveObjection(ctx, params.id, move, given, version),
  )
  bind(api.removeObjection, async (ctx, { params, version }) => {
    await actions.removeObjection(ctx, params.id, version)
    return done
  })
  bind(api.restoreObjection, (ctx, { params }) => actions.restoreObjection(ctx, params.id))
  bind(api.listArguments, (ctx, { query }) => library.listArguments(ctx, query))
  bind(api.addArgument, (ctx, { body }) => library.addArgument(ctx, body))
  bind(api.changeArgument, (ctx, { params, body, ...input }) =>
    library.changeArgument(ctx, params.id, body, requireVersion(input)),
  )
  bind(api.removeArgument, async (ctx, { params, version }) => {
    await library.removeArgument(ctx, params.id, version)
    return done
  })
  bind(api.restoreArgument, (ctx, { params }) => library.restoreArgument(ctx, params.id))
}
