// Doubles of a whole batch of new clients in one query: shared keys, and names that stand next to each other in order.
import { sql } from 'kysely'
import {
  companyDomains,
  type DuplicateProfile,
  type DuplicateReason,
  scoreDuplicate,
  suggestFrom,
} from '#domain/duplicates.ts'
import { isVatGroupDic } from '#domain/identifiers/dic.ts'
import { foldName } from '#domain/names.ts'
import { visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'

export interface BatchDuplicate {
  readonly id: string
  readonly name: string
  readonly score: number
  readonly reasons: readonly DuplicateReason[]
}

interface Found {
  n: number
  id: string
  name: string
  ico: string | null
  dic: string | null
  emails: string[]
  phones: string[]
  webs: string[]
}

/** At most this many clients are named beside one row. */
const mostNamed = 3

/**
 * For each profile (by its place in the list) the visible clients it may double, best first, judged by the same score as
 * while typing. Candidates share a tax number, mail, phone, company domain, or stand within two places in the order of
 * folded names read from the front or from the back and share two fifths of it (a typo at one end leaves the other): not every similar name in a
 * million is met, but each probe costs microseconds. Each candidate is taken by its id alone (`offset 0`) and judged then: in a databank
 * filled just now, of which there are no statistics yet, the planner believes a partial index of clients to hold a row or two and walks it.
 */
export async function findDuplicatesOfMany(
  ctx: Context,
  profiles: readonly DuplicateProfile[],
): Promise<Map<number, BatchDuplicate[]>> {
  const rows = profiles.map((profile, n) => ({
    n,
    name: foldName(profile.name),
    ico: profile.ico ?? null,
    dic: profile.dic && !isVatGroupDic(profile.dic) ? profile.dic : null,
  }))
  const keyed = <T>(list: (profile: DuplicateProfile) => readonly T[] | undefined) =>
    JSON.stringify(profiles.flatMap((profile, n) => (list(profile) ?? []).map((k) => ({ n, k }))))
  // Only neighbours that share the beginning (read from either end) are worth comparing: the look costs a hundredth of the
  // score. A row with a company number is compared only with clients without one: two numbers are two companies.
  const neighbours = (mirror: (text: string) => string, withIco: boolean) =>
    (['>= asc', '< desc'] as const).map((way) => {
      const [comparison, direction] = way.split(' ')
      const order = mirror('c.name_folded')
      const text = mirror('g.name')
      return sql.raw(`
    select g.n, x.id from given g cross join lateral (
      select c.id, c.name_folded, ${order} as stands from clients c
      where c.deleted_at is null ${withIco ? 'and c.ico is null' : ''} and ${order} collate "C" ${comparison} ${text} collate "C"
      order by ${order} collate "C" ${direction} limit 2) x
    where g.ico is ${withIco ? 'not null' : 'null'} and length(g.name) >= 4
      and case when starts_with(x.stands, left(${text}, greatest(4, length(g.name) * 2 / 5))) then similarity(x.name_folded, g.name) >= 0.45 end`)
    })
  const plain = (text: string) => text
  const turned = (text: string) => `reverse(${text})`
  const byName = [plain, turned].flatMap((mirror) => [true, false].flatMap((withIco) => neighbours(mirror, withIco)))
  const found = await sql<Found>`
    with given as materialized (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as r(n int, name text, ico text, dic text)
    ), mails as (select * from json_to_recordset(${keyed((p) => p.emails)}::json) as r(n int, k text)
    ), phones as (select * from json_to_recordset(${keyed((p) => p.phones)}::json) as r(n int, k text)
    ), domains as (select * from json_to_recordset(${keyed(companyDomains)}::json) as r(n int, k text)
    ), candidates as (
      ${sql.join(byName, sql` union `)} union
      select g.n, x.id from given g cross join lateral (
        select c.id from clients c where c.dic = g.dic and c.dic !~ '^CZ([0-9]{10}|[0-57-9][0-9]{8})$' limit 3) x union
      select m.n, x.id from mails m cross join lateral (
        select h.client_id as id from client_channels h where h.type = 'email' and h.match_key = m.k limit 3) x union
      select p.n, x.id from phones p cross join lateral (
        select h.client_id as id from client_channels h where h.type = 'phone' and h.match_key = p.k limit 3) x union
      select d.n, x.id from domains d cross join lateral (
        select h.client_id as id from client_channels h where h.type = 'web' and h.match_key = d.k limit 3) x union
      select d.n, x.id from domains d cross join lateral (
        select h.client_id as id from client_channels h where h.type = 'email' and split_part(h.match_key, '@', 2) = d.k limit 3) x
    )
    select k.n, c.id, c.name, c.ico, c.dic, h.emails, h.phones, h.webs
    from candidates k cross join lateral (
      select c.* from clients c where c.id = k.id offset 0) c
    cross join lateral (
      select coalesce(array_agg(match_key) filter (where type = 'email'), '{}') as emails,
        coalesce(array_agg(match_key) filter (where type = 'phone'), '{}') as phones,
        coalesce(array_agg(match_key) filter (where type = 'web'), '{}') as webs
      from client_channels where client_id = c.id) h
    where c.deleted_at is null and c.kind = 'company' and ${visibleTo(ctx.actor)}`.execute(ctx.db)
  const result = new Map<number, BatchDuplicate[]>()
  for (const row of found.rows) {
    const { score, block, reasons } = scoreDuplicate(profiles[row.n] as DuplicateProfile, row)
    if (block || score < suggestFrom) continue
    const list = result.get(row.n) ?? []
    list.push({ id: row.id, name: row.name, score, reasons })
    result.set(row.n, list)
  }
  for (const [n, list] of result) result.set(n, list.sort((a, b) => b.score - a.score).slice(0, mostNamed))
  return result
}
