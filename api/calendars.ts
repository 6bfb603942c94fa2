// Calendars at the border: appointments with people and repetition, whose time is taken, files and messages of iCalendar.
// Addresses of feeds, connected calendars and booking pages are in api/calendar-links.ts and api/bookings.ts.
import { type Static, Type } from 'typebox'
import { Day, Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { answers } from '#domain/calendars/invitations.ts'

const oneOf = <T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })

/** Journal facts that make a milestone in the history of a client. */
export const milestones: readonly string[] = ['calendars.appointmentAdded', 'calendars.appointmentCancelled']

export const origins = ['own', 'invitation', 'import', 'caldav', 'booking'] as const
export const statuses = ['tentative', 'confirmed', 'cancelled'] as const
/** Of a repeating appointment: this one, this and those after it, all. */
export const scopes = ['this', 'following', 'all'] as const
export type Scope = (typeof scopes)[number]

const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
const Zone = Type.String({ minLength: 1, maxLength: 60 })
const Person = Type.Object({ id: Id, name: Type.String() })
const Named = Type.Object({ id: Id, name: Type.String() })
/** What the clock on the wall shows; without a time a whole day. */
export const WallTime = Type.Object({ day: Day, time: Type.Optional(Time) }, { additionalProperties: false })

/** One occurrence as a calendar draws it. What may not be seen has no title, people or client: only from when to when. */
export const CalendarItem = Type.Object({
  id: Id,
  /** Which occurrence of a repeating appointment. */
  occurrence: nullable(Instant),
  version: Type.Integer(),
  /** Of the people asked for, those in whose calendar it is. */
  userIds: Type.Array(Id),
  busyOnly: Type.Boolean(),
  title: nullable(Type.String()),
  startsAt: Instant,
  endsAt: Instant,
  allDay: Type.Boolean(),
  /** First and last day in the appointment's own zone. */
  fromDay: Day,
  toDay: Day,
  timeZone: Type.String(),
  status: oneOf(statuses),
  busy: Type.Boolean(),
  private: Type.Boolean(),
  repeats: Type.Boolean(),
  place: nullable(Type.String()),
  videoUrl: nullable(Type.String()),
  client: nullable(Named),
  lead: nullable(Named),
  record: nullable(Type.Object({ type: Type.String(), id: Id })),
  /** The answer of the one who asks; null when he is not among those invited. */
  answer: nullable(oneOf(answers)),
  mayMove: Type.Boolean(),
})
export type CalendarItem = Static<typeof CalendarItem>

export const AppointmentPerson = Type.Object({
  id: Id,
  userId: nullable(Id),
  contactId: nullable(Id),
  name: nullable(Type.String()),
  email: nullable(Type.String()),
  optional: Type.Boolean(),
  answer: oneOf(answers),
})
export type AppointmentPerson = Static<typeof AppointmentPerson>

export const Appointment = Type.Object({
  id: Id,
  version: Type.Integer(),
  uid: Type.String(),
  sequence: Type.Integer(),
  owner: Person,
  title: Type.String(),
  description: nullable(Type.String()),
  place: nullable(Type.String()),
  videoUrl: nullable(Type.String()),
  startsAt: Instant,
  endsAt: Instant,
  /** The same by the clock of its zone; the last day of a whole-day appointment is its last one. */
  start: WallTime,
  end: WallTime,
  allDay: Type.Boolean(),
  timeZone: Type.String(),
  rrule: nullable(Type.String()),
  /** The occurrence this was asked for, or stands for. */
  occurrence: nullable(Instant),
  status: oneOf(statuses),
  busy: Type.Boolean(),
  private: Type.Boolean(),
  origin: oneOf(origins),
  organizer: nullable(Type.Object({ name: nullable(Type.String()), email: Type.String() })),
  client: nullable(Named),
  lead: nullable(Named),
  record: nullable(Type.Object({ type: Type.String(), id: Id })),
  people: Type.Array(AppointmentPerson),
  myAnswer: nullable(oneOf(answers)),
  deletedAt: nullable(Instant),
  /** Reasons why the caller may not do it; what he may is left out. */
  whyNot: Type.Object({
    time: Type.Optional(Type.String()),
    content: Type.Optional(Type.String()),
    remove: Type.Optional(Type.String()),
  }),
})
export type Appointment = Static<typeof Appointment>

