// Reminds whoever answers an objection on the last day of its three, and the day after when it was missed.

import { addDays } from '#domain/day.ts'
import { systemActor } from '#server/kit/context.ts'
import type { Reminder } from '#server/kit/reminders.ts'
import { dueObjections } from '#server/objections/store.ts'

export const objectionReminder: Reminder = {
  key: 'objections.due',
  async due(ctx) {
    const due = await dueObjections({ ...ctx, actor: systemActor }, ctx.today, addDays(ctx.today, -7))
    return due.map((row) => ({
      userIds: [row.ownerId],
      event: 'objections.due' as const,
      recordType: 'objections',
      recordId: row.id,
      clientId: row.clientId,
      details: { title: `${row.name}: ${row.text.split('\n')[0]}`, day: row.dueOn, href: `/objections/${row.id}` },
      once: row.dueOn < ctx.today ? `late ${row.dueOn}` : row.dueOn,
    }))
  },
}
