// What time does to promises: reminders on their hour, and the morning after a day was missed.
import { apologyDueOn } from '#domain/promises/ledger.ts'
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import type { Context } from '#server/kit/context.ts'
import { record } from '#server/kit/record.ts'
import { notify } from '#server/notifications/actions.ts'
import { makePromise } from '#server/promises/actions.ts'
import * as store from '#server/promises/store.ts'
import { loadActor } from '#server/users/sessions.ts'

/** Tells whoever answers for a promise that its reminder has come; each reminder once. */
export async function remindDue(ctx: Context): Promise<number> {
  const due = await store.takeReminders(ctx)
  for (const promise of due) {
    if (!promise.responsibleId) continue
    await notify(ctx, {
      userIds: [promise.responsibleId],
      event: 'promises.due',
      recordType: 'promises',
      recordId: promise.id,
      clientId: promise.clientId,
      details: { title: promise.clientName, text: promise.text, day: promise.dueOn },
      once: promise.remindAt,
    })
  }
  return due.length
}

/**
 * The morning after a promise was missed: the responsible person is told, for ours also the lead of that person's team, and
 * a promise of ours to a client makes a task to apologise, due the same business day (handbook §2.18). Once for each day missed.
 */
export async function noticeLate(ctx: Context): Promise<number> {
  const late = await store.takeLate(ctx)
  for (const promise of late) {
    await record(ctx, {
      fact: 'promises.late',
      recordType: 'promises',
      recordId: promise.id,
      clientId: promise.clientId,
      after: { dueOn: promise.dueOn },
    })
    const told = [promise.responsibleId, promise.side === 'ours' ? promise.leadOfTeamId : null]
    await notify(ctx, {
      userIds: told.filter((id) => id !== null),
      event: 'promises.late',
      recordType: 'promises',
      recordId: promise.id,
      clientId: promise.clientId,
      details: { title: promise.clientName, text: promise.text, day: promise.dueOn, side: promise.side },
      once: promise.dueOn,
    })
    if (promise.side === 'ours' && promise.kind === 'promise' && promise.clientId && promise.responsibleId)
      await askToApologise(ctx, { ...promise, responsibleId: promise.responsibleId })
  }
  return late.length
}

async function askToApologise(
  ctx: Context,
  promise: store.LatePromise & { readonly responsibleId: string },
): Promise<void> {
  const actor = await loadActor(ctx.db, promise.responsibleId, ctx.today)
  if (!promise.active || !(await store.seen(ctx, actor, { clientId: promise.clientId }))) return
  const { apology } = (actor.language === 'en' ? en : cs).promises
  await makePromise(ctx, {
    side: 'ours',
    kind: 'followUp',
    text: apology(promise.text).slice(0, 2000),
    clientId: promise.clientId,
    contactId: promise.contactId,
    responsibleId: promise.responsibleId,
    dueOn: apologyDueOn(ctx.today),
    source: { type: 'promises', id: promise.id, line: promise.text },
  })
}
