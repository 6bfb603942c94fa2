// Objections at the border: the library of arguments, what clients objected, and how often an argument convinced.
import { type Static, Type } from 'typebox'
import { Day, Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { type ListColumn, ListQuery, ListReply } from '#api/lists.ts'
import {
  type ObjectionClock,
  type ObjectionKind,
  type ObjectionMove,
  type ObjectionState,
  objectionKinds,
  objectionMoveNames,
  objectionStates,
} from '#domain/objections/lifecycle.ts'

const Kind = Type.Unsafe<ObjectionKind>({ type: 'string', enum: [...objectionKinds] })
const State = Type.Unsafe<ObjectionState>({ type: 'string', enum: [...objectionStates] })
const Move = Type.Unsafe<ObjectionMove>({ type: 'string', enum: [...objectionMoveNames] })
const Named = Type.Object({ id: Id, name: Type.String() })
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })
const optionalText = (maxLength: number) => Type.Optional(nullable(Type.String({ maxLength })))

export const Argument = Type.Object({
  id: Id,
  version: Type.Integer(),
  objection: Type.String(),
  kind: Kind,
  argument: Type.String(),
  evidence: nullable(Type.String()),
  product: nullable(Type.String()),
  rival: nullable(Type.String()),
  active: Type.Boolean(),
  createdBy: nullable(Named),
  createdAt: Instant,
  updatedAt: Instant,
  deletedAt: nullable(Instant),
  /** Over the whole firm, whoever may see the clients: numbers only. */
  hits: Type.Object({
    used: Type.Integer(),
    accepted: Type.Integer(),
    settled: Type.Integer(),
    percent: nullable(Type.Integer()),
  }),
  whyNot: Type.Object({ edit: Type.Optional(Type.String()) }),
})
export type Argument = Static<typeof Argument>

const argumentFields = {
  objection: text(500),
  kind: Kind,
  argument: text(4000),
  evidence: optionalText(4000),
  product: optionalText(200),
  rival: optionalText(200),
  active: Type.Optional(Type.Boolean()),
}
export const ArgumentDraft = Type.Object(argumentFields, { additionalProperties: false })
export type ArgumentDraft = Static<typeof ArgumentDraft>
export const ArgumentChange = Type.Partial(Type.Object(argumentFields), {
  additionalProperties: false,
  minProperties: 1,
})
export type ArgumentChange = Static<typeof ArgumentChange>

export const Objection = Type.Object({
  id: Id,
  version: Type.Integer(),
  client: nullable(Named),
  lead: nullable(Named),
  contact: nullable(Named),
  text: Type.String(),
  kind: Kind,
  state: State,
  raisedOn: Day,
  dueOn: Day,
  answer: nullable(Type.String()),
  answeredOn: nullable(Day),
  settledOn: nullable(Day),
  stateReason: nullable(Type.String()),
  owner: nullable(Named),
  argument: nullable(
    Type.Object({ id: Id, objection: Type.String(), argument: Type.String(), evidence: nullable(Type.String()) }),
  ),
  source: nullable(Type.Object({ type: Type.String(), id: Id })),
  clock: Type.Unsafe<ObjectionClock>(Type.String()),
  createdAt: Instant,
  deletedAt: nullable(Instant),
  whyNot: Type.Record(Type.String(), Type.String()),
})
export type Objection = Static<typeof Objection>

