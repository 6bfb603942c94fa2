// Reminds of meetings that begin within half an hour.
import { sql } from 'kysely'
import type { Reminder } from '#server/kit/reminders.ts'
import { isoOf, localOf } from '#server/kit/zoned-time.ts'

export const meetingReminder: Reminder = {
  key: 'meetings.soon',
  async due(ctx) {
    const { rows } = await sql<{
      id: string
      clientId: string | null
      title: string
      name: string | null
      startsAt: string
      timeZone: string
      userIds: string[]
    }>`
      select m.id, m.client_id, m.title, coalesce(c.name, l.name) as name, m.starts_at, m.time_zone,
        array(select user_id::text from meeting_people p where p.meeting_id = m.id and p.user_id is not null and p.answer <> 'declined'
          union select m.organizer_id::text) as user_ids
      from meetings m left join clients c on c.id = m.client_id left join leads l on l.id = m.lead_id
      where m.deleted_at is null and m.state = 'planned' and m.starts_at > ${ctx.now}::timestamptz
        and m.starts_at <= ${ctx.now}::timestamptz + interval '30 minutes' limit 1000`.execute(ctx.db)
    return rows.map((row) => ({
      userIds: row.userIds,
      event: 'meetings.soon' as const,
      recordType: 'meetings',
      recordId: row.id,
      clientId: row.clientId,
      details: { title: [row.title, row.name].filter(Boolean).join(' – '), ...localOf(row.startsAt, row.timeZone) },
      once: isoOf(row.startsAt),
    }))
  },
}
