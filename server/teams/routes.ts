// Binds the endpoints of teams.
import * as api from '#api/teams.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'
import * as actions from '#server/teams/actions.ts'

export function teamRoutes(bind: Bind): void {
  bind(api.listTeams, async (ctx) => ({ teams: await actions.listTeams(ctx) }))
  bind(api.createTeam, (ctx, { body }) => actions.createTeam(ctx, body))
  bind(api.changeTeam, (ctx, { params, body, ...input }) =>
    actions.changeTeam(ctx, params.id, body, requireVersion(input)),
  )
  bind(api.removeTeam, async (ctx, { params }) => {
    await actions.removeTeam(ctx, params.id)
    return { ok: true as const }
  })
}
