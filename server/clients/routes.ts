// Binds the endpoints of clients.

import * as standingApi from '#api/client-standing.ts'
import * as api from '#api/clients.ts'
import * as actions from '#server/clients/actions.ts'
import * as standing from '#server/clients/actions-standing.ts'
import { findDuplicates } from '#server/clients/duplicates.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'

export function clientRoutes(bind: Bind): void {
  bind(api.listDeletedClients, (ctx, { query }) => actions.listDeletedClients(ctx, query))
  bind(api.listClients, (ctx, { query }) => actions.listClients(ctx, query))
  bind(api.findDuplicates, async (ctx, { body }) => ({ duplicates: await findDuplicates(ctx, body) }))
  bind(api.createClient, (ctx, { body }) => actions.createClient(ctx, body), { checkedAlong: true })
  bind(api.getClient, (ctx, { params }) => actions.getClient(ctx, params.id))
  bind(
    api.changeClient,
    (ctx, { params, body, ...input }) => actions.changeClient(ctx, params.id, body, requireVersion(input)),
    { checkedAlong: true },
  )
  bind(api.removeClient, async (ctx, { params, version }) => {
    await actions.removeClient(ctx, params.id, version)
    return { ok: true as const }
  })
  bind(api.restoreClient, (ctx, { params }) => actions.restoreClient(ctx, params.id))
  bind(standingApi.moveClient, (ctx, { params, body }) => standing.moveClient(ctx, params.id, body))
  bind(standingApi.nominateClient, (ctx, { params, body }) => standing.nominateClient(ctx, params.id, body.reason))
  bind(standingApi.reassignClient, (ctx, { params, body }) => standing.reassignClient(ctx, params.id, body))
  bind(standingApi.ownersOfClient, (ctx, { params }) => standing.ownersOfClient(ctx, params.id))
  bind(standingApi.setClientClass, (ctx, { params, body }) =>
    standing.setClientClass(ctx, params.id, body.class, body.reason ?? null),
  )
  bind(standingApi.proposeClientClass, (ctx, { params }) => standing.proposeClientClass(ctx, params.id))
  bind(standingApi.confirmClient, (ctx, { params }) => actions.confirmClient(ctx, params.id))
  bind(standingApi.setClientMembers, (ctx, { params, body }) => actions.setClientMembers(ctx, params.id, body.members))
  bind(standingApi.whySeeClient, (ctx, { params }) => actions.whySeeClient(ctx, params.id))
}
