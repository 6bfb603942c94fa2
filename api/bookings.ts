// Booking pages at the border: a colleague offers free times, a guest without an account picks one and may cancel it.
import { type Static, Type } from 'typebox'
import { Day, Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'

const oneOf = <T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const Time = Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' })
const Hours = Type.Array(
  Type.Object({ day: Type.Integer({ minimum: 1, maximum: 7 }), from: Time, to: Time }, { additionalProperties: false }),
  { maxItems: 42 },
)

const settings = {
  title: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
  intro: nullable(Type.String({ maxLength: 2000 })),
  language: oneOf(['cs', 'en'] as const),
  minutes: Type.Integer({ minimum: 5, maximum: 480 }),
  gapMinutes: Type.Integer({ minimum: 0, maximum: 240 }),
  noticeHours: Type.Integer({ minimum: 0, maximum: 720 }),
  aheadDays: Type.Integer({ minimum: 1, maximum: 365 }),
  hours: Hours,
  timeZone: Type.String({ minLength: 1, maxLength: 60 }),
  place: nullable(Type.String({ maxLength: 500 })),
  videoUrl: nullable(Type.String({ maxLength: 1000 })),
  active: Type.Boolean(),
}

export const BookingPage = Type.Object({
  id: Id,
  version: Type.Integer(),
  key: Type.String(),
  ...settings,
  /** Still to come. */
  coming: Type.Integer(),
})
export type BookingPage = Static<typeof BookingPage>

export const BookingPageDraft = Type.Object(
  { ...Type.Partial(Type.Object(settings)).properties, title: settings.title },
  { additionalProperties: false },
)
export type BookingPageDraft = Static<typeof BookingPageDraft>
export const BookingPageChange = Type.Object(Type.Partial(Type.Object(settings)).properties, {
  additionalProperties: false,
  minProperties: 1,
})
export type BookingPageChange = Static<typeof BookingPageChange>

export const listBookingPages = endpoint({
  id: 'calendars.bookingPages',
  method: 'GET',
  path: '/api/booking-pages',
  summary: 'Own booking pages',
  access: 'signedIn',
  reply: Type.Object({ pages: Type.Array(BookingPage), mails: Type.Boolean() }),
})

export const addBookingPage = endpoint({
  id: 'calendars.addBookingPage',
  method: 'POST',
  path: '/api/booking-pages',
  summary: 'Make a page on which guests pick a free time of the caller',
  access: 'signedIn',
  body: BookingPageDraft,
  reply: BookingPage,
  creates: true,
})

export const changeBookingPage = endpoint({
  id: 'calendars.changeBookingPage',
  method: 'PATCH',
  path: '/api/booking-pages/:id',
  summary: 'Change a booking page or switch it off; If-Match carries the version',
  access: 'signedIn',
  params: IdParams,
  body: BookingPageChange,
  reply: BookingPage,
})

const Key = Type.Object({ key: Type.String({ minLength: 8, maxLength: 80 }) })

export const PublicBooking = Type.Object({
  title: Type.String(),
  intro: nullable(Type.String()),
  person: Type.String(),
  firm: nullable(Type.String()),
  language: oneOf(['cs', 'en'] as const),
  minutes: Type.Integer(),
  place: nullable(Type.String()),
  video: Type.Boolean(),
  timeZone: Type.String(),
  firstDay: Day,
  lastDay: Day,
  /** Beginnings of free times, ascending. */
  slots: Type.Array(Instant),
  /** Sent back with the booking: proves when the page was opened. */
  token: Type.String(),
})
export type PublicBooking = Static<typeof PublicBooking>

export const getPublicBooking = endpoint({
  id: 'calendars.publicBooking',
  method: 'GET',
  path: '/api/public/booking/:key',
  summary: 'What a guest sees: whose page it is and which times are free from a day on, up to 31 days',
  access: 'public',
  params: Key,
  query: Type.Object({ from: Type.Optional(Day), days: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })) }),
  reply: PublicBooking,
})

export const book = endpoint({
  id: 'calendars.book',
  method: 'POST',
  path: '/api/public/booking/:key',
  summary: 'A guest takes a free time',
  access: 'public',
  params: Key,
  body: Type.Object(
    {
      startsAt: Instant,
      name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
      email: Type.String({ minLength: 3, maxLength: 300 }),
      phone: Type.Optional(nullable(Type.String({ maxLength: 60 }))),
      firm: Type.Optional(nullable(Type.String({ maxLength: 300 }))),
      message: Type.Optional(nullable(Type.String({ maxLength: 4000 }))),
      timeZone: Type.Optional(Type.String({ maxLength: 60 })),
      /** People do not see this field; whoever fills it in is a robot. */
      homepage: Type.Optional(Type.String({ maxLength: 500 })),
      token: Type.String({ maxLength: 200 }),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ startsAt: Instant, endsAt: Instant, cancelPath: Type.String(), mailed: Type.Boolean() }),
  creates: true,
})

const Secret = Type.Object({ secret: Type.String({ minLength: 20, maxLength: 100 }) })

export const PublicBooked = Type.Object({
  title: Type.String(),
  person: Type.String(),
  firm: nullable(Type.String()),
  language: oneOf(['cs', 'en'] as const),
  startsAt: nullable(Instant),
  endsAt: nullable(Instant),
  timeZone: Type.String(),
  place: nullable(Type.String()),
  videoUrl: nullable(Type.String()),
  cancelled: Type.Boolean(),
  past: Type.Boolean(),
})
export type PublicBooked = Static<typeof PublicBooked>

export const getPublicBooked = endpoint({
  id: 'calendars.publicBooked',
  method: 'GET',
  path: '/api/public/bookings/:secret',
  summary: 'What a guest booked, by the secret of his link',
  access: 'public',
  params: Secret,
  reply: PublicBooked,
})

export const cancelBooking = endpoint({
  id: 'calendars.cancelBooking',
  method: 'POST',
  path: '/api/public/bookings/:secret/cancel',
  summary: 'A guest cancels what he booked',
  access: 'public',
  params: Secret,
  reply: Done,
})
