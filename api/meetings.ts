// Meetings at the border: planning, the preparation sheet, minutes line by line, what follows, and the letter.
import { type Static, Type } from 'typebox'
import { Day, Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { type ListColumn, ListQuery, ListReply } from '#api/lists.ts'
import { Division, PromiseKind, Side } from '#api/promises.ts'
import {
  type MeetingKind,
  type MeetingMove,
  type MeetingState,
  meetingKinds,
  meetingMoveNames,
  meetingStates,
} from '#domain/meetings/lifecycle.ts'
import { type LineMark, lineMarks } from '#domain/meetings/marks.ts'
import { type ObjectionKind, objectionKinds } from '#domain/objections/lifecycle.ts'

const oneOf = <T extends string>(values: readonly T[]) => Type.Unsafe<T>({ type: 'string', enum: [...values] })
const Kind = oneOf<MeetingKind>(meetingKinds)
const State = oneOf<MeetingState>(meetingStates)
const Move = oneOf<MeetingMove>(meetingMoveNames)
const Mark = oneOf<LineMark>(lineMarks)
const Answer = oneOf(['waiting', 'accepted', 'declined', 'tentative'] as const)
const MeetingSide = oneOf(['ours', 'theirs'] as const)
const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
const Named = Type.Object({ id: Id, name: Type.String() })
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })
const optionalText = (maxLength: number) => Type.Optional(nullable(Type.String({ maxLength })))
const strict = { additionalProperties: false }

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

