// Which clients an actor sees, as SQL. Every read of a client, and of whatever hangs on one, goes through here.
import { type RawBuilder, sql } from 'kysely'
import { type Actor, reachOf, seesConfidential } from '#domain/access.ts'
import { isOneOf } from '#server/kit/list-conditions.ts'

/**
 * The condition that row `alias` of `clients` is visible to the actor (handbook §11 and the firm's policy):
 * - `nothing`: no business data at all (administrator, personnel alone);
 * - `all`: every client; `teams`: clients of the teams seen; `own`: clients owned;
 * - in any case clients owned by the actor or by whom he stands in for, and those he helps with;
 * - confidential and strict ones only for owner, deputy, client team, the lead above, sales and managing director and auditor.
 * Deleted clients are not excluded here: lists add `deleted_at is null` themselves.
 */
export function visibleTo(actor: Actor, alias = 'c'): RawBuilder<boolean> {
  const reach = reachOf(actor)
  if (reach === 'nothing') return sql<boolean>`false`
  const grounds = groundsOf(actor, alias)
  if (reach === 'all')
    return seesConfidential(actor)
      ? sql<boolean>`true`
      : sql<boolean>`(${grounds.unhidden} or ${grounds.owned} or ${grounds.helped})`
  return sql<boolean>`(${grounds.byTeam} or ${grounds.owned} or ${grounds.helped})`
}

/**
 * How many clients not deleted the actor sees: the grounds counted one after another, each without the ones before, so
 * that each is answered by its own index. One `or` of them all would read the whole table.
 */
export function countVisible(actor: Actor): RawBuilder<unknown> | undefined {
  const reach = reachOf(actor)
  if (reach === 'nothing' || reach === 'all') return undefined
  const { byTeam, owned, helping } = groundsOf(actor, 'c')
  const count = (where: RawBuilder<unknown>) =>
    sql`(select count(*) from clients c where c.deleted_at is null and ${where})`
  return sql`select ${count(byTeam)} + ${count(sql`${owned} and ${byTeam} is not true`)}
    + ${count(sql`c.id = any(array(${helping})) and ${owned} is not true and ${byTeam} is not true`)}`
}

/**
 * Ids of the clients not deleted that the actor sees, each ground answered by its own index; or, to who sees nearly all,
 * ids of those that he does not see: what hangs on clients is then counted without looking at each client.
 */
export function seenOrHidden(actor: Actor): { seen: RawBuilder<unknown> } | { hidden: RawBuilder<unknown> } {
  const ids = (where: RawBuilder<unknown>) => sql`select c.id from clients c where ${where}`
  if (reachOf(actor) === 'nothing') return { seen: ids(sql`false`) }
  const deleted = ids(sql`c.deleted_at is not null`)
  if (reachOf(actor) === 'all') {
    const closed = sql`c.deleted_at is null and c.confidentiality in ('confidential', 'strict')`
    return seesConfidential(actor)
      ? { hidden: deleted }
      : { hidden: sql`${deleted} union all ${ids(sql`${closed} and (${visibleTo(actor)}) is not true`)}` }
  }
  const { byTeam, owned, helping } = groundsOf(actor, 'c')
  const alive = sql`c.deleted_at is null`
  return {
    seen: sql`${ids(sql`${alive} and ${byTeam}`)} union ${ids(sql`${alive} and ${owned}`)}
      union ${ids(sql`${alive} and c.id = any(array(${helping}))`)}`,
  }
}

function groundsOf(actor: Actor, alias: string) {
  // Written as text: this stands in every statement, and a reference is an object of five to build, freeze and print.
  const c = (column: string) => sql.raw(`${alias}.${column}`)
  const led =
    actor.roles.includes('TL') && actor.ledTeamIds.length > 0 ? isOneOf(c('team_id'), actor.ledTeamIds) : undefined
  const open = sql`${c('confidentiality')} in ('public', 'internal')`
  const unhidden = seesConfidential(actor) ? sql`true` : led ? sql`(${open} or ${led})` : open
  const helping = sql`select client_id from client_members where ${isOneOf(sql`user_id`, actor.personIds)}`
  const teams = reachOf(actor) === 'own' ? undefined : actor.teamIds
  return {
    unhidden,
    byTeam: teams?.length
      ? sql`(${isOneOf(c('team_id'), teams)} and ${unhidden})`
      : reachOf(actor) === 'own' && led
        ? led
        : sql`false`,
    owned: isOneOf(c('owner_id'), actor.personIds),
    helped: sql`${c('id')} in (${helping})`,
    helping,
  }
}

/** The condition that contact `alias` is visible: it works (or worked) at a visible client, or is without a company and the actor's own. */
export function contactVisibleTo(actor: Actor, alias = 'p'): RawBuilder<boolean> {
  if (reachOf(actor) === 'nothing') return sql<boolean>`false`
  const at = sql`exists (select 1 from contact_positions cp join clients vc on vc.id = cp.client_id
    where cp.contact_id = ${sql.ref(`${alias}.id`)} and vc.deleted_at is null and ${visibleTo(actor, 'vc')})`
  return sql<boolean>`(${at} or ${placelessVisibleTo(actor, alias)})`
}

/** The part of it for people without a company; whoever has looked at the companies already asks only this. */
export function placelessVisibleTo(actor: Actor, alias = 'p'): RawBuilder<boolean> {
  const reach = reachOf(actor)
  if (reach === 'nothing') return sql<boolean>`false`
  const nowhere = sql`not exists (select 1 from contact_positions np where np.contact_id = ${sql.ref(`${alias}.id`)})`
  const own = sql`${sql.ref(`${alias}.owner_id`)} = any(${[...actor.personIds]}::uuid[])`
  const team =
    reach === 'all'
      ? sql`true`
      : reach === 'teams'
        ? sql`(${own} or ${sql.ref(`${alias}.team_id`)} = any(${[...actor.teamIds]}::uuid[]))`
        : own
  return sql<boolean>`(${nowhere} and ${team})`
}
