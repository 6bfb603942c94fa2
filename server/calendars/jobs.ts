// Work of calendars after the answer: connected calendars come together, letters with .ics leave.
import { sql } from 'kysely'
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import type { Language } from '#messages/plural.ts'
import type { Outside } from '#server/app.ts'
import { allowedOrigins, sealPurpose } from '#server/calendars/accounts.ts'
import type { Followers } from '#server/calendars/actions-change.ts'
import { findBooked } from '#server/calendars/booking-store.ts'
import { cancelPathOf, cancelSecretOf } from '#server/calendars/bookings.ts'
import { CaldavProblem, guardedFetch, remoteOf } from '#server/calendars/caldav.ts'
import { writeCalendar } from '#server/calendars/ics-writing.ts'
import { keepMessage } from '#server/calendars/messages.ts'
import * as store from '#server/calendars/store.ts'
import { type SyncResult, syncOnce } from '#server/calendars/syncing.ts'
import { type Context, dayOf, systemActor } from '#server/kit/context.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'
import { unseal } from '#server/kit/sealed.ts'
import { localOf } from '#server/kit/zoned-time.ts'
import { notify } from '#server/notifications/actions.ts'
import { firmSettings } from '#server/settings/actions.ts'
import { loadActor } from '#server/users/sessions.ts'

/** A server that keeps failing is asked only once an hour after so many times. */
const patience = 6
/** The person learns of it after so many failures in a row. */
const tellAfter = 3

export function calendarJobs(outside: Outside, followers: Followers): JobDefinition[] {
  const contextOf = (): Context => {
    const now = outside.now()
    return { db: outside.db, actor: systemActor, now: now.toISOString(), today: dayOf(now), jobs: outside.jobs }
  }
  return [
    {
      name: 'calendars.syncAll',
      cron: '*/5 * * * *',
      retries: 0,
      async work() {
        const ctx = contextOf()
        const { rows } = await sql<{ id: string }>`select id from calendar_accounts where state <> 'paused'
          and (failures < ${patience} or last_try_at < ${ctx.now}::timestamptz - interval '55 minutes')`.execute(ctx.db)
        for (const { id } of rows) await ctx.jobs.enqueue(ctx.db, 'calendars.sync', { accountId: id }, { key: id })
      },
    },
    {
      name: 'calendars.wake',
      retries: 0,
      async work(data) {
        const ctx = contextOf()
        const { rows } = await sql<{
          id: string
        }>`select id from calendar_accounts where state <> 'paused' and failures < ${patience}
          and user_id = any(${(data.userIds as string[]) ?? []}::uuid[])`.execute(ctx.db)
        for (const { id } of rows) await ctx.jobs.enqueue(ctx.db, 'calendars.sync', { accountId: id }, { key: id })
      },
    },
    {
      name: 'calendars.sync',
      retries: 1,
      atOnce: 2,
      work: (data, signal) => syncAccount(contextOf(), outside, String(data.accountId), followers, signal),
    },
    ...letters(outside, contextOf),
  ]
}

interface AccountRow {
  id: string
  userId: string
  email: string
  name: string
  serverUrl: string
  userName: string
  passwordSealed: string
  calendarUrl: string | null
  calendarName: string | null
  failures: number
  lastResult: { seen?: string }
}

