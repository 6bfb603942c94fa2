// Notifications at the border: the bell, what a person wants to be told and when, devices for web push, the live stream.
import { type Static, Type } from 'typebox'
import { Done, endpoint, GivenInstant, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { type EventName, eventNames } from '#domain/notifications/events.ts'
import { type DigestRhythm, digestRhythms } from '#domain/notifications/hours.ts'

const Named = Type.Object({ id: Id, name: Type.String() })
const Event = Type.Unsafe<EventName>({ type: 'string', enum: [...eventNames] })
const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })

export const Notification = Type.Object({
  id: Id,
  /** An event of an older version of the program may no longer be known. */
  event: Type.String(),
  /** Where it opens; null when there is nothing to open. */
  href: nullable(Type.String()),
  actor: nullable(Named),
  client: nullable(Named),
  /** What the sentence is made of: title, text, day, time, count, and `standsFor`, the name of the absent colleague. */
  details: Type.Record(Type.String(), Type.Unknown()),
  createdAt: Instant,
  readAt: nullable(Instant),
})
export type Notification = Static<typeof Notification>

export const listNotifications = endpoint({
  id: 'notifications.list',
  method: 'GET',
  path: '/api/notifications',
  summary: 'What the signed-in person was told, newest first; only what he or she may still see',
  access: 'signedIn',
  query: Type.Object({
    unread: Type.Optional(Type.Boolean()),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 30 })),
    /** Id of the last one of the page before. */
    before: Type.Optional(Id),
  }),
  reply: Type.Object({ items: Type.Array(Notification), unread: Type.Integer(), next: nullable(Id) }),
  lists: true,
})

export const countUnread = endpoint({
  id: 'notifications.unread',
  method: 'GET',
  path: '/api/notifications/unread',
  summary: 'How many notifications the person has not read, at most 100',
  access: 'signedIn',
  reply: Type.Object({ unread: Type.Integer() }),
})

export const markNotifications = endpoint({
  id: 'notifications.mark',
  method: 'POST',
  path: '/api/notifications/mark',
  summary: 'Mark notifications read or unread: those named, or all of them',
  access: 'signedIn',
  body: Type.Object(
    {
      read: Type.Boolean(),
      ids: Type.Optional(Type.Array(Id, { maxItems: 500 })),
      /** Instead of ids: all that came until this instant, so that what comes meanwhile stays unread. */
      until: Type.Optional(GivenInstant),
    },
    { additionalProperties: false },
  ),
  /** Ids that changed, so that the change can be taken back. */
  reply: Type.Object({ ids: Type.Array(Id), unread: Type.Integer() }),
})

const Ways = { inApp: Type.Boolean(), mail: Type.Boolean(), push: Type.Boolean() }
export const NotificationHours = Type.Object({
  digest: Type.Unsafe<DigestRhythm>({ type: 'string', enum: [...digestRhythms] }),
  digestAt: Time,
  quietFrom: nullable(Time),
  quietTo: nullable(Time),
  quietWeekends: Type.Boolean(),
})
export type NotificationHours = Static<typeof NotificationHours>

export const PushDevice = Type.Object({
  id: Id,
  device: nullable(Type.String()),
  createdAt: Instant,
  /** The push service refused the last message. */
  failedAt: nullable(Instant),
  endpoint: Type.String(),
})
export type PushDevice = Static<typeof PushDevice>

export const NotificationSettings = Type.Object({
  events: Type.Array(Type.Object({ event: Event, ...Ways })),
  hours: NotificationHours,
  /** Version of the hours; 0 before anything was chosen. */
  version: Type.Integer(),
  devices: Type.Array(PushDevice),
  /** The firm's public key for subscribing a browser. */
  pushKey: Type.String(),
  /** Whether the firm sends letters at all. */
  mails: Type.Boolean(),
})
export type NotificationSettings = Static<typeof NotificationSettings>

export const getNotificationSettings = endpoint({
  id: 'notifications.settings',
  method: 'GET',
  path: '/api/notifications/settings',
  summary: 'What the person wants to be told, by which way and when, and the devices that get pushes',
  access: 'signedIn',
  reply: NotificationSettings,
})

export const chooseNotifications = endpoint({
  id: 'notifications.choose',
  method: 'PUT',
  path: '/api/notifications/settings/events',
  summary: 'Choose the ways of single events; the others stay as they are',
  access: 'signedIn',
  body: Type.Object(
    {
      events: Type.Array(Type.Object({ event: Event, ...Ways }, { additionalProperties: false }), {
        minItems: 1,
        maxItems: 100,
      }),
    },
    { additionalProperties: false },
  ),
  reply: NotificationSettings,
})

export const setNotificationHours = endpoint({
  id: 'notifications.setHours',
  method: 'PUT',
  path: '/api/notifications/settings/hours',
  summary: 'Choose quiet hours and the rhythm of the digest; If-Match carries the version that was read',
  access: 'signedIn',
  body: Type.Object({ ...NotificationHours.properties }, { additionalProperties: false }),
  reply: NotificationSettings,
})

export const addPushDevice = endpoint({
  id: 'notifications.addDevice',
  method: 'POST',
  path: '/api/notifications/devices',
  summary: 'Send pushes to this browser; only push services of browsers are accepted',
  access: 'signedIn',
  body: Type.Object(
    {
      endpoint: Type.String({ minLength: 10, maxLength: 1000 }),
      keys: Type.Object(
        {
          p256dh: Type.String({ pattern: '^[A-Za-z0-9_=-]{10,200}$' }),
          auth: Type.String({ pattern: '^[A-Za-z0-9_=-]{10,100}$' }),
        },
        { additionalProperties: false },
      ),
      device: Type.Optional(Type.String({ maxLength: 200 })),
    },
    { additionalProperties: false },
  ),
  reply: PushDevice,
  creates: true,
})

export const removePushDevice = endpoint({
  id: 'notifications.removeDevice',
  method: 'DELETE',
  path: '/api/notifications/devices/:id',
  summary: 'Send no more pushes to this browser',
  access: 'signedIn',
  params: IdParams,
  reply: Done,
})

export const tryPush = endpoint({
  id: 'notifications.tryPush',
  method: 'POST',
  path: '/api/notifications/devices/:id/try',
  summary: 'Send one message to this device to see that it comes',
  access: 'signedIn',
  params: IdParams,
  reply: Done,
})

export const openLive = endpoint({
  id: 'notifications.live',
  method: 'GET',
  path: '/api/live',
  summary: 'Event stream of what concerns the signed-in person: new notifications, a ringing call, a changed record',
  access: 'signedIn',
  reply: Type.Object({}),
  streams: true,
})
