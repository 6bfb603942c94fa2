// Connected calendars: which servers may be called, whose calendar is connected to what, how it fares, what waits for a decision.
import { sql } from 'kysely'
import type { CalendarAccount, CalendarConflict, CalendarServer, SidePicture } from '#api/calendar-links.ts'
import {
  CaldavProblem,
  findCalendars,
  guardedFetch,
  type Login,
  originOf,
  type RemoteCalendar,
} from '#server/calendars/caldav.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, constraintOf, NotFound, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { seal } from '#server/kit/sealed.ts'

export const sealPurpose = 'calendar-account'

// Servers

export async function listServers(ctx: Context): Promise<CalendarServer[]> {
  const { rows } = await sql<CalendarServer>`
    select s.id, s.origin, s.note, s.created_at,
      (select count(*)::int from calendar_accounts a where a.server_url like s.origin || '%') as accounts
    from calendar_servers s order by s.origin`.execute(ctx.db)
  return rows
}

/** The administrator allows a server; plain http only on the firm's own network. */
export async function addServer(ctx: Context, draft: { url: string; note?: string | null }): Promise<CalendarServer> {
  const judged = originOf(draft.url)
  if ('reason' in judged) throw new BadInput([{ field: 'url', reason: judged.reason }])
  const { rows } = await sql<{ id: string }>`insert into calendar_servers (origin, note, created_by)
    values (${judged.origin}, ${draft.note?.trim() || null}, ${ctx.actor.id}::uuid) on conflict (origin) do nothing returning id`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new Refusal('calendars.serverKnown')
  await record(ctx, {
    fact: 'calendars.serverAllowed',
    recordType: 'calendar-servers',
    recordId: rows[0].id,
    after: { origin: judged.origin },
  })
  return (await listServers(ctx)).find(({ id }) => id === rows[0]?.id) as CalendarServer
}

export async function removeServer(ctx: Context, id: string): Promise<void> {
  const { rows } = await sql<{
    origin: string
  }>`delete from calendar_servers where id = ${id}::uuid returning origin`.execute(ctx.db)
  if (!rows[0]) throw new NotFound()
  await record(ctx, {
    fact: 'calendars.serverForbidden',
    recordType: 'calendar-servers',
    recordId: id,
    before: { origin: rows[0].origin },
  })
}

export async function allowedOrigins(ctx: Pick<Context, 'db'>): Promise<Set<string>> {
  const { rows } = await sql<{ origin: string }>`select origin from calendar_servers`.execute(ctx.db)
  return new Set(rows.map(({ origin }) => origin))
}

/** Says at once that an address is not allowed, before anything is called or kept. */
async function checkAllowed(ctx: Context, field: string, url: string): Promise<void> {
  const judged = originOf(url)
  if ('reason' in judged) throw new BadInput([{ field, reason: judged.reason }])
  if (!(await allowedOrigins(ctx)).has(judged.origin))
    throw new BadInput([{ field, reason: 'calendars.serverNotAllowed', details: { origin: judged.origin } }])
}

// Accounts

const columns = sql`a.id, a.version, a.server_url, a.user_name, a.calendar_url, a.calendar_name, a.state, a.last_try_at, a.last_good_at,
  a.failures, a.last_error, a.last_result,
  (select count(*)::int from calendar_conflicts c where c.account_id = a.id and c.decided is null) as open_conflicts`

export async function listAccounts(ctx: Context): Promise<CalendarAccount[]> {
  const { rows } =
    await sql<CalendarAccount>`select ${columns} from calendar_accounts a where a.user_id = ${ctx.actor.id}::uuid order by a.created_at`.execute(
      ctx.db,
    )
  return rows
}

async function lockAccount(ctx: Context, id: string): Promise<CalendarAccount> {
  const { rows } = await sql<CalendarAccount>`select ${columns} from calendar_accounts a
    where a.id = ${id}::uuid and a.user_id = ${ctx.actor.id}::uuid for no key update of a`.execute(ctx.db)
  if (!rows[0]) throw new NotFound('calendars.noSuchAccount')
  return rows[0]
}

export async function lookForCalendars(ctx: Context, login: Login): Promise<RemoteCalendar[]> {
  await checkAllowed(ctx, 'serverUrl', login.serverUrl)
  try {
    return await findCalendars(login, guardedFetch(await allowedOrigins(ctx)))
  } catch (error) {
    if (error instanceof CaldavProblem) throw new Refusal(error.reason, error.details)
    throw error
  }
}

