// Binds the endpoints of bulk changes.
import * as api from '#api/bulk-changes.ts'
import * as actions from '#server/bulk-changes/actions.ts'
import type { Bind } from '#server/kit/serve.ts'

export function bulkChangeRoutes(bind: Bind): void {
  bind(api.changeClientsInBulk, (ctx, { body }) => actions.startBulk(ctx, 'clients', body.selection, body.change))
  bind(api.changeContactsInBulk, (ctx, { body }) => actions.startBulk(ctx, 'contacts', body.selection, body.change))
  bind(api.getBulkChange, (ctx, { params }) => actions.getBulk(ctx, params.id))
  bind(api.cancelBulkChange, (ctx, { params }) => actions.cancelBulk(ctx, params.id))
  bind(api.undoBulkChange, (ctx, { params }) => actions.undo(ctx, params.id))
}
