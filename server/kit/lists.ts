// The list engine: turns the list query of api/lists.ts into one SQL statement, for every capability alike.
// A capability gives its columns with their SQL; filters, sorts, keyset pages, sums and groups follow from the type.
import { type RawBuilder, sql } from 'kysely'
import type { Condition, Filter, ListColumn, ListQuery } from '#api/lists.ts'
import { operators, operatorsOf } from '#api/lists.ts'
import { isDay } from '#domain/day.ts'
import { foldText } from '#domain/names.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput } from '#server/kit/errors.ts'
import { unstorable } from '#server/kit/input-limits.ts'
import { conditionSql } from '#server/kit/list-conditions.ts'
import { RawJson } from '#server/kit/serve.ts'

export type Fragment = RawBuilder<unknown>

export interface SqlColumn extends ListColumn {
  /** What is shown; text for money and big numbers so that nothing is lost on the way. */
  readonly select: Fragment
  /** What is compared and sorted; defaults to `select`. */
  readonly value?: Fragment
  /** What it is sorted by when that is not `value`, e.g. the name of an owner. */
  readonly sort?: Fragment
  /** Compares case- and accent-blind against this (already folded) expression. */
  readonly folded?: Fragment
  /** For links to many: `exists (…)` over the given ids, and the test for none. */
  readonly among?: (ids: readonly string[]) => Fragment
  readonly none?: Fragment
  /** Never null: keyset comparison may then use the index as it is. */
  readonly notNull?: boolean
  /** Label of a group value (name of an owner, for example), given `value`. */
  readonly groupLabel?: Fragment
  /** The shown text when many rows are written at once: read from a join made once instead of a look for each row. */
  readonly joined?: { readonly join: Fragment; readonly text: Fragment }
}

export interface ListSource {
  readonly capability: string
  /** `clients c`, with joins if every row needs them. */
  readonly from: Fragment
  readonly id: Fragment
  readonly version?: Fragment
  /** Not deleted and visible to the actor; part of every statement. */
  readonly where: Fragment
  readonly columns: readonly SqlColumn[]
  /** Full-text box: words already folded. */
  readonly matches: (words: readonly string[], raw: string) => Fragment
  readonly defaultSort: string
  /** How many rows there are when nothing is filtered, if that can be had cheaper than by counting `where`. */
  readonly counted?: Fragment
  /** The same with the filter as a condition over the table's own columns, where counting can be cheaper for every filter. */
  readonly countedWith?: (condition: Fragment) => Fragment
}

export interface Order {
  readonly column: SqlColumn
  readonly descending: boolean
}

/** Parses the filter parameter; a bad tree is refused naming the place. */
export function parseFilter(text: string | undefined): Filter | undefined {
  if (!text) return undefined
  let filter: unknown
  try {
    filter = JSON.parse(text)
  } catch {
    throw new BadInput([{ field: 'filter', reason: 'kit.filterNotJson' }])
  }
  let leaves = 0
  const check = (node: unknown, depth: number): void => {
    if (depth > 6 || leaves > 50) throw new BadInput([{ field: 'filter', reason: 'kit.filterTooBig' }])
    const n = node as { and?: unknown; or?: unknown; f?: unknown; op?: unknown }
    if (n && typeof n === 'object' && Array.isArray(n.and ?? n.or)) {
      for (const child of (n.and ?? n.or) as unknown[]) check(child, depth + 1)
      return
    }
    leaves++
    if (!n || typeof n !== 'object' || typeof n.f !== 'string' || !operators.includes(n.op as never)) {
      throw new BadInput([{ field: 'filter', reason: 'kit.filterUnknown' }])
    }
  }
  check(filter, 0)
  // Escaped, they came through the border unseen.
  if (unstorable(filter).length > 0) throw new BadInput([{ field: 'filter', reason: 'kit.badCharacters' }])
  return filter as Filter
}

