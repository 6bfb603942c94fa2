// Meetings at the border: planning, moving, inviting, and what a next one starts from.
import { type Static, Type } from 'typebox'
import { Day, Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { type ListColumn, ListQuery, ListReply } from '#api/lists.ts'
import {
  type MeetingKind,
  type MeetingMove,
  type MeetingState,
  meetingKinds,
  meetingMoveNames,
  meetingStates,
} from '#domain/meetings/lifecycle.ts'

export const oneOf = <T extends string>(values: readonly T[]) => Type.Unsafe<T>({ type: 'string', enum: [...values] })
const Kind = oneOf<MeetingKind>(meetingKinds)
const State = oneOf<MeetingState>(meetingStates)
const Move = oneOf<MeetingMove>(meetingMoveNames)
const Answer = oneOf(['waiting', 'accepted', 'declined', 'tentative'] as const)
const MeetingSide = oneOf(['ours', 'theirs'] as const)
export const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
export const Named = Type.Object({ id: Id, name: Type.String() })
export const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })
const optionalText = (maxLength: number) => Type.Optional(nullable(Type.String({ maxLength })))
export const strict = { additionalProperties: false }

export const MeetingPerson = Type.Object({
  id: Id,
  userId: nullable(Id),
  contactId: nullable(Id),
  name: Type.String(),
  /** What the person does at the client; empty for colleagues. */
  position: nullable(Type.String()),
  email: nullable(Type.String()),
  side: MeetingSide,
  optional: Type.Boolean(),
  answer: Answer,
  /** Null until somebody says so. */
  attended: nullable(Type.Boolean()),
})
export type MeetingPerson = Static<typeof MeetingPerson>

export const MeetingPoint = Type.Object({
  id: Id,
  title: Type.String(),
  minutes: nullable(Type.Integer()),
  /** While it is talked about. */
  startedAt: nullable(Instant),
  spentSeconds: Type.Integer(),
  done: Type.Boolean(),
})
export type MeetingPoint = Static<typeof MeetingPoint>

export const Meeting = Type.Object({
  id: Id,
  version: Type.Integer(),
  client: nullable(Type.Object({ id: Id, name: Type.String(), language: Type.String() })),
  lead: nullable(Named),
  title: Type.String(),
  kind: Kind,
  startsAt: Instant,
  endsAt: Instant,
  timeZone: Type.String(),
  /** The clock of its time zone. */
  day: Day,
  startTime: Time,
  endTime: Time,
  place: nullable(Type.String()),
  videoUrl: nullable(Type.String()),
  goal: nullable(Type.String()),
  fallback: nullable(Type.String()),
  state: State,
  stateReason: nullable(Type.String()),
  startedAt: nullable(Instant),
  endedAt: nullable(Instant),
  organizer: Named,
  summary: nullable(Type.String()),
  letterSentAt: nullable(Instant),
  /** Minutes are to leave by; null before it is held and once they left. */
  minutesDueOn: nullable(Day),
  follows: nullable(Type.Object({ id: Id, title: Type.String(), startsAt: Instant })),
  followedBy: nullable(Type.Object({ id: Id, title: Type.String(), startsAt: Instant })),
  people: Type.Array(MeetingPerson),
  points: Type.Array(MeetingPoint),
  lines: Type.Integer(),
  createdAt: Instant,
  deletedAt: nullable(Instant),
  whyNot: Type.Record(Type.String(), Type.String()),
})
export type Meeting = Static<typeof Meeting>

export const PersonDraft = Type.Object(
  {
    id: Type.Optional(Id),
    userId: Type.Optional(nullable(Id)),
    contactId: Type.Optional(nullable(Id)),
    name: optionalText(200),
    email: Type.Optional(nullable(Type.String({ maxLength: 300 }))),
    side: MeetingSide,
    optional: Type.Optional(Type.Boolean()),
  },
  strict,
)
export type PersonDraft = Static<typeof PersonDraft>
export const PointDraft = Type.Object(
  {
    id: Type.Optional(Id),
    title: text(300),
    minutes: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 480 }))),
  },
  strict,
)
export type PointDraft = Static<typeof PointDraft>

const fields = {
  title: text(300),
  kind: Type.Optional(Kind),
  day: Day,
  startTime: Time,
  endTime: Time,
  /** The last day when it ends after midnight; the same day unless given. */
  endDay: Type.Optional(nullable(Day)),
  timeZone: Type.Optional(Type.String({ maxLength: 60 })),
  place: optionalText(500),
  videoUrl: optionalText(1000),
  goal: optionalText(2000),
  fallback: optionalText(2000),
  people: Type.Optional(Type.Array(PersonDraft, { maxItems: 200 })),
  points: Type.Optional(Type.Array(PointDraft, { maxItems: 100 })),
  organizerId: Type.Optional(Id),
}
export const MeetingDraft = Type.Object(
  {
    clientId: Type.Optional(nullable(Id)),
    leadId: Type.Optional(nullable(Id)),
    ...fields,
    followsId: Type.Optional(nullable(Id)),
    /** Said of the past: it is a record of a meeting that was held. */
    held: Type.Optional(Type.Boolean()),
  },
  strict,
)
export type MeetingDraft = Static<typeof MeetingDraft>
export const MeetingChange = Type.Partial(Type.Object({ ...fields, summary: optionalText(20_000) }, strict), {
  ...strict,
  minProperties: 1,
})
export type MeetingChange = Static<typeof MeetingChange>