export const Invitee = Type.Object(
  {
    userId: Type.Optional(Id),
    contactId: Type.Optional(Id),
    email: Type.Optional(Type.String({ maxLength: 300 })),
    name: Type.Optional(Type.String({ maxLength: 200 })),
    optional: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type Invitee = Static<typeof Invitee>

const content = {
  title: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
  description: Type.Optional(nullable(Type.String({ maxLength: 20_000 }))),
  place: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
  videoUrl: Type.Optional(nullable(Type.String({ maxLength: 1000 }))),
  start: WallTime,
  end: WallTime,
  timeZone: Type.Optional(Zone),
  rrule: Type.Optional(nullable(Type.String({ maxLength: 1000 }))),
  status: Type.Optional(oneOf(['tentative', 'confirmed'] as const)),
  busy: Type.Optional(Type.Boolean()),
  private: Type.Optional(Type.Boolean()),
  clientId: Type.Optional(nullable(Id)),
  leadId: Type.Optional(nullable(Id)),
  people: Type.Optional(Type.Array(Invitee, { maxItems: 200 })),
  /** Sends letters with .ics to those outside the house; colleagues are always told in the application. */
  invite: Type.Optional(Type.Boolean()),
}
export const AppointmentDraft = Type.Object(content, { additionalProperties: false })
export type AppointmentDraft = Static<typeof AppointmentDraft>

export const AppointmentChange = Type.Object(
  {
    ...content,
    title: Type.Optional(content.title),
    start: Type.Optional(WallTime),
    end: Type.Optional(WallTime),
    scope: Type.Optional(oneOf(scopes)),
    occurrence: Type.Optional(Instant),
  },
  { additionalProperties: false, minProperties: 1 },
)
export type AppointmentChange = Static<typeof AppointmentChange>

const People = Type.String({ maxLength: 2000, description: 'Ids divided by commas; the caller unless given' })
const window = { from: Type.String({ maxLength: 40 }), to: Type.String({ maxLength: 40 }) }

export const listAppointments = endpoint({
  id: 'calendars.list',
  method: 'GET',
  path: '/api/appointments',
  summary: 'Occurrences between two instants in the calendars of up to 20 people; what may not be seen is only busy',
  access: 'signedIn',
  query: Type.Object({ ...window, users: Type.Optional(People) }),
  reply: Type.Object({ items: Type.Array(CalendarItem), people: Type.Array(Person) }),
})

export const BusyTime = Type.Object({ userId: Id, startsAt: Instant, endsAt: Instant, tentative: Type.Boolean() })
export type BusyTime = Static<typeof BusyTime>

export const listBusyTimes = endpoint({
  id: 'calendars.busy',
  method: 'GET',
  path: '/api/appointments/busy',
  summary: 'When people are busy, without saying with what',
  access: 'signedIn',
  query: Type.Object({ ...window, users: Type.Optional(People) }),
  reply: Type.Object({ busy: Type.Array(BusyTime) }),
})

export const getAppointment = endpoint({
  id: 'calendars.get',
  method: 'GET',
  path: '/api/appointments/:id',
  summary: 'One appointment whole; with `occurrence` that one of a repeating appointment',
  access: 'signedIn',
  params: IdParams,
  query: Type.Object({ occurrence: Type.Optional(Instant) }),
  reply: Appointment,
})

export const addAppointment = endpoint({
  id: 'calendars.add',
  method: 'POST',
  path: '/api/appointments',
  summary: 'Write an appointment into the own calendar, with people invited and repetition',
  access: 'signedIn',
  body: AppointmentDraft,
  reply: Appointment,
  creates: true,
})

export const changeAppointment = endpoint({
  id: 'calendars.change',
  method: 'PATCH',
  path: '/api/appointments/:id',
  summary: 'Change or move an appointment, of a repeating one this, the following or all; If-Match carries the version',
  access: 'signedIn',
  params: IdParams,
  body: AppointmentChange,
  reply: Appointment,
})

export const removeAppointment = endpoint({
  id: 'calendars.remove',
  method: 'DELETE',
  path: '/api/appointments/:id',
  summary: 'Delete an appointment or occurrences of it; those invited are told',
  access: 'signedIn',
  params: IdParams,
  query: Type.Object({ scope: Type.Optional(oneOf(scopes)), occurrence: Type.Optional(Instant) }),
  reply: Done,
})

export const restoreAppointment = endpoint({
  id: 'calendars.restore',
  method: 'POST',
  path: '/api/appointments/:id/restore',
  summary: 'Bring a deleted appointment or a left-out occurrence back',
  access: 'signedIn',
  params: IdParams,
  body: Type.Object({ occurrence: Type.Optional(Instant) }, { additionalProperties: false }),
  reply: Appointment,
})

export const answerAppointment = endpoint({
  id: 'calendars.answer',
  method: 'POST',
  path: '/api/appointments/:id/answer',
  summary: 'Say whether one comes; an organizer outside the house gets the answer by mail when mail is set up',
  access: 'signedIn',
  params: IdParams,
  body: Type.Object({ answer: oneOf(['accepted', 'declined', 'tentative'] as const) }, { additionalProperties: false }),
  reply: Appointment,
})

export const downloadAppointment = endpoint({
  id: 'calendars.download',
  method: 'GET',
  path: '/api/appointments/:id/ics',
  summary: 'The appointment as .ics: to keep, as an invitation, or as the own answer to somebody else’s invitation',
  access: 'signedIn',
  params: IdParams,
  query: Type.Object({ method: Type.Optional(oneOf(['PUBLISH', 'REQUEST', 'REPLY'] as const)) }),
  reply: Type.Unknown(),
  streams: true,
})

/** What became of one appointment of a file. */
export const FileLine = Type.Object({
  uid: Type.String(),
  title: Type.String(),
  startsAt: nullable(Instant),
  line: Type.Integer(),
  outcome: Type.String(),
  /** A key of the messages, for what was refused or read with a remark. */
  reason: Type.Optional(Type.String()),
  appointmentId: Type.Optional(Id),
})
export type FileLine = Static<typeof FileLine>

export const FileReport = Type.Object({
  method: Type.String(),
  counts: Type.Record(Type.String(), Type.Integer()),
  /** The first 500; counts say how many there are. */
  lines: Type.Array(FileLine),
})
export type FileReport = Static<typeof FileReport>

export const readCalendarFile = endpoint({
  id: 'calendars.readFile',
  method: 'POST',
  path: '/api/appointments/files',
  summary:
    'Import an .ics (multipart/form-data, field `file`, at most 10 MB), or act on an invitation, answer or cancellation in it; with `try=true` only says what would happen',
  access: 'signedIn',
  query: Type.Object({ try: Type.Optional(Type.Boolean()) }),
  reply: FileReport,
  streams: true,
  ownTransactions: true,
})

export const takeCalendarMessage = endpoint({
  id: 'calendars.takeMessage',
  method: 'POST',
  path: '/api/calendar-inbox/:secret',
  summary: 'For a mail rule: hands an .ics to the person whose secret address this is',
  access: 'public',
  params: Type.Object({ secret: Type.String({ minLength: 20, maxLength: 100 }) }),
  body: Type.Object({ ics: Type.String({ maxLength: 2_000_000 }) }, { additionalProperties: false }),
  reply: FileReport,
})

export const listCalendarMessages = endpoint({
  id: 'calendars.messages',
  method: 'GET',
  path: '/api/appointments/messages',
  summary: 'Invitations, answers and cancellations that came and went, latest first',
  access: 'signedIn',
  query: Type.Object({ uid: Type.Optional(Type.String({ maxLength: 500 })) }),
  reply: Type.Object({
    messages: Type.Array(
      Type.Object({
        id: Id,
        direction: oneOf(['in', 'out'] as const),
        method: Type.String(),
        email: nullable(Type.String()),
        outcome: Type.String(),
        title: nullable(Type.String()),
        at: Instant,
      }),
    ),
  }),
})

export const appointmentsOfClient = endpoint({
  id: 'calendars.ofClient',
  method: 'GET',
  path: '/api/clients/:id/appointments',
  summary: 'Coming appointments with a client that the caller may see, soonest first',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Object({ items: Type.Array(CalendarItem) }),
})
