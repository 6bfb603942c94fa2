// Calls at the border: lists of whom to call, the screen of one call, what came of it, and the log of calls.
import { type Static, Type } from 'typebox'
import { Activity } from '#api/activities.ts'
import { Day, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { type ListColumn, ListQuery, ListReply } from '#api/lists.ts'
import { Peculiarity } from '#api/peculiarities.ts'
import { PromiseView } from '#api/promises.ts'
import { outcomes, outcomesOf } from '#domain/activities/channels.ts'
import { nextSteps } from '#domain/calls/next-steps.ts'
import { callStates } from '#domain/calls/telephony.ts'

export const callOutcomes = outcomesOf('phone')

const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const textOrNull = (maxLength: number) => nullable(Type.String({ maxLength }))
const Named = Type.Object({ id: Id, name: Type.String() })

/** Somebody a number belongs to. */
export const Caller = Type.Object({
  contact: nullable(Named),
  position: nullable(Type.String()),
  client: nullable(Type.Object({ id: Id, name: Type.String(), class: nullable(Type.String()), state: Type.String() })),
  lead: nullable(Type.Object({ id: Id, name: Type.String(), state: Type.String() })),
  owner: nullable(Named),
})
export type Caller = Static<typeof Caller>

export const Call = Type.Object({
  id: Id,
  version: Type.Integer(),
  direction: oneOf(['in', 'out'] as const),
  state: oneOf(callStates),
  /** Null when hidden. */
  number: nullable(Type.String()),
  user: nullable(Named),
  client: nullable(Named),
  contact: nullable(Named),
  lead: nullable(Named),
  startedAt: Instant,
  answeredAt: nullable(Instant),
  endedAt: nullable(Instant),
  minutes: nullable(Type.Integer()),
  recordingUrl: nullable(Type.String()),
  activityId: nullable(Id),
  promiseId: nullable(Id),
})
export type Call = Static<typeof Call>

export const callColumns: readonly ListColumn[] = [
  { key: 'number', type: 'text', filterable: true, initial: true, width: 170 },
  { key: 'startedAt', type: 'instant', sortable: true, filterable: true, initial: true, width: 150 },
  {
    key: 'direction',
    type: 'choice',
    choices: ['in', 'out'],
    filterable: true,
    groupable: true,
    initial: true,
    width: 110,
  },
  { key: 'state', type: 'choice', choices: callStates, filterable: true, groupable: true, initial: true, width: 120 },
  { key: 'contact', type: 'text', initial: true, width: 180 },
  { key: 'client', type: 'client', filterable: true, initial: true, width: 220 },
  { key: 'lead', type: 'text', width: 200 },
  { key: 'user', type: 'person', filterable: true, groupable: true, initial: true, width: 160 },
  { key: 'minutes', type: 'number', summable: true, filterable: true, initial: true, width: 90 },
  { key: 'logged', type: 'boolean', filterable: true, groupable: true, initial: true, width: 110 },
  { key: 'recording', type: 'boolean', filterable: true, width: 110 },
]

export const listCalls = endpoint({
  id: 'calls.list',
  method: 'GET',
  path: '/api/calls',
  summary: 'A page of the telephone calls: of visible clients and leads, and one’s own',
  access: 'clients.read',
  query: ListQuery,
  reply: ListReply,
  lists: true,
})

export const getCall = endpoint({
  id: 'calls.get',
  method: 'GET',
  path: '/api/calls/:id',
  summary: 'One telephone call',
  access: 'clients.read',
  params: IdParams,
  reply: Call,
})

export const findCaller = endpoint({
  id: 'calls.caller',
  method: 'GET',
  path: '/api/caller',
  summary: 'Whom a telephone number belongs to, in whatever spelling: people, clients and leads the caller may see',
  access: 'clients.read',
  query: Type.Object({ number: Type.String({ maxLength: 200 }) }),
  reply: Type.Object({ number: nullable(Type.String()), callers: Type.Array(Caller) }),
})

export const Phone = Type.Object({
  value: Type.String(),
  /** Whose number it is; null for the switchboard of the firm. */
  contact: nullable(Named),
  position: nullable(Type.String()),
  noContact: Type.Boolean(),
})
export type Phone = Static<typeof Phone>

/** Everything needed while talking, in one reply. */
export const CallCard = Type.Object({
  client: nullable(
    Type.Object({
      id: Id,
      name: Type.String(),
      class: nullable(Type.String()),
      state: Type.String(),
      city: nullable(Type.String()),
      noContact: Type.Boolean(),
      owner: nullable(Named),
    }),
  ),
  lead: nullable(
    Type.Object({
      id: Id,
      name: Type.String(),
      state: Type.String(),
      interest: nullable(Type.String()),
      owner: nullable(Named),
    }),
  ),
  contact: nullable(
    Type.Object({
      id: Id,
      name: Type.String(),
      position: nullable(Type.String()),
      sentiment: nullable(Type.Integer()),
    }),
  ),
  phones: Type.Array(Phone),
  entries: Type.Array(Activity),
  promises: Type.Array(PromiseView),
  peculiarities: Type.Array(Peculiarity),
  mayWrite: Type.Boolean(),
})
export type CallCard = Static<typeof CallCard>

export const getCallCard = endpoint({
  id: 'calls.card',
  method: 'GET',
  path: '/api/call-card',
  summary: 'What to know while talking: numbers, last entries, open promises, peculiarities',
  access: 'clients.read',
  query: Type.Object({ clientId: Type.Optional(Id), leadId: Type.Optional(Id), contactId: Type.Optional(Id) }),
  reply: CallCard,
})

export const CallRecord = Type.Object(
  {
    clientId: Type.Optional(nullable(Id)),
    leadId: Type.Optional(nullable(Id)),
    contactId: Type.Optional(nullable(Id)),
    /** The telephone call this is the record of. */
    callId: Type.Optional(nullable(Id)),
    /** The line of a call list it settles. */
    itemId: Type.Optional(nullable(Id)),
    direction: Type.Optional(oneOf(['in', 'out'] as const)),
    outcome: oneOf(outcomes),
    text: Type.Optional(Type.String({ maxLength: 200_000 })),
    durationMinutes: Type.Optional(nullable(Type.Integer({ minimum: 0, maximum: 1440 }))),
    happenedAt: Type.Optional(nullable(Instant)),
    next: Type.Optional(
      Type.Object(
        {
          step: oneOf(nextSteps),
          /** For a chosen day; otherwise it follows from the step. */
          dueOn: Type.Optional(nullable(Day)),
          dueTime: Type.Optional(nullable(Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }))),
          text: Type.Optional(textOrNull(500)),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
export type CallRecord = Static<typeof CallRecord>

export const logCall = endpoint({
  id: 'calls.log',
  method: 'POST',
  path: '/api/call-records',
  summary: 'Write down a call with its outcome and the next step; settles its line of a call list and says who is next',
  access: 'clients.write',
  body: CallRecord,
  reply: Type.Object({
    activityId: Id,
    promise: nullable(PromiseView),
    /** Call-backs owed that this call has settled. */
    kept: Type.Integer(),
    nextItemId: nullable(Id),
  }),
  creates: true,
})

export const leadOfCall = endpoint({
  id: 'calls.makeLead',
  method: 'POST',
  path: '/api/calls/:id/lead',
  summary: 'Make a lead of the unknown number of a call, or find the one it is',
  access: 'clients.write',
  params: IdParams,
  reply: Type.Object({ leadId: Id, created: Type.Boolean() }),
})

export const assignCaller = endpoint({
  id: 'calls.assignCaller',
  method: 'POST',
  path: '/api/calls/:id/caller',
  summary: 'Say who it was: a client, with a person if known',
  access: 'clients.write',
  params: IdParams,
  body: Type.Object({ clientId: Id, contactId: Type.Optional(nullable(Id)) }, { additionalProperties: false }),
  reply: Call,
})
