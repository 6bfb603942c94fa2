// Binds the endpoints of registers.
import * as api from '#api/registers.ts'
import type { Outside } from '#server/app.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'
import * as actions from '#server/registers/actions.ts'
import { aresOf } from '#server/registers/ares-of.ts'

export function registerRoutes(bind: Bind, outside: Outside): void {
  const ares = aresOf(outside)
  bind(api.aresByIco, (ctx, { params }) => actions.prefill(ctx, ares, params.ico))
  bind(api.aresByName, (ctx, { query }) => actions.searchByName(ctx, ares, query.name))
  bind(api.aresPeople, (_ctx, { params }) => actions.statutoryPeople(ares, params.ico))
  bind(api.getRegisterCheck, (ctx, { params }) => actions.lastCheck(ctx, params.id))
  bind(api.checkClientNow, (ctx, { params }) => actions.checkNow(ctx, ares, params.id))
  bind(api.settleRegisterCheck, (ctx, { params, body, ...input }) =>
    actions.settle(ctx, params.id, body.fields, requireVersion(input)),
  )
  bind(api.listDifferences, (ctx, { query }) => actions.openDifferences(ctx, query))
  bind(api.recheckNow, async (ctx) => {
    await ctx.jobs.enqueue(ctx.db, 'registers.recheck', {}, { key: 'now' })
    return { ok: true as const }
  })
}
