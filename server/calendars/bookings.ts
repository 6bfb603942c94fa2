// Booking pages: a colleague says when guests may come, a guest picks a free time, gets a letter, and may cancel by its link.
import { createHmac, randomBytes } from 'node:crypto'
import type { BookingPage, BookingPageChange, BookingPageDraft, PublicBooked, PublicBooking } from '#api/bookings.ts'
import { holidayName } from '#domain/business-days.ts'
import { freeSlots, type Span, whyNotHours } from '#domain/calendars/free-slots.ts'
import { addDays, compareDays, weekday } from '#domain/day.ts'
import { spamReasonOf } from '#domain/leads/spam.ts'
import { busyTimes } from '#server/calendars/actions.ts'
import * as booking from '#server/calendars/booking-store.ts'
import { hashOf } from '#server/calendars/feeds.ts'
import { fresh } from '#server/calendars/fresh.ts'
import { readInstant } from '#server/calendars/occurrences.ts'
import * as store from '#server/calendars/store.ts'
import { again, recorded, wakeAccounts } from '#server/calendars/writing.ts'
import { contactVisibleTo, visibleTo } from '#server/clients/visible.ts'
import { checkChannel } from '#server/kit/channels.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, NotFound, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { shownFor, shownToken } from '#server/kit/shown-token.ts'
import { isZone, localOf, plusMinutes, toInstant } from '#server/kit/zoned-time.ts'
import { notify } from '#server/notifications/actions.ts'
import { firmSettings } from '#server/settings/actions.ts'
import { loadActor } from '#server/users/sessions.ts'

const mostPages = 20
/** A guest of one address may have so many visits to come on one page. */
const mostComing = 3

const workweek = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: day === 5 ? '14:00' : '16:00' }))

export async function addPage(ctx: Context, draft: BookingPageDraft): Promise<BookingPage> {
  if ((await booking.listPages(ctx)).length >= mostPages)
    throw new Refusal('calendars.tooManyPages', { most: mostPages })
  const firm = await firmSettings(ctx)
  const page = checked({
    intro: null,
    language: ctx.actor.language,
    minutes: 30,
    gapMinutes: 15,
    noticeHours: 24,
    aheadDays: 30,
    hours: workweek,
    timeZone: firm.timeZone,
    place: null,
    videoUrl: null,
    active: true,
    ...draft,
  })
  const id = await booking.insertPage(ctx, randomBytes(9).toString('base64url'), page)
  await record(ctx, {
    fact: 'calendars.bookingPageMade',
    recordType: 'booking-pages',
    recordId: id,
    after: { ...page },
  })
  return (await booking.lockPage(ctx, id)) as BookingPage
}

export async function changePage(
  ctx: Context,
  id: string,
  change: BookingPageChange,
  version: number,
): Promise<BookingPage> {
  const before = await booking.lockPage(ctx, id)
  if (!before) throw new NotFound('calendars.noSuchPage')
  if (before.version !== version) throw conflict(before)
  const { id: _i, version: _v, key: _k, coming: _c, ...was } = before
  const page = checked({ ...was, ...change })
  await booking.updatePage(ctx, id, page)
  await record(ctx, {
    fact: 'calendars.bookingPageChanged',
    recordType: 'booking-pages',
    recordId: id,
    before: { ...was },
    after: { ...page },
  })
  return (await booking.lockPage(ctx, id)) as BookingPage
}

function checked(page: booking.PageValues): booking.PageValues {
  const errors: { field: string; reason: string }[] = []
  const hours = whyNotHours(page.hours)
  if (hours) errors.push({ field: 'hours', reason: hours })
  if (!isZone(page.timeZone)) errors.push({ field: 'timeZone', reason: 'kit.unknownZone' })
  const videoUrl = page.videoUrl?.trim() || null
  if (videoUrl && !/^https?:\/\/\S+$/.test(videoUrl)) errors.push({ field: 'videoUrl', reason: 'kit.badWeb' })
  if (errors.length > 0) throw new BadInput(errors)
  return {
    ...page,
    title: page.title.trim(),
    intro: page.intro?.trim() || null,
    place: page.place?.trim() || null,
    videoUrl,
  }
}

