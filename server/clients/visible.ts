// Which clients an actor sees, as SQL. Every read of a client, and of whatever hangs on one, goes through here.
import { type RawBuilder, sql } from 'kysely'
import { type Actor, reachOf, seesConfidential } from '#domain/access.ts'

/**
 * The condition that row `alias` of `clients` is visible to the actor (handbook §11 and the firm's policy):
 * - `nothing`: no business data at all (administrator, personnel alone);
 * - `all`: every client; `teams`: clients of the teams seen; `own`: clients owned;
 * - in any case clients owned by the actor or by whom he stands in for, and those he helps with;
 * - confidential and strict ones only for owner, client team, the lead above, sales director and auditor.
 * Deleted clients are not excluded here: lists add `deleted_at is null` themselves.
 */
export function visibleTo(actor: Actor, alias = 'c'): RawBuilder<boolean> {
  const reach = reachOf(actor)
  if (reach === 'nothing') return sql<boolean>`false`
  const c = (column: string) => sql.ref(`${alias}.${column}`)
  const persons = sql`${[...actor.personIds]}::uuid[]`
  const close = sql`(${c('owner_id')} = any(${persons}) or ${c('id')} in (select client_id from client_members where user_id = any(${persons})))`
  const led =
    actor.roles.includes('TL') && actor.ledTeamIds.length > 0
      ? sql` or ${c('team_id')} = any(${[...actor.ledTeamIds]}::uuid[])`
      : sql``
  const open = seesConfidential(actor)
    ? sql`true`
    : sql`(${c('confidentiality')} in ('public', 'internal') or ${close}${led})`
  if (reach === 'all') return sql<boolean>`${open}`
  if (reach === 'own') return sql<boolean>`(${close}${led})`
  const teams = actor.teamIds.length > 0 ? sql`${c('team_id')} = any(${[...actor.teamIds]}::uuid[]) or ` : sql``
  return sql<boolean>`((${teams}${close}) and ${open})`
}

/** The condition that contact `alias` is visible: it works (or worked) at a visible client, or is without a company and the actor's own. */
export function contactVisibleTo(actor: Actor, alias = 'p'): RawBuilder<boolean> {
  const reach = reachOf(actor)
  if (reach === 'nothing') return sql<boolean>`false`
  const id = sql.ref(`${alias}.id`)
  const at = sql`exists (select 1 from contact_positions cp join clients vc on vc.id = cp.client_id
    where cp.contact_id = ${id} and vc.deleted_at is null and ${visibleTo(actor, 'vc')})`
  const nowhere = sql`not exists (select 1 from contact_positions np where np.contact_id = ${id})`
  const own = sql`${sql.ref(`${alias}.owner_id`)} = any(${[...actor.personIds]}::uuid[])`
  const team =
    reach === 'all'
      ? sql`true`
      : reach === 'teams'
        ? sql`(${own} or ${sql.ref(`${alias}.team_id`)} = any(${[...actor.teamIds]}::uuid[]))`
        : own
  return sql<boolean>`(${at} or (${nowhere} and ${team}))`
}
