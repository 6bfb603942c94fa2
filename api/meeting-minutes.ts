// Minutes of a meeting at the border: line by line, the agenda as it goes, who came, and the promises and objections they give.
import { type Static, Type } from 'typebox'
import { Day, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { Meeting, Named, oneOf, PersonDraft, PointDraft, strict, Time, text } from '#api/meetings.ts'
import { Division, PromiseKind, Side } from '#api/promises.ts'
import { type LineMark, lineMarks } from '#domain/meetings/marks.ts'
import { type ObjectionKind, objectionKinds } from '#domain/objections/lifecycle.ts'

const Mark = oneOf<LineMark>(lineMarks)
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
