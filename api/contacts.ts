// Contacts at the border: people, their places in companies, the people map.
import { type Static, Type } from 'typebox'
import { Channel, CustomValues, Tag } from '#api/clients.ts'
import { Day, Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { type ListColumn, ListQuery, ListReply } from '#api/lists.ts'
import { buyingRoles } from '#domain/contacts/buying-centre.ts'

const textOrNull = (maxLength: number) => nullable(Type.String({ maxLength }))
const BuyingRole = Type.Unsafe<(typeof buyingRoles)[number]>({ type: 'string', enum: [...buyingRoles] })
const Person = Type.Object({ id: Id, name: Type.String() })

const placed = {
  position: Type.Optional(textOrNull(160)),
  department: Type.Optional(textOrNull(160)),
  buyingRoles: Type.Optional(Type.Array(BuyingRole, { maxItems: 9 })),
  /** 1 little to 5 decisive. */
  influence: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 5 }))),
  /** −2 against us to +2 for us. */
  sentiment: Type.Optional(nullable(Type.Integer({ minimum: -2, maximum: 2 }))),
  counterpartId: Type.Optional(nullable(Id)),
  /** Another contact of the same company. */
  reportsToId: Type.Optional(nullable(Id)),
  from: Type.Optional(nullable(Day)),
  /** The day the person left; empty while there. */
  to: Type.Optional(nullable(Day)),
  main: Type.Optional(Type.Boolean()),
}
export const PositionDraft = Type.Object(
  { id: Type.Optional(Id), clientId: Id, ...placed },
  { additionalProperties: false },
)
export type PositionDraft = Static<typeof PositionDraft>

const written = {
  firstName: Type.Optional(textOrNull(120)),
  titleBefore: Type.Optional(textOrNull(40)),
  titleAfter: Type.Optional(textOrNull(40)),
  salutation: Type.Optional(textOrNull(120)),
  language: Type.Optional(textOrNull(10)),
  note: Type.Optional(textOrNull(20_000)),
  source: Type.Optional(textOrNull(200)),
  noContact: Type.Optional(Type.Boolean()),
  channels: Type.Optional(Type.Array(Channel, { maxItems: 50 })),
  positions: Type.Optional(Type.Array(PositionDraft, { maxItems: 50 })),
  tagIds: Type.Optional(Type.Array(Id, { maxItems: 100 })),
  custom: Type.Optional(CustomValues),
}
const lastName = Type.String({ minLength: 1, maxLength: 160 })