/** Runs until both sides agree, three times at most; one run at a time for each account. */
async function syncAccount(
  ctx: Context,
  outside: Outside,
  id: string,
  followers: Followers,
  signal: AbortSignal,
): Promise<void> {
  const { rows } = await sql<AccountRow>`
    update calendar_accounts a set busy_until = ${ctx.now}::timestamptz + interval '10 minutes', last_try_at = ${ctx.now}
    from users u where u.id = a.user_id and a.id = ${id}::uuid and a.state <> 'paused' and (a.busy_until is null or a.busy_until < ${ctx.now}::timestamptz)
    returning a.id, a.user_id, u.email, u.name, a.server_url, a.user_name, a.password_sealed, a.calendar_url, a.calendar_name, a.failures, a.last_result`.execute(
    ctx.db,
  )
  const account = rows[0]
  if (!account) return
  try {
    const password = unseal(outside.secret, sealPurpose, account.passwordSealed)
    if (password === undefined) throw new CaldavProblem('calendars.passwordLost')
    if (!account.calendarUrl) throw new CaldavProblem('calendars.calendarGone')
    const login = {
      serverUrl: account.serverUrl,
      userName: account.userName,
      password,
      calendarUrl: account.calendarUrl,
    }
    const remote = remoteOf(login, guardedFetch(await allowedOrigins(ctx), signal))
    const zone = (await firmSettings(ctx)).timeZone
    const actor = await loadActor(ctx.db, account.userId, ctx.today)
    const total: SyncResult = { pulled: 0, pushed: 0, removed: 0, conflicts: 0, unreadable: 0 }
    let seen = account.lastResult.seen
    for (let pass = 0; pass < 3; pass++) {
      const result = await syncOnce({ ...ctx, actor }, account, remote, zone, followers, seen)
      for (const key of ['pulled', 'pushed', 'removed'] as const) total[key] += result[key]
      Object.assign(total, { conflicts: result.conflicts, unreadable: result.unreadable })
      seen = result.seen
      if (seen !== undefined || result.pulled + result.pushed + result.removed === 0) break
    }
    // What is shown is the last run that did something; most runs find both sides equal.
    const did =
      total.pulled + total.pushed + total.removed > 0
        ? total
        : { ...account.lastResult, conflicts: total.conflicts, unreadable: total.unreadable }
    await sql`update calendar_accounts set state = 'working', last_good_at = ${ctx.now}, failures = 0, last_error = null,
      last_result = ${JSON.stringify({ ...did, seen })}::jsonb, busy_until = null where id = ${id}::uuid`.execute(
      ctx.db,
    )
  } catch (error) {
    await sql`update calendar_accounts set state = 'failing', failures = failures + 1, last_error = ${error instanceof CaldavProblem ? error.reason : 'calendars.syncBroke'},
      busy_until = null where id = ${id}::uuid`.execute(ctx.db)
    if (account.failures + 1 === tellAfter) {
      await notify(ctx, {
        userIds: [account.userId],
        event: 'calendars.failing',
        recordType: 'calendar-accounts',
        recordId: id,
        details: { title: account.calendarName ?? account.serverUrl, href: '/calendar/settings' },
      })
    }
    if (!(error instanceof CaldavProblem)) throw error
  }
}

const wordsOf = (language: Language) => (language === 'en' ? en : cs).calendars

