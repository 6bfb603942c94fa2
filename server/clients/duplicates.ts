// Finds clients that may be the same company: candidates by IČO, tax number, channels and name, scored by the domain.
import { type RawBuilder, sql } from 'kysely'
import type { Duplicate } from '#api/clients.ts'
import { companyDomains, type DuplicateProfile, scoreDuplicate, suggestFrom } from '#domain/duplicates.ts'
import { isVatGroupDic } from '#domain/identifiers/dic.ts'
import { checkIco } from '#domain/identifiers/ico.ts'
import { foldName } from '#domain/names.ts'
import { visibleTo } from '#server/clients/visible.ts'
import { checkChannel } from '#server/kit/channels.ts'
import { compiled } from '#server/kit/compiled.ts'
import type { Context } from '#server/kit/context.ts'
import { escaped } from '#server/kit/list-conditions.ts'

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
  /** `email info@x.cz`: the kind of a channel before what is compared. */
  keys: string[]
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
  const dic = usableDic(profile.dic)
  const alike = name.length >= 3 ? alikeOf(name) : undefined
  const given = { ico: Boolean(profile.ico), dic: Boolean(dic), keys: keys.length > 0, domains: domains.length > 0 }
  if (!alike && !Object.values(given).includes(true)) return []
  const rows = await compiled(
    ctx,
    `doubles ${Object.values(given).map(Number).join('')}${alike ? alike.words : ''}`,
    [profile.ico, dic, keys, domains, query.exceptId ?? null, ...(alike?.values ?? [])],
    ([icoSlot, dicSlot, keysSlot, domainsSlot, exceptSlot, ...alikeSlots]) => {
      const sources = [
        ...(given.ico
          ? [sql`(select id from clients where ico = ${unseen(icoSlot)} and deleted_at is null limit 20)`]
          : []),
        ...(given.dic
          ? [sql`(select id from clients where dic = ${unseen(dicSlot)} and deleted_at is null limit 20)`]
          : []),
        ...(given.keys
          ? [
              sql`(select client_id from client_channels where match_key = any(${unseen(keysSlot, 'text[]')}::text[]) and type in ('phone', 'email') limit 50)`,
            ]
          : []),
        ...(given.domains
          ? [
              sql`(select client_id from client_channels where type = 'web' and match_key = any(${unseen(domainsSlot, 'text[]')}::text[]) limit 20)`,
              sql`(select client_id from client_channels where type = 'email' and split_part(match_key, '@', 2) = any(${unseen(domainsSlot, 'text[]')}::text[]) limit 20)`,
            ]
          : []),
        ...(alike ? [alikeSql(alikeSlots, alike.words)] : []),
      ]
      return sql<Candidate>`
        with candidates (id) as materialized (${sql.join(sources, sql` union `)})
        select c.id, c.name, c.ico, c.dic, c.city, (select u.name from users u where u.id = c.owner_id) as owner, ${visibleTo(ctx.actor)} as visible,
          coalesce((select array_agg(h.type || ' ' || h.match_key) from client_channels h where h.client_id = c.id), '{}') as keys
        from candidates k cross join lateral (select c.* from clients c where c.id = k.id offset 0) c
        where c.deleted_at is null and c.kind = 'company' and c.id is distinct from ${unseen(exceptSlot, 'uuid')}`
    },
  )
  return rows
    .map((row) => ({ row, ...scoreDuplicate(profile, { ...row, ...channelsOf(row.keys) }) }))
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

/** So many names on either side stand nearest in the order of names; more of them only share less with the given one. */
const neighbours = 10
/** A word that begins or ends so many names tells no firm from another. */
const common = 40

/** The greatest letter there is: whatever begins with a text stands before the text with it. */
const last = '\u{10ffff}'

