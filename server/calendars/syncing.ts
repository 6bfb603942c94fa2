// Brings a person's calendar and a calendar on a foreign server together (two-way CalDAV). What changed on one side goes to
// the other; what changed on both is kept on both until a person decides. Nothing is overwritten without its version (If-Match).
import { sql } from 'kysely'
import { type Side, stepOf } from '#domain/calendars/two-sides.ts'
import type { Followers } from '#server/calendars/actions-change.ts'
import type { Remote, RemoteObject } from '#server/calendars/caldav.ts'
import { type ReadEvent, readCalendar } from '#server/calendars/ics-reading.ts'
import { hashOfSides, pictureOfSides } from '#server/calendars/ics-values.ts'
import { writeCalendar } from '#server/calendars/ics-writing.ts'
import { removeHere, takeTheirs } from '#server/calendars/pulling.ts'
import type { AppointmentRow } from '#server/calendars/store.ts'
import * as store from '#server/calendars/store.ts'
import type { Context } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import { plusMinutes } from '#server/kit/zoned-time.ts'

export interface SyncAccount {
  readonly id: string
  readonly userId: string
  readonly email: string
  readonly name: string
}

export interface SyncResult {
  pulled: number
  pushed: number
  removed: number
  conflicts: number
  unreadable: number
  /** The foreign calendar's mark and ours when nothing was left to do. */
  seen?: string
}

interface Link {
  uid: string
  href: string
  etag: string | null
  agreedHash: string | null
}

/** Our appointments that ended longer ago than this are not sent to a calendar that does not have them. */
const pastMinutes = 366 * 1440

/** One whole comparison. `ctx` acts as the calendar's person. Each appointment is written on its own: a broken one stops nobody else. */
export async function syncOnce(
  ctx: Context,
  account: SyncAccount,
  remote: Remote,
  zone: string,
  followers: Followers,
  seen: string | undefined,
): Promise<SyncResult> {
  const result: SyncResult = { pulled: 0, pushed: 0, removed: 0, conflicts: 0, unreadable: 0 }
  const mark = await remote.mark()
  const stateBefore = await stateOfOurs(ctx, account)
  if (mark !== undefined && seen === `${mark} ${stateBefore}`) return { ...result, seen }
  const etags = await remote.etags()
  const links = await listLinks(ctx, account.id)
  const byHref = new Map(links.map((link) => [link.href, link]))
  const changed = [...etags].filter(([href, etag]) => byHref.get(href)?.etag !== etag).map(([href]) => href)
  const read = new Map<string, { object: RemoteObject; events: ReadEvent[] }>()
  for (const object of await remote.read(changed)) {
    const { events } = await readCalendar(object.ics, zone)
    const uid = events[0]?.uid
    if (uid === undefined || events.some((event) => event.uid !== uid)) {
      if (!byHref.has(object.href)) result.unreadable++
      // Noted so that it is not read again until it changes.
      await keepLink(ctx, account.id, {
        uid: `?${object.href}`,
        href: object.href,
        etag: object.etag,
        agreedHash: null,
      })
    } else read.set(uid, { object, events })
  }
  const ours = groupByUid(await store.listOfPerson(ctx, account.userId))
  const linkOf = new Map(links.map((link) => [link.uid, link]))
  const waiting = await openConflicts(ctx, account.id)
  const from = plusMinutes(ctx.now, -pastMinutes)
  for (const uid of new Set([...linkOf.keys(), ...read.keys(), ...ours.keys()])) {
    if (uid.startsWith('?')) {
      if (etags.has(uid.slice(1))) result.unreadable++
      else await dropLink(ctx, account.id, uid)
      continue
    }
    const mine = ours.get(uid) ?? []
    const theirs = read.get(uid)
    const link = linkOf.get(uid)
    const hash = mine.length > 0 ? hashOfSides(mine) : 'gone'
    const theirHash = theirs && hashOfSides(theirs.events)
    const href = theirs?.object.href ?? link?.href
    const etag = href === undefined ? undefined : etags.get(href)
    const sides: [Side, Side] = [
      mine.length === 0 ? (link ? 'gone' : 'absent') : link?.agreedHash === hash ? 'same' : 'changed',
      etag === undefined ? (link ? 'gone' : 'absent') : theirs === undefined ? 'same' : 'changed',
    ]
    if (
      !link &&
      etag === undefined &&
      !mine.some((row) => row.endsAt > from || (row.rrule !== null && (row.repeatsUntil ?? '9') > from))
    )
      continue
    const ownersCopy = mine.every((row) => row.ownerId === account.userId)
    const step = stepOf(...sides, theirHash === hash, ownersCopy)
    await inTransaction(ctx.db, async (tx) => {
      const inside = { ...ctx, db: tx }
      if (waiting.has(uid) && step !== 'conflict') await closeConflict(inside, account.id, uid)
      const keep = (written: { href: string; etag: string }, agreedHash: string) =>
        keepLink(inside, account.id, { uid, agreedHash, ...written })
      if (step === 'nothing') {
        if (href && etag && (link?.etag !== etag || link.agreedHash !== hash)) await keep({ href, etag }, hash)
      } else if (step === 'pull' && theirs) {
        await takeTheirs(inside, account, mine, theirs.events, followers)
        // What may not be changed from there (a meeting's name) now differs and goes back with the next run.
        await keep({ href: theirs.object.href, etag: theirs.object.etag }, theirHash as string)
        result.pulled++
      } else if (step === 'push' || (step === 'removeHere' && mine.some((row) => row.recordType !== null))) {
        const written = await remote.write(etag === undefined ? undefined : href, uid, icsOf(ctx, mine, account), etag)
        if (written) {
          await keep(written, hash)
          result.pushed++
        }
      } else if (step === 'removeThere' && href && etag) {
        if (await remote.remove(href, etag)) {
          await dropLink(inside, account.id, uid)
          result.removed++
        }
      } else if (step === 'removeHere') {
        await removeHere(inside, mine)
        await dropLink(inside, account.id, uid)
        result.removed++
      } else if (step === 'forget') await dropLink(inside, account.id, uid)
      else if (step === 'conflict') {
        await noteConflict(inside, account.id, uid, mine, hash, theirs, etag)
        if (!link && href && etag)
          await keepLink(inside, account.id, { uid, href, etag: 'conflict', agreedHash: 'conflict' })
        result.conflicts++
      }
    })
  }
  const [after, left] = [await remote.mark(), await stateOfOurs(ctx, account)]
  const quiet = result.conflicts === 0 && result.pulled + result.pushed + result.removed === 0
  return quiet && after !== undefined && after === mark && left === stateBefore
    ? { ...result, seen: `${mark} ${left}` }
    : result
}

