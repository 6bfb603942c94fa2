// What leads propose for the day: answer within two business days, decide within thirty days (handbook §2.1).
import { sql } from 'kysely'
import { addBusinessDays, businessDaysBetween } from '#domain/business-days.ts'
import { addDays } from '#domain/day.ts'
import { decideWithinDays } from '#domain/leads/answer-clock.ts'
import { dayOf } from '#server/kit/context.ts'
import type { DayRule } from '#server/kit/day-rules.ts'
import { answeredSql } from '#server/leads/store.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'

interface Waiting {
  id: string
  name: string
  ownerId: string
  answerDueOn: string
  receivedAt: string
}

const open = sql`l.deleted_at is null and l.state in ('new', 'contacted', 'qualified')`

export const leadDayRules: readonly DayRule[] = [
  {
    key: 'leadAnswer',
    capability: 'leads',
    async candidates(ctx, userIds, today) {
      const { rows } = await sql<Waiting>`
        select l.id, l.name, l.owner_id, l.answer_due_on, l.received_at from leads l
        where l.owner_id = any(${[...userIds]}::uuid[]) and ${open} and l.answered_at is null
          and l.answer_due_on <= ${addBusinessDays(today, 2)}::date and ${answeredSql} is null and ${leadVisibleTo(ctx.actor)}
        order by l.answer_due_on, l.id limit 300`.execute(ctx.db)
      return rows.map((row) => {
        const left = row.answerDueOn < today ? -1 : businessDaysBetween(today, row.answerDueOn)
        return {
          rule: 'leadAnswer',
          recordType: 'leads' as const,
          recordId: row.id,
          clientId: null,
          userId: row.ownerId,
          name: row.name,
          href: `/leads/${row.id}`,
          severity: left < 0 ? (5 as const) : left === 0 ? (4 as const) : (3 as const),
          dueOn: row.answerDueOn,
          since: dayOf(new Date(row.receivedAt)),
          details: { name: row.name, dueOn: row.answerDueOn, left },
        }
      })
    },
  },
  {
    key: 'leadDecide',
    capability: 'leads',
    async candidates(ctx, userIds, today) {
      const since = addDays(today, 3 - decideWithinDays)
      const { rows } = await sql<Waiting>`
        select l.id, l.name, l.owner_id, l.answer_due_on, l.received_at from leads l
        where l.owner_id = any(${[...userIds]}::uuid[]) and ${open} and l.received_at < (${since}::date + 1)::timestamptz
          and (l.answered_at is not null or ${answeredSql} is not null) and ${leadVisibleTo(ctx.actor)}
        order by l.received_at, l.id limit 300`.execute(ctx.db)
      return rows.map((row) => {
        const dueOn = addDays(dayOf(new Date(row.receivedAt)), decideWithinDays)
        return {
          rule: 'leadDecide',
          recordType: 'leads' as const,
          recordId: row.id,
          clientId: null,
          userId: row.ownerId,
          name: row.name,
          href: `/leads/${row.id}`,
          severity: dueOn < today ? (3 as const) : (2 as const),
          dueOn,
          since: addDays(dueOn, -3),
          details: { name: row.name, dueOn },
        }
      })
    },
  },
]