/** The SQL of a filter tree over the source's columns. */
export function filterSql(source: ListSource, filter: Filter | undefined, ctx: Context): Fragment {
  if (!filter) return sql`true`
  if ('and' in filter) return joined(filter.and, sql` and `, source, ctx, sql`true`)
  if ('or' in filter) return joined(filter.or, sql` or `, source, ctx, sql`true`)
  const column = columnOf(source, filter.f, 'filterable')
  if (!operatorsOf[column.type].includes(filter.op)) {
    throw new BadInput([{ field: `filter.${filter.f}`, reason: 'kit.filterOperator', details: { op: filter.op } }])
  }
  return conditionSql(column, filter as Condition, ctx)
}

function joined(nodes: Filter[], glue: Fragment, source: ListSource, ctx: Context, none: Fragment): Fragment {
  if (nodes.length === 0) return none
  return sql`(${sql.join(
    nodes.map((n) => filterSql(source, n, ctx)),
    glue,
  )})`
}

export function columnOf(
  source: ListSource,
  key: string,
  trait: 'filterable' | 'sortable' | 'groupable' | 'any',
): SqlColumn {
  const column = source.columns.find((c) => c.key === key)
  if (!column || (trait !== 'any' && !column[trait])) {
    const field = { filterable: `filter.${key.slice(0, 60)}`, sortable: 'sort', groupable: 'groupBy', any: 'columns' }[
      trait
    ]
    throw new BadInput([{ field, reason: 'kit.unknownColumn', details: { column: key.slice(0, 60) } }])
  }
  return column
}

/** The words of the full-text box: folded, at most eight. */
export function wordsOf(q: string): string[] {
  return foldText(q)
    .split(/[^\p{L}\p{N}@.+]+/u)
    .filter(Boolean)
    .slice(0, 8)
}

export function whereOf(source: ListSource, query: Pick<ListQuery, 'filter' | 'q'>, ctx: Context): Fragment {
  return sql`(${source.where} and ${askedFor(source, query, ctx)})`
}

/** What the query asks for, without who may see it. */
function askedFor(source: ListSource, query: Pick<ListQuery, 'filter' | 'q'>, ctx: Context): Fragment {
  const parts = [filterSql(source, parseFilter(query.filter), ctx)]
  const words = query.q ? wordsOf(query.q) : []
  if (query.q?.trim()) parts.push(words.length > 0 ? source.matches(words, query.q.trim()) : sql`false`)
  return sql`(${sql.join(parts, sql` and `)})`
}

export function orderOf(source: ListSource, sort: string | undefined): Order[] {
  const orders = (sort || source.defaultSort)
    .split(',')
    .filter(Boolean)
    .slice(0, 5)
    .map((part) => ({ descending: part.startsWith('-'), column: columnOf(source, part.replace(/^-/, ''), 'sortable') }))
  return orders
}

const comparedBy = (column: SqlColumn) => column.value ?? column.select
const sortedBy = (column: SqlColumn) => column.sort ?? comparedBy(column)

/** `order by` with the id last, so that every page boundary is exact. */
export function orderSql(source: ListSource, orders: readonly Order[]): Fragment {
  const last = orders.at(-1)
  const parts = orders.map(({ column, descending }) => {
    // Missing values go last either way, except on columns that never miss one (their index order is then the plain one).
    if (column.notNull) return descending ? sql`${sortedBy(column)} desc` : sql`${sortedBy(column)}`
    return descending ? sql`${sortedBy(column)} desc nulls last` : sql`${sortedBy(column)} nulls last`
  })
  parts.push(last?.descending ? sql`${source.id} desc` : sql`${source.id}`)
  return sql.join(parts)
}