/** What the timeline of a client shows of meetings. */
export const milestones: readonly string[] = [
  'meetings.planned',
  'meetings.moved',
  'meetings.shifted',
  'meetings.letterSent',
]

export const meetingColumns: readonly ListColumn[] = [
  { key: 'title', type: 'text', sortable: true, filterable: true, initial: true, width: 280 },
  { key: 'client', type: 'client', filterable: true, groupable: true, initial: true, width: 230 },
  { key: 'startsAt', type: 'instant', sortable: true, filterable: true, initial: true, width: 150 },
  { key: 'kind', type: 'choice', choices: meetingKinds, filterable: true, groupable: true, initial: true, width: 120 },
  {
    key: 'state',
    type: 'choice',
    choices: meetingStates,
    filterable: true,
    groupable: true,
    initial: true,
    width: 120,
  },
  { key: 'organizer', type: 'person', filterable: true, groupable: true, initial: true, width: 160 },
  { key: 'theirs', type: 'text', filterable: true, initial: true, width: 230 },
  { key: 'place', type: 'text', filterable: true, width: 200 },
  { key: 'goal', type: 'text', filterable: true, width: 260 },
  { key: 'letterSentAt', type: 'instant', filterable: true, width: 150 },
]

export const listMeetings = endpoint({
  id: 'meetings.list',
  method: 'GET',
  path: '/api/meetings',
  summary: 'A page of the meetings with clients and leads the caller may see',
  access: 'clients.read',
  query: ListQuery,
  reply: ListReply,
  lists: true,
})

const Brief = Type.Object({
  id: Id,
  title: Type.String(),
  kind: Kind,
  state: State,
  startsAt: Instant,
  endsAt: Instant,
  place: nullable(Type.String()),
  organizer: Named,
  minutesDueOn: nullable(Day),
})
export type MeetingBrief = Static<typeof Brief>

export const meetingsOfClient = endpoint({
  id: 'meetings.ofClient',
  method: 'GET',
  path: '/api/clients/:id/meetings',
  summary: 'Meetings of a client: those to come, the nearest first, and the last twenty that were',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Object({
    coming: Type.Array(Brief),
    past: Type.Array(Brief),
    whyNot: Type.Object({ edit: Type.Optional(Type.String()) }),
  }),
})

export const proposeMeeting = endpoint({
  id: 'meetings.propose',
  method: 'GET',
  path: '/api/meetings/proposal',
  summary:
    'What a next meeting starts from: open points and questions of the last one, unanswered objections, its people',
  access: 'clients.read',
  query: Type.Object({ clientId: Type.Optional(Id), leadId: Type.Optional(Id) }),
  reply: Type.Object({
    follows: nullable(Type.Object({ id: Id, title: Type.String(), startsAt: Instant })),
    points: Type.Array(Type.Object({ title: Type.String(), from: oneOf(['point', 'question', 'objection'] as const) })),
    people: Type.Array(Type.Object({ ...PersonDraft.properties, name: Type.String() })),
  }),
})

export const planMeeting = endpoint({
  id: 'meetings.plan',
  method: 'POST',
  path: '/api/meetings',
  summary: 'Plan a meeting, or record one that was held; without an agenda it takes over what stayed open last time',
  access: 'clients.write',
  body: MeetingDraft,
  reply: Meeting,
  creates: true,
})

export const getMeeting = endpoint({
  id: 'meetings.get',
  method: 'GET',
  path: '/api/meetings/:id',
  summary: 'One meeting with its people and agenda',
  access: 'clients.read',
  params: IdParams,
  reply: Meeting,
})

export const changeMeeting = endpoint({
  id: 'meetings.change',
  method: 'PATCH',
  path: '/api/meetings/:id',
  summary: 'Change time, place, people, agenda or goal; If-Match carries the version that was read',
  access: 'clients.write',
  params: IdParams,
  body: MeetingChange,
  reply: Meeting,
})

export const moveMeeting = endpoint({
  id: 'meetings.move',
  method: 'POST',
  path: '/api/meetings/:id/move',
  summary: 'Start, end, close, reopen, cancel or plan again; a held meeting writes its entry on the timeline',
  access: 'clients.write',
  params: IdParams,
  body: Type.Object({ move: Move, reason: optionalText(500) }, strict),
  reply: Meeting,
})

export const removeMeeting = endpoint({
  id: 'meetings.remove',
  method: 'DELETE',
  path: '/api/meetings/:id',
  summary: 'Delete a meeting; it can be restored',
  access: 'clients.write',
  params: IdParams,
  reply: Done,
})

export const restoreMeeting = endpoint({
  id: 'meetings.restore',
  method: 'POST',
  path: '/api/meetings/:id/restore',
  summary: 'Bring a deleted meeting back',
  access: 'clients.write',
  params: IdParams,
  reply: Meeting,
})

export const inviteToMeeting = endpoint({
  id: 'meetings.invite',
  method: 'POST',
  path: '/api/meetings/:id/invitations',
  summary: 'Invite the people of the client by mail with .ics; later changes of time or place follow by themselves',
  access: 'clients.write',
  params: IdParams,
  reply: Meeting,
})
