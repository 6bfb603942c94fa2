// Binds the endpoints of tags.
import * as api from '#api/tags.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'
import * as actions from '#server/tags/actions.ts'

export function tagRoutes(bind: Bind, owners: readonly actions.TagLinks[]): void {
  bind(api.listTags, (ctx, { query }) => actions.listTags(ctx, query))
  bind(api.listTagUse, (ctx) => actions.listTagUse(ctx, owners))
  bind(api.createTag, (ctx, { body }) => actions.createTag(ctx, body))
  bind(api.changeTag, (ctx, { params, body, ...input }) =>
    actions.changeTag(ctx, params.id, body, requireVersion(input)),
  )
  bind(api.removeTag, async (ctx, { params }) => ({
    ok: true as const,
    records: await actions.removeTag(ctx, params.id, owners),
  }))
  bind(api.restoreTag, (ctx, { params }) => actions.restoreTag(ctx, params.id, owners))
  bind(api.mergeTag, (ctx, { params, body }) => actions.mergeTag(ctx, params.id, body.into, owners))
}
