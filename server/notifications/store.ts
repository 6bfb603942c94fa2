// All SQL of notifications: what was told to whom, choices, hours, devices, the firm's keys of web push.
import { sql } from 'kysely'
import type { Notification, NotificationHours, PushDevice } from '#api/notifications.ts'
import type { Actor } from '#domain/access.ts'
import { type EventName, type EventRule, eventNames, events, type Ways } from '#domain/notifications/events.ts'
import { type Hours, usualHours } from '#domain/notifications/hours.ts'
import { visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'

const usual = sql`${usualHours.digest}`

/** The notification may still be shown: it names no client, or one that the person sees. */
const seen = (actor: Actor) => sql`(n.client_id is null or (c.deleted_at is null and ${visibleTo(actor)}))`

interface Row extends Omit<Notification, 'href'> {
  readonly recordType: string | null
  readonly recordId: string | null
}

export async function listOf(
  ctx: Context,
  filter: { unread?: boolean; before?: string },
  limit: number,
): Promise<Row[]> {
  const before = filter.before
    ? sql`and (n.created_at, n.id) < (select b.created_at, b.id from notifications b where b.id = ${filter.before}::uuid and b.user_id = ${ctx.actor.id}::uuid)`
    : sql``
  const { rows } = await sql<Row>`
    select n.id, n.event, n.record_type, n.record_id, n.details, n.created_at, n.read_at,
      case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as actor,
      case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as client
    from notifications n left join users a on a.id = n.actor_id left join clients c on c.id = n.client_id
    where n.user_id = ${ctx.actor.id}::uuid and n.in_app and ${seen(ctx.actor)}
      ${filter.unread ? sql`and n.read_at is null` : sql``} ${before}
    order by n.created_at desc, n.id desc limit ${limit}`.execute(ctx.db)
  return rows
}

export async function countUnread(ctx: Context): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from notifications n left join clients c on c.id = n.client_id
      where n.user_id = ${ctx.actor.id}::uuid and n.read_at is null and n.in_app and ${seen(ctx.actor)} limit 100) x`.execute(
    ctx.db,
  )
  return rows[0]?.n ?? 0
}

export async function mark(
  ctx: Context,
  which: { ids?: readonly string[]; until?: string },
  read: boolean,
): Promise<string[]> {
  const named = which.ids
    ? sql`id = any(${[...which.ids]}::uuid[])`
    : sql`created_at <= ${which.until ?? ctx.now}::timestamptz`
  const { rows } = await sql<{ id: string }>`
    update notifications set read_at = ${read ? sql`${ctx.now}::timestamptz` : sql`null`}
    where user_id = ${ctx.actor.id}::uuid and in_app and (read_at is null) = ${read} and ${named} returning id`.execute(
    ctx.db,
  )
  return rows.map((row) => row.id)
}

/** Active people among these; with `deputies` also whoever stands in for them today, with the name of the absent one. */
export async function activePeople(
  ctx: Context,
  userIds: readonly string[],
  deputies: boolean,
): Promise<{ id: string; standsFor: string | null }[]> {
  const { rows } = await sql<{ id: string; standsFor: string | null }>`
    select u.id, null::text as stands_for from users u where u.id = any(${[...userIds]}::uuid[]) and u.active
    ${
      deputies
        ? sql`union all
      select d.deputy_id, a.name from deputies d join users a on a.id = d.absent_id join users u on u.id = d.deputy_id and u.active
      where d.absent_id = any(${[...userIds]}::uuid[]) and d.valid @> ${ctx.today}::date and not d.deputy_id = any(${[...userIds]}::uuid[])`
        : sql``
    }`.execute(ctx.db)
  return rows
}

export async function clientSeenBy(db: Db, actor: Actor, clientId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from clients c where c.id = ${clientId}::uuid and c.deleted_at is null and ${visibleTo(actor)}`.execute(db)
  return rows.length > 0
}

export interface Told {
  readonly id: string
  readonly userId: string
  readonly inApp: boolean
  readonly push: string | null
  readonly mail: string | null
}

