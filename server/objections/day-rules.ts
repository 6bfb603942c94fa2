// Next steps from objections: an answer due within a business day, or overdue.
import { sql } from 'kysely'
import { addBusinessDays } from '#domain/business-days.ts'
import type { DayRule } from '#server/kit/day-rules.ts'
import { joined, seen } from '#server/objections/store.ts'

export const objectionDayRules: readonly DayRule[] = [
  {
    key: 'objections.answer',
    capability: 'objections',
    async candidates(ctx, userIds, today) {
      const { rows } = await sql<{
        id: string
        clientId: string | null
        userId: string
        name: string
        text: string
        dueOn: string
        raisedOn: string
      }>`
        select o.id, o.client_id, o.owner_id as user_id, coalesce(c.name, l.name) as name, left(o.text, 120) as text,
          o.due_on, o.raised_on
        from ${joined}
        where o.owner_id = any(${[...userIds]}::uuid[]) and o.deleted_at is null and o.state in ('raised', 'analysed')
          and o.due_on <= ${addBusinessDays(today, 1)}::date and ${seen(ctx)}
        order by o.due_on, o.id limit 300`.execute(ctx.db)
      return rows.map((row) => ({
        rule: 'objections.answer',
        recordType: 'objections' as const,
        recordId: row.id,
        clientId: row.clientId,
        userId: row.userId,
        name: row.name,
        href: `/objections/${row.id}`,
        severity: row.dueOn < today ? (4 as const) : (3 as const),
        dueOn: row.dueOn,
        since: row.raisedOn,
        details: { text: row.text, dueOn: row.dueOn },
      }))
    },
  },
]
