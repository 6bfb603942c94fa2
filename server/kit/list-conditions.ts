// The SQL of one condition of a list filter, by the type of its column; values are checked before they meet SQL.
import { type RawBuilder, sql } from 'kysely'
import type { Condition } from '#api/lists.ts'
import { isDay } from '#domain/day.ts'
import { foldText } from '#domain/names.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput } from '#server/kit/errors.ts'
import type { SqlColumn } from '#server/kit/lists.ts'

type Fragment = RawBuilder<unknown>

export function conditionSql(column: SqlColumn, condition: Condition, ctx: Context): Fragment {
  const value = column.value ?? column.select
  const { op } = condition
  if (op === 'empty')
    return column.none ?? (column.type === 'text' ? sql`coalesce(${value}, '') = ''` : sql`${value} is null`)
  if (op === 'notEmpty')
    return sql`not (${column.none ?? (column.type === 'text' ? sql`coalesce(${value}, '') = ''` : sql`${value} is null`)})`
  switch (column.type) {
    case 'text':
      return textSql(column, op, text(condition))
    case 'number':
    case 'money':
      return ordered(value, condition, (v) => sql`${decimal(condition, v)}::numeric`)
    case 'date':
      return ordered(value, condition, (v) => sql`${day(condition, v, ctx)}::date`, ctx)
    case 'instant':
      return ordered(value, condition, (v) => sql`(${day(condition, v, ctx)}::date)::timestamptz`, ctx)
    case 'boolean':
      if (typeof condition.v !== 'boolean') throw wrong(condition)
      return sql`${value} is ${sql.raw(condition.v ? 'true' : 'false')}`
    default:
      return among(column, value, condition, ctx)
  }
}

function textSql(column: SqlColumn, op: Condition['op'], v: string): Fragment {
  const value = column.value ?? column.select
  if (op === 'is') return sql`${value} = ${v}`
  if (op === 'isNot') return sql`${value} is distinct from ${v}`
  const pattern = `${op === 'contains' ? '%' : ''}${escaped(column.folded ? foldText(v) : v)}%`
  return column.folded ? sql`${column.folded} like ${pattern}` : sql`${value} ilike ${pattern}`
}

function ordered(value: Fragment, condition: Condition, cast: (v: unknown) => Fragment, ctx?: Context): Fragment {
  const v = condition.v
  switch (condition.op) {
    case 'is':
      return sql`${value} = ${cast(v)}`
    case 'lt':
      return sql`${value} < ${cast(v)}`
    case 'lte':
      return sql`${value} <= ${cast(v)}`
    case 'gt':
      return sql`${value} > ${cast(v)}`
    case 'gte':
      return sql`${value} >= ${cast(v)}`
    case 'between': {
      if (!Array.isArray(v) || v.length !== 2) throw wrong(condition)
      return sql`${value} between ${cast(v[0])} and ${cast(v[1])}`
    }
    case 'lastDays':
      return sql`(${value} > ${ctx?.today}::date - ${whole(condition)}::int and ${value} < ${ctx?.today}::date + 1)`
    case 'nextDays':
      return sql`(${value} >= ${ctx?.today}::date and ${value} < ${ctx?.today}::date + ${whole(condition)}::int)`
    default:
      throw wrong(condition)
  }
}

function among(column: SqlColumn, value: Fragment, condition: Condition, ctx: Context): Fragment {
  const given = Array.isArray(condition.v) ? condition.v : [condition.v]
  if (given.length === 0 || given.length > 500 || given.some((v) => typeof v !== 'string')) throw wrong(condition)
  const list = (given as string[]).map((v) => (v === 'me' && column.type === 'person' ? ctx.actor.id : v))
  const linked =
    column.type === 'person' || column.type === 'team' || column.type === 'client' || column.type === 'tags'
  if (linked && list.some((v) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(v))) throw wrong(condition)
  const type = sql.raw(linked && !column.key.startsWith('custom.') ? 'uuid' : 'text')
  // One value by plain equality: only then does an index give its rows in the order of its next columns.
  const test = column.among
    ? column.among(list)
    : list.length === 1
      ? sql`${value} = ${list[0]}::${type}`
      : sql`${value} = any(${list}::${type}[])`
  return condition.op === 'notIn' ? sql`(${test}) is not true` : test
}

/** Percent, underscore and backslash mean themselves. */
export function escaped(v: string): string {
  return v.replace(/[\\%_]/g, (c) => `\\${c}`)
}

function text(condition: Condition): string {
  if (typeof condition.v !== 'string' || condition.v.length > 500) throw wrong(condition)
  return condition.v
}

function decimal(condition: Condition, v: unknown): string {
  const s = String(v)
  if (!/^-?\d{1,15}(\.\d{1,6})?$/.test(s)) throw wrong(condition)
  return s
}

function whole(condition: Condition): number {
  const n = Number(condition.v)
  if (!Number.isInteger(n) || n < 0 || n > 36_500) throw wrong(condition)
  return n
}

function day(condition: Condition, v: unknown, ctx: Context): string {
  if (v === 'today') return ctx.today
  if (typeof v !== 'string' || !isDay(v)) throw wrong(condition)
  return v
}

function wrong(condition: Condition): BadInput {
  return new BadInput([{ field: `filter.${condition.f}`, reason: 'kit.filterValue', details: { op: condition.op } }])
}

/** One id by plain equality: an index then gives its rows in the order of its next columns. */
export function isOneOf(column: RawBuilder<unknown>, ids: readonly string[]): RawBuilder<unknown> {
  return ids.length === 1 ? sql`${column} = ${ids[0]}::uuid` : sql`${column} = any(${[...ids]}::uuid[])`
}
