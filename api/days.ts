// My day and my week at the border: everything that leads the day in one reply, and what a person decides about its steps.
import { type Static, Type } from 'typebox'
import { CalendarItem } from '#api/calendars.ts'
import { Day, Done, endpoint, Id, IdParams, nullable } from '#api/endpoint.ts'
import { PromiseView } from '#api/promises.ts'
import { decisions } from '#domain/days/next-best-action.ts'

const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const Person = Type.Object({ id: Id, name: Type.String() })
const Details = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()]))

/** A step the day offers: to whom, why, by when. Its words are messages.<capability>.steps[rule]. */
export const Step = Type.Object({
  rule: Type.String(),
  capability: Type.String(),
  recordType: Type.String(),
  recordId: Id,
  clientId: nullable(Id),
  user: Person,
  name: Type.String(),
  href: Type.String(),
  severity: Type.Integer(),
  priority: Type.Integer(),
  abc: oneOf(['A', 'B', 'C'] as const),
  dueOn: Day,
  details: Details,
  /** Class of the client and whom to call, where the step is about one. */
  class: nullable(Type.String()),
  contact: nullable(Type.Object({ id: Id, name: Type.String(), phone: nullable(Type.String()) })),
  /** The step is the caller's own (or of whom he stands in for) to decide. */
  mine: Type.Boolean(),
})
export type Step = Static<typeof Step>

export const NewLead = Type.Object({
  id: Id,
  name: Type.String(),
  owner: nullable(Person),
  receivedAt: Type.String(),
  answerDueOn: Day,
  /** Business days left; negative when late. */
  businessDaysLeft: Type.Integer(),
  source: Type.String(),
  interest: nullable(Type.String()),
  phone: nullable(Type.String()),
})
export type NewLead = Static<typeof NewLead>

export const Mention = Type.Object({
  id: Id,
  event: Type.String(),
  recordType: nullable(Type.String()),
  recordId: nullable(Id),
  client: nullable(Person),
  actor: nullable(Person),
  text: nullable(Type.String()),
  href: nullable(Type.String()),
  at: Type.String(),
})
export type Mention = Static<typeof Mention>

export const DayView = Type.Object({
  today: Day,
  /** Whose day this is; `team` when of several people. */
  of: oneOf(['me', 'person', 'team'] as const),
  people: Type.Array(Person),
  /** Name of the public holiday, when today is one. */
  holiday: nullable(Type.String()),
  agenda: Type.Array(CalendarItem),
  /** Open promises due today or before: ours and theirs, late first. */
  promises: Type.Array(PromiseView),
  promisesTotal: Type.Integer(),
  steps: Type.Array(Step),
  /** Steps left out because there are too many for a day. */
  moreSteps: Type.Integer(),
  /** Put off and muted by the person, so that they can be brought back. */
  putAside: Type.Object({ snoozed: Type.Integer(), muted: Type.Integer() }),
  leads: Type.Array(NewLead),
  mentions: Type.Array(Mention),
  callLists: Type.Array(Type.Object({ id: Id, name: Type.String(), waiting: Type.Integer(), total: Type.Integer() })),
  reminders: Type.Integer(),
  /** What was done today, for the evening. */
  done: Type.Object({
    entries: Type.Integer(),
    promises: Type.Integer(),
    steps: Type.Integer(),
    meetings: Type.Integer(),
  }),
  /** What the next business day brings. */
  next: Type.Object({ day: Day, appointments: Type.Integer(), promises: Type.Integer() }),
})
export type DayView = Static<typeof DayView>

const Whose = {
  /** One person's day; oneself unless said otherwise. */
  person: Type.Optional(Id),
  /** The day of a whole team. */
  team: Type.Optional(Id),
}

export const getDay = endpoint({
  id: 'days.today',
  method: 'GET',
  path: '/api/days/today',
  summary: 'Everything that leads the day: agenda, promises due, whom to contact and why, new leads, mentions',
  access: 'signedIn',
  query: Type.Object(Whose),
  reply: DayView,
})

export const WeekPerson = Type.Object({
  person: Person,
  /** Promises this person answers for that are late today. */
  latePromises: Type.Integer(),
  /** Clients beyond their cadence today. */
  waitingClients: Type.Integer(),
  /** Leads past their answer clock. */
  lateLeads: Type.Integer(),
  /** Entries about clients written in the week. */
  entries: Type.Integer(),
})
export type WeekPerson = Static<typeof WeekPerson>

export const WeekView = Type.Object({
  today: Day,
  from: Day,
  days: Type.Array(Type.Object({ day: Day, holiday: nullable(Type.String()), business: Type.Boolean() })),
  people: Type.Array(WeekPerson),
  appointments: Type.Array(CalendarItem),
  promises: Type.Array(
    Type.Object({
      id: Id,
      text: Type.String(),
      side: oneOf(['ours', 'theirs'] as const),
      dueOn: Day,
      dueTime: nullable(Type.String()),
      late: Type.Boolean(),
      client: nullable(Person),
      userId: Id,
    }),
  ),
  /** Touches with clients agreed for a day of the week. */
  touches: Type.Array(Type.Object({ client: Person, on: Day, note: nullable(Type.String()), userId: Id })),
})
export type WeekView = Static<typeof WeekView>

export const getWeek = endpoint({
  id: 'days.week',
  method: 'GET',
  path: '/api/days/week',
  summary: 'A week of one person or a team: appointments, promises, agreed touches, and how each person stands',
  access: 'signedIn',
  query: Type.Object({
    ...Whose,
    /** Any day of the week; this week unless given. */
    day: Type.Optional(Day),
  }),
  reply: WeekView,
})

export const dayPeople = endpoint({
  id: 'days.people',
  method: 'GET',
  path: '/api/days/people',
  summary: 'Whose days the caller may look at: oneself, whom one stands in for, and the people and teams one leads',
  access: 'signedIn',
  reply: Type.Object({
    people: Type.Array(Type.Object({ id: Id, name: Type.String(), teamId: nullable(Id) })),
    teams: Type.Array(Person),
  }),
})

export const DayChoice = Type.Object({
  id: Id,
  rule: Type.String(),
  recordId: Id,
  client: nullable(Person),
  decision: oneOf(decisions),
  until: nullable(Day),
  reason: nullable(Type.String()),
  decidedAt: Type.String(),
})
export type DayChoice = Static<typeof DayChoice>

export const chooseStep = endpoint({
  id: 'days.choose',
  method: 'POST',
  path: '/api/days/choices',
  summary: 'Decide about an offered step: done, put off to a day at most 14 days away, or muted with a reason',
  access: 'signedIn',
  body: Type.Object(
    {
      rule: Type.String({ minLength: 1, maxLength: 60 }),
      recordId: Id,
      decision: oneOf(decisions),
      until: Type.Optional(nullable(Day)),
      reason: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
    },
    { additionalProperties: false },
  ),
  reply: DayChoice,
  creates: true,
})

export const listDayChoices = endpoint({
  id: 'days.choices',
  method: 'GET',
  path: '/api/days/choices',
  summary: 'Steps the caller put off or muted, the latest first',
  access: 'signedIn',
  reply: Type.Object({ choices: Type.Array(DayChoice) }),
})

export const takeBackChoice = endpoint({
  id: 'days.takeBack',
  method: 'DELETE',
  path: '/api/days/choices/:id',
  summary: 'Take a decision back: the step is offered again',
  access: 'signedIn',
  params: IdParams,
  reply: Done,
})
