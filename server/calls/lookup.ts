// Whom a number belongs to: people, clients and leads, compared in the one form numbers are kept in.
import { type RawBuilder, sql } from 'kysely'
import type { Caller } from '#api/calls.ts'
import type { Actor } from '#domain/access.ts'
import { shownNumber, spellingsOf } from '#domain/calls/telephony.ts'
import { placelessVisibleTo, visibleTo } from '#server/clients/visible.ts'
import { checkChannel } from '#server/kit/channels.ts'
import { compiled } from '#server/kit/compiled.ts'
import type { Context } from '#server/kit/context.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'

export interface ReadNumber {
  /** As people write it; the exchange's own spelling when it is no public number. */
  readonly shown: string
  /** E.164, the likeliest first; empty for an extension of our own. */
  readonly keys: readonly string[]
}

/** Reads a number in any spelling; undefined when it is hidden. */
export function readNumber(text: string | null | undefined): ReadNumber | undefined {
  const number = shownNumber(text)
  if (!number) return undefined
  const read = spellingsOf(number).flatMap((way) => {
    const checked = checkChannel('phone', way)
    return checked.ok ? [checked] : []
  })
  // A short number is an extension of our own, which belongs to no client.
  const keys = number.replace(/\D/g, '').length < 6 ? [] : [...new Set(read.map((one) => one.matchKey))]
  return { shown: (keys.length > 0 ? read[0]?.value : undefined) ?? number.slice(0, 60), keys }
}

const owner = (alias: string) =>
  sql`(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = ${sql.raw(`${alias}.owner_id`)})`
const clientJson = (alias: string) => {
  const c = (column: string) => sql.raw(`${alias}.${column}`)
  return sql`json_build_object('id', ${c('id')}, 'name', ${c('name')}, 'class', ${c('class')}, 'state', ${c('state')})`
}

/**
 * Everybody the actor may see who has one of the numbers: people where they work today first, then firms, then leads; at most
 * eight. One statement over three indexes, so that the card is there before the second ring.
 */
export async function findCallers(ctx: Context, keys: readonly string[]): Promise<Caller[]> {
  if (keys.length === 0) return []
  const rows = await compiled(ctx, 'callers', keys, (slots) => callersSql(ctx.actor, slots))
  return withoutRepeats(rows.map((row) => row.caller))
}

function callersSql(actor: Actor, keys: readonly unknown[]): RawBuilder<{ caller: Caller }> {
  // Written one by one: for a list of unknown length PostgreSQL would make a new plan each time, which costs more than the look-up.
  const same = (column: string) => sql`${sql.raw(column)} in (${sql.join(keys.map((key) => sql`${key}`))})`
  return sql<{ caller: Caller }>`
    select caller from (
      (select 1 as rank, at.left_it as worse, p.id, json_build_object(
          'contact', json_build_object('id', p.id, 'name', concat_ws(' ', p.title_before, p.first_name, p.last_name)),
          'position', at.position, 'client', case when at.id is not null then ${clientJson('at')} end, 'lead', null,
          'owner', case when at.id is not null then ${owner('at')} else ${owner('p')} end) as caller
        from contact_channels h join contacts p on p.id = h.contact_id and p.deleted_at is null
        left join lateral (
          select c.id, c.name, c.class, c.state, c.owner_id, cp.position, cp.to_on is not null as left_it
          from contact_positions cp join clients c on c.id = cp.client_id and c.deleted_at is null and ${visibleTo(actor)}
          where cp.contact_id = p.id order by cp.to_on is not null, cp.main desc, cp.id limit 1) at on true
        where h.type = 'phone' and ${same('h.match_key')} and (at.id is not null or ${placelessVisibleTo(actor)})
        limit 20)
      union all
      (select 2, false, c.id, json_build_object('contact', null, 'position', null, 'client', ${clientJson('c')}, 'lead', null, 'owner', ${owner('c')})
        from client_channels h join clients c on c.id = h.client_id and c.deleted_at is null and ${visibleTo(actor)}
        where h.type = 'phone' and ${same('h.match_key')} limit 20)
      union all
      (select 3, l.state in ('converted', 'disqualified'), l.id, json_build_object('contact', null, 'position', l.position,
          'client', null, 'lead', json_build_object('id', l.id, 'name', l.name, 'state', l.state), 'owner', ${owner('l')})
        from leads l where ${same('l.phone_key')} and l.deleted_at is null and ${leadVisibleTo(actor)}
        order by l.received_at desc limit 20)
    ) found order by rank + case when worse then 3 else 0 end, id limit 8`
}

/** A firm named already through one of its people is not named again by its switchboard. */
function withoutRepeats(callers: readonly Caller[]): Caller[] {
  const firms = new Set(callers.flatMap((caller) => (caller.contact && caller.client ? [caller.client.id] : [])))
  return callers.filter((caller) => caller.contact || !caller.client || !firms.has(caller.client.id))
}