export interface NoticeRow {
  readonly event: EventName
  readonly recordType: string | null
  readonly recordId: string | null
  readonly clientId: string | null
  readonly actorId: string | null
}

/** One row for each person by his choices; whoever chose no way at all gets none, and a reminder given once is not repeated. */
export async function insertNotices(
  ctx: Context,
  notice: NoticeRow,
  people: readonly { id: string; details: Record<string, unknown> }[],
): Promise<Told[]> {
  const rule: EventRule = events[notice.event]
  const { rows } = await sql<Told>`
    insert into notifications (user_id, event, record_type, record_id, client_id, actor_id, details, in_app, mail, push, created_at)
    select p.id, ${notice.event}, ${notice.recordType}, ${notice.recordId}::uuid, ${notice.clientId}::uuid, ${notice.actorId}::uuid,
      p.details, w.in_app, case when w.mail then 'waiting' end, case when w.push then 'waiting' end, ${ctx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p(id uuid, details jsonb)
    left join notification_choices ch on ch.user_id = p.id and ch.event = ${notice.event}
    left join notification_hours h on h.user_id = p.id
    cross join lateral (select coalesce(ch.in_app, ${rule.inApp}) as in_app,
      coalesce(ch.mail, ${rule.mail}) and coalesce(h.digest, ${usual}) <> 'never' as mail,
      coalesce(ch.push, ${rule.push}) and exists (select 1 from push_subscriptions s where s.user_id = p.id) as push) w
    where w.in_app or w.mail or w.push
    on conflict do nothing
    returning id, user_id, in_app, push, mail`.execute(ctx.db)
  return rows
}

/** Choices of the person by event, in the order of the list; what was not chosen is as usual. */
export async function choicesOf(db: Db, userId: string): Promise<({ event: EventName } & Ways)[]> {
  const { rows } = await sql<{ event: string } & Ways>`
    select event, in_app, mail, push from notification_choices where user_id = ${userId}::uuid`.execute(db)
  const chosen = new Map(rows.map((row) => [row.event, row]))
  return eventNames.map((event) => {
    const { inApp, mail, push } = chosen.get(event) ?? events[event]
    return { event, inApp, mail, push }
  })
}

export async function writeChoices(ctx: Context, choices: readonly ({ event: EventName } & Ways)[]): Promise<void> {
  await sql`
    insert into notification_choices (user_id, event, in_app, mail, push)
    select ${ctx.actor.id}::uuid, c.event, c."inApp", c.mail, c.push
    from jsonb_to_recordset(${JSON.stringify(choices)}::jsonb) as c(event text, "inApp" boolean, mail boolean, push boolean)
    on conflict (user_id, event) do update set in_app = excluded.in_app, mail = excluded.mail, push = excluded.push`.execute(
    ctx.db,
  )
}

export interface StoredHours extends Hours {
  readonly version: number
  readonly lastDigestAt: string | null
}

const hoursColumns = sql`h.digest, to_char(h.digest_at, 'HH24:MI') as digest_at, to_char(h.quiet_from, 'HH24:MI') as quiet_from,
  to_char(h.quiet_to, 'HH24:MI') as quiet_to, h.quiet_weekends, h.version, h.last_digest_at`

export async function hoursOf(db: Db, userIds: readonly string[], lock = false): Promise<Map<string, StoredHours>> {
  const { rows } = await sql<StoredHours & { userId: string }>`
    select h.user_id, ${hoursColumns} from notification_hours h where h.user_id = any(${[...userIds]}::uuid[])
    ${lock ? sql`for update` : sql``}`.execute(db)
  const known = new Map(rows.map(({ userId, ...hours }) => [userId, hours as StoredHours]))
  return new Map(userIds.map((id) => [id, known.get(id) ?? { ...usualHours, version: 0, lastDigestAt: null }]))
}

