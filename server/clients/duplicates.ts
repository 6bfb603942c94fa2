// Finds clients that may be the same company: candidates by IČO, tax number, channels and name, scored by the domain.
import { sql } from 'kysely'
import type { Duplicate } from '#api/clients.ts'
import { companyDomains, type DuplicateProfile, scoreDuplicate, suggestFrom } from '#domain/duplicates.ts'
import { isVatGroupDic } from '#domain/identifiers/dic.ts'
import { checkIco } from '#domain/identifiers/ico.ts'
import { foldName } from '#domain/names.ts'
import { visibleTo } from '#server/clients/visible.ts'
import { checkChannel } from '#server/kit/channels.ts'
import type { Context } from '#server/kit/context.ts'

export interface DuplicateQuery {
  readonly name?: string
  readonly ico?: string | null
  readonly dic?: string | null
  readonly channels?: readonly { type: 'phone' | 'email' | 'web'; value: string }[]
  readonly exceptId?: string
}

interface Candidate {
  id: string
  name: string
  ico: string | null
  dic: string | null
  city: string | null
  owner: string | null
  visible: boolean
  emails: string[]
  phones: string[]
  webs: string[]
}

/**
 * The ten most likely doubles, best first. All clients of the firm are compared, so that two managers do not enter the
 * same company; of one that may not be seen only the fact of the same IČO is told, nothing else of it.
 */
export async function findDuplicates(ctx: Context, query: DuplicateQuery): Promise<Duplicate[]> {
  const profile = profileOf(query)
  const name = profile.name ? foldName(profile.name) : ''
  const keys = [...(profile.emails ?? []), ...(profile.phones ?? [])]
  const domains = companyDomains(profile)
  const { rows } = await sql<Candidate>`
    with candidates as (
      (select id from clients where ${profile.ico ?? null}::text is not null and ico = ${profile.ico ?? null} and deleted_at is null limit 20)
      union
      (select id from clients where ${usableDic(profile.dic)}::text is not null and dic = ${usableDic(profile.dic)} and deleted_at is null limit 20)
      union
      (select client_id from client_channels where match_key = any(${keys}::text[]) and type in ('phone', 'email') limit 50)
      union
      (select client_id from client_channels where type = 'web' and match_key = any(${[...domains]}::text[]) limit 20)
      union
      (select client_id from client_channels, unnest(${domains.map((d) => `%@${d}`)}::text[]) d(pattern)
        where type = 'email' and match_key like d.pattern limit 20)
      union
      (select id from clients where ${name.length >= 3 ? sql`name_folded % ${name}` : sql`false`} and deleted_at is null
        order by similarity(name_folded, ${name}) desc limit 20)
    )
    select c.id, c.name, c.ico, c.dic, c.city, (select u.name from users u where u.id = c.owner_id) as owner, ${visibleTo(ctx.actor)} as visible,
      coalesce((select array_agg(match_key) from client_channels h where h.client_id = c.id and h.type = 'email'), '{}') as emails,
      coalesce((select array_agg(match_key) from client_channels h where h.client_id = c.id and h.type = 'phone'), '{}') as phones,
      coalesce((select array_agg(match_key) from client_channels h where h.client_id = c.id and h.type = 'web'), '{}') as webs
    from clients c join candidates k on k.id = c.id
    where c.deleted_at is null and c.kind = 'company' and c.id is distinct from ${query.exceptId ?? null}::uuid`.execute(
    ctx.db,
  )
  return rows
    .map((row) => ({ row, ...scoreDuplicate(profile, row) }))
    .filter((d) => (d.block || d.score >= suggestFrom) && (d.row.visible || d.block))
    .sort((a, b) => b.score - a.score)
    .slice(0, 10)
    .map(({ row, score, block, reasons }) =>
      row.visible
        ? {
            id: row.id,
            name: row.name,
            ico: row.ico,
            city: row.city,
            owner: row.owner,
            score,
            block,
            reasons: [...reasons],
          }
        : { id: null, name: null, ico: row.ico, city: null, owner: null, score, block, reasons: [...reasons] },
    )
}

function usableDic(dic: string | null | undefined): string | null {
  return dic && !isVatGroupDic(dic) ? dic : null
}

function profileOf(query: DuplicateQuery): DuplicateProfile {
  const ico = query.ico ? checkIco(query.ico) : undefined
  const of = (type: 'phone' | 'email' | 'web') =>
    (query.channels ?? []).flatMap((channel) => {
      if (channel.type !== type) return []
      const checked = checkChannel(type, channel.value)
      return checked.ok ? [checked.matchKey] : []
    })
  return {
    name: query.name ?? '',
    ico: ico?.ok ? ico.value : null,
    dic: query.dic ?? null,
    emails: of('email'),
    phones: of('phone'),
    webs: of('web'),
  }
}
