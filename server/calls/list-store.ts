// All SQL of call lists and their lines.
import { type RawBuilder, sql } from 'kysely'
import { type CallList, type CallListItem, callListColumns } from '#api/call-lists.ts'
import { type Actor, may } from '#domain/access.ts'
import { decidesAll } from '#domain/clients/access.ts'
import { contactVisibleTo, visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import { escaped } from '#server/kit/list-conditions.ts'
import type { ListSource, SqlColumn } from '#server/kit/lists.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'

/** Lines of one list; whoever calls more than this in one go does not call but mails. */
export const mostItems = 1000

/** A list is its owner's and its maker's; directors see all. */
export function listSeen(actor: Actor): RawBuilder<boolean> {
  if (!may(actor, 'clients.read')) return sql<boolean>`false`
  if (decidesAll(actor)) return sql<boolean>`true`
  const persons = sql`${[...actor.personIds]}::uuid[]`
  return sql<boolean>`(t.owner_id = any(${persons}) or t.created_by = any(${persons}))`
}

const count = (state: string) => sql`(count(*) filter (where i.state = ${sql.lit(state)}))::int`
const listJson = sql`json_build_object('id', t.id, 'version', t.version, 'name', t.name, 'purpose', t.purpose,
  'script', (select json_build_object('id', s.id, 'name', s.name) from call_scripts s where s.id = t.script_id),
  'owner', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = t.owner_id), 'state', t.state,
  'counts', (select json_build_object('all', count(*)::int, 'waiting', ${count('waiting')}, 'later', ${count('later')},
    'done', ${count('done')}, 'skipped', ${count('skipped')}) from call_list_items i where i.list_id = t.id),
  'createdAt', t.created_at, 'deletedAt', t.deleted_at)`

export async function listLists(ctx: Context, state: 'open' | 'done' | undefined): Promise<CallList[]> {
  const mine = sql`(t.owner_id = any(${[...ctx.actor.personIds]}::uuid[]) or t.created_by = any(${[...ctx.actor.personIds]}::uuid[]))`
  const { rows } = await sql<{ list: CallList }>`
    select ${listJson} as list from call_lists t
    where t.deleted_at is null and ${mine} and ${listSeen(ctx.actor)} and ${state ? sql`t.state = ${state}` : sql`true`}
    order by t.state = 'done', t.created_at desc limit 200`.execute(ctx.db)
  return rows.map((row) => row.list)
}

/** Deleted lists that the actor would see, as a list of the engine. */
export function deletedSource(ctx: Context): ListSource {
  const parts: Readonly<Record<string, Omit<SqlColumn, 'key' | 'type'>>> = {
    name: { select: sql`t.name`, value: sql`t.name collate czech`, folded: sql`t.name_folded`, notNull: true },
    owner: {
      select: sql`(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = t.owner_id)`,
      value: sql`t.owner_id`,
      sort: sql`(select u.name collate czech from users u where u.id = t.owner_id)`,
      groupLabel: sql`(select u.name from users u where u.id::text = g.value)`,
    },
    purpose: { select: sql`t.purpose` },
    updatedAt: { select: sql`t.updated_at`, notNull: true },
  }
  return {
    capability: 'calls',
    from: sql`call_lists t`,
    id: sql`t.id`,
    version: sql`t.version`,
    where: sql`t.deleted_at is not null and ${listSeen(ctx.actor)}`,
    columns: callListColumns.map((column) => ({
      ...column,
      ...(parts[column.key] as Omit<SqlColumn, 'key' | 'type'>),
    })),
    matches: (words) =>
      sql`(${sql.join(
        words.map((word) => sql`t.name_folded like ${`%${escaped(word)}%`}`),
        sql` and `,
      )})`,
    defaultSort: '-updatedAt',
  }
}

export async function findList(
  ctx: Context,
  id: string,
  how: { lock?: boolean; deletedToo?: boolean } = {},
): Promise<CallList | undefined> {
  const { rows } = await sql<{ list: CallList }>`
    select ${listJson} as list from call_lists t
    where t.id = ${id}::uuid and ${listSeen(ctx.actor)} and ${how.deletedToo ? sql`true` : sql`t.deleted_at is null`}
    ${how.lock ? sql`for update of t` : sql``}`.execute(ctx.db)
  return rows[0]?.list
}

export async function insertList(
  ctx: Context,
  list: { name: string; purpose: string | null; scriptId: string | null; ownerId: string; builtFrom: unknown },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into call_lists (name, purpose, script_id, owner_id, built_from, created_by)
    values (${list.name}, ${list.purpose}, ${list.scriptId}::uuid, ${list.ownerId}::uuid, ${JSON.stringify(list.builtFrom)}::jsonb,
      (select id from users where id = ${ctx.actor.id}::uuid)) returning id`.execute(ctx.db)
  return (rows[0] as { id: string }).id
}

export async function updateList(
  ctx: Context,
  id: string,
  values: {
    name?: string
    purpose?: string | null
    scriptId?: string | null
    state?: string
    deletedAt?: string | null
  },
): Promise<void> {
  const sets: RawBuilder<unknown>[] = [sql`version = version + 1`, sql`updated_at = ${ctx.now}`]
  if (values.name !== undefined) sets.push(sql`name = ${values.name}`)
  if (values.purpose !== undefined) sets.push(sql`purpose = ${values.purpose}`)
  if (values.scriptId !== undefined) sets.push(sql`script_id = ${values.scriptId}::uuid`)
  if (values.state !== undefined) sets.push(sql`state = ${values.state}`)
  if (values.deletedAt !== undefined) sets.push(sql`deleted_at = ${values.deletedAt}`)
  await sql`update call_lists set ${sql.join(sets)} where id = ${id}::uuid`.execute(ctx.db)
}

/** The person to call at a client: who works there today, may be called and has a number; the main one first. */
const callable = (clientId: RawBuilder<unknown>) => sql`(
  select p.id from contact_positions cp join contacts p on p.id = cp.contact_id and p.deleted_at is null and not p.no_contact
  where cp.client_id = ${clientId} and cp.to_on is null
    and exists (select 1 from contact_channels h where h.contact_id = p.id and h.type = 'phone')
  order by cp.main desc, cp.sort, cp.id limit 1)`
const hasPhone = (clientId: RawBuilder<unknown>) =>
  sql`exists (select 1 from client_channels h where h.client_id = ${clientId} and h.type = 'phone')`

export interface Added {
  readonly added: number
  readonly noContact: number
  readonly noPhone: number
  readonly noClient: number
}

/** Puts clients (ids in order) into the list, each with the person to call; those who wish no contact or have no number stay out. */
export async function addClients(ctx: Context, listId: string, ids: RawBuilder<unknown>): Promise<Added> {
  const { rows } = await sql<Added>`
    with asked as materialized (
      select c.id, c.name, c.no_contact, a.no, ${callable(sql`c.id`)} as contact_id, ${hasPhone(sql`c.id`)} as has_phone
      from (${ids}) a join clients c on c.id = a.id and c.deleted_at is null and ${visibleTo(ctx.actor)}
    ), put as (
      insert into call_list_items (list_id, position, client_id, contact_id)
      select ${listId}::uuid, row_number() over (order by no, name, id) + ${offset(listId)}, id, contact_id from asked
      where not no_contact and (contact_id is not null or has_phone) order by no, name, id limit ${sql.lit(mostItems)}
      on conflict do nothing returning 1
    )
    select (select count(*)::int from put) as added, (count(*) filter (where no_contact))::int as no_contact,
      (count(*) filter (where not no_contact and contact_id is null and not has_phone))::int as no_phone, 0 as no_client
    from asked`.execute(ctx.db)
  return rows[0] as Added
}

/** People: each at the place where he works today. */
export async function addContacts(ctx: Context, listId: string, ids: RawBuilder<unknown>): Promise<Added> {
  const { rows } = await sql<Added>`
    with asked as materialized (
      select p.id, p.name_folded, p.no_contact, a.no, at.id as client_id, at.no_contact as firm_no_contact,
        exists (select 1 from contact_channels h where h.contact_id = p.id and h.type = 'phone') as has_phone
      from (${ids}) a join contacts p on p.id = a.id and p.deleted_at is null and ${contactVisibleTo(ctx.actor)}
      left join lateral (
        select c.id, c.no_contact from contact_positions cp join clients c on c.id = cp.client_id and c.deleted_at is null and ${visibleTo(ctx.actor)}
        where cp.contact_id = p.id and cp.to_on is null order by cp.main desc, cp.sort, cp.id limit 1) at on true
    ), put as (
      insert into call_list_items (list_id, position, client_id, contact_id)
      select ${listId}::uuid, row_number() over (order by no, name_folded, id) + ${offset(listId)}, client_id, id from asked
      where client_id is not null and not no_contact and not firm_no_contact and has_phone
      order by no, name_folded, id limit ${sql.lit(mostItems)} on conflict do nothing returning 1
    )
    select (select count(*)::int from put) as added, (count(*) filter (where no_contact or firm_no_contact))::int as no_contact,
      (count(*) filter (where not no_contact and not has_phone))::int as no_phone,
      (count(*) filter (where client_id is null and not no_contact and has_phone))::int as no_client
    from asked`.execute(ctx.db)
  return rows[0] as Added
}

export async function addLeads(ctx: Context, listId: string, ids: RawBuilder<unknown>): Promise<Added> {
  const { rows } = await sql<Added>`
    with asked as materialized (
      select l.id, l.phone_key, l.received_at, a.no from (${ids}) a join leads l on l.id = a.id and l.deleted_at is null
        and l.state in ('new', 'contacted', 'qualified') and ${leadVisibleTo(ctx.actor)}
    ), put as (
      insert into call_list_items (list_id, position, lead_id)
      select ${listId}::uuid, row_number() over (order by no, received_at, id) + ${offset(listId)}, id from asked
      where phone_key is not null order by no, received_at, id limit ${sql.lit(mostItems)} returning 1
    )
    select (select count(*)::int from put) as added, 0 as no_contact, (count(*) filter (where phone_key is null))::int as no_phone, 0 as no_client
    from asked`.execute(ctx.db)
  return rows[0] as Added
}

const offset = (listId: string) =>
  sql`coalesce((select max(position) from call_list_items where list_id = ${listId}::uuid), 0)`

const itemJson = (actor: Actor) => sql`json_build_object('id', i.id, 'version', i.version, 'position', i.position,
  'client', (select json_build_object('id', c.id, 'name', c.name) from clients c where c.id = i.client_id and c.deleted_at is null and ${visibleTo(actor)}),
  'lead', (select json_build_object('id', l.id, 'name', l.name) from leads l where l.id = i.lead_id and l.deleted_at is null and ${leadVisibleTo(actor)}),
  'contact', (select json_build_object('id', p.id, 'name', concat_ws(' ', p.first_name, p.last_name)) from contacts p
    where p.id = i.contact_id and p.deleted_at is null and ${contactVisibleTo(actor)}),
  'phone', coalesce(
    (select h.value from contact_channels h where h.contact_id = i.contact_id and h.type = 'phone' order by h.position, h.id limit 1),
    (select h.value from client_channels h where h.client_id = i.client_id and h.type = 'phone' order by h.position, h.id limit 1),
    (select l.phone from leads l where l.id = i.lead_id)),
  'city', coalesce((select c.city from clients c where c.id = i.client_id), (select l.city from leads l where l.id = i.lead_id)),
  'state', i.state, 'laterAt', to_char(i.later_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'outcome', i.outcome, 'settledAt', i.settled_at)`

/** Lines in their order; what the actor may not see any more has neither name nor number. */
export async function itemsOf(ctx: Context, listId: string): Promise<CallListItem[]> {
  const { rows } = await sql<{ item: CallListItem }>`
    select ${itemJson(ctx.actor)} as item from call_list_items i where i.list_id = ${listId}::uuid order by i.position`.execute(
    ctx.db,
  )
  return rows.map((row) => (row.item.client || row.item.lead ? row.item : { ...row.item, phone: null, city: null }))
}

/** Which item comes next asks only for the states of all. */
export async function statesOf(ctx: Context, listId: string) {
  const { rows } = await sql<{ id: string; position: number; state: CallListItem['state']; laterAt: string | null }>`
    select i.id, i.position, i.state, to_char(i.later_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as later_at
    from call_list_items i where i.list_id = ${listId}::uuid order by i.position`.execute(ctx.db)
  return rows
}

export async function findItem(
  ctx: Context,
  id: string,
  lock = false,
): Promise<{ item: CallListItem; listId: string } | undefined> {
  const { rows } = await sql<{ item: CallListItem; listId: string }>`
    select ${itemJson(ctx.actor)} as item, i.list_id from call_list_items i join call_lists t on t.id = i.list_id
    where i.id = ${id}::uuid and t.deleted_at is null and ${listSeen(ctx.actor)}${lock ? sql` for update of i` : sql``}`.execute(
    ctx.db,
  )
  return rows[0]
}

export async function updateItem(
  ctx: Context,
  id: string,
  values: {
    state: CallListItem['state']
    laterAt?: string | null
    outcome?: string | null
    activityId?: string | null
  },
): Promise<void> {
  const settled = values.state === 'done' || values.state === 'skipped'
  await sql`
    update call_list_items set state = ${values.state}, later_at = ${values.laterAt ?? null}, outcome = ${values.outcome ?? null},
      activity_id = ${values.activityId ?? null}::uuid, settled_at = ${settled ? ctx.now : null}, version = version + 1
    where id = ${id}::uuid`.execute(ctx.db)
}
