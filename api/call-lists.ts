// Call lists and scripts at the border: whom to call, in which order, with what to say.
import { type Static, Type } from 'typebox'
import { CallCard } from '#api/calls.ts'
import { Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { type ListColumn, ListQuery, ListReply, Selection } from '#api/lists.ts'
import { itemStates } from '#domain/calls/call-lists.ts'

const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const textOrNull = (maxLength: number) => nullable(Type.String({ maxLength }))
const Named = Type.Object({ id: Id, name: Type.String() })

const ItemState = oneOf(itemStates)
export const CallListItem = Type.Object({
  id: Id,
  version: Type.Integer(),
  position: Type.Integer(),
  client: nullable(Named),
  lead: nullable(Named),
  contact: nullable(Named),
  phone: nullable(Type.String()),
  city: nullable(Type.String()),
  state: ItemState,
  laterAt: nullable(Instant),
  outcome: nullable(Type.String()),
  settledAt: nullable(Instant),
})
export type CallListItem = Static<typeof CallListItem>

export const CallList = Type.Object({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  purpose: nullable(Type.String()),
  script: nullable(Named),
  owner: Named,
  state: oneOf(['open', 'done'] as const),
  counts: Type.Object({
    all: Type.Integer(),
    waiting: Type.Integer(),
    later: Type.Integer(),
    done: Type.Integer(),
    skipped: Type.Integer(),
  }),
  createdAt: Instant,
  deletedAt: nullable(Instant),
})
export type CallList = Static<typeof CallList>

export const listCallLists = endpoint({
  id: 'calls.listLists',
  method: 'GET',
  path: '/api/call-lists',
  summary: 'The call lists of the caller, open ones first',
  access: 'clients.read',
  query: Type.Object({ state: Type.Optional(oneOf(['open', 'done'] as const)) }),
  reply: Type.Object({ lists: Type.Array(CallList), rules: Type.Array(Type.String()) }),
})

export const callListColumns: readonly ListColumn[] = [
  { key: 'name', type: 'text', sortable: true, filterable: true, initial: true, width: 260 },
  { key: 'owner', type: 'person', sortable: true, filterable: true, groupable: true, initial: true, width: 180 },
  { key: 'purpose', type: 'text', filterable: true, initial: true, width: 260 },
  { key: 'updatedAt', type: 'instant', sortable: true, filterable: true, initial: true, width: 150 },
]

export const listDeletedCallLists = endpoint({
  id: 'calls.listDeletedLists',
  method: 'GET',
  path: '/api/call-lists/deleted',
  summary: 'The bin: a page of the deleted call lists the caller would see',
  access: 'clients.read',
  query: ListQuery,
  reply: ListReply,
  lists: true,
})

export const CallListDraft = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' }),
    purpose: Type.Optional(textOrNull(500)),
    scriptId: Type.Optional(nullable(Id)),
    ownerId: Type.Optional(Id),
    from: Type.Union([
      Type.Object(
        { kind: Type.Literal('selection'), of: oneOf(['clients', 'contacts', 'leads'] as const), selection: Selection },
        { additionalProperties: false },
      ),
      /** A rule of the day, by its key. */
      Type.Object(
        { kind: Type.Literal('rule'), rule: Type.String({ maxLength: 60 }) },
        { additionalProperties: false },
      ),
    ]),
  },
  { additionalProperties: false },
)
export type CallListDraft = Static<typeof CallListDraft>

export const createCallList = endpoint({
  id: 'calls.createList',
  method: 'POST',
  path: '/api/call-lists',
  summary: 'Build a call list from a selection of clients, people or leads, or from a rule of the day',
  access: 'clients.write',
  body: CallListDraft,
  reply: Type.Object({
    list: CallList,
    /** Why some are not in it: they wish no contact, or have no number. */
    leftOut: Type.Object({ noContact: Type.Integer(), noPhone: Type.Integer(), noClient: Type.Integer() }),
  }),
  creates: true,
})