/** What a guest sees from a day on. Days without a free time are simply without one; nobody learns why. */
export async function publicPage(
  ctx: Context,
  key: string,
  from: string | undefined,
  days: number,
  secret: string,
): Promise<PublicBooking> {
  const page = await openPage(ctx, key, false)
  const [today, last] = [
    localOf(ctx.now, page.timeZone).day,
    localOf(plusMinutes(ctx.now, page.aheadDays * 1440), page.timeZone).day,
  ]
  const firstDay = from && compareDays(from, today) > 0 ? from : today
  const end = addDays(firstDay, days - 1)
  const lastDay = compareDays(end, last) > 0 ? last : end
  return {
    title: page.title,
    intro: page.intro,
    person: page.person,
    firm: page.firm,
    language: page.language,
    minutes: page.minutes,
    place: page.place,
    video: page.videoUrl !== null,
    timeZone: page.timeZone,
    firstDay,
    lastDay: last,
    slots: compareDays(lastDay, firstDay) < 0 ? [] : await slotsOf(ctx, page, firstDay, lastDay),
    token: shownToken(secret, purposeOf(key), Date.parse(ctx.now)),
  }
}

async function openPage(ctx: Context, key: string, lock: boolean): Promise<booking.OpenPage> {
  const page = await booking.findOpenPage(ctx, key, lock)
  if (!page) throw new NotFound('calendars.noSuchPage')
  return page
}

async function slotsOf(ctx: Context, page: booking.OpenPage, firstDay: string, lastDay: string): Promise<string[]> {
  const windows: Span[] = []
  for (let day = firstDay; compareDays(day, lastDay) <= 0; day = addDays(day, 1)) {
    // The hours are those of an ordinary week: nobody is offered nine o'clock on Christmas Eve.
    if (holidayName(day) !== null) continue
    for (const { from, to } of page.hours.filter((one) => one.day === weekday(day))) {
      const end =
        to === '24:00' ? toInstant(addDays(day, 1), '00:00', page.timeZone) : toInstant(day, to, page.timeZone)
      windows.push({ from: minuteOf(toInstant(day, from, page.timeZone)), to: minuteOf(end) })
    }
  }
  const [first, last] = [windows[0], windows.at(-1)]
  if (!first || !last) return []
  const busy = await busyTimes(ctx, [page.userId], instantOf(first.from - 1440), instantOf(last.to + 1440))
  const now = minuteOf(ctx.now)
  return freeSlots(
    windows,
    busy.map(({ startsAt, endsAt }) => ({ from: minuteOf(startsAt), to: Math.ceil(Date.parse(endsAt) / 60_000) })),
    {
      minutes: page.minutes,
      gapMinutes: page.gapMinutes,
      notBefore: now + page.noticeHours * 60,
      notAfter: now + page.aheadDays * 1440,
      step: Math.min(page.minutes, 30),
    },
  ).map(instantOf)
}

const minuteOf = (instant: string) => Math.floor(Date.parse(instant) / 60_000)
const instantOf = (minute: number) => new Date(minute * 60_000).toISOString()

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

