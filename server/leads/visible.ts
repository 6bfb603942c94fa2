// Which leads an actor sees, as SQL. Every read of a lead, and of whatever hangs on one, goes through here.
import { type RawBuilder, sql } from 'kysely'
import { type Actor, reachOf } from '#domain/access.ts'

/**
 * The condition that row `alias` of `leads` is visible to the actor (the firm's policy, as for clients):
 * - `nothing`: no business data at all;
 * - `all`: every lead; `teams`: leads of the teams seen; `own`: leads owned;
 * - in any case leads owned by the actor or by whom he stands in for.
 * A lead without owner and team (no rule fitted) is seen by who sees all, and by every team lead, so that it is not lost.
 */
export function leadVisibleTo(actor: Actor, alias = 'l'): RawBuilder<boolean> {
  const reach = reachOf(actor)
  if (reach === 'nothing') return sql<boolean>`false`
  if (reach === 'all') return sql<boolean>`true`
  const owner = sql.ref(`${alias}.owner_id`)
  const team = sql.ref(`${alias}.team_id`)
  const grounds = [sql`${owner} = any(${[...actor.personIds]}::uuid[])`]
  if (reach === 'teams' && actor.teamIds.length > 0) grounds.push(sql`${team} = any(${[...actor.teamIds]}::uuid[])`)
  if (actor.roles.includes('TL')) grounds.push(sql`(${owner} is null and ${team} is null)`)
  return sql<boolean>`(${sql.join(grounds, sql` or `)})`
}