export const getCallList = endpoint({
  id: 'calls.getList',
  method: 'GET',
  path: '/api/call-lists/:id',
  summary: 'A call list with its lines and who is next',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Object({ list: CallList, items: Type.Array(CallListItem), nextItemId: nullable(Id) }),
})

export const changeCallList = endpoint({
  id: 'calls.changeList',
  method: 'PATCH',
  path: '/api/call-lists/:id',
  summary:
    'Rename a call list, change its purpose or script, close or open it; If-Match carries the version that was read',
  access: 'clients.read',
  params: IdParams,
  body: Type.Object(
    {
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' })),
      purpose: Type.Optional(textOrNull(500)),
      scriptId: Type.Optional(nullable(Id)),
      state: Type.Optional(oneOf(['open', 'done'] as const)),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
  reply: CallList,
})

export const removeCallList = endpoint({
  id: 'calls.removeList',
  method: 'DELETE',
  path: '/api/call-lists/:id',
  summary: 'Delete a call list; can be restored',
  access: 'clients.read',
  params: IdParams,
  reply: Done,
})

export const restoreCallList = endpoint({
  id: 'calls.restoreList',
  method: 'POST',
  path: '/api/call-lists/:id/restore',
  summary: 'Bring a deleted call list back',
  access: 'clients.read',
  params: IdParams,
  reply: CallList,
})

export const getCallItem = endpoint({
  id: 'calls.getItem',
  method: 'GET',
  path: '/api/call-list-items/:id',
  summary: 'One line of a call list with everything needed while talking',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Object({
    item: CallListItem,
    list: CallList,
    script: nullable(Type.Object({ id: Id, name: Type.String(), text: Type.String() })),
    card: CallCard,
    nextItemId: nullable(Id),
  }),
})

export const putOffCallItem = endpoint({
  id: 'calls.putOffItem',
  method: 'POST',
  path: '/api/call-list-items/:id/state',
  summary: 'Skip a line of a call list, put it off, or have it wait again',
  access: 'clients.read',
  params: IdParams,
  body: Type.Object(
    {
      state: oneOf(['skipped', 'later', 'waiting'] as const),
      /** Minutes from now; an hour unless said. */
      laterMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 43_200 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ item: CallListItem, nextItemId: nullable(Id) }),
})

export const CallScript = Type.Object({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  purpose: nullable(Type.String()),
  text: Type.String(),
  active: Type.Boolean(),
  createdBy: nullable(Named),
  whyNot: Type.Record(Type.String(), Type.String()),
})
export type CallScript = Static<typeof CallScript>

export const listCallScripts = endpoint({
  id: 'calls.listScripts',
  method: 'GET',
  path: '/api/call-scripts',
  summary: 'Scripts of the firm for calls of a purpose',
  access: 'clients.read',
  reply: Type.Object({ scripts: Type.Array(CallScript) }),
})

const scriptParts = {
  purpose: Type.Optional(textOrNull(200)),
  active: Type.Optional(Type.Boolean()),
}
const scriptName = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' })
const scriptText = Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' })

export const createCallScript = endpoint({
  id: 'calls.createScript',
  method: 'POST',
  path: '/api/call-scripts',
  summary: 'Write a script',
  access: 'clients.write',
  body: Type.Object({ name: scriptName, text: scriptText, ...scriptParts }, { additionalProperties: false }),
  reply: CallScript,
  creates: true,
})

export const changeCallScript = endpoint({
  id: 'calls.changeScript',
  method: 'PATCH',
  path: '/api/call-scripts/:id',
  summary: 'Change a script of one’s own, or any as a lead; If-Match carries the version that was read',
  access: 'clients.write',
  params: IdParams,
  body: Type.Object(
    { name: Type.Optional(scriptName), text: Type.Optional(scriptText), ...scriptParts },
    { additionalProperties: false, minProperties: 1 },
  ),
  reply: CallScript,
})
