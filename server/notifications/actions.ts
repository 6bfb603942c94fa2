// What one does with notifications: other capabilities tell people, a person reads, chooses the ways and the quiet hours.
import type * as api from '#api/notifications.ts'
import { type EventName, type EventRule, events } from '#domain/notifications/events.ts'
import { isPushService } from '#domain/notifications/push-services.ts'
import type { Context } from '#server/kit/context.ts'
import { systemActor } from '#server/kit/context.ts'
import { BadInput, conflict, NotFound } from '#server/kit/errors.ts'
import { hrefOf } from '#server/notifications/links.ts'
import { publish } from '#server/notifications/live.ts'
import { newKeys } from '#server/notifications/push.ts'
import * as store from '#server/notifications/store.ts'
import { loadActor } from '#server/users/sessions.ts'

export interface Notice {
  readonly userIds: readonly (string | null | undefined)[]
  readonly event: EventName
  readonly recordType?: string | null
  readonly recordId?: string | null
  /** Whoever may not see this client is not told. */
  readonly clientId?: string | null
  /** What the sentence is made of: title, text, day (`YYYY-MM-DD`), time (`HH:MM`), count, person; and href, where it opens. */
  readonly details?: Readonly<Record<string, unknown>>
  /** The same person is told of this event and record only once under this word (a day, a version). */
  readonly once?: string
  /** Also tell whoever does it himself. */
  readonly self?: boolean
}

/**
 * Tells people that something happened, by the ways each of them chose, together with the change itself: nothing is told
 * of what was rolled back. Left out are the one who does it, people who left, and those who may not see the client;
 * with reminders, whoever stands in for an absent person is told as well.
 */
export async function notify(ctx: Context, notice: Notice): Promise<void> {
  const rule: EventRule = events[notice.event]
  const wanted = [...new Set(notice.userIds)].filter(
    (id): id is string => !!id && (notice.self === true || id !== ctx.actor.id),
  )
  if (wanted.length === 0) return
  const people = new Map<string, string | null>()
  for (const { id, standsFor } of await store.activePeople(ctx, wanted, rule.deputies)) {
    if (id === ctx.actor.id && !notice.self) continue
    if (!people.has(id)) people.set(id, standsFor)
  }
  const told: { id: string; details: Record<string, unknown> }[] = []
  for (const [id, standsFor] of people) {
    if (notice.clientId && !(await seesClient(ctx, id, notice.clientId))) continue
    told.push({
      id,
      details: {
        ...notice.details,
        ...(standsFor ? { standsFor } : {}),
        ...(notice.once ? { once: notice.once } : {}),
      },
    })
  }
  if (told.length === 0) return
  const rows = await store.insertNotices(
    ctx,
    {
      event: notice.event,
      recordType: notice.recordType ?? null,
      recordId: notice.recordId ?? null,
      clientId: notice.clientId ?? null,
      actorId: ctx.actor.id === systemActor.id ? null : ctx.actor.id,
    },
    told,
  )
  await publish(
    ctx,
    rows.filter((row) => row.inApp).map((row) => row.userId),
    'notifications.new',
    { event: notice.event },
  )
  if (rows.some((row) => row.push || row.mail)) await ctx.jobs.enqueue(ctx.db, 'notifications.deliver', {})
}

async function seesClient(ctx: Context, userId: string, clientId: string): Promise<boolean> {
  const actor = userId === ctx.actor.id ? ctx.actor : await loadActor(ctx.db, userId, ctx.today)
  return store.clientSeenBy(ctx.db, actor, clientId)
}

/** What the person was told, newest first, and how much of it is not read (at most 100 counted). */
export async function listNotifications(
  ctx: Context,
  query: { unread?: boolean; limit?: number; before?: string },
): Promise<{ items: api.Notification[]; unread: number; next: string | null }> {
  const limit = query.limit ?? 30
  const rows = await store.listOf(ctx, query, limit + 1)
  const items = rows.slice(0, limit).map(({ recordType, recordId, ...row }) => ({
    ...row,
    href: hrefOf({ recordType, recordId, clientId: row.client?.id ?? null, details: row.details }),
  }))
  return {
    items,
    unread: await store.countUnread(ctx),
    next: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
  }
}

export async function unreadCount(ctx: Context): Promise<number> {
  return store.countUnread(ctx)
}

/** Marks and tells the person's other browsers, so that the bells agree. */
export async function markNotifications(
  ctx: Context,
  body: { read: boolean; ids?: readonly string[]; until?: string },
): Promise<{ ids: string[]; unread: number }> {
  const ids = await store.mark(ctx, body, body.read)
  if (ids.length > 0) await publish(ctx, [ctx.actor.id], 'notifications.read', {})
  return { ids, unread: await store.countUnread(ctx) }
}

export async function settingsOf(ctx: Context, mails: boolean): Promise<api.NotificationSettings> {
  const { id } = ctx.actor
  const hours = (await store.hoursOf(ctx.db, [id])).get(id) as store.StoredHours
  const { digest, digestAt, quietFrom, quietTo, quietWeekends, version } = hours
  return {
    events: await store.choicesOf(ctx.db, id),
    hours: { digest, digestAt, quietFrom, quietTo, quietWeekends },
    version,
    devices: await store.devicesOf(ctx.db, id),
    pushKey: (await store.pushKeys(ctx.db, newKeys)).publicKey,
    mails,
  }
}

export async function chooseEvents(
  ctx: Context,
  choices: readonly { event: EventName; inApp: boolean; mail: boolean; push: boolean }[],
): Promise<void> {
  await store.writeChoices(ctx, [...new Map(choices.map((one) => [one.event, one])).values()])
}

/** Quiet hours are both times or none; what changed elsewhere meanwhile is not overwritten. */
export async function setHours(ctx: Context, hours: api.NotificationHours, version: number): Promise<void> {
  if ((hours.quietFrom === null) !== (hours.quietTo === null)) {
    throw new BadInput([
      { field: hours.quietFrom === null ? 'quietFrom' : 'quietTo', reason: 'notifications.bothTimes' },
    ])
  }
  const { id } = ctx.actor
  const before = (await store.hoursOf(ctx.db, [id], true)).get(id) as store.StoredHours
  if (before.version !== version) throw conflict(before)
  await store.writeHours(ctx.db, id, hours)
}

/** From now on this browser shows what the person is told; addresses other than of push services are refused. */
export async function addDevice(
  ctx: Context,
  one: { endpoint: string; keys: { p256dh: string; auth: string }; device?: string },
): Promise<api.PushDevice> {
  if (!URL.canParse(one.endpoint) || !isPushService(new URL(one.endpoint))) {
    throw new BadInput([{ field: 'endpoint', reason: 'notifications.foreignPushService' }])
  }
  return store.addSubscription(ctx, { endpoint: one.endpoint, keys: one.keys, device: one.device?.trim() || null })
}

export async function removeDevice(ctx: Context, id: string): Promise<void> {
  if (!(await store.removeSubscription(ctx.db, id, ctx.actor.id))) throw new NotFound('notifications.deviceGone')
}

/** Asks for one message to the device; it leaves in a job like every other. */
export async function tryDevice(ctx: Context, id: string): Promise<void> {
  const devices = await store.devicesOf(ctx.db, ctx.actor.id)
  if (!devices.some((device) => device.id === id)) throw new NotFound('notifications.deviceGone')
  await ctx.jobs.enqueue(ctx.db, 'notifications.tryDevice', { id })
}
