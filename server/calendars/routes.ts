// Binds the endpoints of calendars, their addresses, connections and booking pages.
import type { MultipartFile } from '@fastify/multipart'
import * as bookingApi from '#api/bookings.ts'
import * as links from '#api/calendar-links.ts'
import * as api from '#api/calendars.ts'
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import type { Outside } from '#server/app.ts'
import * as accounts from '#server/calendars/accounts.ts'
import * as actions from '#server/calendars/actions.ts'
import * as change from '#server/calendars/actions-change.ts'
import { listPages } from '#server/calendars/booking-store.ts'
import * as bookings from '#server/calendars/bookings.ts'
import { icsOf } from '#server/calendars/downloads.ts'
import * as feeds from '#server/calendars/feeds.ts'
import { readUpload, takeFile } from '#server/calendars/files.ts'
import { listMessages, takeCalendar } from '#server/calendars/messages.ts'
import { Refusal } from '#server/kit/errors.ts'
import { Pace } from '#server/kit/pace.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'
import { firmSettings } from '#server/settings/actions.ts'
import { loadActor } from '#server/users/sessions.ts'

const done = { ok: true as const }
const calendarType = 'text/calendar; charset=utf-8'

export function calendarRoutes(bind: Bind, outside: Outside, followers: change.Followers): void {
  bind(api.listAppointments, async (ctx, { query }) => {
    const people = await actions.calendarPeople(ctx, query.users)
    return {
      items: await actions.appointmentsBetween(
        ctx,
        people.map(({ id }) => id),
        query.from,
        query.to,
      ),
      people,
    }
  })
  bind(api.listBusyTimes, async (ctx, { query }) => {
    const people = await actions.calendarPeople(ctx, query.users)
    return {
      busy: await actions.busyTimes(
        ctx,
        people.map(({ id }) => id),
        query.from,
        query.to,
      ),
    }
  })
  bind(api.listCalendarMessages, async (ctx, { query }) => ({ messages: await listMessages(ctx, query.uid) }))
  bind(api.getAppointment, (ctx, { params, query }) => actions.getAppointment(ctx, params.id, query.occurrence))
  bind(api.addAppointment, (ctx, { body }) => change.addAppointment(ctx, body))
  bind(api.changeAppointment, (ctx, { params, body, ...input }) =>
    change.changeAppointment(ctx, params.id, body, requireVersion(input), followers),
  )
  bind(api.removeAppointment, async (ctx, { params, query, version }) => {
    await change.removeAppointment(ctx, params.id, query, version)
    return done
  })
  bind(api.restoreAppointment, (ctx, { params, body }) => change.restoreAppointment(ctx, params.id, body.occurrence))
  bind(api.answerAppointment, (ctx, { params, body }) =>
    change.answerAppointment(ctx, params.id, body.answer, followers),
  )
  bind(api.appointmentsOfClient, async (ctx, { params }) => ({
    items: await actions.appointmentsOfClient(ctx, params.id),
  }))
  bind(api.downloadAppointment, async (ctx, { params, query, reply }) => {
    const { name, text } = await icsOf(ctx, params.id, query.method ?? 'PUBLISH')
    return reply.type(calendarType).header('content-disposition', `attachment; filename="${name}.ics"`).send(text)
  })
  bind(api.readCalendarFile, async (ctx, { query, request }) => {
    const text = await readUpload(() => request.file() as Promise<MultipartFile | undefined>)
    return takeFile(ctx, text, query.try === true, followers)
  })
  bind(api.takeCalendarMessage, async (ctx, { params, body }) => {
    const owner = await feeds.ownerOfInbox(ctx, params.secret)
    const inside = { ...ctx, actor: await loadActor(ctx.db, owner.id, ctx.today) }
    return takeCalendar(inside, owner, body.ics, (await firmSettings(ctx)).timeZone, followers, true)
  })
  linkRoutes(bind, outside)
  bookingRoutes(bind, outside)
}

function linkRoutes(bind: Bind, outside: Outside): void {
  bind(links.listFeeds, async (ctx) => ({ feeds: await feeds.listFeeds(ctx) }))
  bind(links.addFeed, (ctx, { body }) => feeds.addFeed(ctx, body))
  bind(links.revokeFeed, async (ctx, { params }) => {
    await feeds.revokeFeed(ctx, params.id)
    return done
  })
  bind(links.readFeed, async (ctx, { params, request, reply }) => {
    const busy = (language: string) => (language === 'en' ? en : cs).calendars.busy
    const { text, tag } = await feeds.readFeed(ctx, params.secret, busy)
    reply.header('etag', `"${tag}"`).header('cache-control', 'private, no-cache')
    if (request.headers['if-none-match'] === `"${tag}"`) return reply.code(304).send()
    return reply.type(calendarType).header('content-disposition', 'inline; filename="klientela.ics"').send(text)
  })
  bind(links.listServers, async (ctx) => ({ servers: await accounts.listServers(ctx) }))
  bind(links.addServer, (ctx, { body }) => accounts.addServer(ctx, body))
  bind(links.removeServer, async (ctx, { params }) => {
    await accounts.removeServer(ctx, params.id)
    return done
  })
  bind(links.listAccounts, async (ctx) => ({ accounts: await accounts.listAccounts(ctx) }))
  bind(links.findCalendars, async (ctx, { body }) => ({ calendars: await accounts.lookForCalendars(ctx, body) }))
  bind(links.addAccount, (ctx, { body }) => accounts.addAccount(ctx, body, outside.secret))
  bind(links.changeAccount, (ctx, { params, body, ...input }) =>
    accounts.changeAccount(ctx, params.id, body, requireVersion(input), outside.secret),
  )
  bind(links.removeAccount, async (ctx, { params }) => {
    await accounts.removeAccount(ctx, params.id)
    return done
  })
  bind(links.syncAccount, async (ctx, { params }) => {
    await accounts.syncNow(ctx, params.id)
    return done
  })
  bind(links.listConflicts, async (ctx) => ({ conflicts: await accounts.listConflicts(ctx) }))
  bind(links.decideConflict, async (ctx, { params, body }) => {
    await accounts.decideConflict(ctx, params.id, body.keep)
    return done
  })
}

function bookingRoutes(bind: Bind, outside: Outside): void {
  // An office behind one router may book, a robot may not go on and on.
  const pace = new Pace(20, 3_600_000)
  bind(bookingApi.listBookingPages, async (ctx) => ({ pages: await listPages(ctx), mails: outside.mail !== undefined }))
  bind(bookingApi.addBookingPage, (ctx, { body }) => bookings.addPage(ctx, body))
  bind(bookingApi.changeBookingPage, (ctx, { params, body, ...input }) =>
    bookings.changePage(ctx, params.id, body, requireVersion(input)),
  )
  bind(bookingApi.getPublicBooking, (ctx, { params, query }) =>
    bookings.publicPage(ctx, params.key, query.from, query.days ?? 14, outside.secret),
  )
  bind(bookingApi.book, async (ctx, { params, body, request }) => {
    if (!pace.allows(request.ip, Date.parse(ctx.now))) throw new Refusal('kit.tooMany', {}, { status: 429 })
    return { ...(await bookings.bookSlot(ctx, params.key, body, outside.secret)), mailed: outside.mail !== undefined }
  })
  bind(bookingApi.getPublicBooked, (ctx, { params }) => bookings.publicBooked(ctx, params.secret))
  bind(bookingApi.cancelBooking, async (ctx, { params }) => {
    await bookings.cancelBooked(ctx, params.secret)
    return done
  })
}
