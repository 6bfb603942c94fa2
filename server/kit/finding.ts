// What the one search field finds besides clients and people. Each capability offers its finder in a file finder.ts, listed in
// server/finders.ts; whoever asks them all knows none of them.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#server/kit/context.ts'

type Fragment = RawBuilder<unknown>

/** What was written into the field, read once for all finders. */
export interface Asked {
  /** The pattern an index of letters answers, and those compared with a blank and the text; undefined without any word. */
  readonly patterns: { readonly longest: string; readonly others: readonly string[] } | undefined
  /** How names one slip of the finger away are looked for; undefined when what was written is too short for it. */
  readonly slip:
    | { readonly patterns: readonly string[]; readonly expression: string; fits(folded: string): boolean }
    | undefined
  /** At least four digits of a phone. */
  readonly phone: string | undefined
  /** Part of a mail address. */
  readonly address: string | undefined
}

export interface Found {
  readonly id: string
  readonly title: string
  /** Whom or what it belongs to, as far as the actor sees it. */
  readonly about: string | null
  /** Its day or instant: when it is due, starts, came. */
  readonly at: string | null
  /** Where it opens in the browser. */
  readonly href: string
  readonly own: boolean
  /** What fitted when it was not the title as written. */
  readonly match?: { readonly field: 'similar' | 'phone' | 'email'; readonly value: string | null }
}

export interface Finder {
  readonly kind: string
  /** What the actor may see, own first, then the latest; at most `most`. */
  find(ctx: Context, asked: Asked, most: number): Promise<Found[]>
}

/** How a folded text is compared with what was written. */
export type Holds = (folded: Fragment) => Fragment

/** Words of three letters and more are all answered by the index together; shorter ones begin a word. */
export function holdsWords({ patterns }: Asked): Holds | undefined {
  if (!patterns) return undefined
  const [whole, begins] = [
    [patterns.longest, ...patterns.others.filter((one) => !one.startsWith('% '))],
    patterns.others.filter((one) => one.startsWith('% ')),
  ]
  return (folded) =>
    sql`(${sql.join(
      whole.map((one) => sql`${folded} like ${one}`),
      sql` and `,
    )} and ' ' || ${folded} like all(${begins}::text[]))`
}

function holdsSlip({ slip }: Asked): Holds | undefined {
  return (
    slip &&
    ((folded) =>
      sql`(${folded} like any(${[...slip.patterns]}::text[]) and ${folded} collate "C" ~ ${slip.expression})`)
  )
}

export interface Rows {
  /** The table with its alias, `promises r`; `joined` is the same with what `seen` and `found` need. */
  readonly table: Fragment
  readonly joined: Fragment
  readonly id: Fragment
  /** Not deleted. */
  readonly alive: Fragment
  readonly own: Fragment
  /** False when nobody else's can be seen: they are not looked for. */
  readonly ofOthers?: boolean
  readonly seen: Fragment
  readonly latest: Fragment
  /** Columns of a row as Found, besides its id and whether it is the actor's own. */
  readonly found: Fragment
  /** Besides those whose text fits: a select of further ids, bounded by itself. */
  readonly also?: Fragment | undefined
}

/**
 * Rows that fit and that the actor sees, own first. Own ones are looked for by themselves, so that they are not lost among
 * the many of a common word; of everybody else's the first two thousand that fit are looked at. A materialized subquery is
 * planned as if read whole, so that the index of letters is taken, and stopped at its limit.
 */
export async function rowsThat<Row extends object>(
  ctx: Context,
  fits: Fragment | undefined,
  rows: Rows,
  most: number,
): Promise<(Row & { id: string; own: boolean })[]> {
  const looks: Fragment[] = []
  const look = (hits: Fragment, own: Fragment) =>
    looks.push(sql`(select ${rows.id} as id, ${own} as own, ${rows.latest} as latest, ${rows.found} from ${rows.joined}
      where ${rows.id} = any(array(${hits})) and ${rows.alive} and ${rows.seen} order by 2 desc, 3 desc nulls last, 1 limit ${sql.lit(most)})`)
  if (fits) {
    look(sql`select h.id from mine h limit 500`, sql`true`)
    if (rows.ofOthers !== false) look(sql`select h.id from others h limit 2000`, sql`false`)
  }
  if (rows.also) look(rows.also, sql`coalesce(${rows.own}, false)`)
  if (looks.length === 0) return []
  const hits = sql`select ${rows.id} as id from ${rows.table} where ${rows.alive} and ${fits ?? sql`false`}`
  const { rows: found } = await sql<Row & { id: string; own: boolean }>`
    with mine as materialized (${hits} and ${rows.own}), others as materialized (${hits} and (${rows.own}) is not true)
    select * from (select distinct on (k.id) k.* from (${sql.join(looks, sql` union all `)}) k order by k.id) k
    order by k.own desc, k.latest desc nulls last, k.id limit ${sql.lit(most)}`.execute(ctx.db)
  return found
}

/** By the words as written and, when hardly anything fits, by names one slip away; `folded` is what the slip is judged by. */
export async function namesThat<Row extends { folded: string }>(
  ctx: Context,
  asked: Asked,
  rows: Rows & { readonly text: Fragment },
  most: number,
): Promise<(Row & { id: string; own: boolean; similar: boolean })[]> {
  const words = holdsWords(asked)
  const found = await rowsThat<Row>(ctx, words?.(rows.text), rows, most)
  const exact = found.map((row) => ({ ...row, similar: false }))
  const slip = found.length < Math.min(most, 3) ? holdsSlip(asked) : undefined
  if (!slip) return exact
  const near = await rowsThat<Row>(ctx, slip(rows.text), { ...rows, also: undefined }, most * 5)
  const similar = near
    .filter((row) => asked.slip?.fits(row.folded) && !found.some((known) => known.id === row.id))
    .map((row) => ({ ...row, similar: true }))
  return [...exact, ...similar].slice(0, most)
}
