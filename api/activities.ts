// The timeline at the border: entries over all channels, milestones of every record, and touches of a client.
import { type Static, type TSchema, Type } from 'typebox'
import { Day, Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { PromiseDraft } from '#api/promises.ts'
import { channels, directions } from '#domain/activities/channels.ts'

const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const Named = Type.Object({ id: Id, name: Type.String() })
const Channel = oneOf(channels)
const Direction = oneOf(directions)
/** Ten thousand lines of minutes fit. */
export const longestText = 1_000_000
/** Null stands first: the check would otherwise turn it into an empty text or a zero. */
const orNull = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema])
const ids = (maxItems: number) => Type.Array(Id, { maxItems, uniqueItems: true })

const Source = Type.Object({ type: Type.String({ maxLength: 40 }), id: Id }, { additionalProperties: false })

export const Activity = Type.Object({
  id: Id,
  version: Type.Integer(),
  client: nullable(Named),
  lead: nullable(Named),
  channel: Channel,
  direction: nullable(Direction),
  happenedAt: Instant,
  durationMinutes: nullable(Type.Integer()),
  subject: nullable(Type.String()),
  text: Type.String(),
  /** Set when `text` is only the beginning: characters of the whole, to be read by its own call. */
  textLength: nullable(Type.Integer()),
  outcome: nullable(Type.String()),
  twoWay: Type.Boolean(),
  private: Type.Boolean(),
  source: nullable(Source),
  author: nullable(Named),
  contacts: Type.Array(Named),
  users: Type.Array(Named),
  tags: Type.Array(Type.Object({ id: Id, name: Type.String(), color: Type.String() })),
  promises: Type.Array(
    Type.Object({
      id: Id,
      text: Type.String(),
      side: Type.String(),
      kind: Type.String(),
      state: Type.String(),
      dueOn: nullable(Day),
    }),
  ),
  attachments: Type.Integer(),
  comments: Type.Integer(),
  createdAt: Instant,
  /** When it was last changed after it was written; null when never. */
  editedAt: nullable(Instant),
  deletedAt: nullable(Instant),
  mayEdit: Type.Boolean(),
})
export type Activity = Static<typeof Activity>

const fields = {
  direction: Type.Optional(orNull(Direction)),
  /** When it happened, ISO 8601 with an offset; now unless said otherwise. */
  happenedAt: Type.Optional(Type.String({ minLength: 10, maxLength: 40 })),
  durationMinutes: Type.Optional(orNull(Type.Integer({ minimum: 0, maximum: 14_400 }))),
  subject: Type.Optional(orNull(Type.String({ maxLength: 300 }))),
  outcome: Type.Optional(orNull(Type.String({ maxLength: 40 }))),
  /** Somebody of both sides took part; found from channel, direction and outcome unless said. */
  twoWay: Type.Optional(Type.Boolean()),
  /** Only the author sees it. */
  private: Type.Optional(Type.Boolean()),
  contactIds: Type.Optional(ids(100)),
  userIds: Type.Optional(ids(100)),
  tagIds: Type.Optional(ids(50)),
  /** Tags by name; one that does not exist is made. */
  tagNames: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 20 })),
}

export const ActivityDraft = Type.Object(
  {
    clientId: Type.Optional(orNull(Id)),
    leadId: Type.Optional(orNull(Id)),
    channel: Channel,
    text: Type.String({ maxLength: longestText }),
    ...fields,
    /** Promises and questions given with it; they remember the entry they came from. */
    promises: Type.Optional(Type.Array(PromiseDraft, { maxItems: 50 })),
    /** The day agreed for the next touch, when one was agreed. */
    nextTouchOn: Type.Optional(orNull(Day)),
    source: Type.Optional(Source),
  },
  { additionalProperties: false },
)
export type ActivityDraft = Static<typeof ActivityDraft>

export const ActivityChange = Type.Object(
  {
    channel: Type.Optional(Channel),
    text: Type.Optional(Type.String({ maxLength: longestText })),
    ...fields,
  },
  { additionalProperties: false, minProperties: 1 },
)
export type ActivityChange = Static<typeof ActivityChange>

/** What happened to records of the client: created, moved, kept, held. */
export const Milestone = Type.Object({
  /** Number of the journal's entry. */
  id: Type.String(),
  at: Instant,
  fact: Type.String(),
  recordType: Type.String(),
  recordId: Id,
  client: nullable(Named),
  actor: nullable(Named),
  reason: nullable(Type.String()),
  /** The name or text of the record and the values that changed, as far as the journal tells. */
  details: Type.Record(Type.String(), nullable(Type.String())),
})
export type Milestone = Static<typeof Milestone>

