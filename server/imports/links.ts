// Finds the records that cells name: colleagues by mail or name, clients by IČO, number or name, tags by name.
import { sql } from 'kysely'
import type { CellProblem } from '#api/imports.ts'
import { checkIco } from '#domain/identifiers/ico.ts'
import { foldName, foldText } from '#domain/names.ts'
import { clientsByKeys } from '#server/clients/actions-batch.ts'
import type { Link, ReadRow } from '#server/imports/source-row.ts'
import type { Context } from '#server/kit/context.ts'
import { tagNamed } from '#server/tags/actions.ts'

export interface Person {
  readonly id: string
  readonly name: string
  readonly teamId: string | null
  readonly active: boolean
}

export interface Resolved {
  /** The record a link leads to, or the problem with it. Empty text leads to nothing: the field is emptied. */
  person(link: Link): { value: Person | null } | { problem: CellProblem }
  client(link: Link): { value: string | null } | { problem: CellProblem }
  /** Ids of the row's tags; those missing were added, or are problems. */
  tags(row: ReadRow): { ids: string[]; problems: CellProblem[] }
}

/** Resolves all links of a batch in one query a kind. With `tags: 'create'` missing tags are added right away. */
export async function resolveLinks(
  ctx: Context,
  rows: readonly ReadRow[],
  tags: 'create' | 'reject' | 'pretend',
): Promise<Resolved> {
  const links = rows.flatMap((row) => row.links)
  const people = await peopleNamed(
    ctx,
    links.filter(({ to }) => to === 'person').map(({ text }) => text),
  )
  const clients = await clientsNamed(
    ctx,
    links.filter(({ to }) => to === 'client').map(({ text }) => text),
  )
  const tagIds = await tagsNamed(
    ctx,
    rows.flatMap((row) => row.tags?.names ?? []),
    tags,
  )
  const problem = (link: Link, reason: string) => ({
    problem: { column: link.column, field: link.field, reason, value: link.text.slice(0, 200) },
  })
  return {
    person(link) {
      if (link.text === '') return { value: null }
      const found = people.get(foldText(link.text)) ?? []
      if (found.length > 1) return problem(link, 'imports.personAmbiguous')
      const one = found[0]
      if (!one) return problem(link, 'imports.personUnknown')
      return one.active ? { value: one } : problem(link, 'imports.personLeft')
    },
    client(link) {
      if (link.text === '') return { value: null }
      const ids = clients.get(link.text) ?? []
      if (ids.length > 1) return problem(link, 'imports.clientAmbiguous')
      return ids[0]
        ? { value: ids[0] }
        : problem(link, link.field === 'parent' ? 'imports.parentUnknown' : 'imports.clientUnknown')
    },
    tags(row) {
      const ids: string[] = []
      const problems: CellProblem[] = []
      for (const name of row.tags?.names ?? []) {
        const found = tagIds.get(foldText(name))
        if (found === undefined || found.startsWith('!'))
          problems.push({
            column: row.tags?.column ?? null,
            field: 'tags',
            reason: found?.slice(1) ?? 'imports.tagUnknown',
            value: name,
          })
        else if (found !== '' && !ids.includes(found)) ids.push(found)
      }
      return { ids, problems }
    },
  }
}

async function peopleNamed(ctx: Context, texts: readonly string[]): Promise<Map<string, Person[]>> {
  const known = new Map<string, Person[]>()
  const wanted = [...new Set(texts.filter(Boolean).map(foldText))]
  if (wanted.length === 0) return known
  const { rows } = await sql<Person & { email: string; folded: string; turned: string }>`
    select id, name, email, team_id, active, fold_text(name) as folded,
      fold_text(regexp_replace(name, '^(.*) (\\S+)$', '\\2 \\1')) as turned
    from users where fold_text(email) = any(${wanted}::text[]) or fold_text(name) = any(${wanted}::text[])
      or fold_text(regexp_replace(name, '^(.*) (\\S+)$', '\\2 \\1')) = any(${wanted}::text[])`.execute(ctx.db)
  for (const { email, folded, turned, ...person } of rows)
    for (const key of new Set([foldText(email), folded, turned])) {
      const list = known.get(key) ?? []
      // Somebody who left gives way to a colleague of the same name.
      const kept = person.active ? list.filter((p) => p.active) : list.some((p) => p.active) ? undefined : list
      if (kept) known.set(key, [...kept, person])
    }
  return known
}

/** Visible clients by IČO, then by their own number, then by the exact name without its legal form. */
export async function clientsNamed(ctx: Context, texts: readonly string[]): Promise<Map<string, string[]>> {
  const wanted = [...new Set(texts.filter(Boolean))]
  const found = new Map<string, string[]>()
  if (wanted.length === 0) return found
  const icos = new Map(
    wanted.flatMap((text) =>
      (/\d{6}/.test(text) ? [checkIco(text)] : []).flatMap((c) => (c.ok ? [[text, c.value]] : [])),
    ),
  )
  const matches = await clientsByKeys(ctx, { ico: [...icos.values()], number: wanted, name: wanted.map(foldName) })
  for (const text of wanted) {
    const of = (kind: string, key: string | undefined) => [
      ...new Set(matches.filter((m) => m.visible && m.kind === kind && m.key === key).map(({ id }) => id)),
    ]
    const ids = [of('ico', icos.get(text)), of('number', text), of('name', foldName(text))].find(
      (list) => list.length > 0,
    )
    if (ids) found.set(text, ids)
  }
  return found
}

/** Ids by folded name; '' for one that would be added, '!reason' for one that may not be. */
async function tagsNamed(
  ctx: Context,
  names: readonly string[],
  missing: 'create' | 'reject' | 'pretend',
): Promise<Map<string, string>> {
  const known = new Map<string, string>()
  const wanted = new Map(names.map((name) => [foldText(name), name]))
  if (wanted.size === 0) return known
  const { rows } = await sql<{ id: string; folded: string }>`
    select id, fold_text(name) as folded from tags where fold_text(name) = any(${[...wanted.keys()]}::text[])`.execute(
    ctx.db,
  )
  for (const { id, folded } of rows) known.set(folded, id)
  for (const [folded, name] of wanted) {
    if (known.has(folded) || missing === 'reject') continue
    if (name.length > 60) known.set(folded, '!imports.valueTooLong')
    else known.set(folded, missing === 'create' ? (await tagNamed(ctx, name)).id : '')
  }
  return known
}
