// All SQL of search: bounded candidates by names, numbers and channels, then the law of visibility, then the order.
import { type RawBuilder, sql } from 'kysely'
import type { FoundType, Hit } from '#api/search.ts'
import { type Actor, type Confidentiality, reachOf } from '#domain/access.ts'
import { groundsToSee } from '#domain/clients/access.ts'
import { contactVisibleTo, visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import { escaped, fitsWithSlip, patternsOf, slipsOf, type Written } from '#server/search/written.ts'

type Fragment = RawBuilder<unknown>

const uuids = (ids: readonly string[]) => sql`${[...ids]}::uuid[]`
const lastOpened = (ctx: Context) =>
  sql`array(select record_id from recent_records where user_id = ${ctx.actor.id}::uuid order by at desc limit 50)`

/** Hits, best first. */
export async function findHits(
  ctx: Context,
  written: Written,
  types: readonly FoundType[],
  limit: number,
): Promise<Hit[]> {
  const candidates = [...names(ctx, written, types, limit), ...codes(ctx, written, types)]
  if (candidates.length === 0) return []
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
): Promise<Hit[]> {
  const slip = slipsOf([...written.words].sort((a, b) => b.length - a.length)[0] as string)
  const { rows } = await sql<{ type: FoundType; id: string; own: boolean; folded: string }>`
    select s.type, s.id, s.own, s.folded from search_similar(${types.includes('clients')}, ${types.includes('contacts')},
      ${slip.patterns}::text[], ${slip.expression}, ${uuids(ctx.actor.personIds)}, ${uuids(scopeTeams(ctx))}, ${reachOf(ctx.actor) === 'all'}, 60) s`.execute(
    ctx.db,
  )
  const fitting = rows.filter((row) => fitsWithSlip(written.words, row.folded)).slice(0, limit * 2)
  if (fitting.length === 0) return []
  const listed = JSON.stringify(fitting.map(({ type, id, own }, i) => ({ type, id, own, points: -i })))
  return hits(
    ctx,
    sql`(select r.type, r.id, r.own, false as recent, r.points, 0 as length, 'similar' as field, null::text as value
      from jsonb_to_recordset(${listed}::jsonb) as r(type text, id uuid, own boolean, points int))`,
    limit,
  )
}

/** What the actor opened last and may still see, newest first. */
export async function findRecent(ctx: Context, types: readonly FoundType[], limit: number): Promise<Hit[]> {
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

interface Company {
  name: string
  ownerId: string | null
  teamId: string | null
  confidentiality: Confidentiality
  /** The actor is in the client's team. */
  helps: boolean
}
interface Row {
  type: FoundType
  id: string
  own: boolean
  recent: boolean
  points: number
  length: number
  field: Hit['match']['field']
  value: string | null
  ownerId: string | null
  teamId: string | null
  /** Of a client; null when the record is a contact or is deleted. */
  name: string | null
  confidentiality: Confidentiality
  helps: boolean
  city: string | null
  ico: string | null
  state: string
  class: string | null
  /** Of a contact. */
  person: string | null
  places: (Company & { position: string | null; gone: boolean })[] | null
}

/**
 * The candidates the actor may see, best first. Visibility is judged by the rule of the domain itself, so that the
 * statement holds nothing that differs from person to person and is planned once per connection.
 */
async function hits(ctx: Context, candidates: Fragment, limit: number): Promise<Hit[]> {
  // The array inside a subquery looks the same to the planner for everybody: one plan serves, none is made anew.
  const helps = sql`c.id in (select m.client_id from client_members m where m.user_id = any((select ${uuids(ctx.actor.personIds)})::uuid[]))`
  const { rows } = await sql<Row>`
    select k.type, k.id, k.own, k.recent, k.points, k.length, k.field, k.value,
      coalesce(c.owner_id, p.owner_id) as owner_id, coalesce(c.team_id, p.team_id) as team_id,
      c.name, c.confidentiality, ${helps} as helps, c.city, c.ico, c.state, c.class,
      case when p.id is not null then concat_ws(' ', p.title_before, p.first_name, p.last_name) || coalesce(', ' || p.title_after, '') end as person,
      case when p.id is not null then (
        select json_agg(json_build_object('position', cp.position, 'gone', c.deleted_at is not null, 'name', c.name, 'ownerId', c.owner_id,
            'teamId', c.team_id, 'confidentiality', c.confidentiality, 'helps', ${helps})
          order by cp.to_on is not null, cp.main desc, cp.sort, cp.id)
        from contact_positions cp join clients c on c.id = cp.client_id where cp.contact_id = p.id) end as places
    from ${candidates} k
    left join clients c on k.type = 'clients' and c.id = k.id and c.deleted_at is null
    left join contacts p on k.type = 'contacts' and p.id = k.id and p.deleted_at is null`.execute(ctx.db)
  return rows
    .flatMap((row) => hitOf(ctx.actor, row))
    .sort(
      (a, b) =>
        Number(b.row.own) - Number(a.row.own) ||
        Number(b.row.recent) - Number(a.row.recent) ||
        b.row.points - a.row.points ||
        a.row.length - b.row.length ||
        (a.hit.title < b.hit.title ? -1 : a.hit.title > b.hit.title ? 1 : a.hit.id < b.hit.id ? -1 : 1),
    )
    .slice(0, limit)
    .map(({ hit }) => hit)
}

function hitOf(actor: Actor, row: Row): { hit: Hit; row: Row }[] {
  const shown = {
    type: row.type,
    id: row.id,
    match: { field: row.field, value: row.value },
    own: row.own,
    recent: row.recent,
  }
  if (row.name !== null) {
    if (!sees(actor, { ...row, name: row.name })) return []
    const subtitle = [row.city, row.ico].filter(Boolean).join(' · ') || null
    return [{ row, hit: { ...shown, title: row.name, subtitle, state: row.state, class: row.class } }]
  }
  if (row.person === null) return []
  const places = row.places?.filter((place) => !place.gone && sees(actor, place)) ?? []
  if (places.length === 0 && (row.places || !seesLoose(actor, row))) return []
  const subtitle = [places[0]?.position, places[0]?.name].filter(Boolean).join(' · ') || null
  return [{ row, hit: { ...shown, title: row.person, subtitle, state: null, class: null } }]
}

function sees(actor: Actor, client: Company): boolean {
  return groundsToSee(actor, { ...client, member: client.helps ? 'read' : null }).length > 0
}

/** A person without a company is seen by its owner, the owner's team, and those who see the whole firm. */
function seesLoose(actor: Actor, contact: { ownerId: string | null; teamId: string | null }): boolean {
  const reach = reachOf(actor)
  const own = contact.ownerId !== null && actor.personIds.includes(contact.ownerId)
  const team = contact.teamId !== null && actor.teamIds.includes(contact.teamId)
  return reach === 'all' || (reach !== 'nothing' && own) || (reach === 'teams' && team)
}