export async function writeHours(db: Db, userId: string, hours: NotificationHours): Promise<void> {
  await sql`
    insert into notification_hours (user_id, digest, digest_at, quiet_from, quiet_to, quiet_weekends)
    values (${userId}::uuid, ${hours.digest}, ${hours.digestAt}::time, ${hours.quietFrom}::time, ${hours.quietTo}::time, ${hours.quietWeekends})
    on conflict (user_id) do update set digest = excluded.digest, digest_at = excluded.digest_at, quiet_from = excluded.quiet_from,
      quiet_to = excluded.quiet_to, quiet_weekends = excluded.quiet_weekends, version = notification_hours.version + 1`.execute(
    db,
  )
}

/** A digest left; whoever has chosen nothing gets a row of the usual hours to remember it by (version stays 0). */
export async function digestLeft(db: Db, userId: string, now: string): Promise<void> {
  const h = usualHours
  await sql`
    insert into notification_hours (user_id, digest, digest_at, quiet_from, quiet_to, quiet_weekends, last_digest_at, version)
    values (${userId}::uuid, ${h.digest}, ${h.digestAt}::time, ${h.quietFrom}::time, ${h.quietTo}::time, ${h.quietWeekends}, ${now}, 0)
    on conflict (user_id) do update set last_digest_at = excluded.last_digest_at`.execute(db)
}

export async function devicesOf(db: Db, userId: string): Promise<PushDevice[]> {
  const { rows } = await sql<PushDevice>`
    select id, device, created_at, failed_at, endpoint from push_subscriptions where user_id = ${userId}::uuid order by created_at`.execute(
    db,
  )
  return rows
}

export interface Subscription {
  readonly id: string
  readonly userId: string
  readonly endpoint: string
  readonly keys: { p256dh: string; auth: string }
}

export async function subscriptionsOf(db: Db, userIds: readonly string[]): Promise<Subscription[]> {
  const { rows } = await sql<Subscription>`
    select id, user_id, endpoint, keys from push_subscriptions where user_id = any(${[...userIds]}::uuid[]) order by created_at`.execute(
    db,
  )
  return rows
}

/** A browser belongs to whoever subscribed it last: a shared computer must not show another's news. */
export async function addSubscription(
  ctx: Context,
  one: { endpoint: string; keys: { p256dh: string; auth: string }; device: string | null },
): Promise<PushDevice> {
  const { rows } = await sql<PushDevice>`
    insert into push_subscriptions (user_id, endpoint, keys, device, created_at)
    values (${ctx.actor.id}::uuid, ${one.endpoint}, ${JSON.stringify(one.keys)}::jsonb, ${one.device}, ${ctx.now})
    on conflict (endpoint) do update set user_id = excluded.user_id, keys = excluded.keys, device = excluded.device,
      created_at = excluded.created_at, failed_at = null
    returning id, device, created_at, failed_at, endpoint`.execute(ctx.db)
  return rows[0] as PushDevice
}

export async function removeSubscription(db: Db, id: string, userId?: string): Promise<boolean> {
  const { rows } = await sql`
    delete from push_subscriptions where id = ${id}::uuid ${userId ? sql`and user_id = ${userId}::uuid` : sql``} returning id`.execute(
    db,
  )
  return rows.length > 0
}

export async function subscriptionFailed(db: Db, id: string, at: string | null): Promise<void> {
  await sql`update push_subscriptions set failed_at = ${at} where id = ${id}::uuid`.execute(db)
}

/** The firm's pair of keys; whoever comes first makes it, everybody else takes that one. */
export async function pushKeys(
  db: Db,
  make: () => Promise<{ publicKey: string; privateKey: string }>,
): Promise<{ publicKey: string; privateKey: string }> {
  const find = () =>
    sql<{ publicKey: string; privateKey: string }>`select public_key, private_key from push_keys`.execute(db)
  const known = (await find()).rows[0]
  if (known) return known
  const made = await make()
  await sql`
    insert into push_keys (public_key, private_key) values (${made.publicKey}, ${made.privateKey}) on conflict do nothing`.execute(
    db,
  )
  return (await find()).rows[0] as { publicKey: string; privateKey: string }
}