export const ContactDraft = Type.Object(
  { lastName, ...written, evenIfSimilar: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
)
export type ContactDraft = Static<typeof ContactDraft>
export const ContactChange = Type.Object(
  { lastName: Type.Optional(lastName), ...written },
  { additionalProperties: false, minProperties: 1 },
)
export type ContactChange = Static<typeof ContactChange>

export const Position = Type.Object({
  id: Id,
  client: Type.Object({ id: Id, name: Type.String() }),
  position: nullable(Type.String()),
  department: nullable(Type.String()),
  buyingRoles: Type.Array(BuyingRole),
  influence: nullable(Type.Integer()),
  sentiment: nullable(Type.Integer()),
  counterpart: nullable(Person),
  reportsTo: nullable(Person),
  from: nullable(Day),
  to: nullable(Day),
  main: Type.Boolean(),
})
export type Position = Static<typeof Position>

export const Contact = Type.Object({
  id: Id,
  version: Type.Integer(),
  firstName: nullable(Type.String()),
  lastName: Type.String(),
  fullName: Type.String(),
  titleBefore: nullable(Type.String()),
  titleAfter: nullable(Type.String()),
  salutation: nullable(Type.String()),
  language: nullable(Type.String()),
  note: nullable(Type.String()),
  source: nullable(Type.String()),
  noContact: Type.Boolean(),
  owner: nullable(Person),
  lastConfirmedOn: nullable(Day),
  channels: Type.Array(Channel),
  /** Only places at companies the caller may see. */
  positions: Type.Array(Position),
  tags: Type.Array(Tag),
  custom: CustomValues,
  createdAt: Instant,
  updatedAt: Instant,
  deletedAt: nullable(Instant),
  whyNot: Type.Record(Type.String(), Type.String()),
})
export type Contact = Static<typeof Contact>

export const contactColumns: readonly ListColumn[] = [
  { key: 'name', type: 'text', sortable: true, filterable: true, initial: true, width: 230 },
  { key: 'client', type: 'client', filterable: true, initial: true, width: 240 },
  { key: 'position', type: 'text', filterable: true, initial: true, width: 190 },
  { key: 'phone', type: 'text', filterable: true, initial: true, width: 150 },
  { key: 'email', type: 'text', filterable: true, initial: true, width: 230 },
  { key: 'buyingRoles', type: 'choices', choices: buyingRoles, filterable: true, initial: true, width: 170 },
  { key: 'influence', type: 'number', filterable: true, width: 90 },
  { key: 'sentiment', type: 'number', filterable: true, initial: true, width: 90 },
  { key: 'tags', type: 'tags', filterable: true, width: 170 },
  { key: 'firstName', type: 'text', sortable: true, filterable: true, editable: true, width: 140 },
  { key: 'lastName', type: 'text', sortable: true, filterable: true, editable: true, width: 160 },
  { key: 'department', type: 'text', filterable: true, width: 160 },
  { key: 'language', type: 'text', sortable: true, filterable: true, groupable: true, editable: true, width: 90 },
  { key: 'source', type: 'text', sortable: true, filterable: true, groupable: true, editable: true, width: 150 },
  { key: 'owner', type: 'person', sortable: true, filterable: true, groupable: true, width: 160 },
  { key: 'noContact', type: 'boolean', filterable: true, groupable: true, width: 110 },
  { key: 'left', type: 'boolean', filterable: true, groupable: true, width: 90 },
  { key: 'lastConfirmedOn', type: 'date', sortable: true, filterable: true, width: 130 },
  { key: 'createdAt', type: 'instant', sortable: true, filterable: true, width: 150 },
  { key: 'updatedAt', type: 'instant', sortable: true, filterable: true, width: 150 },
]

export const listContacts = endpoint({
  id: 'contacts.list',
  method: 'GET',
  path: '/api/contacts',
  summary: 'A page of the contacts of companies the caller may see',
  access: 'clients.read',
  query: ListQuery,
  reply: ListReply,
  lists: true,
})

export const listDeletedContacts = endpoint({
  id: 'contacts.listDeleted',
  method: 'GET',
  path: '/api/contacts/deleted',
  summary: 'The bin: a page of the deleted contacts the caller would see',
  access: 'clients.read',
  query: ListQuery,
  reply: ListReply,
  lists: true,
})

export const getContact = endpoint({
  id: 'contacts.get',
  method: 'GET',
  path: '/api/contacts/:id',
  summary: 'One person with places, phones and mails',
  access: 'clients.read',
  params: IdParams,
  reply: Contact,
})

export const createContact = endpoint({
  id: 'contacts.create',
  method: 'POST',
  path: '/api/contacts',
  summary: 'Add a person; one with the same mail or phone is named first',
  access: 'clients.write',
  body: ContactDraft,
  reply: Contact,
  creates: true,
})

export const changeContact = endpoint({
  id: 'contacts.change',
  method: 'PATCH',
  path: '/api/contacts/:id',
  summary: 'Change named fields; If-Match carries the version that was read',
  access: 'clients.read',
  params: IdParams,
  body: ContactChange,
  reply: Contact,
})

export const removeContact = endpoint({
  id: 'contacts.remove',
  method: 'DELETE',
  path: '/api/contacts/:id',
  summary: 'Delete a person; can be restored',
  access: 'clients.read',
  params: IdParams,
  reply: Done,
})

export const restoreContact = endpoint({
  id: 'contacts.restore',
  method: 'POST',
  path: '/api/contacts/:id/restore',
  summary: 'Bring a deleted person back',
  access: 'clients.read',
  params: IdParams,
  reply: Contact,
})

export const confirmContact = endpoint({
  id: 'contacts.confirm',
  method: 'POST',
  path: '/api/contacts/:id/confirm',
  summary: 'Confirm that the data of the person are true today',
  access: 'clients.read',
  params: IdParams,
  reply: Contact,
})

export const PersonOnMap = Type.Object({
  contactId: Id,
  positionId: Id,
  name: Type.String(),
  position: nullable(Type.String()),
  department: nullable(Type.String()),
  buyingRoles: Type.Array(BuyingRole),
  influence: nullable(Type.Integer()),
  sentiment: nullable(Type.Integer()),
  counterpart: nullable(Person),
  reportsToId: nullable(Id),
  phone: nullable(Type.String()),
  email: nullable(Type.String()),
  from: nullable(Day),
  to: nullable(Day),
  main: Type.Boolean(),
  noContact: Type.Boolean(),
  /** Where somebody put the person; null lets the drawing decide. */
  x: nullable(Type.Number()),
  y: nullable(Type.Number()),
})
export type PersonOnMap = Static<typeof PersonOnMap>

export const peopleOfClient = endpoint({
  id: 'contacts.peopleOfClient',
  method: 'GET',
  path: '/api/clients/:id/people',
  summary: 'The people of a client as a map: roles, influence, attitude, who reports to whom, where they were placed',
  access: 'clients.read',
  params: IdParams,
  query: Type.Object({ left: Type.Optional(Type.Boolean({ default: false })) }),
  reply: Type.Object({ people: Type.Array(PersonOnMap) }),
})

/** Pixels of a drawing; no screen is wider. */
const Coordinate = Type.Number({ minimum: -1_000_000, maximum: 1_000_000 })

export const placePeople = endpoint({
  id: 'contacts.placePeople',
  method: 'PUT',
  path: '/api/clients/:id/people/places',
  summary: 'Keep where people stand in the map; null lets the drawing decide again',
  access: 'clients.read',
  params: IdParams,
  body: Type.Object(
    {
      places: Type.Array(Type.Object({ contactId: Id, x: nullable(Coordinate), y: nullable(Coordinate) }), {
        maxItems: 500,
      }),
    },
    { additionalProperties: false },
  ),
  reply: Done,
})

export const setReportsTo = endpoint({
  id: 'contacts.setReportsTo',
  method: 'PUT',
  path: '/api/clients/:id/people/:contactId/reports-to',
  summary: 'Say whom the person reports to in this company; circles are refused',
  access: 'clients.read',
  params: Type.Object({ id: Id, contactId: Id }),
  body: Type.Object({ reportsToId: nullable(Id) }, { additionalProperties: false }),
  reply: Done,
})

export const similarContacts = endpoint({
  id: 'contacts.findDuplicates',
  method: 'POST',
  path: '/api/contacts/duplicates',
  summary: 'People who may be the same as the draft being typed',
  access: 'clients.read',
  body: Type.Object(
    {
      firstName: Type.Optional(textOrNull(120)),
      lastName: Type.Optional(Type.String({ maxLength: 160 })),
      channels: Type.Optional(Type.Array(Channel, { maxItems: 50 })),
      exceptId: Type.Optional(Id),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({
    duplicates: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        client: nullable(Type.String()),
        score: Type.Integer(),
        reasons: Type.Array(Type.Object({ kind: Type.String(), detail: Type.String() })),
      }),
    ),
  }),
})
