// Leads at the border: shapes, columns of the list, endpoints.
import { type Static, Type } from 'typebox'
import { Day, Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { type ListColumn, ListQuery, ListReply } from '#api/lists.ts'
import { leadStates, qualificationSigns } from '#domain/leads/lifecycle.ts'

export const leadSources = ['form', 'call', 'mail', 'fair', 'referral', 'web', 'import', 'other'] as const
export type LeadSource = (typeof leadSources)[number]

/** Facts of the journal that stand in a timeline as milestones. */
export const milestones: readonly string[] = ['leads.converted']

const oneOf = <T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const textOrNull = (maxLength: number) => nullable(Type.String({ maxLength }))
const Person = Type.Object({ id: Id, name: Type.String() })

const written = {
  personName: Type.Optional(textOrNull(200)),
  position: Type.Optional(textOrNull(160)),
  ico: Type.Optional(textOrNull(20)),
  email: Type.Optional(textOrNull(300)),
  phone: Type.Optional(textOrNull(60)),
  web: Type.Optional(textOrNull(300)),
  street: Type.Optional(textOrNull(200)),
  city: Type.Optional(textOrNull(120)),
  postcode: Type.Optional(textOrNull(12)),
  country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
  nace: Type.Optional(textOrNull(8)),
  language: Type.Optional(Type.String({ minLength: 2, maxLength: 10 })),
  interestItems: Type.Optional(textOrNull(4000)),
  interestTerms: Type.Optional(textOrNull(4000)),
  message: Type.Optional(textOrNull(20_000)),
  note: Type.Optional(textOrNull(20_000)),
  source: Type.Optional(oneOf(leadSources)),
  sourceDetail: Type.Optional(textOrNull(300)),
  known: Type.Optional(Type.Array(oneOf(qualificationSigns), { maxItems: 4, uniqueItems: true })),
}

export const LeadDraft = Type.Object(
  {
    /** The firm; left out, the person's name stands for it. */
    name: Type.Optional(Type.String({ maxLength: 300 })),
    ...written,
    /** Left out, the rules decide; null leaves it to nobody. */
    ownerId: Type.Optional(nullable(Id)),
    /** Save although an open lead with the same mail, phone or IČO exists. */
    evenIfSimilar: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type LeadDraft = Static<typeof LeadDraft>

export const LeadChange = Type.Object(
  { name: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })), ...written },
  { additionalProperties: false, minProperties: 1 },
)
export type LeadChange = Static<typeof LeadChange>

/** One time a public form was sent in. */
export const Submission = Type.Object({
  id: Id,
  receivedAt: Instant,
  form: nullable(Person),
  outcome: oneOf(['created', 'joined', 'spam'] as const),
  spamReason: nullable(Type.String()),
  leadId: nullable(Id),
  payload: Type.Record(Type.String(), Type.Unknown()),
})
export type Submission = Static<typeof Submission>

export const Lead = Type.Object({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  personName: nullable(Type.String()),
  position: nullable(Type.String()),
  ico: nullable(Type.String()),
  email: nullable(Type.String()),
  phone: nullable(Type.String()),
  web: nullable(Type.String()),
  street: nullable(Type.String()),
  city: nullable(Type.String()),
  postcode: nullable(Type.String()),
  country: Type.String(),
  nace: nullable(Type.String()),
  language: Type.String(),
  interestItems: nullable(Type.String()),
  interestTerms: nullable(Type.String()),
  message: nullable(Type.String()),
  note: nullable(Type.String()),
  source: oneOf(leadSources),
  sourceDetail: nullable(Type.String()),
  state: oneOf(leadStates),
  stateSince: Instant,
  stateReason: nullable(Type.String()),
  known: Type.Array(oneOf(qualificationSigns)),
  owner: nullable(Person),
  team: nullable(Person),
  rule: nullable(Person),
  /** Why nobody or this person got it, when no rule decided. */
  routedReason: nullable(Type.String()),
  receivedAt: Instant,
  receivedCount: Type.Integer(),
  answerDueOn: nullable(Day),
  answeredAt: nullable(Instant),
  clock: Type.Object({
    state: oneOf(['stopped', 'running', 'today', 'late'] as const),
    businessDaysLeft: nullable(Type.Integer()),
  }),
  decideBy: Day,
  /** What it became; null also when the caller may not see it. */
  client: nullable(Person),
  contact: nullable(Person),
  convertedAt: nullable(Instant),
  convertedBy: nullable(Person),
  consentText: nullable(Type.String()),
  consentAt: nullable(Instant),
  createdAt: Instant,
  updatedAt: Instant,
  createdBy: nullable(Person),
  deletedAt: nullable(Instant),
  submissions: Type.Array(Submission),
  /** Why something cannot be done, by what it is: edit, remove, assign, move.<name>. */
  whyNot: Type.Record(Type.String(), Type.String()),
})
export type Lead = Static<typeof Lead>