export const ObjectionDraft = Type.Object(
  {
    clientId: Type.Optional(nullable(Id)),
    leadId: Type.Optional(nullable(Id)),
    contactId: Type.Optional(nullable(Id)),
    text: text(2000),
    kind: Kind,
    argumentId: Type.Optional(nullable(Id)),
    ownerId: Type.Optional(nullable(Id)),
    raisedOn: Type.Optional(Day),
    source: Type.Optional(
      Type.Object({ type: Type.String({ maxLength: 40 }), id: Id }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
)
export type ObjectionDraft = Static<typeof ObjectionDraft>
export const ObjectionChange = Type.Object(
  {
    text: Type.Optional(text(2000)),
    kind: Type.Optional(Kind),
    contactId: Type.Optional(nullable(Id)),
    argumentId: Type.Optional(nullable(Id)),
    ownerId: Type.Optional(nullable(Id)),
    answer: optionalText(4000),
  },
  { additionalProperties: false, minProperties: 1 },
)
export type ObjectionChange = Static<typeof ObjectionChange>

/** What the timeline of a client shows of objections. */
export const milestones: readonly string[] = ['objections.raised', 'objections.moved']

export const objectionColumns: readonly ListColumn[] = [
  { key: 'text', type: 'text', filterable: true, initial: true, width: 340 },
  { key: 'client', type: 'client', filterable: true, groupable: true, initial: true, width: 220 },
  {
    key: 'kind',
    type: 'choice',
    choices: objectionKinds,
    filterable: true,
    groupable: true,
    initial: true,
    width: 120,
  },
  {
    key: 'state',
    type: 'choice',
    choices: objectionStates,
    filterable: true,
    groupable: true,
    initial: true,
    width: 140,
  },
  { key: 'dueOn', type: 'date', sortable: true, filterable: true, initial: true, width: 120 },
  { key: 'owner', type: 'person', filterable: true, groupable: true, initial: true, width: 160 },
  { key: 'answer', type: 'text', filterable: true, width: 280 },
  { key: 'argument', type: 'text', filterable: true, width: 280 },
  { key: 'contact', type: 'text', filterable: true, width: 170 },
  { key: 'raisedOn', type: 'date', sortable: true, filterable: true, initial: true, width: 120 },
  { key: 'answeredOn', type: 'date', sortable: true, filterable: true, width: 120 },
  { key: 'settledOn', type: 'date', sortable: true, filterable: true, width: 120 },
]

export const listObjections = endpoint({
  id: 'objections.list',
  method: 'GET',
  path: '/api/objections',
  summary: 'A page of the objections of clients and leads the caller may see',
  access: 'clients.read',
  query: ListQuery,
  reply: ListReply,
  lists: true,
})

export const objectionsOfClient = endpoint({
  id: 'objections.ofClient',
  method: 'GET',
  path: '/api/clients/:id/objections',
  summary: 'Objections of a client: those waiting for an answer first, then the latest of the rest',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Object({
    open: Type.Array(Objection),
    settled: Type.Array(Objection),
    whyNot: Type.Object({ edit: Type.Optional(Type.String()) }),
  }),
})

export const getObjection = endpoint({
  id: 'objections.get',
  method: 'GET',
  path: '/api/objections/:id',
  summary: 'One objection with its argument, answer and clock',
  access: 'clients.read',
  params: IdParams,
  reply: Objection,
})

export const addObjection = endpoint({
  id: 'objections.add',
  method: 'POST',
  path: '/api/objections',
  summary: 'Write down what a client or a lead objected; the clock of three business days starts',
  access: 'clients.write',
  body: ObjectionDraft,
  reply: Objection,
  creates: true,
})

export const changeObjection = endpoint({
  id: 'objections.change',
  method: 'PATCH',
  path: '/api/objections/:id',
  summary: 'Change text, kind, argument, person or owner; If-Match carries the version that was read',
  access: 'clients.write',
  params: IdParams,
  body: ObjectionChange,
  reply: Objection,
})

export const moveObjection = endpoint({
  id: 'objections.move',
  method: 'POST',
  path: '/api/objections/:id/move',
  summary: 'Analyse, answer, accept, leave unresolved or open again',
  access: 'clients.write',
  params: IdParams,
  body: Type.Object(
    {
      move: Move,
      answer: optionalText(4000),
      argumentId: Type.Optional(nullable(Id)),
      reason: optionalText(500),
    },
    { additionalProperties: false },
  ),
  reply: Objection,
})

export const removeObjection = endpoint({
  id: 'objections.remove',
  method: 'DELETE',
  path: '/api/objections/:id',
  summary: 'Delete an objection; it can be restored',
  access: 'clients.write',
  params: IdParams,
  reply: Done,
})

export const restoreObjection = endpoint({
  id: 'objections.restore',
  method: 'POST',
  path: '/api/objections/:id/restore',
  summary: 'Bring a deleted objection back',
  access: 'clients.write',
  params: IdParams,
  reply: Objection,
})

const ArgumentQuery = Type.Object({
  kind: Type.Optional(Kind),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  /** `true` brings retired ones too. */
  retired: Type.Optional(Type.Boolean()),
})

export const listArguments = endpoint({
  id: 'objections.arguments',
  method: 'GET',
  path: '/api/objection-arguments',
  summary: 'The library of objections and arguments with their hit rate, the most convincing first',
  access: 'clients.read',
  query: ArgumentQuery,
  reply: Type.Object({ arguments: Type.Array(Argument), whyNot: Type.Object({ write: Type.Optional(Type.String()) }) }),
})

export const addArgument = endpoint({
  id: 'objections.addArgument',
  method: 'POST',
  path: '/api/objection-arguments',
  summary: 'Write an objection with its recommended argument into the library',
  access: 'clients.read',
  body: ArgumentDraft,
  reply: Argument,
  creates: true,
})

export const changeArgument = endpoint({
  id: 'objections.changeArgument',
  method: 'PATCH',
  path: '/api/objection-arguments/:id',
  summary: 'Change an entry of the library; If-Match carries the version that was read',
  access: 'clients.read',
  params: IdParams,
  body: ArgumentChange,
  reply: Argument,
})

export const removeArgument = endpoint({
  id: 'objections.removeArgument',
  method: 'DELETE',
  path: '/api/objection-arguments/:id',
  summary: 'Delete an entry of the library; objections answered with it keep it',
  access: 'clients.read',
  params: IdParams,
  reply: Done,
})

export const restoreArgument = endpoint({
  id: 'objections.restoreArgument',
  method: 'POST',
  path: '/api/objection-arguments/:id/restore',
  summary: 'Bring a deleted entry of the library back',
  access: 'clients.read',
  params: IdParams,
  reply: Argument,
})
