// Reminds the owner of a client of peculiarities and wishes whose day has come.
import { sql } from 'kysely'
import type { Reminder } from '#server/kit/reminders.ts'

export const peculiarityReminder: Reminder = {
  key: 'peculiarities.due',
  async due(ctx) {
    const { rows } = await sql<{
      id: string
      clientId: string
      text: string
      remindOn: string
      ownerId: string | null
    }>`
      select i.id, i.client_id, i.text, i.remind_on, c.owner_id from peculiarities i join clients c on c.id = i.client_id
      where i.remind_on between ${ctx.today}::date - 7 and ${ctx.today}::date and i.deleted_at is null
        and (i.valid_to is null or i.valid_to >= ${ctx.today}::date) and c.deleted_at is null and c.owner_id is not null`.execute(
      ctx.db,
    )
    return rows.map((row) => ({
      userIds: [row.ownerId],
      event: 'peculiarities.due' as const,
      recordType: 'peculiarities',
      recordId: row.id,
      clientId: row.clientId,
      details: { title: row.text.split('\n')[0]?.slice(0, 120), day: row.remindOn },
      once: row.remindOn,
    }))
  },
}