export const leadColumns: readonly ListColumn[] = [
  { key: 'name', type: 'text', sortable: true, filterable: true, editable: true, initial: true, width: 240 },
  {
    key: 'state',
    type: 'choice',
    choices: leadStates,
    sortable: true,
    filterable: true,
    groupable: true,
    initial: true,
    width: 130,
  },
  { key: 'answerDueOn', type: 'date', sortable: true, filterable: true, initial: true, width: 150 },
  { key: 'owner', type: 'person', sortable: true, filterable: true, groupable: true, initial: true, width: 160 },
  { key: 'personName', type: 'text', sortable: true, filterable: true, editable: true, initial: true, width: 170 },
  { key: 'phone', type: 'text', filterable: true, initial: true, width: 150 },
  { key: 'email', type: 'text', filterable: true, initial: true, width: 210 },
  {
    key: 'source',
    type: 'choice',
    choices: leadSources,
    sortable: true,
    filterable: true,
    groupable: true,
    editable: true,
    initial: true,
    width: 120,
  },
  { key: 'receivedAt', type: 'instant', sortable: true, filterable: true, initial: true, width: 150 },
  { key: 'toAnswer', type: 'boolean', filterable: true, groupable: true, width: 110 },
  { key: 'interestItems', type: 'text', filterable: true, editable: true, width: 240 },
  { key: 'interestTerms', type: 'text', filterable: true, editable: true, width: 200 },
  { key: 'city', type: 'text', sortable: true, filterable: true, groupable: true, editable: true, width: 140 },
  { key: 'postcode', type: 'text', sortable: true, filterable: true, editable: true, width: 100 },
  { key: 'country', type: 'text', sortable: true, filterable: true, groupable: true, width: 80 },
  { key: 'ico', type: 'text', filterable: true, width: 110 },
  { key: 'nace', type: 'text', sortable: true, filterable: true, editable: true, width: 100 },
  { key: 'language', type: 'text', sortable: true, filterable: true, groupable: true, width: 90 },
  { key: 'known', type: 'choices', choices: qualificationSigns, filterable: true, width: 170 },
  { key: 'team', type: 'team', sortable: true, filterable: true, groupable: true, width: 150 },
  { key: 'rule', type: 'text', groupable: true, width: 160 },
  { key: 'receivedCount', type: 'number', sortable: true, filterable: true, width: 90 },
  { key: 'sourceDetail', type: 'text', sortable: true, filterable: true, groupable: true, editable: true, width: 180 },
  { key: 'stateReason', type: 'text', filterable: true, width: 200 },
  { key: 'client', type: 'client', filterable: true, width: 220 },
  { key: 'answeredAt', type: 'instant', sortable: true, filterable: true, width: 150 },
  { key: 'convertedAt', type: 'instant', sortable: true, filterable: true, width: 150 },
  { key: 'updatedAt', type: 'instant', sortable: true, filterable: true, width: 150 },
]

export const listLeads = endpoint({
  id: 'leads.list',
  method: 'GET',
  path: '/api/leads',
  summary: 'A page of the leads the caller may see',
  access: 'clients.read',
  query: ListQuery,
  reply: ListReply,
  lists: true,
})

export const listDeletedLeads = endpoint({
  id: 'leads.listDeleted',
  method: 'GET',
  path: '/api/leads/deleted',
  summary: 'The bin: a page of the deleted leads the caller would see',
  access: 'clients.read',
  query: ListQuery,
  reply: ListReply,
  lists: true,
})

export const getLead = endpoint({
  id: 'leads.get',
  method: 'GET',
  path: '/api/leads/:id',
  summary: 'One lead with its answer clock, what it became, and every time it wrote',
  access: 'clients.read',
  params: IdParams,
  reply: Lead,
})

export const createLead = endpoint({
  id: 'leads.create',
  method: 'POST',
  path: '/api/leads',
  summary:
    'Enter a lead; the rules give it an owner unless one is named, an open one with the same mail, phone or IČO is named first',
  access: 'clients.write',
  body: LeadDraft,
  reply: Lead,
  creates: true,
})

