// The promise ledger at the border: who owes whom what by when, ours and theirs; tasks are promises among ourselves.
import { type Static, Type } from 'typebox'
import { Day, Done, endpoint, GivenInstant, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { type ListColumn, ListQuery, ListReply } from '#api/lists.ts'
import { divisions, promiseKinds, promiseStates, sides } from '#domain/promises/ledger.ts'

const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const Text = Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' })
const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
const Note = Type.String({ maxLength: 20_000 })
const Person = Type.Object({ id: Id, name: Type.String() })
const Rrule = Type.String({ minLength: 4, maxLength: 500 })

export const Side = oneOf(sides)
export const PromiseKind = oneOf(promiseKinds)
export const PromiseState = oneOf(promiseStates)
export const Division = oneOf(divisions)

export const PromiseSource = Type.Object(
  { type: Type.String({ maxLength: 40 }), id: Id, line: Type.Optional(nullable(Type.String({ maxLength: 2000 }))) },
  { additionalProperties: false },
)

export const PromiseView = Type.Object({
  id: Id,
  version: Type.Integer(),
  side: Side,
  kind: PromiseKind,
  text: Type.String(),
  note: nullable(Type.String()),
  client: nullable(Person),
  lead: nullable(Person),
  contact: nullable(Person),
  responsible: nullable(Person),
  division: nullable(Division),
  givenBy: nullable(Person),
  givenOn: Day,
  dueOn: nullable(Day),
  /** HH:MM in the firm's time zone. */
  dueTime: nullable(Time),
  state: PromiseState,
  /** Open and past its day; derived, never stored. */
  late: Type.Boolean(),
  proof: nullable(Type.String()),
  settledOn: nullable(Day),
  settledBy: nullable(Person),
  waivedReason: nullable(Type.String()),
  remindAt: nullable(Instant),
  urgedCount: Type.Integer(),
  urgedOn: nullable(Day),
  /** Recurrence (RFC 5545); once settled the next one is made. */
  rrule: nullable(Type.String()),
  seriesId: nullable(Id),
  source: nullable(Type.Object({ type: Type.String(), id: Id, line: nullable(Type.String()) })),
  createdAt: Instant,
  createdBy: nullable(Person),
  updatedAt: Instant,
  deletedAt: nullable(Instant),
  /** What the caller may not do, by reason. */
  whyNot: Type.Object({ edit: Type.Optional(Type.String()), remove: Type.Optional(Type.String()) }),
})
export type PromiseView = Static<typeof PromiseView>

const details = {
  note: Type.Optional(nullable(Note)),
  contactId: Type.Optional(nullable(Id)),
  responsibleId: Type.Optional(nullable(Id)),
  division: Type.Optional(nullable(Division)),
  dueOn: Type.Optional(nullable(Day)),
  dueTime: Type.Optional(nullable(Time)),
  /** Left out: one business day before the day due, in the morning. Null: no reminder. */
  remindAt: Type.Optional(nullable(GivenInstant)),
  rrule: Type.Optional(nullable(Rrule)),
}

export const PromiseDraft = Type.Object(
  {
    side: Side,
    kind: Type.Optional(PromiseKind),
    text: Text,
    clientId: Type.Optional(nullable(Id)),
    leadId: Type.Optional(nullable(Id)),
    /** The day it was given; today unless said otherwise. */
    givenOn: Type.Optional(Day),
    /** The record and the line of it that the promise was taken from. */
    source: Type.Optional(PromiseSource),
    ...details,
  },
  { additionalProperties: false },
)
export type PromiseDraft = Static<typeof PromiseDraft>

export const PromiseChange = Type.Object(
  {
    side: Type.Optional(Side),
    kind: Type.Optional(PromiseKind),
    text: Type.Optional(Text),
    clientId: Type.Optional(nullable(Id)),
    leadId: Type.Optional(nullable(Id)),
    givenOn: Type.Optional(Day),
    proof: Type.Optional(nullable(Type.String({ maxLength: 4000 }))),
    ...details,
  },
  { additionalProperties: false, minProperties: 1 },
)
export type PromiseChange = Static<typeof PromiseChange>

export const PromiseKeeping = Type.Object(
  { proof: Type.Optional(nullable(Type.String({ maxLength: 4000 }))), settledOn: Type.Optional(Day) },
  { additionalProperties: false },
)
export type PromiseKeeping = Static<typeof PromiseKeeping>

export const promiseColumns: readonly ListColumn[] = [
  { key: 'text', type: 'text', sortable: true, filterable: true, initial: true, width: 340, editable: true },
  { key: 'side', type: 'choice', choices: sides, filterable: true, groupable: true, initial: true, width: 130 },
  {
    key: 'standing',
    type: 'choice',
    choices: ['late', 'open', 'kept', 'waived'],
    filterable: true,
    groupable: true,
    initial: true,
    width: 130,
  },
  { key: 'dueOn', type: 'date', sortable: true, filterable: true, initial: true, width: 130, editable: true },
  { key: 'client', type: 'client', sortable: true, filterable: true, groupable: true, initial: true, width: 220 },
  {
    key: 'responsible',
    type: 'person',
    sortable: true,
    filterable: true,
    groupable: true,
    initial: true,
    width: 160,
    editable: true,
  },
  { key: 'contact', type: 'text', filterable: true, width: 160 },
  { key: 'kind', type: 'choice', choices: promiseKinds, filterable: true, groupable: true, width: 130 },
  {
    key: 'division',
    type: 'choice',
    choices: divisions,
    filterable: true,
    groupable: true,
    width: 140,
    editable: true,
  },
  { key: 'givenBy', type: 'person', sortable: true, filterable: true, groupable: true, width: 160 },
  { key: 'givenOn', type: 'date', sortable: true, filterable: true, width: 120 },
  { key: 'settledOn', type: 'date', sortable: true, filterable: true, width: 120 },
  { key: 'urgedOn', type: 'date', sortable: true, filterable: true, width: 130 },
  { key: 'urgedCount', type: 'number', sortable: true, filterable: true, width: 110 },
  { key: 'repeats', type: 'boolean', filterable: true, groupable: true, width: 110 },
  { key: 'createdAt', type: 'instant', sortable: true, filterable: true, width: 150 },
  { key: 'updatedAt', type: 'instant', sortable: true, filterable: true, width: 150 },
]

export const listPromises = endpoint({
  id: 'promises.list',
  method: 'GET',
  path: '/api/promises',
  summary: 'Promises and tasks the caller sees: filter, sort, page, sum and group',
  access: 'signedIn',
  query: ListQuery,
  reply: ListReply,
  lists: true,
})

export const promisesOf = endpoint({
  id: 'promises.of',
  method: 'GET',
  path: '/api/promises/of',
  summary: 'Open promises of a client, a lead or a contact, late ones first, and the last ones settled',
  access: 'clients.read',
  query: Type.Object({
    clientId: Type.Optional(Id),
    leadId: Type.Optional(Id),
    contactId: Type.Optional(Id),
  }),
  reply: Type.Object({ open: Type.Array(PromiseView), settled: Type.Array(PromiseView) }),
})

export const makePromise = endpoint({
  id: 'promises.make',
  method: 'POST',
  path: '/api/promises',
  summary: 'Write down a promise of ours or theirs, or a task',
  access: 'signedIn',
  body: PromiseDraft,
  reply: PromiseView,
  creates: true,
})

export const getPromise = endpoint({
  id: 'promises.get',
  method: 'GET',
  path: '/api/promises/:id',
  summary: 'One promise',
  access: 'signedIn',
  params: IdParams,
  reply: PromiseView,
})

export const changePromise = endpoint({
  id: 'promises.change',
  method: 'PATCH',
  path: '/api/promises/:id',
  summary: 'Change what was promised, by whom, to whom or by when; If-Match carries the version that was read',
  access: 'signedIn',
  params: IdParams,
  body: PromiseChange,
  reply: PromiseView,
})

export const keepPromise = endpoint({
  id: 'promises.keep',
  method: 'POST',
  path: '/api/promises/:id/keep',
  summary: 'The promise is kept, with what proves it; a recurring one makes its next',
  access: 'signedIn',
  params: IdParams,
  body: PromiseKeeping,
  reply: PromiseView,
})

export const waivePromise = endpoint({
  id: 'promises.waive',
  method: 'POST',
  path: '/api/promises/:id/waive',
  summary: 'Nobody owes it any more, with the reason; a recurring one makes its next unless the series ends',
  access: 'signedIn',
  params: IdParams,
  body: Type.Object(
    {
      reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
      endSeries: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  reply: PromiseView,
})

export const reopenPromise = endpoint({
  id: 'promises.reopen',
  method: 'POST',
  path: '/api/promises/:id/reopen',
  summary: 'A settled promise is open again; the next of its series made by settling goes away',
  access: 'signedIn',
  params: IdParams,
  reply: PromiseView,
})

export const removePromise = endpoint({
  id: 'promises.remove',
  method: 'DELETE',
  path: '/api/promises/:id',
  summary: 'Delete a promise; it can be brought back',
  access: 'signedIn',
  params: IdParams,
  reply: Done,
})

export const restorePromise = endpoint({
  id: 'promises.restore',
  method: 'POST',
  path: '/api/promises/:id/restore',
  summary: 'Bring a deleted promise back',
  access: 'signedIn',
  params: IdParams,
  reply: PromiseView,
})

export const UrgingLetter = Type.Object({
  language: oneOf(['cs', 'en'] as const),
  /** Address of the person who promised, if known. */
  to: nullable(Type.String()),
  toName: nullable(Type.String()),
  subject: Type.String(),
  text: Type.String(),
  /** Whether the firm has a mail server, so that the letter can be sent from here. */
  sends: Type.Boolean(),
  whyNotSend: Type.Optional(Type.String()),
})
export type UrgingLetter = Static<typeof UrgingLetter>

export const draftUrging = endpoint({
  id: 'promises.draftUrging',
  method: 'GET',
  path: '/api/promises/:id/letter',
  summary: 'A polite letter that reminds the other side, in the client’s language',
  access: 'clients.read',
  params: IdParams,
  query: Type.Object({ language: Type.Optional(oneOf(['cs', 'en'] as const)) }),
  reply: UrgingLetter,
})

export const urgePromise = endpoint({
  id: 'promises.urge',
  method: 'POST',
  path: '/api/promises/:id/urge',
  summary: 'The other side was reminded: the letter was copied, opened in mail, or is to be sent from here',
  access: 'clients.read',
  params: IdParams,
  body: Type.Object(
    {
      by: oneOf(['copied', 'mail', 'sent'] as const),
      to: Type.Optional(Type.String({ maxLength: 300 })),
      subject: Type.Optional(Type.String({ maxLength: 300 })),
      text: Type.Optional(Type.String({ maxLength: 20_000 })),
    },
    { additionalProperties: false },
  ),
  reply: PromiseView,
})

/** Facts of the journal that a client's timeline shows. */
export const milestones: readonly string[] = [
  'promises.made',
  'promises.kept',
  'promises.waived',
  'promises.late',
  'promises.urged',
]
