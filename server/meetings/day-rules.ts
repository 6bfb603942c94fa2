// Next steps from meetings: prepare one the business day before, close one that is over, send the minutes in time.
import { sql } from 'kysely'
import { addBusinessDays } from '#domain/business-days.ts'
import { addDays } from '#domain/day.ts'
import { minutesDueOn, prepareOn } from '#domain/meetings/lifecycle.ts'
import type { Context } from '#server/kit/context.ts'
import type { DayRule, Suggestion } from '#server/kit/day-rules.ts'
import type { Fragment } from '#server/kit/lists.ts'
import { isoOf, localOf, toInstant } from '#server/kit/zoned-time.ts'
import { joined, seen } from '#server/meetings/store.ts'

interface Row {
  readonly id: string
  readonly clientId: string | null
  readonly userId: string
  readonly title: string
  readonly name: string
  readonly startsAt: string
  readonly timeZone: string
}

async function meetingsWhere(ctx: Context, userIds: readonly string[], where: Fragment): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select m.id, m.client_id, m.organizer_id as user_id, m.title, coalesce(c.name, l.name) as name, m.starts_at, m.time_zone
    from ${joined}
    where m.organizer_id = any(${[...userIds]}::uuid[]) and m.deleted_at is null and ${where} and ${seen(ctx)}
    order by m.starts_at, m.id limit 200`.execute(ctx.db)
  return rows
}

const step = (rule: string, row: Row, rest: Pick<Suggestion, 'severity' | 'dueOn' | 'since' | 'href' | 'details'>) => ({
  rule,
  recordType: 'meetings' as const,
  recordId: row.id,
  clientId: row.clientId,
  userId: row.userId,
  name: row.name,
  ...rest,
})
const midnight = (day: string) => toInstant(day, '00:00', 'Europe/Prague')

export const meetingDayRules: readonly DayRule[] = [
  {
    key: 'meetings.prepare',
    capability: 'meetings',
    async candidates(ctx, userIds, today) {
      const rows = await meetingsWhere(
        ctx,
        userIds,
        sql`m.state = 'planned' and m.starts_at > ${ctx.now}::timestamptz
          and m.starts_at < ${midnight(addDays(addBusinessDays(today, 1), 1))}::timestamptz`,
      )
      return rows.map((row) => {
        const { day, time } = localOf(row.startsAt, row.timeZone)
        return step('meetings.prepare', row, {
          severity: 3,
          dueOn: prepareOn(day),
          since: prepareOn(day),
          href: `/meetings/${row.id}/sheet`,
          details: { title: row.title, startsOn: day, time },
        })
      })
    },
  },
  {
    key: 'meetings.end',
    capability: 'meetings',
    async candidates(ctx, userIds) {
      const rows = await meetingsWhere(
        ctx,
        userIds,
        sql`m.state in ('planned', 'running') and m.ends_at < ${ctx.now}::timestamptz - interval '1 hour'
          and m.ends_at > ${ctx.now}::timestamptz - interval '60 days'`,
      )
      return rows.map((row) => {
        const { day } = localOf(row.startsAt, row.timeZone)
        return step('meetings.end', row, {
          severity: 3,
          dueOn: day,
          since: day,
          href: `/meetings/${row.id}`,
          details: { title: row.title, startsOn: day },
        })
      })
    },
  },
  {
    key: 'meetings.minutes',
    capability: 'meetings',
    async candidates(ctx, userIds, today) {
      const rows = await meetingsWhere(
        ctx,
        userIds,
        sql`m.state = 'held' and m.letter_sent_at is null and m.starts_at > ${ctx.now}::timestamptz - interval '60 days'`,
      )
      return rows.map((row) => {
        const { day } = localOf(isoOf(row.startsAt), row.timeZone)
        const dueOn = minutesDueOn(day)
        return step('meetings.minutes', row, {
          severity: dueOn < today ? 4 : 3,
          dueOn,
          since: day,
          href: `/meetings/${row.id}/follow-up`,
          details: { title: row.title, dueOn },
        })
      })
    },
  },
]