export const changeLead = endpoint({
  id: 'leads.change',
  method: 'PATCH',
  path: '/api/leads/:id',
  summary: 'Change named fields; If-Match carries the version that was read',
  access: 'clients.read',
  params: IdParams,
  body: LeadChange,
  reply: Lead,
})

export const removeLead = endpoint({
  id: 'leads.remove',
  method: 'DELETE',
  path: '/api/leads/:id',
  summary: 'Delete a lead; can be restored',
  access: 'clients.read',
  params: IdParams,
  reply: Done,
})

export const restoreLead = endpoint({
  id: 'leads.restore',
  method: 'POST',
  path: '/api/leads/:id/restore',
  summary: 'Bring a deleted lead back',
  access: 'clients.read',
  params: IdParams,
  reply: Lead,
})

export const moveLead = endpoint({
  id: 'leads.move',
  method: 'POST',
  path: '/api/leads/:id/moves',
  summary: 'Say that it was answered, qualify it, turn it down with a reason, or open it again',
  access: 'clients.read',
  params: IdParams,
  body: Type.Object(
    { move: oneOf(['contact', 'qualify', 'disqualify', 'reopen'] as const), reason: Type.Optional(textOrNull(500)) },
    { additionalProperties: false },
  ),
  reply: Lead,
})

export const assignLead = endpoint({
  id: 'leads.assign',
  method: 'POST',
  path: '/api/leads/:id/owner',
  summary: 'Give the lead to a person, take it oneself, or let the rules decide again',
  access: 'clients.read',
  params: IdParams,
  body: Type.Object(
    {
      /** Null: nobody. Left out with `byRules`. */
      ownerId: Type.Optional(nullable(Id)),
      byRules: Type.Optional(Type.Boolean()),
      reason: Type.Optional(textOrNull(500)),
    },
    { additionalProperties: false },
  ),
  reply: Lead,
})

export const Match = Type.Object({
  type: oneOf(['leads', 'clients', 'contacts'] as const),
  id: Id,
  name: Type.String(),
  detail: nullable(Type.String()),
  reasons: Type.Array(oneOf(['ico', 'email', 'phone', 'name'] as const)),
})
export type Match = Static<typeof Match>

export const matchesOfLead = endpoint({
  id: 'leads.matches',
  method: 'GET',
  path: '/api/leads/:id/matches',
  summary: 'Clients, people and other open leads that may be the same as this lead',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Object({ matches: Type.Array(Match) }),
})

export const findSimilarLeads = endpoint({
  id: 'leads.findDuplicates',
  method: 'POST',
  path: '/api/leads/duplicates',
  summary: 'Open leads, clients and people that may be the same as the draft being typed',
  access: 'clients.read',
  body: Type.Object(
    {
      name: Type.Optional(Type.String({ maxLength: 300 })),
      ico: Type.Optional(textOrNull(20)),
      email: Type.Optional(textOrNull(300)),
      phone: Type.Optional(textOrNull(60)),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ matches: Type.Array(Match) }),
})

export const Conversion = Type.Object(
  {
    /** An existing client, or left out for a new one made of the lead. */
    clientId: Type.Optional(Id),
    clientName: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    /** An existing person, or left out for a new one; null for none. */
    contactId: Type.Optional(nullable(Id)),
    firstName: Type.Optional(textOrNull(120)),
    lastName: Type.Optional(textOrNull(160)),
    position: Type.Optional(textOrNull(160)),
    ownerId: Type.Optional(nullable(Id)),
    evenIfSimilar: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type Conversion = Static<typeof Conversion>

export const convertLead = endpoint({
  id: 'leads.convert',
  method: 'POST',
  path: '/api/leads/:id/convert',
  summary:
    'Make the lead a client with a contact, or join it to ones that exist; what was written about it goes along, the lead stays',
  access: 'clients.write',
  params: IdParams,
  body: Conversion,
  reply: Lead,
})

export const countLeads = endpoint({
  id: 'leads.counts',
  method: 'GET',
  path: '/api/lead-counts',
  summary: 'How many leads of the caller wait for an answer, how many of them too long, and how many have no owner',
  access: 'clients.read',
  reply: Type.Object({ toAnswer: Type.Integer(), late: Type.Integer(), unowned: Type.Integer(), spam: Type.Integer() }),
})
