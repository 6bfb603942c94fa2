// The SQL of each column of the contact list. What a person does at a company shows only companies the actor may see.
import { type RawBuilder, sql } from 'kysely'
import { contactColumns } from '#api/contacts.ts'
import type { Actor } from '#domain/access.ts'
import { visibleTo } from '#server/clients/visible.ts'
import type { SqlColumn } from '#server/kit/lists.ts'

type Part = { select: RawBuilder<unknown> } & Partial<SqlColumn>

/** Every built-in column with its SQL over `contacts p`. */
export function contactSqlColumns(actor: Actor): readonly SqlColumn[] {
  const place = (
    what: RawBuilder<unknown>,
  ) => sql`(select ${what} from contact_positions cp join clients c on c.id = cp.client_id
    where cp.contact_id = p.id and c.deleted_at is null and ${visibleTo(actor)} order by cp.to_on is not null, cp.main desc, cp.sort, cp.id limit 1)`
  const anyPlace = (
    test: RawBuilder<unknown>,
  ) => sql`exists (select 1 from contact_positions cp join clients c on c.id = cp.client_id
    where cp.contact_id = p.id and c.deleted_at is null and ${visibleTo(actor)} and ${test})`
  const channel = (type: 'phone' | 'email') =>
    sql`(select h.value from contact_channels h where h.contact_id = p.id and h.type = ${sql.lit(type)} order by h.position, h.id limit 1)`
  const channels = (type: 'phone' | 'email') =>
    sql`(select string_agg(h.match_key, ' ') from contact_channels h where h.contact_id = p.id and h.type = ${sql.lit(type)})`
  const plain = (column: string): Part => ({ select: sql.ref(`p.${column}`) })
  const parts: Record<string, Part> = {
    name: {
      select: sql`concat_ws(' ', p.title_before, p.first_name, p.last_name) || coalesce(', ' || p.title_after, '')`,
      value: sql`concat_ws(' ', p.first_name, p.last_name)`,
      folded: sql`p.name_folded`,
      sort: sql`(p.last_name || ' ' || coalesce(p.first_name, '')) collate czech`,
      notNull: true,
    },
    client: {
      select: place(sql`json_build_object('id', c.id, 'name', c.name)`),
      value: place(sql`c.id`),
      among: (ids) => anyPlace(sql`c.id = any(${[...ids]}::uuid[])`),
      none: sql`not ${anyPlace(sql`true`)}`,
    },
    position: { select: place(sql`cp.position`), folded: sql`fold_text(${place(sql`cp.position`)})` },
    department: { select: place(sql`cp.department`), folded: sql`fold_text(${place(sql`cp.department`)})` },
    buyingRoles: {
      select: sql`coalesce(${place(sql`to_json(cp.buying_roles)`)}, '[]')`,
      among: (ids) => anyPlace(sql`cp.buying_roles && ${[...ids]}::text[]`),
      none: sql`not ${anyPlace(sql`cp.buying_roles <> '{}'`)}`,
    },
    influence: { select: place(sql`cp.influence`) },
    sentiment: { select: place(sql`cp.sentiment`) },
    left: { select: sql`coalesce(${place(sql`cp.to_on is not null`)}, false)` },
    phone: { select: channel('phone'), value: channels('phone') },
    email: { select: channel('email'), value: channels('email') },
    tags: {
      select: sql`(select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'color', t.color) order by t.name), '[]')
        from contact_tags ct join tags t on t.id = ct.tag_id where ct.contact_id = p.id)`,
      among: (ids) =>
        sql`p.id in (select ct.contact_id from contact_tags ct where ct.tag_id = any(${[...ids]}::uuid[]))`,
      none: sql`not exists (select 1 from contact_tags ct where ct.contact_id = p.id)`,
    },
    firstName: { ...plain('first_name'), folded: sql`fold_text(p.first_name)` },
    lastName: { ...plain('last_name'), folded: sql`fold_text(p.last_name)`, notNull: true },
    language: plain('language'),
    source: { ...plain('source'), folded: sql`fold_text(p.source)` },
    owner: {
      select: sql`(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = p.owner_id)`,
      value: sql`p.owner_id`,
      sort: sql`(select u.name collate czech from users u where u.id = p.owner_id)`,
      groupLabel: sql`(select u.name from users u where u.id::text = g.value)`,
    },
    noContact: plain('no_contact'),
    lastConfirmedOn: plain('last_confirmed_on'),
    createdAt: { ...plain('created_at'), notNull: true },
    updatedAt: { ...plain('updated_at'), notNull: true },
  }
  return contactColumns.map((column) => {
    const part = parts[column.key]
    if (!part) throw new Error(`column ${column.key} has no SQL`)
    return { ...column, ...part }
  })
}