/** Rows after the cursor: the row values of the last record, compared lexicographically, missing values last. */
function afterSql(source: ListSource, orders: readonly Order[], cursor: string): Fragment {
  const values = readCursor(orders, cursor)
  const lastDescending = orders.at(-1)?.descending ?? false
  const cast = (column: SqlColumn, v: unknown) => sql`${v as string}::${sql.raw(castOf(column))}`
  const id = sql`${values.at(-1) as string}::uuid`
  // One not-null key in the same direction as the id: a row comparison walks the index directly.
  if (orders.length === 1 && orders[0]?.column.notNull) {
    const only = orders[0].column
    const op = lastDescending ? sql`<` : sql`>`
    return sql`(${sortedBy(only)}, ${source.id}) ${op} (${cast(only, values[0])}, ${id})`
  }
  let result: Fragment = lastDescending ? sql`${source.id} < ${id}` : sql`${source.id} > ${id}`
  for (let i = orders.length - 1; i >= 0; i--) {
    const order = orders[i] as Order
    const value = sortedBy(order.column)
    const v = values[i]
    if (v === null || v === undefined) {
      result = sql`(${value} is null and ${result})`
    } else {
      const beyond = order.descending
        ? sql`${value} < ${cast(order.column, v)}`
        : sql`${value} > ${cast(order.column, v)}`
      result = sql`(${beyond} or ${value} is null or (${value} = ${cast(order.column, v)} and ${result}))`
    }
  }
  return result
}

/** The values of a cursor, each such that its cast cannot fail. */
function readCursor(orders: readonly Order[], cursor: string): (string | null)[] {
  let values: unknown
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    // What is no JSON is no list of values either.
  }
  const fits = (value: unknown, type: string) =>
    typeof value === 'string' && !value.includes('\0') && (castable[type]?.(value) ?? true)
  if (
    !Array.isArray(values) ||
    values.length !== orders.length + 1 ||
    !fits(values.at(-1), 'uuid') ||
    !orders.every(({ column }, i) => (values[i] === null && !column.notNull) || fits(values[i], castOf(column)))
  )
    throw new BadInput([{ field: 'cursor', reason: 'kit.cursor' }])
  return values
}

/** As PostgreSQL itself writes values of the type. */
const castable: Readonly<Record<string, (text: string) => boolean>> = {
  uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  numeric: (text) => /^-?\d{1,40}(\.\d{1,40})?$/.test(text),
  date: isDay,
  timestamptz: (text) =>
    isDay(text.slice(0, 10)) && /^ ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?[+-]\d\d(:\d\d)?$/.test(text.slice(10)),
  boolean: (text) => text === 'true' || text === 'false',
}

function castOf(column: SqlColumn): string {
  if (column.sort) return 'text'
  switch (column.type) {
    case 'number':
    case 'money':
      return 'numeric'
    case 'date':
      return 'date'
    case 'instant':
      return 'timestamptz'
    case 'boolean':
      return 'boolean'
    default:
      return 'text'
  }
}

export function chosenColumns(source: ListSource, columns: string | undefined): SqlColumn[] {
  const keys = columns ? columns.split(',').filter(Boolean) : source.columns.filter((c) => c.initial).map((c) => c.key)
  return [...new Set(keys)].slice(0, 60).map((key) => columnOf(source, key, 'any'))
}

const sumsSql = (columns: readonly SqlColumn[]) =>
  sql`json_build_object(${sql.join(columns.flatMap((c) => [sql`${c.key}::text`, sql`sum(${comparedBy(c)})::text`]))})`

