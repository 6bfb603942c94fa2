// All SQL of search: bounded candidates by names, numbers and channels, then the law of visibility, then the order.
import { type RawBuilder, sql } from 'kysely'
import type { FoundType } from '#api/search.ts'
import { reachOf } from '#domain/access.ts'
import { contactVisibleTo, placelessVisibleTo, visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import { escaped, fitsWithSlip, patternsOf, slipsOf, type Written } from '#server/search/written.ts'

type Fragment = RawBuilder<unknown>

const uuids = (ids: readonly string[]) => sql`${[...ids]}::uuid[]`
const lastOpened = (ctx: Context) =>
  sql`array(select record_id from recent_records where user_id = ${ctx.actor.id}::uuid order by at desc limit 50)`

/** Hits as the JSON text of a list, best first, and how many there are. */
export interface Found {
  readonly count: number
  readonly hits: string
}
const nothingFound: Found = { count: 0, hits: '[]' }

/** Hits, best first. */
export async function findHits(
  ctx: Context,
  written: Written,
  types: readonly FoundType[],
  limit: number,
): Promise<Found> {
  const candidates = [...names(ctx, written, types, limit), ...codes(ctx, written, types)]
  if (candidates.length === 0) return nothingFound
  // Found by name and by phone at once: shown once, by the better of the two.
  const all =
    candidates.length === 1
      ? sql`(${candidates[0] as Fragment})`
      : sql`(select distinct on (u.type, u.id) u.* from (${sql.join(candidates, sql` union all `)}) u order by u.type, u.id, u.points desc)`
  return hits(ctx, all, limit)
}

/** Names with one slip forgiven; looked for only when what was written is found nowhere or hardly. */
export async function findSimilar(
  ctx: Context,
  written: Written,
  types: readonly FoundType[],
  limit: number,
): Promise<Found> {
  const slip = slipsOf([...written.words].sort((a, b) => b.length - a.length)[0] as string)
  const { rows } = await sql<{ type: FoundType; id: string; own: boolean; folded: string }>`
    select s.type, s.id, s.own, s.folded from search_similar(${types.includes('clients')}, ${types.includes('contacts')},
      ${slip.patterns}::text[], ${slip.expression}, ${uuids(ctx.actor.personIds)}, ${uuids(scopeTeams(ctx))}, ${reachOf(ctx.actor) === 'all'}, 60) s`.execute(
    ctx.db,
  )
  const fitting = rows.filter((row) => fitsWithSlip(written.words, row.folded)).slice(0, limit * 2)
  if (fitting.length === 0) return nothingFound
  const listed = JSON.stringify(fitting.map(({ type, id, own }, i) => ({ type, id, own, points: -i })))
  return hits(
    ctx,
    sql`(select r.type, r.id, r.own, false as recent, r.points, 0 as length, 'similar' as field, null::text as value
      from jsonb_to_recordset(${listed}::jsonb) as r(type text, id uuid, own boolean, points int))`,
    limit,
  )
}

/** What the actor opened last and may still see, newest first. */
export async function findRecent(ctx: Context, types: readonly FoundType[], limit: number): Promise<Found> {
  return hits(
    ctx,
    sql`(select r.record_type as type, r.record_id as id, false as own, true as recent, (-row_number() over (order by r.at desc))::int as points,
        0 as length, 'recent' as field, null::text as value
      from (select record_type, record_id, at from recent_records where user_id = ${ctx.actor.id}::uuid and record_type = any(${[...types]}::text[])
        order by at desc limit 60) r)`,
    limit,
  )
}

/** Notes an opened record; of one person the last two hundred are kept. */
export async function noteRecent(ctx: Context, type: FoundType, id: string): Promise<boolean> {
  const seen =
    type === 'clients'
      ? sql`exists (select 1 from clients c where c.id = ${id}::uuid and c.deleted_at is null and ${visibleTo(ctx.actor)})`
      : sql`exists (select 1 from contacts p where p.id = ${id}::uuid and p.deleted_at is null and ${contactVisibleTo(ctx.actor)})`
  const { numAffectedRows } = await sql`
    insert into recent_records (user_id, record_type, record_id, at) select ${ctx.actor.id}::uuid, ${type}, ${id}::uuid, ${ctx.now}::timestamptz where ${seen}
    on conflict (user_id, record_type, record_id) do update set at = greatest(recent_records.at, excluded.at)`.execute(
    ctx.db,
  )
  if (!numAffectedRows) return false
  await sql`delete from recent_records where user_id = ${ctx.actor.id}::uuid and at < (
    select at from recent_records where user_id = ${ctx.actor.id}::uuid order by at desc offset 200 limit 1)`.execute(
    ctx.db,
  )
  return true
}

/** Teams whose clients are likely seen; only narrows where candidates are looked for. */
function scopeTeams(ctx: Context): readonly string[] {
  return reachOf(ctx.actor) === 'teams' ? ctx.actor.teamIds : ctx.actor.ledTeamIds
}

function names(ctx: Context, written: Written, types: readonly FoundType[], limit: number): Fragment[] {
  const patterns = patternsOf(written.words)
  if (!patterns) return []
  return [
    sql`select n.*, 'name' as field, null::text as value from search_names(${types.includes('clients')}, ${types.includes('contacts')},
      ${patterns.longest}, ${patterns.others}::text[], ${written.whole}, ${uuids(ctx.actor.personIds)}, ${uuids(scopeTeams(ctx))},
      ${reachOf(ctx.actor) === 'all'}, ${lastOpened(ctx)}, ${limit}) n`,
  ]
}

/** Candidates by numbers and channels: selective by themselves, at most 300 of each kind. */
function codes(ctx: Context, written: Written, types: readonly FoundType[]): Fragment[] {
  const found: Fragment[] = []
  const persons = uuids(ctx.actor.personIds)
  const client = (field: string, where: Fragment, value: Fragment, points: Fragment) =>
    found.push(sql`(select 'clients' as type, c.id, coalesce(c.owner_id = any(${persons}), false) as own, c.id = any(${lastOpened(ctx)}) as recent,
      ${points} as points, 0 as length, ${sql.lit(field)} as field, ${value} as value
      from clients c where ${where} and c.deleted_at is null and ${visibleTo(ctx.actor)} limit 300)`)
  const channel = (type: 'phone' | 'email' | 'web', pattern: string) => {
    if (types.includes('clients')) {
      found.push(sql`(select 'clients' as type, c.id, coalesce(c.owner_id = any(${persons}), false) as own, c.id = any(${lastOpened(ctx)}) as recent,
        4 as points, 0 as length, ${sql.lit(type)} as field, h.value from client_channels h join clients c on c.id = h.client_id
        where h.type = ${sql.lit(type)} and h.match_key like ${pattern} and c.deleted_at is null and ${visibleTo(ctx.actor)} limit 300)`)
    }
    if (types.includes('contacts')) {
      found.push(sql`(select 'contacts' as type, p.id, coalesce(p.owner_id = any(${persons}), false) as own, p.id = any(${lastOpened(ctx)}) as recent,
        4 as points, 0 as length, ${sql.lit(type)} as field, h.value from contact_channels h join contacts p on p.id = h.contact_id
        where h.type = ${sql.lit(type)} and h.match_key like ${pattern} and p.deleted_at is null and ${contactVisibleTo(ctx.actor)} limit 300)`)
    }
  }
  if (types.includes('clients')) {
    if (written.digits && written.digits.length <= 8) {
      const padded = written.digits.padStart(8, '0')
      client(
        'ico',
        sql`(c.ico like ${`${written.digits}%`} or c.ico = ${padded})`,
        sql`c.ico`,
        sql`case when c.ico = ${padded} then 6 else 5 end`,
      )
    }
    if (written.number) {
      const given = [written.number, written.number.toUpperCase(), written.number.toLowerCase()]
      const [a = '', b = '', c = ''] = given.map((n) => `${escaped(n)}%`)
      client(
        'number',
        sql`(c.number like ${a} or c.number like ${b} or c.number like ${c})`,
        sql`c.number`,
        sql`case when c.number = any(${given}::text[]) then 6 else 5 end`,
      )
    }
    // Of natural persons the tax number hides a birth number: it is no key to find them by.
    if (written.dic) client('dic', sql`c.dic like ${`${written.dic}%`} and mask_dic(c.dic) = c.dic`, sql`c.dic`, sql`5`)
  }
  if (written.phone) channel('phone', `%${written.phone}%`)
  if (written.address) {
    channel('email', `%${escaped(written.address)}%`)
    if (!written.address.includes('@')) channel('web', `%${escaped(written.address)}%`)
  }
  return found
}

/**
 * The candidates the actor may see, best first, as the JSON text that goes out. The condition of visibility meets the few
 * candidates by their key only.
 */
async function hits(ctx: Context, candidates: Fragment, limit: number): Promise<Found> {
  const { actor } = ctx
  const best = sql`own desc, recent desc, points desc, length, title collate "C", id`
  const { rows } = await sql<Found>`
    with k as materialized (select * from ${candidates} k), seen as (
      select k.type, k.id, k.own, k.recent, k.points, k.length, k.field, k.value, c.name as title,
        nullif(concat_ws(' · ', nullif(c.city, ''), c.ico), '') as subtitle, c.state, c.class
      from k join clients c on c.id = k.id and c.deleted_at is null and ${visibleTo(actor)} where k.type = 'clients'
      union all
      select k.type, k.id, k.own, k.recent, k.points, k.length, k.field, k.value,
        concat_ws(' ', p.title_before, p.first_name, p.last_name) || coalesce(', ' || p.title_after, ''),
        nullif(concat_ws(' · ', nullif(at.position, ''), at.name), ''), null, null
      from k join contacts p on p.id = k.id and p.deleted_at is null
      left join lateral (
        select c.id, c.name, cp.position from contact_positions cp join clients c on c.id = cp.client_id and c.deleted_at is null and ${visibleTo(actor)}
        where cp.contact_id = p.id order by cp.to_on is not null, cp.main desc, cp.sort, cp.id limit 1) at on true
      where k.type = 'contacts' and (at.id is not null or ${placelessVisibleTo(actor)})),
    found as (select * from seen order by ${best} limit ${sql.lit(limit)})
    select count(*)::int as count, coalesce(json_agg(json_build_object('type', type, 'id', id, 'title', title, 'subtitle', subtitle,
      'match', json_build_object('field', field, 'value', value), 'own', own, 'recent', recent, 'state', state, 'class', class)
      order by ${best}), '[]')::text as hits from found`.execute(ctx.db)
  return rows[0] as Found
}
