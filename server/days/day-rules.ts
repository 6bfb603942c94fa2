// Steps the day itself offers: clients to be in touch with, and people whose leaving calls for a new introduction.
import { sql } from 'kysely'
import { cadenceOf } from '#domain/activities/cadence.ts'
import { addBusinessDays } from '#domain/business-days.ts'
import { daysBetween } from '#domain/day.ts'
import { abcOfClass } from '#domain/days/next-best-action.ts'
import { clientsToTouch } from '#server/activities/actions.ts'
import { visibleTo } from '#server/clients/visible.ts'
import type { DayRule, Suggestion } from '#server/kit/day-rules.ts'
import { isOneOf } from '#server/kit/list-conditions.ts'

/** CH6 of the handbook: silence of this many days is a warning; for key clients it comes sooner. */
const silentDays = { key: 30, other: 60 } as const

/**
 * Clients whose next touch has come: a day agreed for it (severity 3) or the cadence of their class (severity 2, as N20 whose
 * silence it precedes; the reason then says so).
 */
const touch: DayRule = {
  key: 'touch',
  capability: 'days',
  async candidates(ctx, userIds, today) {
    const rows = await clientsToTouch(ctx, userIds, today, 300)
    return rows.map((row): Suggestion => {
      const planned = row.plannedOn !== null && row.plannedOn === row.nextOn
      const silent = daysBetween(row.lastTwoWayOn ?? row.enteredOn, today)
      return {
        rule: 'touch',
        recordType: 'clients',
        recordId: row.clientId,
        clientId: row.clientId,
        userId: row.ownerId,
        name: row.name,
        href: `/clients/${row.clientId}`,
        severity: planned ? 3 : 2,
        dueOn: row.nextOn,
        since: row.nextOn,
        abc: abcOfClass(row.class),
        details: {
          why: planned ? 'planned' : row.lastTwoWayOn === null ? 'never' : 'cadence',
          days: silent,
          cadence: cadenceOf(row),
          class: row.class,
          silent: silent > (row.class === 'key' ? silentDays.key : silentDays.other) ? 1 : 0,
          note: row.note,
        },
      }
    })
  },
}

/** Buying roles whose loss or anger is a warning of its own (CH8). */
const keyRoles = ['decider', 'approver', 'champion', 'buyer']
/** A leaving older than this is no news any more. */
const newsDays = 60

/** N15: a key contact left in the last 60 days, or a decider is against us. Introduce yourself anew, within 5 business days. */
const peopleLeft: DayRule = {
  key: 'N15',
  capability: 'days',
  async candidates(ctx, userIds, today) {
    const { rows } = await sql<{
      id: string
      person: string
      position: string | null
      clientId: string
      client: string
      class: string | null
      userId: string
      leftOn: string | null
      changedOn: string
    }>`
      select p.id, concat_ws(' ', p.first_name, p.last_name) as person, cp.position, c.id as client_id, c.name as client, c.class,
        c.owner_id as user_id, cp.to_on as left_on, p.updated_at::date as changed_on
      from clients c join contact_positions cp on cp.client_id = c.id join contacts p on p.id = cp.contact_id
      where ${isOneOf(sql`c.owner_id`, userIds)} and c.deleted_at is null and p.deleted_at is null
        and c.state in ('prospect', 'verified', 'active', 'key', 'dormant')
        and ((cp.to_on between ${today}::date - ${newsDays}::int and ${today}::date
            and (cp.buying_roles && ${keyRoles}::text[] or cp.influence >= 4))
          or (cp.to_on is null and cp.sentiment < 0 and 'decider' = any(cp.buying_roles)))
        and ${visibleTo(ctx.actor)}
      order by coalesce(cp.to_on, p.updated_at::date) desc, cp.id limit 100`.execute(ctx.db)
    return rows.map((row): Suggestion => {
      const since = row.leftOn ?? row.changedOn
      return {
        rule: 'N15',
        recordType: 'contacts',
        recordId: row.id,
        clientId: row.clientId,
        userId: row.userId,
        name: row.client,
        href: `/clients/${row.clientId}?tab=people`,
        severity: 3,
        dueOn: addBusinessDays(since, 5),
        since,
        abc: abcOfClass(row.class),
        details: {
          why: row.leftOn ? 'left' : 'against',
          person: row.person,
          position: row.position,
          leftOn: row.leftOn,
        },
      }
    })
  },
}

export const ownDayRules: readonly DayRule[] = [touch, peopleLeft]
