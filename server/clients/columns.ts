// The SQL of each column of the client list.
import { type RawBuilder, sql } from 'kysely'
import { clientColumns } from '#api/clients.ts'
import type { Actor } from '#domain/access.ts'
import { visibleTo } from '#server/clients/visible.ts'
import type { SqlColumn } from '#server/kit/lists.ts'

type Part = Omit<SqlColumn, keyof (typeof clientColumns)[number]> & { select: RawBuilder<unknown> }

const person = (id: RawBuilder<unknown>) =>
  sql`(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = ${id})`
const channel = (type: 'phone' | 'email') =>
  sql`(select ch.value from client_channels ch where ch.client_id = c.id and ch.type = ${sql.lit(type)} order by ch.position, ch.id limit 1)`
/** Any of the client's channels may answer a filter, not only the first that is shown. */
const channelLike = (type: 'phone' | 'email') =>
  sql`(select string_agg(ch.match_key, ' ') from client_channels ch where ch.client_id = c.id and ch.type = ${sql.lit(type)})`
const plain = (column: string): Part => ({ select: sql.ref(`c.${column}`) })
/** One join gives both the first phone and the first mail. */
const channelJoin = sql`left join (
  select client_id, (array_agg(value order by position, id) filter (where type = 'phone'))[1] as phone,
    (array_agg(value order by position, id) filter (where type = 'email'))[1] as email
  from client_channels where type in ('phone', 'email') group by client_id) xh on xh.client_id = c.id`
const ownerJoin = sql`left join users xo on xo.id = c.owner_id`
const teamJoin = sql`left join teams xt on xt.id = c.team_id`
const tagJoin = sql`left join (
  select ct.client_id, string_agg(t.name, ', ' order by t.name) as names from client_tags ct join tags t on t.id = ct.tag_id group by ct.client_id
  ) xg on xg.client_id = c.id`
const contactJoin = sql`left join (
  select cp.client_id, count(*) as n from contact_positions cp join contacts p on p.id = cp.contact_id and p.deleted_at is null
  where cp.to_on is null group by cp.client_id) xp on xp.client_id = c.id`

const parts: Record<string, Part> = {
  name: { select: sql`c.name`, value: sql`c.name collate czech`, folded: sql`c.name_folded`, notNull: true },
  class: plain('class'),
  state: { ...plain('state'), notNull: true },
  owner: {
    select: person(sql`c.owner_id`),
    value: sql`c.owner_id`,
    sort: sql`(select u.name collate czech from users u where u.id = c.owner_id)`,
    groupLabel: sql`(select u.name from users u where u.id::text = g.value)`,
    joined: { join: ownerJoin, text: sql`xo.name` },
  },
  team: {
    select: sql`(select json_build_object('id', t.id, 'name', t.name) from teams t where t.id = c.team_id)`,
    value: sql`c.team_id`,
    sort: sql`(select t.name collate czech from teams t where t.id = c.team_id)`,
    groupLabel: sql`(select t.name from teams t where t.id::text = g.value)`,
    joined: { join: teamJoin, text: sql`xt.name` },
  },
  city: { ...plain('city'), folded: sql`fold_text(c.city)` },
  ico: plain('ico'),
  phone: {
    select: channel('phone'),
    value: channelLike('phone'),
    joined: { join: channelJoin, text: sql`xh.phone` },
  },
  email: {
    select: channel('email'),
    value: channelLike('email'),
    joined: { join: channelJoin, text: sql`xh.email` },
  },
  tags: {
    select: sql`(select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'color', t.color) order by t.name), '[]') from client_tags ct join tags t on t.id = ct.tag_id where ct.client_id = c.id)`,
    among: (ids) => sql`c.id in (select ct.client_id from client_tags ct where ct.tag_id = any(${[...ids]}::uuid[]))`,
    none: sql`not exists (select 1 from client_tags ct where ct.client_id = c.id)`,
    joined: { join: tagJoin, text: sql`xg.names` },
  },
  lastConfirmedOn: plain('last_confirmed_on'),
  confirmDueOn: plain('confirm_due_on'),
  number: plain('number'),
  // The tax number of a natural person hides a birth number: it is masked wherever it is listed or exported.
  dic: { select: sql`mask_dic(c.dic)`, value: sql`mask_dic(c.dic)` },
  kind: { ...plain('kind'), notNull: true },
  legalForm: plain('legal_form'),
  country: plain('country'),
  language: plain('language'),
  currency: plain('currency'),
  nace: plain('nace'),
  source: { ...plain('source'), folded: sql`fold_text(c.source)` },
  confidentiality: plain('confidentiality'),
  isClient: plain('is_client'),
  isSupplier: plain('is_supplier'),
  isPartner: plain('is_partner'),
  isCompetitor: plain('is_competitor'),
  noContact: plain('no_contact'),
  creditHold: plain('credit_hold'),
  nextTouchOn: plain('next_touch_on'),
  contacts: {
    select: sql`(select count(*) from contact_positions cp join contacts p on p.id = cp.contact_id and p.deleted_at is null where cp.client_id = c.id and cp.to_on is null)`,
    joined: { join: contactJoin, text: sql`coalesce(xp.n, 0)::text` },
  },
  createdAt: { ...plain('created_at'), notNull: true },
  updatedAt: { ...plain('updated_at'), notNull: true },
}

/** The chain above a client is named only to whoever may see it. */
function parentColumn(actor: Actor): Part {
  const above = (what: RawBuilder<unknown>, test: RawBuilder<unknown>) =>
    sql`(select ${what} from clients pc where ${test} and pc.deleted_at is null and ${visibleTo(actor, 'pc')})`
  return {
    select: above(sql`json_build_object('id', pc.id, 'name', pc.name)`, sql`pc.id = c.parent_id`),
    value: above(sql`pc.id`, sql`pc.id = c.parent_id`),
    groupLabel: above(sql`pc.name`, sql`pc.id::text = g.value`),
  }
}

/** Every built-in column with its SQL over `clients c`, as the actor may see it. */
export function clientSqlColumns(actor: Actor): readonly SqlColumn[] {
  return clientColumns.map((column) => {
    const part = column.key === 'parent' ? parentColumn(actor) : parts[column.key]
    if (!part) throw new Error(`column ${column.key} has no SQL`)
    return { ...column, ...part }
  })
}