/** Takes a free time for a guest. Robots get one answer whatever gave them away. */
export async function bookSlot(ctx: Context, key: string, guest: Guest, secret: string) {
  const spam = spamReasonOf({
    honeypot: guest.homepage,
    shownForMs: shownFor(secret, purposeOf(key), guest.token, Date.parse(ctx.now)),
    texts: [guest.message, guest.name],
  })
  if (spam) throw new Refusal('calendars.notAPerson')
  const email = checkChannel('email', guest.email)
  if (!email.ok) throw new BadInput([{ field: 'email', reason: 'kit.badEmail' }])
  const page = await openPage(ctx, key, true)
  const inside: Context = { ...ctx, actor: await loadActor(ctx.db, page.userId, ctx.today) }
  const startsAt = readInstant(guest.startsAt)
  const day = localOf(startsAt, page.timeZone).day
  if (!(await slotsOf(ctx, page, day, day)).includes(startsAt)) throw new Refusal('calendars.slotTaken')
  const address = guest.email.trim().toLowerCase()
  if ((await booking.countComing(ctx, page.id, address)) >= mostComing)
    throw new Refusal('calendars.alreadyBooked', { most: mostComing })
  const known = await booking.knownGuest(inside, address, {
    contact: contactVisibleTo(inside.actor),
    client: visibleTo(inside.actor),
  })
  const endsAt = plusMinutes(startsAt, page.minutes)
  const name = guest.name.trim()
  const firm = guest.firm?.trim() || null
  const [id] = await store.insertAppointments(inside, [
    {
      ...fresh(),
      ownerId: page.userId,
      origin: 'booking',
      title: `${firm ? `${name}, ${firm}` : name} – ${page.title}`.slice(0, 500),
      description: [guest.message?.trim(), address, guest.phone?.trim()].filter(Boolean).join('\n') || null,
      place: page.place,
      videoUrl: page.videoUrl,
      startsAt,
      endsAt,
      allDay: false,
      timeZone: page.timeZone,
      clientId: known?.clientId ?? null,
    },
  ])
  const appointmentId = id as string
  await store.replacePeople(inside, appointmentId, [
    {
      userId: null,
      contactId: known?.contactId ?? null,
      email: known ? null : address,
      name: known ? null : name,
      optional: false,
      answer: 'accepted',
    },
  ])
  const bookingId = await booking.newBookingId(ctx)
  const cancelSecret = cancelSecretOf(secret, bookingId)
  await booking.insertBooking(ctx, {
    id: bookingId,
    pageId: page.id,
    appointmentId,
    name,
    email: address,
    phone: guest.phone?.trim() || null,
    firm,
    message: guest.message?.trim() || null,
    timeZone: guest.timeZone && isZone(guest.timeZone) ? guest.timeZone : page.timeZone,
    language: page.language,
    cancelHash: hashOf(cancelSecret),
  })
  const row = await again(inside, appointmentId)
  await recorded(inside, 'appointmentBooked', null, row)
  await wakeAccounts(ctx, row)
  await notify(inside, {
    userIds: [page.userId],
    self: true,
    event: 'calendars.booked',
    recordType: 'appointments',
    recordId: appointmentId,
    clientId: row.clientId,
    details: { title: row.title, person: firm ? `${name}, ${firm}` : name, ...localOf(startsAt, page.timeZone) },
  })
  await ctx.jobs.enqueue(ctx.db, 'calendars.bookingLetter', { bookingId, kind: 'booked' })
  return { startsAt, endsAt, cancelPath: cancelPathOf(cancelSecret) }
}

export async function publicBooked(ctx: Context, secret: string): Promise<PublicBooked> {
  const row = await booking.findBooked(ctx, { hash: hashOf(secret) })
  if (!row) throw new NotFound('calendars.noSuchBooking')
  const { title, person, firm, language, startsAt, endsAt, timeZone, place, videoUrl } = row
  const cancelled = row.cancelledAt !== null || row.deleted || row.status === 'cancelled'
  return {
    title,
    person,
    firm,
    language,
    startsAt,
    endsAt,
    timeZone,
    place,
    videoUrl,
    cancelled,
    past: startsAt !== null && Date.parse(startsAt) < Date.parse(ctx.now),
  }
}

/** The guest cancels: the time is free again and the colleague is told. Cancelling twice changes nothing. */
export async function cancelBooked(ctx: Context, secret: string): Promise<void> {
  const row = await booking.findBooked(ctx, { hash: hashOf(secret) })
  if (!row) throw new NotFound('calendars.noSuchBooking')
  if (row.cancelledAt !== null || row.deleted || !row.appointmentId) return
  if (row.startsAt !== null && Date.parse(row.startsAt) < Date.parse(ctx.now))
    throw new Refusal('calendars.bookingPast')
  const inside: Context = { ...ctx, actor: await loadActor(ctx.db, row.userId, ctx.today) }
  const before = await store.lockAppointment(inside, row.appointmentId)
  if (!(await booking.setCancelled(ctx, row.id))) return
  await store.setDeleted(inside, [before.id], ctx.now)
  await recorded(inside, 'appointmentCancelled', before, null)
  await wakeAccounts(ctx, before)
  await notify(inside, {
    userIds: [row.userId],
    self: true,
    event: 'calendars.answered',
    recordType: 'appointments',
    recordId: before.id,
    clientId: before.clientId,
    details: {
      title: before.title,
      person: row.name,
      text: 'declined',
      href: `/calendar?date=${localOf(before.startsAt, before.timeZone).day}`,
    },
  })
  await ctx.jobs.enqueue(ctx.db, 'calendars.bookingLetter', { bookingId: row.id, kind: 'cancelled' })
}

/** The secret follows from the booking's id and the product's key: the letter can name it, the database cannot. */
export function cancelSecretOf(secret: string, bookingId: string): string {
  return createHmac('sha256', secret).update(`booking ${bookingId}`).digest('base64url')
}
export const cancelPathOf = (cancelSecret: string) => `/booked/${cancelSecret}`

const purposeOf = (key: string) => `booking page ${key}`
