// Binds the endpoints of groups and related companies.
import * as api from '#api/groups.ts'
import * as actions from '#server/groups/actions.ts'
import * as relations from '#server/groups/relations.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'

export function groupRoutes(bind: Bind): void {
  bind(api.getGroup, (ctx, { params, query }) => actions.getGroup(ctx, params.id, query.on))
  bind(api.moveInGroup, (ctx, { params, body, version }) => actions.moveInGroup(ctx, params.id, body, version))
  bind(api.listRelations, (ctx, { params }) => relations.listRelations(ctx, params.id))
  bind(api.addRelation, (ctx, { params, body }) => relations.addRelation(ctx, params.id, body))
  bind(api.changeRelation, (ctx, { params, body, ...input }) =>
    relations.changeRelation(ctx, params.id, params.relationId, body, requireVersion(input)),
  )
  bind(api.removeRelation, async (ctx, { params }) => {
    await relations.removeRelation(ctx, params.id, params.relationId)
    return { ok: true as const }
  })
}
