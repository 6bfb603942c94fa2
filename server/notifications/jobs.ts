// Work of notifications: deliver what waits, remind of what has come due.
import { isEvent } from '#domain/notifications/events.ts'
import { isPushService } from '#domain/notifications/push-services.ts'
import type { Outside } from '#server/app.ts'
import { dayOf, systemActor } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'
import type { Reminder } from '#server/kit/reminders.ts'
import { notify } from '#server/notifications/actions.ts'
import { deliverWaiting } from '#server/notifications/delivery.ts'
import { newKeys, pushSender } from '#server/notifications/push.ts'
import * as store from '#server/notifications/store.ts'
import { textsFor } from '#server/notifications/words.ts'
import { loadActor } from '#server/users/sessions.ts'

export function notificationJobs(outside: Outside, reminders: readonly Reminder[]): JobDefinition[] {
  const { db, mail, now, jobs } = outside
  // Push services want to know whom to ask when messages trouble them.
  const subject = outside.publicUrl?.startsWith('https:') ? outside.publicUrl : 'mailto:klientela@localhost.localdomain'
  const push = async () => pushSender({ keys: await store.pushKeys(db, newKeys), subject, allowed: isPushService })
  return [
    {
      name: 'notifications.deliver',
      cron: '* * * * *',
      retries: 0,
      work: () => deliverWaiting({ db, now: now(), mail, push, ...(outside.onBug ? { failed: outside.onBug } : {}) }),
    },
    {
      name: 'notifications.tryDevice',
      retries: 0,
      async work(data) {
        const device = await store.findSubscription(db, String(data.id))
        if (!device) return
        const t = textsFor((await loadActor(db, device.userId, dayOf(now()))).language).push
        const message = { title: t.tryTitle, body: t.tryText, href: '/notifications/settings', tag: 'try' }
        const outcome = await (await push()).send(device, message)
        if (outcome === 'gone') await store.removeSubscription(db, device.id)
        else await store.subscriptionFailed(db, device.id, outcome === 'sent' ? null : now().toISOString())
      },
    },
    {
      name: 'notifications.remind',
      cron: '*/5 * * * *',
      atStart: true,
      retries: 0,
      async work() {
        const at = now()
        for (const reminder of reminders) {
          await inTransaction(db, async (tx) => {
            const ctx = { db: tx, actor: systemActor, now: at.toISOString(), today: dayOf(at), jobs }
            const due = await reminder.due(ctx)
            const fresh = await store.notYetTold(tx, due)
            for (const one of fresh) if (isEvent(one.event)) await notify(ctx, { ...one, event: one.event })
          })
        }
      },
    },
    {
      name: 'notifications.forget',
      cron: '20 3 * * *',
      work: () => store.forgetOld(db, now().toISOString()),
    },
  ]
}