/** Who waits for a letter or a push. What nobody fetched for two weeks is not sent any more. */
export async function waitingPeople(db: Db, way: 'mail' | 'push', now: string): Promise<string[]> {
  const column = sql.ref(way)
  await sql`update notifications set ${column} = null where ${column} = 'waiting' and created_at < ${now}::timestamptz - interval '14 days'`.execute(
    db,
  )
  const { rows } = await sql<{
    userId: string
  }>`select distinct user_id from notifications where ${column} = 'waiting'`.execute(db)
  return rows.map((row) => row.userId)
}

export interface WaitingNotice extends Row {
  readonly clientId: string | null
}

/**
 * What waits for this person, oldest first, locked so that two processes do not send it twice. What was read in the
 * application meanwhile, or may no longer be seen, is taken off without being sent.
 */
export async function claimWaiting(db: Db, actor: Actor, way: 'mail' | 'push'): Promise<WaitingNotice[]> {
  const column = sql.ref(`n.${way}`)
  const { rows } = await sql<WaitingNotice & { stillSeen: boolean }>`
    select n.id, n.event, n.record_type, n.record_id, n.client_id, n.details, n.created_at, n.read_at,
      (select json_build_object('id', a.id, 'name', a.name) from users a where a.id = n.actor_id) as actor,
      case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as client, ${seen(actor)} as still_seen
    from notifications n left join clients c on c.id = n.client_id
    where n.user_id = ${actor.id}::uuid and ${column} = 'waiting'
    order by n.created_at, n.id limit 500 for update of n skip locked`.execute(db)
  const off = rows.filter((row) => row.readAt !== null || !row.stillSeen)
  if (off.length > 0)
    await settle(
      db,
      off.map((row) => row.id),
      way,
      null,
    )
  return rows.filter((row) => !off.includes(row))
}

export async function settle(
  db: Db,
  ids: readonly string[],
  way: 'mail' | 'push',
  state: 'sent' | 'failed' | 'gone' | null,
): Promise<void> {
  const column = sql.ref(way)
  await sql`update notifications set ${column} = ${state} where id = any(${[...ids]}::uuid[])`.execute(db)
}

export async function addressee(
  db: Db,
  userId: string,
): Promise<{ email: string; active: boolean; firm: string | null }> {
  const { rows } = await sql<{ email: string; active: boolean; firm: string | null }>`
    select u.email, u.active, f.firm_name as firm from users u, settings f where u.id = ${userId}::uuid`.execute(db)
  return rows[0] ?? { email: '', active: false, firm: null }
}

export async function findSubscription(db: Db, id: string): Promise<Subscription | undefined> {
  const { rows } = await sql<Subscription>`
    select id, user_id, endpoint, keys from push_subscriptions where id = ${id}::uuid`.execute(db)
  return rows[0]
}

/** Of reminders those that nobody was given yet under the same word; the rest need no look at each person again. */
export async function notYetTold<T extends { event: string; recordId: string; once: string }>(
  db: Db,
  due: readonly T[],
): Promise<T[]> {
  if (due.length === 0) return []
  const keys = due.map(({ event, recordId, once }, i) => ({ i, event, recordId, once }))
  const { rows } = await sql<{ i: number }>`
    select k.i from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k(i int, event text, "recordId" uuid, once text)
    where not exists (select 1 from notifications n where n.details ? 'once' and n.event = k.event and n.record_id = k."recordId" and n.details ->> 'once' = k.once)`.execute(
    db,
  )
  return rows.flatMap(({ i }) => (due[i] ? [due[i]] : []))
}

/** Read ones are kept for half a year, unread for a year. */
export async function forgetOld(db: Db, now: string): Promise<void> {
  await sql`
    delete from notifications where created_at < ${now}::timestamptz - interval '1 year'
      or (created_at < ${now}::timestamptz - interval '180 days' and read_at is not null)`.execute(db)
}