export const TimelineItem = Type.Object({
  activity: Type.Optional(Activity),
  milestone: Type.Optional(Milestone),
})
export type TimelineItem = Static<typeof TimelineItem>

export const TimelinePage = Type.Object({
  items: Type.Array(TimelineItem),
  /** Given back as `cursor`, it brings what is older; null at the end. */
  next: nullable(Type.String()),
})
export type TimelinePage = Static<typeof TimelinePage>

export const TimelineQuery = Type.Object({
  clientId: Type.Optional(Id),
  leadId: Type.Optional(Id),
  contactId: Type.Optional(Id),
  /** A client with all parts of its chain below. */
  groupOf: Type.Optional(Id),
  /** `entries`: what people wrote; `milestones`: what happened to records. */
  kinds: Type.Optional(Type.String({ maxLength: 60, pattern: '^(entries|milestones)(,(entries|milestones))*$' })),
  /** Channels divided by commas. */
  channels: Type.Optional(Type.String({ maxLength: 120, pattern: '^[a-zA-Z]+(,[a-zA-Z]+)*$' })),
  direction: Type.Optional(Direction),
  /** A contact who took part, or a colleague who wrote it or took part. */
  person: Type.Optional(Id),
  tag: Type.Optional(Id),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  /** Words the entry must contain, in any order, whatever the accents. */
  q: Type.Optional(Type.String({ maxLength: 200 })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 30 })),
})
export type TimelineQuery = Static<typeof TimelineQuery>

export const getTimeline = endpoint({
  id: 'activities.timeline',
  method: 'GET',
  path: '/api/timeline',
  summary: 'What happened between us and a client, contact, lead or group, newest first, over all channels',
  access: 'clients.read',
  query: TimelineQuery,
  reply: TimelinePage,
  lists: true,
})

export const writeActivity = endpoint({
  id: 'activities.write',
  method: 'POST',
  path: '/api/activities',
  summary: 'Write down a call, meeting, message or note, with its people, tags and promises',
  access: 'clients.write',
  body: ActivityDraft,
  reply: Activity,
  creates: true,
})

export const getActivity = endpoint({
  id: 'activities.get',
  method: 'GET',
  path: '/api/activities/:id',
  summary: 'One entry with its whole text',
  access: 'clients.read',
  params: IdParams,
  reply: Activity,
})

export const changeActivity = endpoint({
  id: 'activities.change',
  method: 'PATCH',
  path: '/api/activities/:id',
  summary: 'Change an entry; the history keeps what it said before; If-Match carries the version that was read',
  access: 'clients.write',
  params: IdParams,
  body: ActivityChange,
  reply: Activity,
})

export const removeActivity = endpoint({
  id: 'activities.remove',
  method: 'DELETE',
  path: '/api/activities/:id',
  summary: 'Delete an entry; it can be brought back',
  access: 'clients.write',
  params: IdParams,
  reply: Done,
})

export const restoreActivity = endpoint({
  id: 'activities.restore',
  method: 'POST',
  path: '/api/activities/:id/restore',
  summary: 'Bring a deleted entry back',
  access: 'clients.write',
  params: IdParams,
  reply: Activity,
})

export const Touch = Type.Object({
  clientId: Id,
  version: Type.Integer(),
  lastAt: nullable(Instant),
  lastTwoWayAt: nullable(Instant),
  /** Days between contacts as they hold: the client's own, else by class. */
  cadenceDays: Type.Integer(),
  classDays: Type.Integer(),
  ownDays: nullable(Type.Integer()),
  /** The day agreed by a person; null when none. */
  plannedOn: nullable(Day),
  note: nullable(Type.String()),
  next: Type.Object({
    on: Day,
    why: oneOf(['planned', 'cadence', 'never'] as const),
    overdueDays: Type.Integer(),
  }),
})
export type Touch = Static<typeof Touch>

export const getTouch = endpoint({
  id: 'activities.touch',
  method: 'GET',
  path: '/api/clients/:id/touch',
  summary: 'When the client was last in touch with, how often it should be, and when next',
  access: 'clients.read',
  params: IdParams,
  reply: Touch,
})

export const setTouch = endpoint({
  id: 'activities.setTouch',
  method: 'PATCH',
  path: '/api/clients/:id/touch',
  summary: 'Agree the day of the next touch, or a cadence of the client’s own',
  access: 'clients.write',
  params: IdParams,
  body: Type.Object(
    {
      plannedOn: Type.Optional(orNull(Day)),
      note: Type.Optional(orNull(Type.String({ maxLength: 500 }))),
      ownDays: Type.Optional(orNull(Type.Integer({ minimum: 1, maximum: 1000 }))),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
  reply: Touch,
})
