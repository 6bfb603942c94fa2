// Binds the client page. `milestones` are the facts of all capabilities that its timeline shows.
import * as api from '#api/overview.ts'
import { getClient } from '#server/clients/actions.ts'
import { type Bind, RawJson } from '#server/kit/serve.ts'
import { objectionsOfClient } from '#server/objections/actions.ts'
import { around } from '#server/overview/store.ts'
import { promisesOf } from '#server/promises/actions.ts'

export function overviewRoutes(bind: Bind, milestones: readonly string[]): void {
  bind(api.clientOverview, async (ctx, { params }) => {
    // Nothing around a client is read before it is known to be visible.
    const client = await getClient(ctx, params.id)
    const found = await around(ctx, params.id, milestones)
    const none = { open: [], settled: [] }
    const promises = found.promises ? await promisesOf(ctx, { clientId: params.id }) : none
    const objections = found.objections
      ? await objectionsOfClient(ctx, params.id)
      : { ...none, whyNot: client.whyNot.edit ? { edit: client.whyNot.edit } : {} }
    // What PostgreSQL wrote as JSON goes out as it is.
    return new RawJson(
      `{"client":${JSON.stringify(client)},"touch":${JSON.stringify(found.touch)},"timeline":${found.timeline},"promises":${JSON.stringify(promises)},"objections":${JSON.stringify(objections)},${found.around.slice(1)}`,
    )
  })
}