const PersonDraft = Type.Object(
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
const PointDraft = Type.Object(
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

export const MeetingLine = Type.Object({
  id: Id,
  pointId: nullable(Id),
  position: Type.Integer(),
  mark: Mark,
  text: Type.String(),
  promiseId: nullable(Id),
  objectionId: nullable(Id),
  at: Instant,
  author: nullable(Named),
})
export type MeetingLine = Static<typeof MeetingLine>

export const LineChange = Type.Object(
  {
    /** Made by who writes, so that the same line sent twice stays one. */
    id: Id,
    pointId: Type.Optional(nullable(Id)),
    position: Type.Integer({ minimum: -2_000_000_000, maximum: 2_000_000_000 }),
    mark: Mark,
    text: Type.String({ maxLength: 4000 }),
    /** The text as the writer last read it; left out for a new line. When another stands there now, both are kept. */
    was: Type.Optional(Type.String({ maxLength: 4000 })),
  },
  strict,
)
export type LineChange = Static<typeof LineChange>

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

export const SheetBlock = Type.Object({
  key: Type.String(),
  title: Type.String(),
  lines: Type.Array(
    Type.Object({
      text: Type.String(),
      detail: Type.Optional(Type.String()),
      tone: Type.Optional(oneOf(['late', 'risk', 'fine'] as const)),
      href: Type.Optional(Type.String()),
    }),
  ),
  more: Type.Optional(Type.Integer()),
})
export type SheetBlock = Static<typeof SheetBlock>

export const prepareMeeting = endpoint({
  id: 'meetings.sheet',
  method: 'GET',
  path: '/api/meetings/:id/sheet',
  summary: 'The preparation sheet: everything to know before the meeting, gathered from all capabilities',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Object({ meeting: Meeting, blocks: Type.Array(SheetBlock) }),
})

export const printSheet = endpoint({
  id: 'meetings.sheetPdf',
  method: 'GET',
  path: '/api/meetings/:id/sheet.pdf',
  summary: 'The preparation sheet as PDF of one or two A4 pages',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Any(),
  streams: true,
})

export const readLines = endpoint({
  id: 'meetings.lines',
  method: 'GET',
  path: '/api/meetings/:id/lines',
  summary: 'All lines of the minutes in their order',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Object({ lines: Type.Array(MeetingLine) }),
})

export const writeLines = endpoint({
  id: 'meetings.writeLines',
  method: 'POST',
  path: '/api/meetings/:id/lines',
  summary:
    'Write, change and remove lines of the minutes; sent again it writes nothing twice, and no line of another is lost',
  access: 'clients.write',
  params: IdParams,
  body: Type.Object(
    {
      changes: Type.Array(LineChange, { maxItems: 1000 }),
      removed: Type.Optional(
        Type.Array(Type.Object({ id: Id, was: Type.Optional(Type.String({ maxLength: 4000 })) }, strict), {
          maxItems: 1000,
        }),
      ),
    },
    strict,
  ),
  reply: Type.Object({
    saved: Type.Integer(),
    /** Lines that somebody else changed meanwhile: they stand as theirs, and mine was put under them. */
    kept: Type.Array(Type.Object({ theirs: MeetingLine, mine: nullable(MeetingLine) })),
    /** Lines that may not be stored, each with its reason; the others are saved. */
    refused: Type.Array(Type.Object({ id: Id, reason: Type.String() })),
  }),
})

export const goToPoint = endpoint({
  id: 'meetings.goToPoint',
  method: 'POST',
  path: '/api/meetings/:id/agenda',
  summary: 'Say which point is being talked about and which are done; the time of each is counted',
  access: 'clients.write',
  params: IdParams,
  body: Type.Object(
    {
      current: Type.Optional(nullable(Id)),
      done: Type.Optional(Type.Array(Type.Object({ id: Id, done: Type.Boolean() }, strict), { maxItems: 100 })),
      add: Type.Optional(PointDraft),
    },
    strict,
  ),
  reply: Meeting,
})

export const takeAttendance = endpoint({
  id: 'meetings.attendance',
  method: 'POST',
  path: '/api/meetings/:id/attendance',
  summary: 'Say who came; who was not invited is added',
  access: 'clients.write',
  params: IdParams,
  body: Type.Object(
    {
      came: Type.Optional(
        Type.Array(Type.Object({ personId: Id, attended: nullable(Type.Boolean()) }, strict), { maxItems: 200 }),
      ),
      add: Type.Optional(PersonDraft),
    },
    strict,
  ),
  reply: Meeting,
})

const PromiseProposal = Type.Object({
  lineId: Id,
  side: Side,
  kind: PromiseKind,
  text: Type.String(),
  responsibleId: nullable(Id),
  contactId: nullable(Id),
  dueOn: nullable(Day),
  dueTime: nullable(Time),
  /** The day was not in the line: five business days after the meeting. */
  dayGuessed: Type.Boolean(),
})
const ObjectionProposal = Type.Object({
  lineId: Id,
  text: Type.String(),
  kind: oneOf<ObjectionKind>(objectionKinds),
  contactId: nullable(Id),
})
export const Proposals = Type.Object({
  promises: Type.Array(PromiseProposal),
  objections: Type.Array(ObjectionProposal),
})
export type Proposals = Static<typeof Proposals>

export const readProposals = endpoint({
  id: 'meetings.proposals',
  method: 'GET',
  path: '/api/meetings/:id/proposals',
  summary:
    'Promises, questions and objections marked in the minutes that are not written down yet, with person and day read from the line',
  access: 'clients.read',
  params: IdParams,
  reply: Proposals,
})

export const settleMinutes = endpoint({
  id: 'meetings.settle',
  method: 'POST',
  path: '/api/meetings/:id/settle',
  summary: 'Write promises of both sides and objections from lines of the minutes; a line gives each only once',
  access: 'clients.write',
  params: IdParams,
  body: Type.Object(
    {
      promises: Type.Optional(
        Type.Array(
          Type.Object(
            {
              lineId: Id,
              side: Side,
              kind: Type.Optional(PromiseKind),
              text: text(2000),
              responsibleId: Type.Optional(nullable(Id)),
              contactId: Type.Optional(nullable(Id)),
              division: Type.Optional(nullable(Division)),
              dueOn: Type.Optional(nullable(Day)),
              dueTime: Type.Optional(nullable(Time)),
            },
            strict,
          ),
          { maxItems: 200 },
        ),
      ),
      objections: Type.Optional(
        Type.Array(
          Type.Object(
            {
              lineId: Id,
              text: text(2000),
              kind: oneOf<ObjectionKind>(objectionKinds),
              contactId: Type.Optional(nullable(Id)),
              argumentId: Type.Optional(nullable(Id)),
            },
            strict,
          ),
          { maxItems: 200 },
        ),
      ),
    },
    strict,
  ),
  reply: Type.Object({ promises: Type.Integer(), objections: Type.Integer() }),
})

export const printMinutes = endpoint({
  id: 'meetings.minutesPdf',
  method: 'GET',
  path: '/api/meetings/:id/minutes.pdf',
  summary: 'The minutes as PDF; `for=client` in the client’s language, without objections and facts about rivals',
  access: 'clients.read',
  params: IdParams,
  query: Type.Object({ for: Type.Optional(oneOf(['us', 'client'] as const)) }),
  reply: Type.Any(),
  streams: true,
})

export const Letter = Type.Object({
  subject: Type.String(),
  text: Type.String(),
  /** Nobody wrote in it yet: it is made of the minutes as they stand. */
  drafted: Type.Boolean(),
  language: oneOf(['cs', 'en'] as const),
  to: Type.Array(Type.Object({ name: Type.String(), email: Type.String() })),
  sentAt: nullable(Instant),
  version: Type.Integer(),
  whyNot: Type.Record(Type.String(), Type.String()),
})
export type Letter = Static<typeof Letter>

export const readLetter = endpoint({
  id: 'meetings.letter',
  method: 'GET',
  path: '/api/meetings/:id/letter',
  summary: 'The follow-up letter in the client’s language: as it was written, else drafted from the minutes',
  access: 'clients.read',
  params: IdParams,
  query: Type.Object({ anew: Type.Optional(Type.Boolean()) }),
  reply: Letter,
})

const LetterText = { subject: text(300), text: text(50_000) }

export const writeLetter = endpoint({
  id: 'meetings.writeLetter',
  method: 'PUT',
  path: '/api/meetings/:id/letter',
  summary: 'Keep the letter as it was edited',
  access: 'clients.write',
  params: IdParams,
  body: Type.Object(LetterText, strict),
  reply: Letter,
})

export const sendLetter = endpoint({
  id: 'meetings.sendLetter',
  method: 'POST',
  path: '/api/meetings/:id/letter/send',
  summary: 'Send the letter through the mail server of the firm, or say that it left another way',
  access: 'clients.write',
  params: IdParams,
  body: Type.Object(
    {
      ...LetterText,
      to: Type.Array(Type.String({ format: 'email', maxLength: 300 }), { maxItems: 50 }),
      /** It was sent from elsewhere; only the day is kept. */
      already: Type.Optional(Type.Boolean()),
    },
    strict,
  ),
  reply: Letter,
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
