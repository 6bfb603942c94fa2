// Binds the endpoints of comments.
import * as api from '#api/comments.ts'
import * as actions from '#server/comments/actions.ts'
import type { Doors } from '#server/kit/doors.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'

export function commentRoutes(bind: Bind, doors: Doors): void {
  bind(api.listComments, (ctx, { params }) => actions.listComments(ctx, doors, params))
  bind(api.addComment, (ctx, { params, body }) => actions.addComment(ctx, doors, params, body))
  bind(api.changeComment, (ctx, { params, body, ...input }) =>
    actions.changeComment(ctx, doors, params.id, body, requireVersion(input)),
  )
  bind(api.removeComment, async (ctx, { params, version }) => {
    await actions.removeComment(ctx, doors, params.id, version)
    return { ok: true as const }
  })
  bind(api.restoreComment, (ctx, { params }) => actions.restoreComment(ctx, doors, params.id))
}
