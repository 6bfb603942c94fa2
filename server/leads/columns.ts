// The SQL of each column of the list of leads.
import { type RawBuilder, sql } from 'kysely'
import { leadColumns } from '#api/leads.ts'
import type { Actor } from '#domain/access.ts'
import { visibleTo } from '#server/clients/visible.ts'
import type { SqlColumn } from '#server/kit/lists.ts'
import { answeredSql } from '#server/leads/store.ts'

type Part = Omit<SqlColumn, keyof (typeof leadColumns)[number]> & { select: RawBuilder<unknown> }

const plain = (column: string): Part => ({ select: sql.ref(`l.${column}`) })
const folded = (column: string): Part => ({ ...plain(column), folded: sql`fold_text(${sql.ref(`l.${column}`)})` })

const parts: Readonly<Record<string, Part>> = {
  name: { select: sql`l.name`, value: sql`l.name collate czech`, folded: sql`l.name_folded`, notNull: true },
  state: { ...plain('state'), notNull: true },
  answerDueOn: plain('answer_due_on'),
  owner: {
    select: sql`(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = l.owner_id)`,
    value: sql`l.owner_id`,
    sort: sql`(select u.name collate czech from users u where u.id = l.owner_id)`,
    groupLabel: sql`(select u.name from users u where u.id::text = g.value)`,
  },
  team: {
    select: sql`(select json_build_object('id', t.id, 'name', t.name) from teams t where t.id = l.team_id)`,
    value: sql`l.team_id`,
    sort: sql`(select t.name collate czech from teams t where t.id = l.team_id)`,
    groupLabel: sql`(select t.name from teams t where t.id::text = g.value)`,
  },
  rule: { select: sql`(select r.name from lead_rules r where r.id = l.rule_id)` },
  personName: folded('person_name'),
  phone: { ...plain('phone'), value: sql`concat_ws(' ', l.phone_key, l.phone)` },
  email: plain('email'),
  source: { ...plain('source'), notNull: true },
  sourceDetail: folded('source_detail'),
  receivedAt: { ...plain('received_at'), notNull: true },
  receivedCount: { ...plain('received_count'), notNull: true },
  toAnswer: {
    select: sql`(l.answered_at is null and l.state in ('new', 'contacted', 'qualified'))`,
  },
  interestItems: folded('interest_items'),
  interestTerms: folded('interest_terms'),
  city: folded('city'),
  postcode: plain('postcode'),
  country: { ...plain('country'), notNull: true },
  ico: plain('ico'),
  nace: plain('nace'),
  language: { ...plain('language'), notNull: true },
  known: {
    select: sql`to_json(l.known)`,
    among: (values) => sql`l.known && ${[...values]}::text[]`,
    none: sql`cardinality(l.known) = 0`,
  },
  stateReason: folded('state_reason'),
  answeredAt: { select: answeredSql },
  convertedAt: plain('converted_at'),
  updatedAt: { ...plain('updated_at'), notNull: true },
}

/** What a lead became is named only to whoever may see that client. */
function clientColumn(actor: Actor): Part {
  const seen = (what: RawBuilder<unknown>) =>
    sql`(select ${what} from clients vc where vc.id = l.client_id and vc.deleted_at is null and ${visibleTo(actor, 'vc')})`
  return { select: seen(sql`json_build_object('id', vc.id, 'name', vc.name)`), value: seen(sql`vc.id`) }
}

/** Every column with its SQL over `leads l`, as the actor may see it. */
export function leadSqlColumns(actor: Actor): readonly SqlColumn[] {
  return leadColumns.map((column) => {
    const part = column.key === 'client' ? clientColumn(actor) : parts[column.key]
    if (!part) throw new Error(`column ${column.key} has no SQL`)
    return { ...column, ...part }
  })
}
