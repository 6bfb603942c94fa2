// Peculiarities and wishes of a client at the border: dated items read before every contact.
import { type Static, Type } from 'typebox'
import { Day, Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'

export const peculiarityKinds = ['peculiarity', 'wish'] as const
const Kind = Type.Unsafe<(typeof peculiarityKinds)[number]>({ type: 'string', enum: [...peculiarityKinds] })
const Text = Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' })
const Person = Type.Object({ id: Id, name: Type.String() })

export const Peculiarity = Type.Object({
  id: Id,
  version: Type.Integer(),
  clientId: Id,
  kind: Kind,
  text: Type.String(),
  validFrom: Day,
  /** The last day it holds; null means until further notice. */
  validTo: nullable(Day),
  remindOn: nullable(Day),
  createdAt: Instant,
  createdBy: nullable(Person),
  updatedAt: Instant,
  deletedAt: nullable(Instant),
})
export type Peculiarity = Static<typeof Peculiarity>

const dates = {
  validFrom: Type.Optional(Day),
  validTo: Type.Optional(nullable(Day)),
  remindOn: Type.Optional(nullable(Day)),
}
export const PeculiarityDraft = Type.Object(
  { kind: Type.Optional(Kind), text: Text, ...dates },
  { additionalProperties: false },
)
export type PeculiarityDraft = Static<typeof PeculiarityDraft>
export const PeculiarityChange = Type.Object(
  { kind: Type.Optional(Kind), text: Type.Optional(Text), ...dates },
  { additionalProperties: false, minProperties: 1 },
)
export type PeculiarityChange = Static<typeof PeculiarityChange>

export const listPeculiarities = endpoint({
  id: 'peculiarities.list',
  method: 'GET',
  path: '/api/clients/:id/peculiarities',
  summary: 'Peculiarities and wishes of a client: valid today, coming later, and past',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Object({
    valid: Type.Array(Peculiarity),
    coming: Type.Array(Peculiarity),
    past: Type.Array(Peculiarity),
    whyNot: Type.Object({ edit: Type.Optional(Type.String()) }),
  }),
})

export const addPeculiarity = endpoint({
  id: 'peculiarities.add',
  method: 'POST',
  path: '/api/clients/:id/peculiarities',
  summary: 'Write down a peculiarity or a wish of a client',
  access: 'clients.read',
  params: IdParams,
  body: PeculiarityDraft,
  reply: Peculiarity,
  creates: true,
})

export const changePeculiarity = endpoint({
  id: 'peculiarities.change',
  method: 'PATCH',
  path: '/api/peculiarities/:id',
  summary: 'Change text, kind, validity or reminder; If-Match carries the version that was read',
  access: 'clients.read',
  params: IdParams,
  body: PeculiarityChange,
  reply: Peculiarity,
})

export const removePeculiarity = endpoint({
  id: 'peculiarities.remove',
  method: 'DELETE',
  path: '/api/peculiarities/:id',
  summary: 'Delete an item; it can be restored',
  access: 'clients.read',
  params: IdParams,
  reply: Done,
})

export const restorePeculiarity = endpoint({
  id: 'peculiarities.restore',
  method: 'POST',
  path: '/api/peculiarities/:id/restore',
  summary: 'Bring a deleted item back',
  access: 'clients.read',
  params: IdParams,
  reply: Peculiarity,
})

export const DuePeculiarity = Type.Object({
  ...Peculiarity.properties,
  client: Type.Object({ id: Id, name: Type.String(), owner: nullable(Person) }),
})
export type DuePeculiarity = Static<typeof DuePeculiarity>

export const duePeculiarities = endpoint({
  id: 'peculiarities.due',
  method: 'GET',
  path: '/api/peculiarities/due',
  summary: 'Items whose reminder has come, of own clients or of all the caller sees, longest due first',
  access: 'clients.read',
  query: Type.Object({
    whose: Type.Optional(Type.Unsafe<'mine' | 'all'>({ type: 'string', enum: ['mine', 'all'], default: 'mine' })),
    /** Reminders up to and including this day; today unless given. */
    until: Type.Optional(Day),
  }),
  reply: Type.Object({ due: Type.Array(DuePeculiarity), total: Type.Integer() }),
})
