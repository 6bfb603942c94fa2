// Binds the endpoints of notifications.
import * as api from '#api/notifications.ts'
import type { Outside } from '#server/app.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'
import * as actions from '#server/notifications/actions.ts'
import { isSignedIn, sessionToken } from '#server/users/sessions.ts'

export function notificationRoutes(bind: Bind, { live, mail, db, secret }: Outside): void {
  const ok = { ok: true as const }
  const mails = mail !== undefined
  bind(api.listNotifications, (ctx, { query }) => actions.listNotifications(ctx, query))
  bind(api.countUnread, async (ctx) => ({ unread: await actions.unreadCount(ctx) }))
  bind(api.markNotifications, (ctx, { body }) => actions.markNotifications(ctx, body))
  bind(api.getNotificationSettings, (ctx) => actions.settingsOf(ctx, mails))
  bind(api.chooseNotifications, async (ctx, { body }) => {
    await actions.chooseEvents(ctx, body.events)
    return actions.settingsOf(ctx, mails)
  })
  bind(api.setNotificationHours, async (ctx, { body, ...input }) => {
    await actions.setHours(ctx, body, requireVersion(input))
    return actions.settingsOf(ctx, mails)
  })
  bind(api.addPushDevice, (ctx, { body }) => actions.addDevice(ctx, body))
  bind(api.removePushDevice, async (ctx, { params }) => {
    await actions.removeDevice(ctx, params.id)
    return ok
  })
  bind(api.tryPush, async (ctx, { params }) => {
    await actions.tryDevice(ctx, params.id)
    return ok
  })
  bind(api.openLive, async (ctx, { request, reply }) => {
    const token = sessionToken(request.headers.cookie, secret)
    reply.hijack()
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // A router in front must not gather events into a batch.
      'x-accel-buffering': 'no',
    })
    if (live) live.stream(ctx.actor.id, reply.raw, () => isSignedIn(db, token))
    else reply.raw.end()
    return reply
  })
}