function letters(outside: Outside, contextOf: () => Context): JobDefinition[] {
  const { mail } = outside
  return [
    {
      name: 'calendars.sendInvitations',
      retries: 5,
      async work(data) {
        if (!mail) return
        const ctx = contextOf()
        const row = await store.findAppointment(ctx, String(data.appointmentId))
        const owner = row && (await personOf(ctx, row.ownerId))
        if (!row || !owner) return
        const method = data.method === 'CANCEL' ? ('CANCEL' as const) : ('REQUEST' as const)
        // Moved once more meanwhile: the later letter says it.
        if (method === 'REQUEST' && (row.deletedAt || row.sequence > Number(data.sequence))) return
        const rows =
          row.recurrenceId === null && method === 'REQUEST' ? await store.listOfUid(ctx, row.ownerId, row.uid) : [row]
        const ics = writeCalendar(rows, { method, now: ctx.now, organizer: owner })
        for (const email of (data.emails as string[]) ?? []) {
          if (await wasSent(ctx, row.ownerId, method, row.uid, row.sequence, email, String(data.appointmentId)))
            continue
          const t = wordsOf(owner.language)
          const when = whenOf(owner.language, row)
          await mail.send({
            to: email,
            replyTo: owner.email,
            subject: method === 'CANCEL' ? t.letters.cancelSubject(row.title) : t.letters.inviteSubject(row.title),
            text:
              method === 'CANCEL'
                ? t.letters.cancelled(owner.name, row.title, when)
                : t.letters.invited(
                    owner.name,
                    row.title,
                    when,
                    row.place ?? '',
                    row.videoUrl ?? '',
                    row.description ?? '',
                  ),
            calendar: { method, ics },
          })
          await keepMessage(ctx, {
            userId: row.ownerId,
            direction: 'out',
            method,
            uid: row.uid,
            sequence: row.sequence,
            email,
            outcome: 'sent',
            details: { title: row.title, appointmentId: data.appointmentId },
          })
        }
      },
    },
    {
      name: 'calendars.sendReply',
      retries: 5,
      async work(data) {
        if (!mail) return
        const ctx = contextOf()
        const row = await store.findAppointment(ctx, String(data.appointmentId))
        const person = await personOf(ctx, String(data.userId))
        const mine = row?.people.find(({ userId }) => userId === data.userId)
        // Only the last answer is worth a letter.
        if (!row?.organizerEmail || !person || !mine || mine.answer !== data.answer) return
        const t = wordsOf(person.language)
        await mail.send({
          to: row.organizerEmail,
          replyTo: person.email,
          subject: t.letters.replySubject(row.title, t.answers[mine.answer]),
          text: t.letters.reply(person.name, row.title, whenOf(person.language, row), t.answers[mine.answer]),
          calendar: {
            method: 'REPLY',
            ics: writeCalendar([row], {
              method: 'REPLY',
              now: ctx.now,
              answering: { email: person.email, name: person.name, answer: mine.answer },
            }),
          },
        })
        await keepMessage(ctx, {
          userId: person.id,
          direction: 'out',
          method: 'REPLY',
          uid: row.uid,
          sequence: row.sequence,
          email: row.organizerEmail,
          outcome: 'sent',
          details: { title: row.title },
        })
      },
    },
    {
      name: 'calendars.bookingLetter',
      retries: 5,
      async work(data) {
        if (!mail) return
        const ctx = contextOf()
        const booked = await findBooked(ctx, { id: String(data.bookingId) })
        if (!booked?.appointmentId || booked.startsAt === null || booked.endsAt === null) return
        const row = await store.findAppointment(ctx, booked.appointmentId)
        const cancelled = data.kind === 'cancelled'
        if (!row || (!cancelled && booked.cancelledAt !== null)) return
        const t = wordsOf(booked.language)
        const when = whenOf(booked.language, { ...row, timeZone: booked.timeZone })
        const method = cancelled ? ('CANCEL' as const) : ('REQUEST' as const)
        await mail.send({
          to: booked.email,
          replyTo: booked.userEmail,
          subject: cancelled ? t.letters.unbookedSubject(booked.title) : t.letters.bookedSubject(booked.title),
          text: cancelled
            ? t.letters.unbooked(booked.name, booked.person, when)
            : t.letters.booked(
                booked.name,
                booked.person,
                when,
                booked.place ?? booked.videoUrl ?? '',
                mail.address(cancelPathOf(cancelSecretOf(outside.secret, booked.id))),
              ),
          calendar: {
            method,
            ics: writeCalendar([row], {
              method,
              now: ctx.now,
              organizer: { name: booked.person, email: booked.userEmail },
            }),
          },
        })
      },
    },
  ]
}

async function personOf(ctx: Context, id: string) {
  const { rows } = await sql<{ id: string; name: string; email: string; language: Language }>`
    select id, name, email, language from users where id = ${id}::uuid and active`.execute(ctx.db)
  return rows[0]
}

/** A job may run twice; the same letter does not leave twice. */
async function wasSent(
  ctx: Context,
  userId: string,
  method: string,
  uid: string,
  sequence: number,
  email: string,
  appointmentId: string,
): Promise<boolean> {
  const { rows } =
    await sql`select 1 from calendar_messages where uid = ${uid} and user_id = ${userId}::uuid and direction = 'out' and method = ${method}
    and sequence = ${sequence} and email = ${email} and details ->> 'appointmentId' = ${appointmentId}
    and at > ${ctx.now}::timestamptz - interval '1 hour' limit 1`.execute(ctx.db)
  return rows.length > 0
}

/** `úterý 24. listopadu 2026 9:00–10:00 (Europe/Prague)` */
function whenOf(
  language: Language,
  row: { startsAt: string; endsAt: string; allDay: boolean; timeZone: string },
): string {
  const locale = language === 'en' ? 'en-GB' : 'cs-CZ'
  const day = new Intl.DateTimeFormat(locale, {
    timeZone: row.timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  const time = new Intl.DateTimeFormat(locale, { timeZone: row.timeZone, hour: 'numeric', minute: '2-digit' })
  const from = new Date(row.startsAt)
  if (row.allDay) return day.format(from)
  const sameDay = localOf(row.startsAt, row.timeZone).day === localOf(row.endsAt, row.timeZone).day
  const to = new Date(row.endsAt)
  return `${day.format(from)} ${time.format(from)}–${sameDay ? time.format(to) : `${day.format(to)} ${time.format(to)}`} (${row.timeZone})`
}
