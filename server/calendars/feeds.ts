// Secret addresses of a calendar: made, shown once, read by other programs, revoked; and the one that takes invitations in.
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { CalendarFeed } from '#api/calendar-links.ts'
import { writeCalendar } from '#server/calendars/ics-writing.ts'
import type { Owner } from '#server/calendars/messages.ts'
import type { AppointmentRow } from '#server/calendars/store.ts'
import * as store from '#server/calendars/store.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, NotFound, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { plusMinutes } from '#server/kit/zoned-time.ts'
import { loadActor } from '#server/users/sessions.ts'

/** A year back is enough for a telephone; what repeats or is still to come is given whole. */
const pastMinutes = 366 * 1440
const mostFeeds = 20

/** What is kept of a secret in an address: a copy of the database opens nothing. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')

export async function listFeeds(ctx: Context): Promise<CalendarFeed[]> {
  const { rows } = await sql<CalendarFeed>`select id, name, details, created_at, last_read_at from calendar_feeds
    where user_id = ${ctx.actor.id}::uuid and revoked_at is null order by created_at`.execute(ctx.db)
  return rows
}

/** Makes an address with 256 random bits; only its hash is kept. */
export async function addFeed(
  ctx: Context,
  draft: { name: string; details: CalendarFeed['details'] },
): Promise<{ feed: CalendarFeed; path: string }> {
  if ((await listFeeds(ctx)).length >= mostFeeds) throw new Refusal('calendars.tooManyFeeds', { most: mostFeeds })
  const secret = randomBytes(32).toString('base64url')
  const { rows } = await sql<CalendarFeed>`insert into calendar_feeds (user_id, name, secret_hash, details)
    values (${ctx.actor.id}::uuid, ${draft.name.trim()}, ${hashOf(secret)}, ${draft.details})
    returning id, name, details, created_at, last_read_at`.execute(ctx.db)
  const feed = rows[0] as CalendarFeed
  await record(ctx, {
    fact: 'calendars.feedMade',
    recordType: 'calendar-feeds',
    recordId: feed.id,
    after: { name: feed.name, details: feed.details },
  })
  return { feed, path: draft.details === 'inbox' ? `/api/calendar-inbox/${secret}` : `/api/feeds/${secret}.ics` }
}

export async function revokeFeed(ctx: Context, id: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`update calendar_feeds set revoked_at = ${ctx.now}
    where id = ${id}::uuid and user_id = ${ctx.actor.id}::uuid and revoked_at is null returning name`.execute(ctx.db)
  if (rows.length === 0) throw new NotFound('calendars.noSuchFeed')
  await record(ctx, {
    fact: 'calendars.feedRevoked',
    recordType: 'calendar-feeds',
    recordId: id,
    after: { name: rows[0]?.name },
  })
}

/** The calendar behind a secret address as text, with a tag by which a program learns that nothing changed. */
export async function readFeed(
  ctx: Context,
  given: string,
  busyTitle: (language: string) => string,
): Promise<{ text: string; tag: string; name: string }> {
  const feed = await openFeed(ctx, given.replace(/\.ics$/, ''), ['full', 'busy'])
  const owner: Context = { ...ctx, actor: await loadActor(ctx.db, feed.userId, ctx.today) }
  const from = plusMinutes(ctx.now, -pastMinutes)
  const rows = (await store.listOfPerson(owner, feed.userId)).filter(
    (row) => row.endsAt > from || (row.rrule !== null && (row.repeatsUntil === null || row.repeatsUntil > from)),
  )
  const kept = feed.details === 'busy' ? rows.filter(({ busy, status }) => busy && status !== 'cancelled') : rows
  const tag = tagOf(kept, feed.details)
  const text = writeCalendar(kept, {
    method: 'PUBLISH',
    // The stamp is that of the state, not of the reading: unchanged content is the same text.
    now: ctx.now,
    name: `Klientela – ${owner.actor.name}`,
    busyOnly: feed.details === 'busy',
    busyTitle: busyTitle(owner.actor.language),
    organizer: { name: owner.actor.name, email: feed.email },
  })
  return { text, tag, name: feed.name }
}

const tagOf = (rows: readonly AppointmentRow[], details: string) =>
  createHash('sha256')
    .update(`${details} ${rows.map(({ id, version }) => `${id}:${version}`).join(' ')}`)
    .digest('base64url')
    .slice(0, 27)

/** Whose secret inbox this is. */
export async function ownerOfInbox(ctx: Context, secret: string): Promise<Owner> {
  const feed = await openFeed(ctx, secret, ['inbox'])
  return { id: feed.userId, email: feed.email }
}

async function openFeed(ctx: Context, secret: string, kinds: readonly string[]) {
  if (!/^[\w-]{20,100}$/.test(secret)) throw new NotFound('calendars.noSuchFeed')
  const { rows } = await sql<{
    id: string
    userId: string
    email: string
    details: string
    name: string
    fresh: boolean
  }>`
    select f.id, f.user_id, u.email, f.details, f.name, f.last_read_at > ${ctx.now}::timestamptz - interval '10 minutes' as fresh
    from calendar_feeds f join users u on u.id = f.user_id and u.active
    where f.secret_hash = ${hashOf(secret)} and f.revoked_at is null and f.details = any(${[...kinds]}::text[])`.execute(
    ctx.db,
  )
  const feed = rows[0]
  if (!feed) throw new NotFound('calendars.noSuchFeed')
  // Reading must not become writing at every glance of a telephone.
  if (!feed.fresh)
    await sql`update calendar_feeds set last_read_at = ${ctx.now} where id = ${feed.id}::uuid`.execute(ctx.db)
  return feed
}

/** The address of the person in whose name a file is taken in. */
export async function ownerOf(ctx: Context, userId: string): Promise<Owner> {
  const { rows } = await sql<Owner>`select id, email from users where id = ${userId}::uuid and active`.execute(ctx.db)
  if (!rows[0]) throw new BadInput([{ field: 'userId', reason: 'kit.notFound' }])
  return rows[0]
}
