// Binds the client page. `milestones` are the facts of all capabilities that its timeline shows, `parts` what they add to it.
import * as api from '#api/overview.ts'
import { getClient } from '#server/clients/actions.ts'
import type { ClientPart } from '#server/clients/actions-page.ts'
import { together } from '#server/kit/gathering.ts'
import { type Bind, RawJson } from '#server/kit/serve.ts'
import { around } from '#server/overview/store.ts'

export function overviewRoutes(bind: Bind, milestones: readonly string[], parts: readonly ClientPart[]): void {
  bind(api.clientOverview, (ctx, { params }) =>
    together(async () => {
      // What is read beside a client that turns out not to be visible goes no further than here.
      const [client, found] = await Promise.all([getClient(ctx, params.id), around(ctx, params.id, milestones, parts)])
      const read = await Promise.all(parts.map((part, i) => part.read(ctx, client, found.anything[i] === false)))
      const written = parts.map((part, i) => `"${part.key}":${JSON.stringify(read[i])},`).join('')
      // What PostgreSQL wrote as JSON goes out as it is.
      return new RawJson(
        `{"client":${JSON.stringify(client)},"touch":${JSON.stringify(found.touch)},"timeline":${found.timeline},${written}${found.around.slice(1)}`,
      )
    }),
  )
}
