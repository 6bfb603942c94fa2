// What ties a person's calendar to others at the border: secret addresses, connected calendars, their conflicts and health.
import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'

const oneOf = <T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })

// Secret addresses

export const feedKinds = ['full', 'busy', 'inbox'] as const

export const CalendarFeed = Type.Object({
  id: Id,
  name: Type.String(),
  details: oneOf(feedKinds),
  createdAt: Instant,
  lastReadAt: nullable(Instant),
})
export type CalendarFeed = Static<typeof CalendarFeed>

export const listFeeds = endpoint({
  id: 'calendars.feeds',
  method: 'GET',
  path: '/api/calendar-feeds',
  summary: 'Own secret addresses that are valid',
  access: 'signedIn',
  reply: Type.Object({ feeds: Type.Array(CalendarFeed) }),
})

export const addFeed = endpoint({
  id: 'calendars.addFeed',
  method: 'POST',
  path: '/api/calendar-feeds',
  summary:
    'Make a secret address: of the whole calendar, of busy times only, or one that takes invitations in; shown once',
  access: 'signedIn',
  body: Type.Object(
    { name: Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' }), details: oneOf(feedKinds) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ feed: CalendarFeed, path: Type.String() }),
  creates: true,
})

export const revokeFeed = endpoint({
  id: 'calendars.revokeFeed',
  method: 'DELETE',
  path: '/api/calendar-feeds/:id',
  summary: 'Revoke a secret address; from that moment it gives nothing',
  access: 'signedIn',
  params: IdParams,
  reply: Done,
})

export const readFeed = endpoint({
  id: 'calendars.readFeed',
  method: 'GET',
  path: '/api/feeds/:secret',
  summary: 'The calendar as iCalendar, for programs that subscribe to it',
  access: 'public',
  params: Type.Object({ secret: Type.String({ minLength: 20, maxLength: 120 }) }),
  reply: Type.Unknown(),
  streams: true,
})

// Servers an administrator allowed

export const CalendarServer = Type.Object({
  id: Id,
  origin: Type.String(),
  note: nullable(Type.String()),
  createdAt: Instant,
  accounts: Type.Integer(),
})
export type CalendarServer = Static<typeof CalendarServer>

export const listServers = endpoint({
  id: 'calendars.servers',
  method: 'GET',
  path: '/api/calendar-servers',
  summary: 'Calendar servers the product may call',
  access: 'signedIn',
  reply: Type.Object({ servers: Type.Array(CalendarServer) }),
})

export const addServer = endpoint({
  id: 'calendars.addServer',
  method: 'POST',
  path: '/api/calendar-servers',
  summary: 'Allow a calendar server by its address; only scheme, host and port count',
  access: 'firm.administer',
  body: Type.Object(
    {
      url: Type.String({ minLength: 8, maxLength: 300 }),
      note: Type.Optional(nullable(Type.String({ maxLength: 300 }))),
    },
    { additionalProperties: false },
  ),
  reply: CalendarServer,
  creates: true,
})

export const removeServer = endpoint({
  id: 'calendars.removeServer',
  method: 'DELETE',
  path: '/api/calendar-servers/:id',
  summary: 'Allow it no longer; calendars connected there stop',
  access: 'firm.administer',
  params: IdParams,
  reply: Done,
})

// Connected calendars

export const CalendarAccount = Type.Object({
  id: Id,
  version: Type.Integer(),
  serverUrl: Type.String(),
  userName: Type.String(),
  calendarUrl: nullable(Type.String()),
  calendarName: nullable(Type.String()),
  state: oneOf(['new', 'working', 'failing', 'paused'] as const),
  lastTryAt: nullable(Instant),
  lastGoodAt: nullable(Instant),
  failures: Type.Integer(),
  /** A key of the messages, or what the server said. */
  lastError: nullable(Type.String()),
  lastResult: Type.Object({
    pulled: Type.Optional(Type.Integer()),
    pushed: Type.Optional(Type.Integer()),
    removed: Type.Optional(Type.Integer()),
    conflicts: Type.Optional(Type.Integer()),
    unreadable: Type.Optional(Type.Integer()),
  }),
  openConflicts: Type.Integer(),
})
export type CalendarAccount = Static<typeof CalendarAccount>

const login = {
  serverUrl: Type.String({ minLength: 8, maxLength: 1000 }),
  userName: Type.String({ minLength: 1, maxLength: 200 }),
  password: Type.String({ minLength: 1, maxLength: 500 }),
}

export const listAccounts = endpoint({
  id: 'calendars.accounts',
  method: 'GET',
  path: '/api/calendar-accounts',
  summary: 'Own connected calendars and how they fare',
  access: 'signedIn',
  reply: Type.Object({ accounts: Type.Array(CalendarAccount) }),
})

export const findCalendars = endpoint({
  id: 'calendars.findCalendars',
  method: 'POST',
  path: '/api/calendar-accounts/calendars',
  summary: 'Calendars a login finds on an allowed server',
  access: 'signedIn',
  body: Type.Object(login, { additionalProperties: false }),
  reply: Type.Object({ calendars: Type.Array(Type.Object({ url: Type.String(), name: Type.String() })) }),
  ownTransactions: true,
})

export const addAccount = endpoint({
  id: 'calendars.addAccount',
  method: 'POST',
  path: '/api/calendar-accounts',
  summary: 'Connect a calendar of an allowed server in both directions',
  access: 'signedIn',
  body: Type.Object(
    {
      ...login,
      calendarUrl: Type.String({ minLength: 8, maxLength: 1000 }),
      calendarName: Type.Optional(Type.String({ maxLength: 300 })),
    },
    { additionalProperties: false },
  ),
  reply: CalendarAccount,
  creates: true,
})

export const changeAccount = endpoint({
  id: 'calendars.changeAccount',
  method: 'PATCH',
  path: '/api/calendar-accounts/:id',
  summary: 'Pause or resume a connection, or give a new password; If-Match carries the version',
  access: 'signedIn',
  params: IdParams,
  body: Type.Object(
    { paused: Type.Optional(Type.Boolean()), password: Type.Optional(login.password) },
    { additionalProperties: false, minProperties: 1 },
  ),
  reply: CalendarAccount,
})

export const removeAccount = endpoint({
  id: 'calendars.removeAccount',
  method: 'DELETE',
  path: '/api/calendar-accounts/:id',
  summary: 'Disconnect a calendar; appointments stay on both sides',
  access: 'signedIn',
  params: IdParams,
  reply: Done,
})

export const syncAccount = endpoint({
  id: 'calendars.syncAccount',
  method: 'POST',
  path: '/api/calendar-accounts/:id/sync',
  summary: 'Bring both sides together now',
  access: 'signedIn',
  params: IdParams,
  reply: Done,
})

// Changed on both sides

export const SidePicture = Type.Object({
  recurrenceId: nullable(Type.String()),
  title: Type.String(),
  description: nullable(Type.String()),
  place: nullable(Type.String()),
  /** Of a whole-day appointment the first day and the day after the last. */
  startsAt: Type.String(),
  endsAt: Type.String(),
  allDay: Type.Boolean(),
  rrule: nullable(Type.String()),
  status: Type.String(),
  busy: Type.Boolean(),
  private: Type.Boolean(),
})
export type SidePicture = Static<typeof SidePicture>

export const CalendarConflict = Type.Object({
  id: Id,
  accountId: Id,
  calendarName: nullable(Type.String()),
  appointmentId: nullable(Id),
  uid: Type.String(),
  /** Empty: deleted on that side. */
  ours: Type.Array(SidePicture),
  theirs: Type.Array(SidePicture),
  noticedAt: Instant,
})
export type CalendarConflict = Static<typeof CalendarConflict>

export const listConflicts = endpoint({
  id: 'calendars.conflicts',
  method: 'GET',
  path: '/api/calendar-conflicts',
  summary: 'Appointments changed on both sides that wait for a decision',
  access: 'signedIn',
  reply: Type.Object({ conflicts: Type.Array(CalendarConflict) }),
})

export const decideConflict = endpoint({
  id: 'calendars.decideConflict',
  method: 'POST',
  path: '/api/calendar-conflicts/:id/decide',
  summary: 'Say which side holds; the other becomes the same',
  access: 'signedIn',
  params: IdParams,
  body: Type.Object({ keep: oneOf(['ours', 'theirs'] as const) }, { additionalProperties: false }),
  reply: Done,
})
