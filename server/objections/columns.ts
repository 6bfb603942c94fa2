// The SQL of each column of the list of objections.
import { type RawBuilder, sql } from 'kysely'
import { objectionColumns } from '#api/objections.ts'
import type { SqlColumn } from '#server/kit/lists.ts'

type Part = { select: RawBuilder<unknown> } & Partial<SqlColumn>

const contact = sql`(select concat_ws(' ', p.first_name, p.last_name) from contacts p where p.id = o.contact_id)`
const argument = sql`(select a.objection from objection_arguments a where a.id = o.argument_id)`

const parts: Record<string, Part> = {
  text: { select: sql`o.text`, folded: sql`o.text_folded` },
  client: {
    select: sql`case when c.id is not null then json_build_object('id', c.id, 'name', c.name) when l.id is not null then json_build_object('id', l.id, 'name', l.name, 'lead', true) end`,
    value: sql`o.client_id`,
    groupLabel: sql`(select gc.name from clients gc where gc.id::text = g.value)`,
  },
  kind: { select: sql`o.kind` },
  state: { select: sql`o.state` },
  dueOn: { select: sql`case when o.state in ('raised', 'analysed') then o.due_on end` },
  owner: {
    select: sql`(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = o.owner_id)`,
    value: sql`o.owner_id`,
    groupLabel: sql`(select u.name from users u where u.id::text = g.value)`,
  },
  answer: { select: sql`o.answer`, folded: sql`fold_text(o.answer)` },
  argument: { select: argument, folded: sql`fold_text(${argument})` },
  contact: { select: contact, folded: sql`fold_text(${contact})` },
  raisedOn: { select: sql`o.raised_on`, notNull: true },
  answeredOn: { select: sql`o.answered_on` },
  settledOn: { select: sql`o.settled_on` },
}

export const objectionSqlColumns: readonly SqlColumn[] = objectionColumns.map((column) => {
  const part = parts[column.key]
  if (!part) throw new Error(`column ${column.key} has no SQL`)
  return { ...column, ...part }
})
