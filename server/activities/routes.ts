// Binds the endpoints of the timeline and of touches. `milestones` are the facts of all capabilities that the timeline shows.
import * as api from '#api/activities.ts'
import * as actions from '#server/activities/actions.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'

export function activityRoutes(bind: Bind, milestones: readonly string[]): void {
  bind(api.getTimeline, (ctx, { query }) => actions.timelineOf(ctx, query, milestones))
  bind(api.writeActivity, (ctx, { body }) => actions.writeActivity(ctx, body), { checkedAlong: true })
  bind(api.getActivity, (ctx, { params }) => actions.getActivity(ctx, params.id))
  bind(api.changeActivity, (ctx, { params, body, ...input }) =>
    actions.changeActivity(ctx, params.id, body, requireVersion(input)),
  )
  bind(api.removeActivity, async (ctx, { params, version }) => {
    await actions.removeActivity(ctx, params.id, version)
    return { ok: true as const }
  })
  bind(api.restoreActivity, (ctx, { params }) => actions.restoreActivity(ctx, params.id))
  bind(api.getTouch, (ctx, { params }) => actions.touchOf(ctx, params.id))
  bind(api.setTouch, (ctx, { params, body, ...input }) =>
    actions.changeTouch(ctx, params.id, body, requireVersion(input)),
  )
}