/** Connects a calendar; its password is kept sealed and never shown again. The first run follows at once. */
export async function addAccount(
  ctx: Context,
  draft: Login & { calendarUrl: string; calendarName?: string },
  secret: string,
): Promise<CalendarAccount> {
  await checkAllowed(ctx, 'serverUrl', draft.serverUrl)
  await checkAllowed(ctx, 'calendarUrl', draft.calendarUrl)
  const { rows } = await sql<{ id: string }>`
    insert into calendar_accounts (user_id, server_url, user_name, password_sealed, calendar_url, calendar_name)
    values (${ctx.actor.id}::uuid, ${draft.serverUrl}, ${draft.userName}, ${seal(secret, sealPurpose, draft.password)}, ${draft.calendarUrl}, ${draft.calendarName?.trim() || null})
    returning id`
    .execute(ctx.db)
    .catch((error: unknown) => {
      if (constraintOf(error)) throw new Refusal('calendars.accountKnown')
      throw error
    })
  const id = rows[0]?.id as string
  await record(ctx, {
    fact: 'calendars.connected',
    recordType: 'calendar-accounts',
    recordId: id,
    after: { serverUrl: draft.serverUrl, calendarName: draft.calendarName ?? null },
  })
  await ctx.jobs.enqueue(ctx.db, 'calendars.sync', { accountId: id })
  return (await listAccounts(ctx)).find((account) => account.id === id) as CalendarAccount
}

export async function changeAccount(
  ctx: Context,
  id: string,
  change: { paused?: boolean; password?: string },
  version: number,
  secret: string,
): Promise<CalendarAccount> {
  const before = await lockAccount(ctx, id)
  if (before.version !== version) throw conflict(before)
  const state =
    change.paused === undefined
      ? before.state
      : change.paused
        ? 'paused'
        : before.state === 'paused'
          ? 'new'
          : before.state
  await sql`update calendar_accounts set state = ${state}, version = version + 1, failures = 0,
    password_sealed = ${change.password === undefined ? sql`password_sealed` : seal(secret, sealPurpose, change.password)}
    where id = ${id}::uuid`.execute(ctx.db)
  await record(ctx, {
    fact: 'calendars.accountChanged',
    recordType: 'calendar-accounts',
    recordId: id,
    before: { state: before.state, newPassword: false },
    after: { state, newPassword: change.password !== undefined },
  })
  if (state !== 'paused') await ctx.jobs.enqueue(ctx.db, 'calendars.sync', { accountId: id })
  return lockAccount(ctx, id)
}

export async function removeAccount(ctx: Context, id: string): Promise<void> {
  const before = await lockAccount(ctx, id)
  await sql`delete from calendar_accounts where id = ${id}::uuid`.execute(ctx.db)
  await record(ctx, {
    fact: 'calendars.disconnected',
    recordType: 'calendar-accounts',
    recordId: id,
    before: { serverUrl: before.serverUrl, calendarName: before.calendarName },
  })
}

export async function syncNow(ctx: Context, id: string): Promise<void> {
  const account = await lockAccount(ctx, id)
  if (account.state === 'paused') throw new Refusal('calendars.accountPaused')
  await ctx.jobs.enqueue(ctx.db, 'calendars.sync', { accountId: id })
}

// Conflicts

export async function listConflicts(ctx: Context): Promise<CalendarConflict[]> {
  const { rows } = await sql<CalendarConflict & { theirs: { events: SidePicture[] } }>`
    select c.id, c.account_id, a.calendar_name, c.appointment_id, c.uid, c.ours, c.theirs, c.noticed_at
    from calendar_conflicts c join calendar_accounts a on a.id = c.account_id
    where a.user_id = ${ctx.actor.id}::uuid and c.decided is null order by c.noticed_at`.execute(ctx.db)
  return rows.map((row) => ({ ...row, theirs: row.theirs.events }))
}

/**
 * The person decides which side holds. The link is set so that only that side counts as changed; the next run carries it
 * over, and if the other side changed once more meanwhile, it asks again.
 */
export async function decideConflict(ctx: Context, id: string, keep: 'ours' | 'theirs'): Promise<void> {
  const { rows } = await sql<{
    accountId: string
    uid: string
    theirs: { etag: string | null }
    oursHash: string
    appointmentId: string | null
  }>`
    select c.account_id, c.uid, c.theirs, c.ours_hash, c.appointment_id from calendar_conflicts c join calendar_accounts a on a.id = c.account_id
    where c.id = ${id}::uuid and a.user_id = ${ctx.actor.id}::uuid and c.decided is null for update of c`.execute(
    ctx.db,
  )
  const found = rows[0]
  if (!found) throw new NotFound('calendars.noSuchConflict')
  const gone = keep === 'ours' ? found.theirs.etag === null : found.oursHash === 'gone'
  const [etag, hash] = keep === 'ours' ? [found.theirs.etag, 'decided'] : ['decided', found.oursHash]
  // Where the other side deleted it, what holds is new to that side.
  await (gone
    ? sql`delete from calendar_links where account_id = ${found.accountId}::uuid and uid = ${found.uid}`
    : sql`update calendar_links set etag = ${etag}, agreed_hash = ${hash} where account_id = ${found.accountId}::uuid and uid = ${found.uid}`
  ).execute(ctx.db)
  await sql`update calendar_conflicts set decided = ${keep}, decided_by = ${ctx.actor.id}::uuid, decided_at = ${ctx.now} where id = ${id}::uuid`.execute(
    ctx.db,
  )
  await record(ctx, {
    fact: 'calendars.conflictDecided',
    recordType: 'calendar-conflicts',
    recordId: id,
    after: { keep, uid: found.uid },
  })
  await ctx.jobs.enqueue(ctx.db, 'calendars.sync', { accountId: found.accountId })
}
