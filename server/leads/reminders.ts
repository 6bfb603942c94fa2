// Leads nobody answered in time: the owner is reminded on the day after the last one; of a lead without owner who gives leads out.
import { sql } from 'kysely'
import type { Reminder } from '#server/kit/reminders.ts'
import { dispatchers } from '#server/leads/actions-dispatch.ts'
import { answeredSql } from '#server/leads/store.ts'

export const leadReminder: Reminder = {
  key: 'leads.overdue',
  async due(ctx) {
    // Only lately late ones: whoever was reminded once is not reminded of a lead forgotten for months.
    const { rows } = await sql<{ id: string; name: string; ownerId: string | null; answerDueOn: string }>`
      select l.id, l.name, l.owner_id, l.answer_due_on from leads l
      where l.deleted_at is null and l.answered_at is null and l.state in ('new', 'contacted', 'qualified')
        and l.answer_due_on < ${ctx.today}::date and l.answer_due_on >= ${ctx.today}::date - 14 and ${answeredSql} is null
      order by l.answer_due_on, l.id limit 500`.execute(ctx.db)
    if (rows.length === 0) return []
    const others = rows.some((row) => !row.ownerId) ? await dispatchers(ctx) : []
    return rows.map((row) => ({
      userIds: row.ownerId ? [row.ownerId] : others,
      event: 'leads.overdue' as const,
      recordType: 'leads',
      recordId: row.id,
      details: { title: row.name, day: row.answerDueOn, href: `/leads/${row.id}` },
      once: row.answerDueOn,
    }))
  },
}
