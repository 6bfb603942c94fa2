// Clients at the border: shapes, columns of the list, endpoints.
import { type Static, Type } from 'typebox'
import { Day, Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { type ListColumn, ListQuery, ListReply } from '#api/lists.ts'
import { confidentialities } from '#domain/access.ts'
import { clientClasses } from '#domain/clients/classes.ts'
import { clientStates } from '#domain/clients/lifecycle.ts'

export const clientKinds = ['company', 'office', 'shop'] as const
export const addressKinds = ['seat', 'invoice', 'delivery'] as const
export const channelTypes = ['phone', 'email', 'web'] as const
export const memberRoles = ['support', 'backOffice', 'keyAccount', 'technician', 'service', 'finance', 'other'] as const

export const oneOf = <T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const text = (maxLength: number) => Type.String({ maxLength })
export const textOrNull = (maxLength: number) => nullable(text(maxLength))

export const Address = Type.Object({
  id: Type.Optional(Id),
  kind: oneOf(addressKinds),
  label: Type.Optional(textOrNull(120)),
  street: Type.Optional(textOrNull(200)),
  city: Type.Optional(textOrNull(120)),
  postcode: Type.Optional(textOrNull(12)),
  region: Type.Optional(textOrNull(80)),
  country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
  gln: Type.Optional(textOrNull(13)),
})
export type Address = Static<typeof Address>

export const Channel = Type.Object({
  id: Type.Optional(Id),
  type: oneOf(channelTypes),
  value: Type.String({ minLength: 1, maxLength: 300 }),
  /** main, orders, invoices, complaints … free, with suggestions. */
  kind: Type.Optional(textOrNull(40)),
  note: Type.Optional(textOrNull(200)),
})
export type Channel = Static<typeof Channel>

export const BankAccount = Type.Object({
  id: Type.Optional(Id),
  account: Type.Optional(textOrNull(30)),
  iban: Type.Optional(textOrNull(34)),
  bic: Type.Optional(textOrNull(11)),
  currency: Type.Optional(nullable(Type.String({ pattern: '^[A-Z]{3}$' }))),
  note: Type.Optional(textOrNull(200)),
})
export type BankAccount = Static<typeof BankAccount>

/** Values of custom fields by key; null empties one. Checked against the field's type. */
export const CustomValues = Type.Record(Type.String(), Type.Unknown())

const written = {
  kind: Type.Optional(oneOf(clientKinds)),
  number: Type.Optional(textOrNull(60)),
  ico: Type.Optional(textOrNull(20)),
  dic: Type.Optional(textOrNull(20)),
  legalForm: Type.Optional(textOrNull(10)),
  isClient: Type.Optional(Type.Boolean()),
  isSupplier: Type.Optional(Type.Boolean()),
  isPartner: Type.Optional(Type.Boolean()),
  isCompetitor: Type.Optional(Type.Boolean()),
  noContact: Type.Optional(Type.Boolean()),
  creditHold: Type.Optional(Type.Boolean()),
  sanctionsBlock: Type.Optional(Type.Boolean()),
  confidentiality: Type.Optional(oneOf(confidentialities)),
  language: Type.Optional(Type.String({ minLength: 2, maxLength: 10 })),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  timeZone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  nace: Type.Optional(textOrNull(8)),
  naceVersion: Type.Optional(nullable(oneOf(['2008', '2025'] as const))),
  source: Type.Optional(textOrNull(200)),
  note: Type.Optional(textOrNull(20_000)),
  nextTouchOn: Type.Optional(nullable(Day)),
  addresses: Type.Optional(Type.Array(Address, { maxItems: 200 })),
  channels: Type.Optional(Type.Array(Channel, { maxItems: 200 })),
  bankAccounts: Type.Optional(Type.Array(BankAccount, { maxItems: 50 })),
  tagIds: Type.Optional(Type.Array(Id, { maxItems: 100 })),
  custom: Type.Optional(CustomValues),
}
const name = Type.String({ minLength: 1, maxLength: 300 })

/** States a client may be entered with: a firm takes over clients it already serves. */
export const initialStates = ['suspect', 'lead', 'prospect', 'active', 'dormant', 'lost'] as const

export const ClientDraft = Type.Object(
  {
    name,
    ...written,
    /** Where the client stands when it is taken over; later only moves of the lifecycle change it. */
    state: Type.Optional(oneOf(initialStates)),
    ownerId: Type.Optional(nullable(Id)),
    parentId: Type.Optional(nullable(Id)),
    /** Save although a similar client exists (never past the same IČO). */
    evenIfSimilar: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type ClientDraft = Static<typeof ClientDraft>

export const ClientChange = Type.Object(
  { name: Type.Optional(name), ...written },
  { additionalProperties: false, minProperties: 1 },
)
export type ClientChange = Static<typeof ClientChange>

export const Person = Type.Object({ id: Id, name: Type.String() })
const Team = Type.Object({ id: Id, name: Type.String() })
export const Tag = Type.Object({ id: Id, name: Type.String(), color: Type.String() })

/** What the actor may do with the client: absent means yes, otherwise the reason why not. */
export const ClientRefusals = Type.Record(Type.String(), Type.String())

export const Client = Type.Object({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  kind: oneOf(clientKinds),
  number: nullable(Type.String()),
  ico: nullable(Type.String()),
  dic: nullable(Type.String()),
  legalForm: nullable(Type.String()),
  isClient: Type.Boolean(),
  isSupplier: Type.Boolean(),
  isPartner: Type.Boolean(),
  isCompetitor: Type.Boolean(),
  state: oneOf(clientStates),
  stateSince: Day,
  stateReason: nullable(Type.String()),
  class: nullable(oneOf(clientClasses)),
  classReason: nullable(Type.String()),
  classSetOn: nullable(Day),
  classSetBy: nullable(Person),
  nomination: nullable(Type.Object({ by: nullable(Person), on: nullable(Day), reason: nullable(Type.String()) })),
  creditHold: Type.Boolean(),
  noContact: Type.Boolean(),
  sanctionsBlock: Type.Boolean(),
  owner: nullable(Person),
  team: nullable(Team),
  parent: nullable(Type.Object({ id: Id, name: Type.String() })),
  confidentiality: oneOf(confidentialities),
  language: Type.String(),
  currency: Type.String(),
  timeZone: Type.String(),
  nace: nullable(Type.String()),
  naceVersion: nullable(Type.String()),
  source: nullable(Type.String()),
  note: nullable(Type.String()),
  nextTouchOn: nullable(Day),
  lastConfirmedOn: nullable(Day),
  lastConfirmedBy: nullable(Person),
  confirmDueOn: nullable(Day),
  addresses: Type.Array(Address),
  channels: Type.Array(Channel),
  bankAccounts: Type.Array(BankAccount),
  tags: Type.Array(Tag),
  members: Type.Array(
    Type.Object({ userId: Id, name: Type.String(), role: oneOf(memberRoles), mayEdit: Type.Boolean() }),
  ),
  custom: CustomValues,
  createdAt: Instant,
  updatedAt: Instant,
  createdBy: nullable(Person),
  updatedBy: nullable(Person),
  deletedAt: nullable(Instant),
  whyNot: ClientRefusals,
})
export type Client = Static<typeof Client>

/** Columns of the client list; custom fields are appended by the server and the browser from their definitions. */
export const clientColumns: readonly ListColumn[] = [
  { key: 'name', type: 'text', sortable: true, filterable: true, editable: true, initial: true, width: 280 },
  {
    key: 'class',
    type: 'choice',
    choices: clientClasses,
    sortable: true,
    filterable: true,
    groupable: true,
    initial: true,
    width: 90,
  },
  {
    key: 'state',
    type: 'choice',
    choices: clientStates,
    sortable: true,
    filterable: true,
    groupable: true,
    initial: true,
    width: 130,
  },
  { key: 'owner', type: 'person', sortable: true, filterable: true, groupable: true, initial: true, width: 170 },
  { key: 'city', type: 'text', sortable: true, filterable: true, groupable: true, initial: true, width: 150 },
  { key: 'ico', type: 'text', sortable: true, filterable: true, initial: true, width: 110 },
  { key: 'phone', type: 'text', filterable: true, initial: true, width: 150 },
  { key: 'email', type: 'text', filterable: true, initial: true, width: 220 },
  { key: 'tags', type: 'tags', filterable: true, initial: true, width: 180 },
  { key: 'lastConfirmedOn', type: 'date', sortable: true, filterable: true, width: 130 },
  { key: 'confirmDueOn', type: 'date', sortable: true, filterable: true, initial: true, width: 130 },
  { key: 'number', type: 'text', sortable: true, filterable: true, editable: true, width: 120 },
  { key: 'dic', type: 'text', sortable: true, filterable: true, width: 130 },
  { key: 'kind', type: 'choice', choices: clientKinds, sortable: true, filterable: true, groupable: true, width: 110 },
  { key: 'legalForm', type: 'text', sortable: true, filterable: true, groupable: true, width: 110 },
  { key: 'team', type: 'team', sortable: true, filterable: true, groupable: true, width: 150 },
  { key: 'parent', type: 'client', filterable: true, groupable: true, width: 200 },
  { key: 'country', type: 'text', sortable: true, filterable: true, groupable: true, width: 90 },
  { key: 'language', type: 'text', sortable: true, filterable: true, groupable: true, editable: true, width: 90 },
  { key: 'currency', type: 'text', sortable: true, filterable: true, groupable: true, editable: true, width: 90 },
  { key: 'nace', type: 'text', sortable: true, filterable: true, groupable: true, editable: true, width: 110 },
  { key: 'source', type: 'text', sortable: true, filterable: true, groupable: true, editable: true, width: 150 },
  {
    key: 'confidentiality',
    type: 'choice',
    choices: confidentialities,
    sortable: true,
    filterable: true,
    groupable: true,
    width: 120,
  },
  { key: 'isClient', type: 'boolean', filterable: true, groupable: true, width: 90 },
  { key: 'isSupplier', type: 'boolean', filterable: true, groupable: true, width: 90 },
  { key: 'isPartner', type: 'boolean', filterable: true, groupable: true, width: 90 },
  { key: 'isCompetitor', type: 'boolean', filterable: true, groupable: true, width: 90 },
  { key: 'noContact', type: 'boolean', filterable: true, groupable: true, width: 110 },
  { key: 'creditHold', type: 'boolean', filterable: true, groupable: true, width: 110 },
  { key: 'nextTouchOn', type: 'date', sortable: true, filterable: true, editable: true, width: 130 },
  { key: 'contacts', type: 'number', summable: true, width: 100 },
  { key: 'createdAt', type: 'instant', sortable: true, filterable: true, width: 150 },
  { key: 'updatedAt', type: 'instant', sortable: true, filterable: true, width: 150 },
]

/** Facts of the journal that stand in a timeline as milestones. */
export const milestones: readonly string[] = [
  'clients.created',
  'clients.moved',
  'clients.nominated',
  'clients.reassigned',
  'clients.classed',
]

export const listClients = endpoint({
  id: 'clients.list',
  method: 'GET',
  path: '/api/clients',
  summary: 'A page of the clients the caller may see, with the count and sums of the whole result',
  access: 'clients.read',
  query: ListQuery,
  reply: ListReply,
  lists: true,
})

export const listDeletedClients = endpoint({
  id: 'clients.listDeleted',
  method: 'GET',
  path: '/api/clients/deleted',
  summary: 'The bin: a page of the deleted clients the caller would see',
  access: 'clients.read',
  query: ListQuery,
  reply: ListReply,
  lists: true,
})

export const getClient = endpoint({
  id: 'clients.get',
  method: 'GET',
  path: '/api/clients/:id',
  summary: 'One client with everything that belongs to it',
  access: 'clients.read',
  params: IdParams,
  reply: Client,
})

export const createClient = endpoint({
  id: 'clients.create',
  method: 'POST',
  path: '/api/clients',
  summary: 'Add a client; the same IČO is refused, a similar one is named first',
  access: 'clients.write',
  body: ClientDraft,
  reply: Client,
  creates: true,
})

export const changeClient = endpoint({
  id: 'clients.change',
  method: 'PATCH',
  path: '/api/clients/:id',
  summary: 'Change named fields; If-Match carries the version that was read',
  access: 'clients.read',
  params: IdParams,
  body: ClientChange,
  reply: Client,
})

export const removeClient = endpoint({
  id: 'clients.remove',
  method: 'DELETE',
  path: '/api/clients/:id',
  summary: 'Delete a client; it can be restored',
  access: 'clients.read',
  params: IdParams,
  reply: Done,
})

export const restoreClient = endpoint({
  id: 'clients.restore',
  method: 'POST',
  path: '/api/clients/:id/restore',
  summary: 'Bring a deleted client back',
  access: 'clients.read',
  params: IdParams,
  reply: Client,
})

export const Duplicate = Type.Object({
  /** Null when the other record may not be seen: then only the fact that it exists is told. */
  id: nullable(Id),
  name: nullable(Type.String()),
  ico: nullable(Type.String()),
  city: nullable(Type.String()),
  owner: nullable(Type.String()),
  score: Type.Number(),
  block: Type.Boolean(),
  reasons: Type.Array(Type.Object({ kind: Type.String(), detail: Type.Optional(Type.String()) })),
})
export type Duplicate = Static<typeof Duplicate>

export const findDuplicates = endpoint({
  id: 'clients.findDuplicates',
  method: 'POST',
  path: '/api/clients/duplicates',
  summary: 'Clients that may be the same company as the draft being typed',
  access: 'clients.read',
  body: Type.Object(
    {
      name: Type.Optional(text(300)),
      ico: Type.Optional(textOrNull(20)),
      dic: Type.Optional(textOrNull(20)),
      channels: Type.Optional(Type.Array(Channel, { maxItems: 50 })),
      exceptId: Type.Optional(Id),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ duplicates: Type.Array(Duplicate) }),
})
