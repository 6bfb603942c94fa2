// Saved views of lists at the border: filter, sort, columns and grouping under a name, for me, my team or everybody.
import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, IdParams } from '#api/endpoint.ts'
import { viewScopes } from '#domain/views/access.ts'

const Name = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' })
const Capability = Type.String({ pattern: '^[a-z][a-z-]{0,39}$' })
const Scope = Type.Unsafe<(typeof viewScopes)[number]>({ type: 'string', enum: [...viewScopes] })
/** What the address of a list says; at most 10 kB. */
export const ViewState = Type.Record(Type.String({ maxLength: 60 }), Type.Unknown())

export const SavedView = Type.Object({
  id: Id,
  version: Type.Integer(),
  capability: Type.String(),
  name: Type.String(),
  scope: Scope,
  owner: Type.Object({ id: Id, name: Type.String() }),
  state: ViewState,
  /** Only the one who saved a view changes, shares and deletes it. */
  mayEdit: Type.Boolean(),
})
export type SavedView = Static<typeof SavedView>

export const ViewDraft = Type.Object(
  { capability: Capability, name: Name, scope: Type.Optional(Scope), state: ViewState },
  { additionalProperties: false },
)
export type ViewDraft = Static<typeof ViewDraft>

export const ViewChange = Type.Object(
  { name: Type.Optional(Name), scope: Type.Optional(Scope), state: Type.Optional(ViewState) },
  { additionalProperties: false, minProperties: 1 },
)
export type ViewChange = Static<typeof ViewChange>

export const listViews = endpoint({
  id: 'views.list',
  method: 'GET',
  path: '/api/views',
  summary: "The caller's own views of a list, then the team's, then everybody's",
  access: 'signedIn',
  query: Type.Object({ capability: Capability }),
  reply: Type.Object({ views: Type.Array(SavedView) }),
})

export const createView = endpoint({
  id: 'views.create',
  method: 'POST',
  path: '/api/views',
  summary: 'Save a view of a list',
  access: 'signedIn',
  body: ViewDraft,
  reply: SavedView,
  creates: true,
})

export const changeView = endpoint({
  id: 'views.change',
  method: 'PATCH',
  path: '/api/views/:id',
  summary: 'Rename, share or overwrite a saved view',
  access: 'signedIn',
  params: IdParams,
  body: ViewChange,
  reply: SavedView,
})

export const removeView = endpoint({
  id: 'views.remove',
  method: 'DELETE',
  path: '/api/views/:id',
  summary: 'Delete a saved view',
  access: 'signedIn',
  params: IdParams,
  reply: Done,
})

export const orderViews = endpoint({
  id: 'views.order',
  method: 'PUT',
  path: '/api/views/order',
  summary: "Put the caller's own views in order",
  access: 'signedIn',
  body: Type.Object(
    { capability: Capability, ids: Type.Array(Id, { maxItems: 500 }) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ views: Type.Array(SavedView) }),
})
