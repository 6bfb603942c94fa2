// The rule whyNotEdit of domain/clients/access.ts as SQL, for changes of many clients at once; a test compares the two.
import { type RawBuilder, sql } from 'kysely'
import { type Actor, may } from '#domain/access.ts'
import { decidesAll } from '#domain/clients/access.ts'

/** Whether the actor may edit row `alias` of clients; visibility is asked separately. */
export function editableBy(actor: Actor, alias = 'c'): RawBuilder<boolean> {
  if (!may(actor, 'clients.write')) return sql<boolean>`false`
  if (decidesAll(actor)) return sql<boolean>`true`
  const c = (column: string) => sql.ref(`${alias}.${column}`)
  const persons = sql`${[...actor.personIds]}::uuid[]`
  const led =
    actor.roles.includes('TL') && actor.ledTeamIds.length > 0
      ? sql` or ${c('team_id')} = any(${[...actor.ledTeamIds]}::uuid[])`
      : sql``
  const open =
    actor.policy === 'open' && actor.teamId
      ? sql` or (${c('team_id')} = ${actor.teamId}::uuid and ${c('confidentiality')} in ('public', 'internal'))`
      : sql``
  return sql<boolean>`coalesce(${c('owner_id')} = any(${persons})
    or ${c('id')} in (select client_id from client_members where may_edit and user_id = any(${persons}))${led}${open}, false)`
}

/** Whether the actor may delete row `alias`: owner, deputy or lead, key accounts only by SD and CEO. */
export function removableBy(actor: Actor, alias = 'c'): RawBuilder<boolean> {
  if (!may(actor, 'clients.write')) return sql<boolean>`false`
  if (decidesAll(actor)) return sql<boolean>`true`
  const c = (column: string) => sql.ref(`${alias}.${column}`)
  const led =
    actor.roles.includes('TL') && actor.ledTeamIds.length > 0
      ? sql` or ${c('team_id')} = any(${[...actor.ledTeamIds]}::uuid[])`
      : sql``
  return sql<boolean>`coalesce(${c('state')} <> 'key' and (${c('owner_id')} = any(${[...actor.personIds]}::uuid[])${led}), false)`
}

/** Whether the actor may hand row `alias` over: its lead, SD and CEO. */
export function reassignableBy(actor: Actor, alias = 'c'): RawBuilder<boolean> {
  if (!may(actor, 'clients.reassign')) return sql<boolean>`false`
  if (decidesAll(actor)) return sql<boolean>`true`
  if (!actor.roles.includes('TL') || actor.ledTeamIds.length === 0) return sql<boolean>`false`
  return sql<boolean>`coalesce(${sql.ref(`${alias}.team_id`)} = any(${[...actor.ledTeamIds]}::uuid[]), false)`
}
