// Groups and related companies at the border: the tree as of a day with its sums, moves within it, named relations.
import { type Static, Type } from 'typebox'
import { CustomField } from '#api/custom-fields.ts'
import { Day, Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'

export const relationKinds = [
  'supplies',
  'owns',
  'sisterOf',
  'buysThrough',
  'competesWith',
  'refers',
  'serves',
  'other',
] as const
export type RelationKind = (typeof relationKinds)[number]
/** Relations that read the same from both sides. */
export const mutualRelations: readonly RelationKind[] = ['sisterOf', 'competesWith', 'other']

const Person = Type.Object({ id: Id, name: Type.String() })
const Counts = Type.Record(Type.String(), Type.Integer())
const Amounts = Type.Record(Type.String(), Type.String())

export const GroupFigures = Type.Object({
  clients: Type.Integer(),
  states: Counts,
  /** By class; `none` for clients without one. */
  classes: Counts,
  /** Different people. */
  contacts: Type.Integer(),
  /** Exact decimal sums of own fields of type number and money by field key. */
  amounts: Amounts,
})
export type GroupFigures = Static<typeof GroupFigures>

export const GroupNode = Type.Object({
  id: Id,
  /** Null at the top of what the caller sees. */
  parentId: nullable(Id),
  depth: Type.Integer(),
  name: Type.String(),
  kind: Type.String(),
  city: nullable(Type.String()),
  state: Type.String(),
  class: nullable(Type.String()),
  owner: nullable(Person),
  contacts: Type.Integer(),
  amounts: Amounts,
  /** The node with everything below it. */
  sum: GroupFigures,
})
export type GroupNode = Static<typeof GroupNode>

export const Membership = Type.Object({
  /** Without a name when the parent may not be seen. */
  parent: nullable(Type.Object({ id: Id, name: Type.String() })),
  from: nullable(Day),
  /** The last day; null means until further notice. */
  to: nullable(Day),
  setBy: nullable(Person),
  setAt: Instant,
})
export type Membership = Static<typeof Membership>

export const ClientGroup = Type.Object({
  on: Day,
  version: Type.Integer(),
  rootId: Id,
  nodes: Type.Array(GroupNode),
  /** Own fields that are summed, in their order. */
  fields: Type.Array(CustomField),
  /** To whom the client belonged, belongs and will belong, the latest first. */
  memberships: Type.Array(Membership),
  whyNot: Type.Object({ edit: Type.Optional(Type.String()) }),
})
export type ClientGroup = Static<typeof ClientGroup>

export const getGroup = endpoint({
  id: 'groups.get',
  method: 'GET',
  path: '/api/clients/:id/group',
  summary: 'The group a client belongs to on a day: the tree as far as the caller sees, with sums of every branch',
  access: 'clients.read',
  params: IdParams,
  query: Type.Object({ on: Type.Optional(Day) }),
  reply: ClientGroup,
  lists: true,
})

export const moveInGroup = endpoint({
  id: 'groups.move',
  method: 'PUT',
  path: '/api/clients/:id/group',
  summary: 'Put the client under another one, or on its own, from a day on or for a period',
  access: 'clients.read',
  params: IdParams,
  body: Type.Object(
    {
      parentId: nullable(Id),
      /** Today unless given; may lie in the past or in the future. */
      from: Type.Optional(Day),
      /** The last day; left out means until further notice. */
      to: Type.Optional(nullable(Day)),
    },
    { additionalProperties: false },
  ),
  reply: ClientGroup,
})

export const Relation = Type.Object({
  id: Id,
  version: Type.Integer(),
  relation: Type.Unsafe<RelationKind>({ type: 'string', enum: [...relationKinds] }),
  /** `out`: the client does it to the other; `in`: the other does it to the client. Mutual ones are always `out`. */
  direction: Type.Unsafe<'out' | 'in'>({ type: 'string', enum: ['out', 'in'] }),
  other: Type.Object({ id: Id, name: Type.String(), city: nullable(Type.String()) }),
  note: nullable(Type.String()),
  from: nullable(Day),
  to: nullable(Day),
  createdAt: Instant,
  createdBy: nullable(Person),
})
export type Relation = Static<typeof Relation>

export const listRelations = endpoint({
  id: 'groups.relations',
  method: 'GET',
  path: '/api/clients/:id/relations',
  summary: 'Related companies the caller sees, in both directions; those that ended come last',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Object({ relations: Type.Array(Relation), whyNot: Type.Object({ edit: Type.Optional(Type.String()) }) }),
})

export const RelationDraft = Type.Object(
  {
    otherId: Id,
    relation: Type.Unsafe<RelationKind>({ type: 'string', enum: [...relationKinds] }),
    direction: Type.Optional(Type.Unsafe<'out' | 'in'>({ type: 'string', enum: ['out', 'in'], default: 'out' })),
    note: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
    from: Type.Optional(nullable(Day)),
    to: Type.Optional(nullable(Day)),
  },
  { additionalProperties: false },
)
export type RelationDraft = Static<typeof RelationDraft>

export const addRelation = endpoint({
  id: 'groups.addRelation',
  method: 'POST',
  path: '/api/clients/:id/relations',
  summary: 'Relate the client to another one',
  access: 'clients.read',
  params: IdParams,
  body: RelationDraft,
  reply: Relation,
  creates: true,
})

export const RelationChange = Type.Object(
  {
    note: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
    from: Type.Optional(nullable(Day)),
    to: Type.Optional(nullable(Day)),
  },
  { additionalProperties: false, minProperties: 1 },
)
export type RelationChange = Static<typeof RelationChange>

export const changeRelation = endpoint({
  id: 'groups.changeRelation',
  method: 'PATCH',
  path: '/api/clients/:id/relations/:relationId',
  summary: 'Change the note or the days of a relation',
  access: 'clients.read',
  params: Type.Object({ id: Id, relationId: Id }),
  body: RelationChange,
  reply: Relation,
})

export const removeRelation = endpoint({
  id: 'groups.removeRelation',
  method: 'DELETE',
  path: '/api/clients/:id/relations/:relationId',
  summary: 'Delete a relation written down by mistake; one that ended gets its last day instead',
  access: 'clients.read',
  params: Type.Object({ id: Id, relationId: Id }),
  reply: Done,
})