/** What `alikeSql` is given, in its order, and how many of the name's words it looks for. */
function alikeOf(name: string): { values: readonly string[]; words: 0 | 1 | 2 } {
  const backward = reversed(name)
  const [start, end] = [name, backward].map((text) => [...text].slice(0, 5).join('')) as [string, string]
  const [longest, next] = [...new Set(name.split(' '))]
    .filter(({ length }) => length >= 5)
    .sort((a, b) => b.length - a.length)
  const ofWord = (word: string) => {
    const wordBackward = reversed(word)
    return [`%${escaped(word)}%`, word, word + last, wordBackward, wordBackward + last]
  }
  return {
    values: [
      ...[name, start, start + last, backward, end, end + last],
      ...(longest ? ofWord(longest) : []),
      ...(next ? ofWord(next) : []),
    ],
    words: next ? 2 : longest ? 1 : 0,
  }
}

/**
 * Twenty names most like the given one. Not every name of the firm is measured: only the nearest in the order of names
 * (from the front and from the back) that share the first or last five letters, and those that hold its longest word
 * or, when that is a common one, the longest but one; at most 100 in all, however large the databank.
 */
function alikeSql(given: readonly unknown[], words: 0 | 1 | 2): RawBuilder<unknown> {
  const [name, start, pastStart, backward, end, pastEnd, ...wordsGiven] = given
  const ordered = (text: unknown, from: unknown, to: unknown, order: string) => {
    const stands = sql.raw(`${order} collate "C"`)
    const near = (test: RawBuilder<unknown>, direction: string) =>
      sql`(select id, name_folded from clients where deleted_at is null and ${test} order by ${stands} ${sql.raw(direction)} limit ${sql.lit(neighbours)})`
    return [
      near(sql`${stands} >= ${unseen(text)} and ${stands} < ${unseen(to)}`, 'asc'),
      near(sql`${stands} < ${unseen(text)} and ${stands} >= ${unseen(from)}`, 'desc'),
    ]
  }
  const [longest, next] = [wordsGiven.slice(0, 5), wordsGiven.slice(5)]
  const all = [
    ...ordered(name, start, pastStart, 'name_folded'),
    ...ordered(backward, end, pastEnd, 'reverse(name_folded)'),
    ...(words > 0 ? [holding(longest, sql`not ${isCommon(longest)}`)] : []),
    ...(words > 1 ? [holding(next, sql`${isCommon(longest)} and not ${isCommon(next)}`)] : []),
  ]
  return sql`(select l.id from (
      select n.id, similarity(n.name_folded, ${unseen(name)}) as likeness from (${sql.join(all, sql` union `)}) n offset 0) l
    where l.likeness >= 0.3 order by l.likeness desc limit 20)`
}

/** Names holding the word, if the condition, which no row enters into, is true; otherwise nothing is looked for at all. */
function holding([pattern]: readonly unknown[], when: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select h.id, h.name_folded from (select id, name_folded from clients where name_folded like ${unseen(pattern)} and deleted_at is null and (select ${when}) offset 0) h limit 60)`
}

function isCommon([, from, to, backwardFrom, backwardTo]: readonly unknown[]): RawBuilder<unknown> {
  const many = (order: string, first: unknown, past: unknown) => {
    const stands = sql.raw(`${order} collate "C"`)
    return sql`(select count(*) from (select from clients where deleted_at is null and ${stands} >= ${unseen(first)} and ${stands} < ${unseen(past)} limit ${sql.lit(common)}) m) = ${sql.lit(common)}`
  }
  return sql`(${many('name_folded', from, to)} or ${many('reverse(name_folded)', backwardFrom, backwardTo)})`
}

const reversed = (text: string) => [...text].reverse().join('')

/** A value the planner does not look at: one plan then serves every search, and making it took longer than the search itself. */
function unseen(value: unknown, type = 'text'): RawBuilder<unknown> {
  return sql`(select ${value}::${sql.raw(type)})`
}

function channelsOf(keys: readonly string[]): { emails: string[]; phones: string[]; webs: string[] } {
  const of = (type: string) => keys.filter((key) => key.startsWith(type)).map((key) => key.slice(type.length))
  return { emails: of('email '), phones: of('phone '), webs: of('web ') }
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
