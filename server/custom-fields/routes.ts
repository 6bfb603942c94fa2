// Binds the endpoints of custom fields.
import * as api from '#api/custom-fields.ts'
import * as actions from '#server/custom-fields/actions.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'

export function customFieldRoutes(bind: Bind): void {
  bind(api.listCustomFields, (ctx, { query }) => actions.listCustomFields(ctx, query))
  bind(api.createCustomField, (ctx, { body }) => actions.createCustomField(ctx, body))
  bind(api.orderCustomFields, (ctx, { body }) => actions.orderCustomFields(ctx, body.capability, body.ids))
  bind(api.changeCustomField, (ctx, { params, body, ...input }) =>
    actions.changeCustomField(ctx, params.id, body, requireVersion(input)),
  )
  bind(api.removeCustomField, async (ctx, { params }) => {
    await actions.removeCustomField(ctx, params.id)
    return { ok: true as const }
  })
  bind(api.usageOfCustomField, (ctx, { params }) => actions.usageOfCustomField(ctx, params.id))
}
