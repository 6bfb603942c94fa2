// What one does with saved views: save, rename, share, overwrite, put in order, delete.
import type { SavedView, ViewChange, ViewDraft } from '#api/views.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import { type ViewScope, whyNotChangeView, whyNotShare } from '#domain/views/access.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import * as store from '#server/views/store.ts'

/** A state bigger than this is no state of a list. */
const largestState = 10_000
/** More tabs than this nobody reads; it also bounds what one person can store. */
const mostOwn = 100

export async function listViews(ctx: Context, capability: string): Promise<{ views: SavedView[] }> {
  return { views: await store.listViews(ctx, capability) }
}

/** Saves a view, for its owner alone unless it is shared at once. */
export async function createView(ctx: Context, draft: ViewDraft): Promise<SavedView> {
  const scope = draft.scope ?? 'mine'
  refuse(whyNotShare(ctx.actor, scope))
  const view = { capability: draft.capability, name: nameOf(draft.name), scope, state: stateOf(draft.state) }
  if ((await store.countOwn(ctx, draft.capability)) >= mostOwn) throw new Refusal('views.tooMany', { limit: mostOwn })
  const id = await store.insertView(ctx, view)
  await record(ctx, { fact: 'views.created', recordType: 'views', recordId: id, after: view })
  return (await store.findView(ctx, id)) as SavedView
}

/** Only the owner changes a view; sharing with everybody is for leads, directors and administrators. */
export async function changeView(ctx: Context, id: string, change: ViewChange, version: number): Promise<SavedView> {
  const before = await own(ctx, id)
  if (before.version !== version) throw conflict(before)
  const scope: ViewScope = change.scope ?? before.scope
  // A view that is shared already stays shared even after its owner lost the right to share anew.
  if (scope !== before.scope) refuse(whyNotShare(ctx.actor, scope))
  const after = {
    name: change.name === undefined ? before.name : nameOf(change.name),
    scope,
    state: change.state === undefined ? before.state : stateOf(change.state),
  }
  await store.updateView(ctx, id, { ...after, sharedAnew: scope !== before.scope })
  await record(ctx, {
    fact: 'views.changed',
    recordType: 'views',
    recordId: id,
    before: { name: before.name, scope: before.scope, state: before.state },
    after,
  })
  return (await store.findView(ctx, id)) as SavedView
}

export async function removeView(ctx: Context, id: string): Promise<void> {
  const before = await own(ctx, id)
  await store.removeView(ctx, id)
  await record(ctx, {
    fact: 'views.removed',
    recordType: 'views',
    recordId: id,
    before: { capability: before.capability, name: before.name, scope: before.scope, state: before.state },
  })
}

export async function orderViews(ctx: Context, capability: string, ids: readonly string[]) {
  await store.orderViews(ctx, capability, ids)
  return listViews(ctx, capability)
}

async function own(ctx: Context, id: string): Promise<SavedView> {
  const view = await store.findView(ctx, id, true)
  if (!view) throw new NotFound('views.notFound')
  refuse(whyNotChangeView(ctx.actor, { ownerId: view.owner.id }))
  return view
}

function nameOf(text: string): string {
  const name = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const reason = name ? whyNotStoreText(name) : 'kit.required'
  if (reason) throw new BadInput([{ field: 'name', reason }])
  return name
}

function stateOf(state: Record<string, unknown>): Record<string, unknown> {
  if (Buffer.byteLength(JSON.stringify(state)) > largestState)
    throw new BadInput([{ field: 'state', reason: 'views.stateTooBig', details: { limit: largestState } }])
  return state
}

function refuse(reason: string | undefined): void {
  if (reason === 'views.noTeam') throw new Refusal(reason)
  if (reason) throw new Forbidden(reason)
}
