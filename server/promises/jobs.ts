// Timers of promises: reminders on their hour, the morning look at what was missed, and letters that urge the other side.
import type { Outside } from '#server/app.ts'
import { type Context, dayOf, systemActor } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'
import { noticeLate, remindDue } from '#server/promises/actions-reminders.ts'

export function promiseJobs({ db, mail, now, jobs }: Pick<Outside, 'db' | 'mail' | 'now' | 'jobs'>): JobDefinition[] {
  const asSystem = (work: (ctx: Context) => Promise<unknown>) =>
    inTransaction(db, (tx) => {
      const at = now()
      return work({ db: tx, actor: systemActor, now: at.toISOString(), today: dayOf(at), jobs })
    })
  return [
    { name: 'promises.remind', cron: '*/5 * * * *', retries: 0, work: async () => void (await asSystem(remindDue)) },
    { name: 'promises.notice-late', cron: '15 6 * * *', work: async () => void (await asSystem(noticeLate)) },
    {
      name: 'promises.sendLetter',
      retries: 5,
      async work({ to, subject, text, replyTo }) {
        await mail?.send({
          to: String(to),
          subject: String(subject),
          text: String(text),
          ...(replyTo ? { replyTo: String(replyTo) } : {}),
        })
      },
    },
  ]
}
