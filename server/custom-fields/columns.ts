// The SQL of list columns made by own fields: values live in the `custom` object of the record.
import { type RawBuilder, sql } from 'kysely'
import { type CustomField, customListColumns } from '#api/custom-fields.ts'
import type { Actor } from '#domain/access.ts'
import type { SqlColumn } from '#server/kit/lists.ts'

type Fragment = RawBuilder<unknown>
/** Which clients an actor sees, as a condition on an alias; comes from clients, which stand above own fields in the map. */
export type ClientsSeen = (actor: Actor, alias: string) => Fragment

/** Columns `custom.<key>` over the record `alias`, whose table has the `custom` object. */
export function customColumns(
  fields: readonly CustomField[],
  alias: 'c' | 'p',
  actor: Actor,
  clientsSeen: ClientsSeen,
): SqlColumn[] {
  const byKey = new Map(fields.map((field) => [`custom.${field.key}`, field]))
  return customListColumns(fields).map((column) => ({
    ...column,
    ...sqlOf(byKey.get(column.key) as CustomField, alias, actor, clientsSeen),
  }))
}

function sqlOf(
  field: CustomField,
  alias: 'c' | 'p',
  actor: Actor,
  clientsSeen: ClientsSeen,
): Omit<SqlColumn, 'key' | 'type'> {
  const custom = sql.ref(`${alias}.custom`)
  const json = sql`${custom} -> ${sql.lit(field.key)}`
  const text = sql`(${custom} ->> ${sql.lit(field.key)})`
  // Containment is what the index of `custom` answers, which holds no empty ones; a list of texts it would not.
  const any = (parts: readonly object[]) =>
    sql`(${custom} <> '{}' and (${sql.join(
      parts.map((part) => sql`${custom} @> ${JSON.stringify(part)}::jsonb`),
      sql` or `,
    )}))`
  const contains = (ids: readonly string[]) =>
    ids.length > 20 ? sql`${text} = any(${[...ids]}::text[])` : any(ids.map((id) => ({ [field.key]: id })))
  switch (field.type) {
    case 'text':
      return { select: text, folded: sql`fold_text(${text})` }
    case 'number':
    case 'money':
      return { select: text, value: sql`${text}::numeric` }
    case 'date':
      return { select: text, value: sql`${text}::date` }
    case 'choice':
      return { select: text, among: contains }
    case 'choices':
      return {
        select: sql`coalesce(${json}, '[]')`,
        value: text,
        among: (keys) => any(keys.map((key) => ({ [field.key]: [key] }))),
      }
    case 'person':
      return {
        select: sql`(select json_build_object('id', cu.id, 'name', cu.name) from users cu where cu.id = ${text}::uuid)`,
        value: text,
        among: contains,
        groupLabel: sql`(select cu.name from users cu where cu.id::text = g.value)`,
      }
    case 'client': {
      // A client the asker may not see is as if the field were empty: neither its name nor its id leaves.
      const seen = (what: Fragment) =>
        sql`(select ${what} from clients cf where cf.id = ${text}::uuid and cf.deleted_at is null and ${clientsSeen(actor, 'cf')})`
      return {
        select: seen(sql`json_build_object('id', cf.id, 'name', cf.name)`),
        value: seen(sql`cf.id::text`),
        groupLabel: sql`(select cf.name from clients cf where cf.id::text = g.value)`,
      }
    }
  }
}