/** One page (or the groups) of a list as JSON written by PostgreSQL: rows, whole count, sums, the next cursor. */
export async function listRows(ctx: Context, source: ListSource, query: ListQuery): Promise<RawJson> {
  const where = whereOf(source, query, ctx)
  const columns = chosenColumns(source, query.columns)
  const summed = columns.filter((c) => c.summable)
  const unfiltered = !query.filter && !query.q?.trim()
  if (query.groupBy) return groupRows(ctx, source, query.groupBy, where, summed)
  const orders = orderOf(source, query.sort)
  const limit = query.limit ?? 50
  // Written out, not bound: a plan made once for all values would not know that only a page is wanted.
  const last = sql.lit(limit)
  const after = query.cursor ? sql` and ${afterSql(source, orders, query.cursor)}` : sql``
  // Rows leapt over are counted by their ids alone: building what a row shows half a million times would take a minute.
  const picked = query.offset
    ? sql`${source.id} = any(array(select ${source.id} from ${source.from} where ${where}${after}
        order by ${orderSql(source, orders)} limit ${sql.lit(limit + 1)} offset ${query.offset}))`
    : sql`${where}${after}`
  const keys = orders.map((order, i) => sql`${sortedBy(order.column)} as ${sql.ref(`k${i}`)}`)
  const shown = sql`json_build_object(${sql.join([
    sql`'id', ${source.id}`,
    ...(source.version ? [sql`'version', ${source.version}`] : []),
    ...columns.flatMap((c) => [sql.lit(c.key), c.select]),
  ])})`
  const cursor = sql`json_build_array(${sql.join([...orders.map((_, i) => sql`${sql.ref(`k${i}`)}::text`), sql`id`])})`
  const counting =
    unfiltered && source.counted
      ? source.counted
      : (source.countedWith?.(askedFor(source, query, ctx)) ?? sql`select count(*) from ${source.from} where ${where}`)
  const totals =
    query.totals === false
      ? sql`null::bigint as total, null::json as sums`
      : summed.length > 0
        ? sql`(select json_build_object('total', count(*), 'sums', ${sumsSql(summed)}) from ${source.from} where ${where}) as sums, null::bigint as total`
        : sql`(${counting}) as total, null::json as sums`
  const { rows } = await sql<{
    rows: string
    next: string | null
    total: string | null
    sums: { total: number; sums: unknown } | null
  }>`
    select coalesce(json_agg(shown) filter (where no <= ${last}), '[]')::text as rows,
      max(next) as next, count(*) > ${last} as more, ${totals}
    from (
      select shown, no, case when no = ${last} then ${cursor}::text end as next
      from (select page.*, row_number() over () as no from (
        select ${source.id} as id, ${shown} as shown, ${sql.join(keys)}
        from ${source.from} where ${picked}
        order by ${orderSql(source, orders)} limit ${sql.lit(limit + 1)}
      ) page) numbered
    ) rows`.execute(ctx.db)
  const row = rows[0] as (typeof rows)[0] & { more: boolean }
  const next = row.more && row.next ? JSON.stringify(Buffer.from(row.next, 'utf8').toString('base64url')) : 'null'
  const total = row.total ?? row.sums?.total
  const counted =
    total === undefined || total === null ? '' : `,"total":${total},"sums":${JSON.stringify(row.sums?.sums ?? {})}`
  return new RawJson(`{"rows":${row.rows},"next":${next}${counted}}`)
}

async function groupRows(
  ctx: Context,
  source: ListSource,
  key: string,
  where: Fragment,
  summed: readonly SqlColumn[],
): Promise<RawJson> {
  const column = columnOf(source, key, 'groupable')
  const value = comparedBy(column)
  const { rows } = await sql<{ groups: string; total: number }>`
    with g as (
      select (${value})::text as value, count(*)::int as count, ${summed.length > 0 ? sumsSql(summed) : sql`'{}'::json`} as sums
      from ${source.from} where ${where} group by 1
      order by count(*) desc, 1 limit 500
    )
    select coalesce(json_agg(json_build_object('value', g.value, 'label', ${column.groupLabel ?? sql`g.value`}, 'count', g.count, 'sums', g.sums)), '[]')::text as groups,
      coalesce(sum(g.count), 0)::int as total from g`.execute(ctx.db)
  const row = rows[0]
  return new RawJson(`{"rows":[],"next":null,"groups":${row?.groups ?? '[]'},"total":${row?.total ?? 0}}`)
}

/** Id and order of everything a selection means, for bulk changes; the caller streams or stores it. */
export function selectedIdsSql(
  source: ListSource,
  selection: { ids?: string[]; filter?: string; q?: string; except?: string[] },
  ctx: Context,
): Fragment {
  if (selection.ids) {
    return sql`select ${source.id} as id from ${source.from} where ${source.where} and ${source.id} = any(${selection.ids}::uuid[])`
  }
  const except = selection.except?.length ? sql` and not ${source.id} = any(${selection.except}::uuid[])` : sql``
  return sql`select ${source.id} as id from ${source.from} where ${whereOf(source, selection, ctx)}${except}`
}
