// The only place of the web that asks about calendars: what is planned, appointments, files, addresses, connections, bookings.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import * as bookings from '#api/bookings.ts'
import * as links from '#api/calendar-links.ts'
import * as api from '#api/calendars.ts'
import { addressOf, call, send } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const calendarKey = ['calendars', 'items'] as const

export const itemsQuery = (from: string, to: string, users: readonly string[]) =>
  queryOptions({
    queryKey: [...calendarKey, from, to, users.join(',')],
    queryFn: ({ signal }) => call(api.listAppointments, { query: { from, to, users: users.join(',') }, signal }),
    // The days before stay until the next ones come.
    placeholderData: keepPreviousData,
  })

export const busyQuery = (from: string, to: string, users: readonly string[]) =>
  queryOptions({
    queryKey: ['calendars', 'busy', from, to, users.join(',')],
    queryFn: ({ signal }) => call(api.listBusyTimes, { query: { from, to, users: users.join(',') }, signal }),
  })

export const appointmentQuery = (id: string, occurrence: string | undefined) =>
  queryOptions({
    queryKey: ['calendars', 'one', id, occurrence ?? ''],
    queryFn: ({ signal }) =>
      call(api.getAppointment, { params: { id }, query: occurrence ? { occurrence } : {}, signal }),
    retry: false,
  })

/** An appointment shows on many screens: the calendar, the day, the meeting, the client. */
async function afterChange<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    for (const key of ['calendars', 'days', 'meetings', 'clients', 'history'])
      void queryClient.invalidateQueries({ queryKey: [key] })
  }
}

export function refreshAppointments(): void {
  void afterChange(Promise.resolve())
}

/** Moving only asks; whoever moves draws the new place at once and refreshes when the last answer has come. */
export const moveAppointment = (id: string, body: api.AppointmentChange, version: number) =>
  call(api.changeAppointment, { params: { id }, body, version })

/** Draws an appointment at its new time before the server answers; what is on the way with the old time is not waited for. */
export function placeAppointment(
  item: Pick<api.CalendarItem, 'id' | 'occurrence'>,
  times: Partial<Pick<api.CalendarItem, 'startsAt' | 'endsAt' | 'allDay' | 'fromDay' | 'toDay'>>,
): void {
  void queryClient.cancelQueries({ queryKey: calendarKey })
  queryClient.setQueriesData<{ items: api.CalendarItem[]; people: { id: string; name: string }[] }>(
    { queryKey: calendarKey },
    (data) =>
      data && {
        ...data,
        items: data.items.map((one) =>
          one.id === item.id && one.occurrence === item.occurrence ? { ...one, ...times } : one,
        ),
      },
  )
}

export const addAppointment = (body: api.AppointmentDraft) => afterChange(call(api.addAppointment, { body }))
export const changeAppointment = (id: string, body: api.AppointmentChange, version: number) =>
  afterChange(call(api.changeAppointment, { params: { id }, body, version }))
export const removeAppointment = (id: string, query: { scope?: api.Scope; occurrence?: string }) =>
  afterChange(call(api.removeAppointment, { params: { id }, query }))
export const restoreAppointment = (id: string, occurrence?: string) =>
  afterChange(call(api.restoreAppointment, { params: { id }, body: occurrence ? { occurrence } : {} }))
export const answerAppointment = (id: string, answer: 'accepted' | 'declined' | 'tentative') =>
  afterChange(call(api.answerAppointment, { params: { id }, body: { answer } }))
export const downloadAddress = (id: string, method: 'PUBLISH' | 'REPLY') =>
  addressOf(api.downloadAppointment, { id }, { method })

export function readFile(file: Blob, onlyTry: boolean): Promise<api.FileReport> {
  const form = new FormData()
  form.set('file', file, 'kalendar.ics')
  const work = send(addressOf(api.readCalendarFile, {}, onlyTry ? { try: true } : {}), form) as Promise<api.FileReport>
  return onlyTry ? work : afterChange(work)
}

// Addresses, servers, connections

const linksKey = (name: string) => ['calendars', 'links', name]
export const feedsQuery = queryOptions({
  queryKey: linksKey('feeds'),
  queryFn: ({ signal }) => call(links.listFeeds, { signal }),
})
export const serversQuery = queryOptions({
  queryKey: linksKey('servers'),
  queryFn: ({ signal }) => call(links.listServers, { signal }),
})
export const accountsQuery = queryOptions({
  queryKey: linksKey('accounts'),
  queryFn: ({ signal }) => call(links.listAccounts, { signal }),
  // A run takes seconds; its end should be seen without asking.
  refetchInterval: 5_000,
})
export const conflictsQuery = queryOptions({
  queryKey: linksKey('conflicts'),
  queryFn: ({ signal }) => call(links.listConflicts, { signal }),
})
export const bookingPagesQuery = queryOptions({
  queryKey: linksKey('booking'),
  queryFn: ({ signal }) => call(bookings.listBookingPages, { signal }),
})

async function afterLink<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    void queryClient.invalidateQueries({ queryKey: ['calendars'] })
  }
}

export const addFeed = (body: { name: string; details: links.CalendarFeed['details'] }) =>
  afterLink(call(links.addFeed, { body }))
export const revokeFeed = (id: string) => afterLink(call(links.revokeFeed, { params: { id } }))
export const addServer = (url: string) => afterLink(call(links.addServer, { body: { url } }))
export const removeServer = (id: string) => afterLink(call(links.removeServer, { params: { id } }))
export interface Login {
  serverUrl: string
  userName: string
  password: string
}
export const findCalendars = (body: Login) => call(links.findCalendars, { body })
export const addAccount = (body: Login & { calendarUrl: string; calendarName: string }) =>
  afterLink(call(links.addAccount, { body }))
export const changeAccount = (id: string, body: { paused?: boolean; password?: string }, version: number) =>
  afterLink(call(links.changeAccount, { params: { id }, body, version }))
export const removeAccount = (id: string) => afterLink(call(links.removeAccount, { params: { id } }))
export const syncAccount = (id: string) => afterLink(call(links.syncAccount, { params: { id } }))
export const decideConflict = (id: string, keep: 'ours' | 'theirs') =>
  afterLink(call(links.decideConflict, { params: { id }, body: { keep } }))
export const addBookingPage = (body: bookings.BookingPageDraft) => afterLink(call(bookings.addBookingPage, { body }))
export const changeBookingPage = (id: string, body: bookings.BookingPageChange, version: number) =>
  afterLink(call(bookings.changeBookingPage, { params: { id }, body, version }))

// The guest

export const publicBookingQuery = (key: string, from: string | undefined, days: number) =>
  queryOptions({
    queryKey: ['booking', key, from ?? '', days],
    queryFn: ({ signal }) =>
      call(bookings.getPublicBooking, { params: { key }, query: { days, ...(from ? { from } : {}) }, signal }),
    retry: false,
    staleTime: 30_000,
  })
export interface Guest {
  startsAt: string
  name: string
  email: string
  phone?: string | null
  firm?: string | null
  message?: string | null
  timeZone?: string
  homepage?: string
  token: string
}
export const book = (key: string, body: Guest) => call(bookings.book, { params: { key }, body })
export const publicBookedQuery = (secret: string) =>
  queryOptions({
    queryKey: ['booked', secret],
    queryFn: ({ signal }) => call(bookings.getPublicBooked, { params: { secret }, signal }),
    retry: false,
  })
export const cancelBooking = (secret: string) => call(bookings.cancelBooking, { params: { secret } })