function icsOf(ctx: Context, rows: readonly AppointmentRow[], account: SyncAccount): string {
  const organizer = rows[0]?.ownerId === account.userId ? { name: account.name, email: account.email } : undefined
  return writeCalendar(rows, { now: ctx.now, organizer })
}

/** Something that changes with every write to the person's appointments. */
async function stateOfOurs(ctx: Context, account: SyncAccount): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select concat(count(*), '/', sum(version), '/', count(*) filter (where deleted_at is null)) as state from appointments
    where owner_id = ${account.userId}::uuid or id in (select appointment_id from appointment_people where user_id = ${account.userId}::uuid)`.execute(
    ctx.db,
  )
  return rows[0]?.state ?? ''
}

/** By uid; the same one in two calendars (an invitation to two colleagues) counts as the person's own. */
function groupByUid(rows: readonly AppointmentRow[]): Map<string, AppointmentRow[]> {
  const groups = new Map<string, AppointmentRow[]>()
  for (const row of rows) {
    const group = groups.get(row.uid)
    if (!group) groups.set(row.uid, [row])
    else if (group[0]?.ownerId === row.ownerId) group.push(row)
  }
  return groups
}

async function listLinks(ctx: Context, accountId: string): Promise<Link[]> {
  const { rows } =
    await sql<Link>`select uid, href, etag, agreed_hash from calendar_links where account_id = ${accountId}::uuid`.execute(
      ctx.db,
    )
  return rows
}

async function keepLink(ctx: Context, accountId: string, link: Link): Promise<void> {
  await sql`delete from calendar_links where account_id = ${accountId}::uuid and href = ${link.href} and uid <> ${link.uid}`.execute(
    ctx.db,
  )
  await sql`insert into calendar_links (account_id, uid, href, etag, agreed_hash) values (${accountId}::uuid, ${link.uid}, ${link.href}, ${link.etag}, ${link.agreedHash})
    on conflict (account_id, uid) do update set href = excluded.href, etag = excluded.etag, agreed_hash = excluded.agreed_hash`.execute(
    ctx.db,
  )
}

async function dropLink(ctx: Context, accountId: string, uid: string): Promise<void> {
  await sql`delete from calendar_links where account_id = ${accountId}::uuid and uid = ${uid}`.execute(ctx.db)
}

async function openConflicts(ctx: Context, accountId: string): Promise<Set<string>> {
  const { rows } = await sql<{
    uid: string
  }>`select uid from calendar_conflicts where account_id = ${accountId}::uuid and decided is null`.execute(ctx.db)
  return new Set(rows.map(({ uid }) => uid))
}

/** Both sides came together by themselves: nothing is left to decide. */
async function closeConflict(ctx: Context, accountId: string, uid: string): Promise<void> {
  await sql`delete from calendar_conflicts where account_id = ${accountId}::uuid and uid = ${uid} and decided is null`.execute(
    ctx.db,
  )
}

async function noteConflict(
  ctx: Context,
  accountId: string,
  uid: string,
  mine: readonly AppointmentRow[],
  hash: string,
  theirs: { object: RemoteObject; events: ReadEvent[] } | undefined,
  etag: string | undefined,
): Promise<void> {
  const ours = JSON.stringify(mine.map(pictureOfSides))
  const other = JSON.stringify({ etag: etag ?? null, events: theirs?.events.map(pictureOfSides) ?? [] })
  const ics = theirs?.object.ics ?? ''
  // Noticed before and not decided yet: both sides as they are now.
  const { rows } =
    await sql`update calendar_conflicts set ours = ${ours}::jsonb, theirs = ${other}::jsonb, theirs_ics = ${ics},
    ours_hash = ${hash} where account_id = ${accountId}::uuid and uid = ${uid} and decided is null returning id`.execute(
      ctx.db,
    )
  if (rows.length > 0) return
  await sql`insert into calendar_conflicts (account_id, appointment_id, uid, ours, theirs, theirs_ics, ours_hash, noticed_at) values (
    ${accountId}::uuid, coalesce(${mine[0]?.id ?? null}::uuid, (select id from appointments where uid = ${uid} order by deleted_at nulls first limit 1)),
    ${uid}, ${ours}::jsonb, ${other}::jsonb, ${ics}, ${hash}, ${ctx.now})`.execute(ctx.db)
}
