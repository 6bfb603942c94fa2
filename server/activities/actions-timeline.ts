// The timeline and touch of a client as parts of somebody else's statement: the client page reads everything in one.
import { type RawBuilder, sql } from 'kysely'
import { pageText, timelineParts } from '#server/activities/timeline-store.ts'
import type { Context } from '#server/kit/context.ts'

/** CTEs to stand in `with`, and the page of the newest entries and milestones as JSON text over them. */
export function clientTimeline(
  ctx: Context,
  clientId: string,
  milestones: readonly string[],
  limit: number,
): { parts: RawBuilder<unknown>; page: RawBuilder<unknown> } {
  return { parts: timelineParts(ctx, { clientId }, milestones, limit + 1), page: pageText({}, limit) }
}

/** What `touchFrom` needs of a client, as JSON. */
export function touchJson(clientId: string): RawBuilder<unknown> {
  return sql`(select json_build_object('clientId', c.id, 'version', coalesce(k.version, 0), 'class', c.class, 'enteredOn', c.created_at::date,
    'plannedOn', c.next_touch_on, 'lastAt', k.last_at, 'lastTwoWayAt', k.last_two_way_at, 'lastTwoWayOn', k.last_two_way_at::date,
    'ownDays', k.cadence_days, 'note', k.next_touch_note) from clients c left join touches k on k.client_id = c.id where c.id = ${clientId}::uuid)`
}
