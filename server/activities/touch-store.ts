// SQL of touches: when each client was last in touch with, how often it should be, and who waits too long.
import { sql } from 'kysely'
import type { ClientClass } from '#domain/clients/classes.ts'
import { cadenceDays } from '#domain/clients/classes.ts'
import { visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import { isOneOf } from '#server/kit/list-conditions.ts'

export interface TouchRow {
  readonly clientId: string
  readonly version: number
  readonly class: ClientClass | null
  readonly enteredOn: string
  readonly plannedOn: string | null
  readonly lastAt: string | null
  readonly lastTwoWayAt: string | null
  readonly lastTwoWayOn: string | null
  readonly ownDays: number | null
  readonly note: string | null
}

/** Columns of a touch from a client `c` joined with its row `k` of touches. */
export const touchColumns = sql`c.id as client_id, coalesce(k.version, 0) as version, c.class, c.created_at::date as entered_on,
  c.next_touch_on as planned_on, k.last_at, k.last_two_way_at, k.last_two_way_at::date as last_two_way_on, k.cadence_days as own_days,
  k.next_touch_note as note`

export async function findTouch(ctx: Context, clientId: string): Promise<TouchRow | undefined> {
  const { rows } = await sql<TouchRow>`
    select ${touchColumns} from clients c left join touches k on k.client_id = c.id
    where c.id = ${clientId}::uuid and c.deleted_at is null and ${visibleTo(ctx.actor)}`.execute(ctx.db)
  return rows[0]
}

/** Writes what a person agreed; false when somebody else changed it since `version`. */
export async function saveTouch(
  ctx: Context,
  clientId: string,
  values: { readonly ownDays: number | null; readonly note: string | null },
  version: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into touches as k (client_id, cadence_days, next_touch_note, updated_at, updated_by)
    values (${clientId}::uuid, ${values.ownDays}::int, ${values.note}, ${ctx.now}, (select id from users where id = ${ctx.actor.id}::uuid))
    on conflict (client_id) do update set cadence_days = excluded.cadence_days, next_touch_note = excluded.next_touch_note,
      version = k.version + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by
    where k.version = ${version}`.execute(ctx.db)
  return numAffectedRows === 1n
}

const classDays = sql.join(
  Object.entries(cadenceDays).map(([name, days]) => sql`when ${sql.lit(name)} then ${sql.lit(days)}`),
  sql` `,
)

/** The rule nextTouch of domain/activities/cadence.ts as SQL over client `c` and touch `k`; a test compares the two. */
export const nextTouchOn = sql`case
  when c.next_touch_on is not null and (k.last_two_way_at is null or c.next_touch_on > k.last_two_way_at::date) then c.next_touch_on
  else coalesce(k.last_two_way_at::date, c.created_at::date)
    + coalesce(k.cadence_days, case c.class ${classDays} else ${sql.lit(cadenceDays.standard)} end) end`

/** A client with a touch overdue or due, as lists of the day need it. */
export interface DueTouch extends TouchRow {
  readonly name: string
  readonly ownerId: string
  readonly nextOn: string
}

/**
 * Clients of the people whose next touch has come, longest overdue first. Left out are those nobody should call: lost and
 * disqualified ones, mere suspects never spoken to, and those who asked for no contact.
 */
export async function listDue(
  ctx: Context,
  ownerIds: readonly string[],
  until: string,
  limit: number,
): Promise<DueTouch[]> {
  const { rows } = await sql<DueTouch>`
    select ${touchColumns}, c.name, c.owner_id, ${nextTouchOn} as next_on
    from clients c left join touches k on k.client_id = c.id
    where ${isOneOf(sql`c.owner_id`, ownerIds)} and c.deleted_at is null and not c.no_contact
      and (c.state not in ('suspect', 'lost', 'disqualified') or (c.next_touch_on is not null and c.state <> 'disqualified'))
      and ${nextTouchOn} <= ${until}::date and ${visibleTo(ctx.actor)}
    order by next_on, c.id limit ${sql.lit(limit)}`.execute(ctx.db)
  return rows
}
