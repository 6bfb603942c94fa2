// Saved views for tests and the demo company.
import type { SavedView, ViewDraft } from '#api/views.ts'
import type { Context } from '#server/kit/context.ts'
import { createView } from '#server/views/actions.ts'

let n = 0

/** A view of the client list owned by the actor of the context. */
export async function aView(ctx: Context, overrides: Partial<ViewDraft> = {}): Promise<SavedView> {
  n++
  return createView(ctx, { capability: 'clients', name: `Pohled ${n}`, state: { sort: 'name' }, ...overrides })
}
