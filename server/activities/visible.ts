// Which entries of the timeline an actor sees, as SQL: those of visible clients and leads, of the private ones only his own.
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#domain/access.ts'
import { visibleTo } from '#server/clients/visible.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'

/** Row `alias` of activities is not somebody else's private entry; the record it hangs on is asked separately. */
export function notHidden(actor: Actor, alias = 'a'): RawBuilder<boolean> {
  return sql<boolean>`(not ${sql.ref(`${alias}.private`)} or ${sql.ref(`${alias}.author_id`)} = ${actor.id}::uuid)`
}

/** Row `alias` of activities is visible: its client is, or without a client its lead is, and it is not hidden. */
export function activityVisibleTo(actor: Actor, alias = 'a'): RawBuilder<boolean> {
  const a = (column: string) => sql.ref(`${alias}.${column}`)
  return sql<boolean>`(${notHidden(actor, alias)} and case when ${a('client_id')} is not null
    then exists (select 1 from clients vc where vc.id = ${a('client_id')} and vc.deleted_at is null and ${visibleTo(actor, 'vc')})
    else exists (select 1 from leads vl where vl.id = ${a('lead_id')} and vl.deleted_at is null and ${leadVisibleTo(actor, 'vl')}) end)`
}
