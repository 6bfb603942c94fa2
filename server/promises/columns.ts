// The SQL of each column of the promise list, over the base query of store.ts.
import { type RawBuilder, sql } from 'kysely'
import { promiseColumns } from '#api/promises.ts'
import { contactVisibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import type { ListSource, SqlColumn } from '#server/kit/lists.ts'
import { contactName, countPromises, promiseFrom, promiseVisibleTo } from '#server/promises/store.ts'

type Part = { select: RawBuilder<unknown> } & Partial<SqlColumn>

export function promiseSource(ctx: Context, deleted = false): ListSource {
  return {
    capability: 'promises',
    from: promiseFrom,
    id: sql`r.id`,
    version: sql`r.version`,
    where: sql`r.deleted_at is ${deleted ? sql`not null` : sql`null`} and ${promiseVisibleTo(ctx.actor)}`,
    columns: promiseSqlColumns(ctx),
    matches: (words) => {
      const like = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
      const all = (column: RawBuilder<unknown>) =>
        sql.join(
          like.map((pattern) => sql`${column} like ${pattern}`),
          sql` and `,
        )
      return sql`((${all(sql`r.text_folded`)}) or r.client_id = any(array(select id from clients where ${all(sql`name_folded`)} limit 1000)))`
    },
    defaultSort: 'dueOn',
    ...(deleted ? {} : { countedWith: (condition) => countPromises(ctx.actor, condition) }),
  }
}

function promiseSqlColumns(ctx: Context): readonly SqlColumn[] {
  const plain = (column: string): Part => ({ select: sql.ref(`r.${column}`) })
  const person = (column: string): Part => ({
    select: sql`(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = ${sql.ref(`r.${column}`)})`,
    value: sql.ref(`r.${column}`),
    sort: sql`(select u.name collate czech from users u where u.id = ${sql.ref(`r.${column}`)})`,
    groupLabel: sql`(select u.name from users u where u.id::text = g.value)`,
  })
  const contact = sql`(select ${contactName} from contacts p where p.id = r.contact_id and ${contactVisibleTo(ctx.actor)})`
  const late = sql`(r.state = 'open' and r.due_on < ${ctx.today}::date)`
  const standing: Record<string, RawBuilder<unknown>> = {
    late,
    open: sql`(r.state = 'open' and (r.due_on is null or r.due_on >= ${ctx.today}::date))`,
    kept: sql`r.state = 'kept'`,
    waived: sql`r.state = 'waived'`,
  }
  const parts: Record<string, Part> = {
    text: { ...plain('text'), folded: sql`r.text_folded`, sort: sql`r.text collate czech`, notNull: true },
    side: plain('side'),
    standing: {
      select: sql`case when ${late} then 'late' else r.state end`,
      // Spelled as the partial indexes are: what is open, late or not, is one of them.
      among: (values) =>
        values.includes('late') && values.includes('open')
          ? either([
              sql`r.state = 'open'`,
              ...values.filter((v) => v !== 'late' && v !== 'open').map((v) => standing[v]),
            ])
          : either(values.map((v) => standing[v])),
      none: sql`false`,
    },
    dueOn: plain('due_on'),
    client: {
      select: sql`case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end`,
      value: sql`r.client_id`,
      sort: sql`c.name collate czech`,
      groupLabel: sql`(select x.name from clients x where x.id::text = g.value)`,
    },
    responsible: person('responsible_id'),
    contact: { select: contact, folded: sql`fold_text(${contact})` },
    kind: plain('kind'),
    division: plain('division'),
    givenBy: person('given_by'),
    givenOn: { ...plain('given_on'), notNull: true },
    settledOn: plain('settled_on'),
    urgedOn: plain('urged_on'),
    urgedCount: { ...plain('urged_count'), notNull: true },
    repeats: { select: sql`r.rrule is not null` },
    createdAt: { ...plain('created_at'), notNull: true },
    updatedAt: { ...plain('updated_at'), notNull: true },
  }
  return promiseColumns.map((column) => {
    const part = parts[column.key]
    if (!part) throw new Error(`column ${column.key} has no SQL`)
    return { ...column, ...part }
  })
}

function either(conditions: readonly (RawBuilder<unknown> | undefined)[]): RawBuilder<unknown> {
  const known = conditions.filter((one) => one !== undefined)
  return known.length === 0 ? sql`false` : sql`(${sql.join(known, sql` or `)})`
}
