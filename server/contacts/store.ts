// All SQL of contacts: people, their channels and places, and where they stand in a people map.
import { sql } from 'kysely'
import type { Contact, PersonOnMap, PositionDraft } from '#api/contacts.ts'
import { contactVisibleTo, visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'
import { conflict, NotFound } from '#server/kit/errors.ts'

export type StoredContact = Omit<Contact, 'whyNot'> & { teamId: string | null }

/** Name as people say it: titles, first, last. */
export const fullName = sql`concat_ws(' ', p.title_before, p.first_name, p.last_name) || coalesce(', ' || p.title_after, '')`

const positionsJson = (ctx: Context) => sql`(
  select coalesce(json_agg(json_build_object('id', cp.id, 'client', json_build_object('id', c.id, 'name', c.name), 'position', cp.position,
    'department', cp.department, 'buyingRoles', cp.buying_roles, 'influence', cp.influence, 'sentiment', cp.sentiment,
    'counterpart', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = cp.counterpart_id),
    'reportsTo', (select json_build_object('id', r.id, 'name', concat_ws(' ', r.first_name, r.last_name)) from contacts r where r.id = cp.reports_to_id),
    'from', cp.from_on, 'to', cp.to_on, 'main', cp.main) order by cp.to_on is not null, cp.main desc, cp.sort, cp.id), '[]')
  from contact_positions cp join clients c on c.id = cp.client_id
  where cp.contact_id = p.id and c.deleted_at is null and ${visibleTo(ctx.actor)})`

export const contactJson = (ctx: Context) => sql`json_build_object(
  'id', p.id, 'version', p.version, 'firstName', p.first_name, 'lastName', p.last_name, 'fullName', ${fullName},
  'titleBefore', p.title_before, 'titleAfter', p.title_after, 'salutation', p.salutation, 'language', p.language, 'note', p.note,
  'source', p.source, 'noContact', p.no_contact, 'teamId', p.team_id,
  'owner', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = p.owner_id),
  'lastConfirmedOn', p.last_confirmed_on, 'custom', p.custom, 'createdAt', p.created_at, 'updatedAt', p.updated_at, 'deletedAt', p.deleted_at,
  'channels', (select coalesce(json_agg(json_build_object('id', h.id, 'type', h.type, 'value', h.value, 'kind', h.kind, 'note', h.note) order by h.position, h.id), '[]')
    from contact_channels h where h.contact_id = p.id),
  'tags', (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'color', t.color) order by t.name), '[]')
    from contact_tags ct join tags t on t.id = ct.tag_id where ct.contact_id = p.id),
  'positions', ${positionsJson(ctx)})`

export async function findContact(ctx: Context, id: string, deletedToo = false): Promise<StoredContact | undefined> {
  const { rows } = await sql<{ contact: StoredContact }>`
    select ${contactJson(ctx)} as contact from contacts p
    where p.id = ${id}::uuid and ${deletedToo ? sql`true` : sql`p.deleted_at is null`} and ${contactVisibleTo(ctx.actor)}`.execute(
    ctx.db,
  )
  return rows[0]?.contact
}

export async function lockContact(ctx: Context, id: string, deletedToo = false): Promise<StoredContact> {
  await sql`select 1 from contacts p where p.id = ${id}::uuid for update`.execute(ctx.db)
  const contact = await findContact(ctx, id, deletedToo)
  if (!contact) throw new NotFound('contacts.notFound')
  return contact
}

const columnOf: Record<string, string> = {
  firstName: 'first_name',
  lastName: 'last_name',
  titleBefore: 'title_before',
  titleAfter: 'title_after',
  salutation: 'salutation',
  language: 'language',
  note: 'note',
  source: 'source',
  noContact: 'no_contact',
  custom: 'custom',
  ownerId: 'owner_id',
  teamId: 'team_id',
  externalUid: 'external_uid',
  lastConfirmedOn: 'last_confirmed_on',
  lastConfirmedById: 'last_confirmed_by',
  deletedAt: 'deleted_at',
  deletedById: 'deleted_by',
}
const literal = (key: string, v: unknown) => (key === 'custom' ? sql`${JSON.stringify(v)}::jsonb` : sql`${v as string}`)
const actorId = (ctx: Context) => sql`(select id from users where id = ${ctx.actor.id}::uuid)`

export async function insertContact(ctx: Context, values: Record<string, unknown>): Promise<string> {
  const entries = Object.entries(values).filter(([key, v]) => key in columnOf && v !== undefined)
  const { rows } = await sql<{ id: string }>`
    insert into contacts (${sql.join([...entries.map(([key]) => sql.ref(columnOf[key] as string)), sql.ref('created_by'), sql.ref('updated_by')])})
    values (${sql.join([...entries.map(([key, v]) => literal(key, v)), actorId(ctx), actorId(ctx)])}) returning id`.execute(
    ctx.db,
  )
  return (rows[0] as { id: string }).id
}

export async function updateContact(
  ctx: Context,
  id: string,
  values: Record<string, unknown>,
  expected?: number,
): Promise<void> {
  const entries = Object.entries(values).filter(([key, v]) => key in columnOf && v !== undefined)
  const sets = entries.map(([key, v]) => sql`${sql.ref(columnOf[key] as string)} = ${literal(key, v)}`)
  const { numAffectedRows } = await sql`
    update contacts set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${ctx.now}`, sql`updated_by = ${actorId(ctx)}`])}
    where id = ${id}::uuid and ${expected === undefined ? sql`true` : sql`version = ${expected}`}`.execute(ctx.db)
  if (numAffectedRows === 0n) throw conflict(await findContact(ctx, id))
}

export async function replaceChannels(
  db: Db,
  contactId: string,
  channels: readonly { type: string; value: string; matchKey: string; kind?: string | null; note?: string | null }[],
): Promise<void> {
  const rows = channels.map((c, position) => ({ ...c, position }))
  await sql`delete from contact_channels where contact_id = ${contactId}::uuid`.execute(db)
  await sql`
    insert into contact_channels (contact_id, type, value, match_key, kind, note, position)
    select ${contactId}::uuid, type, value, "matchKey", kind, note, position
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(type text, value text, "matchKey" text, kind text, note text, position int)
    on conflict (contact_id, type, match_key) do nothing`.execute(db)
}

/** Writes the places at the companies in `clientIds` (those the editor may change); places elsewhere stay. */
export async function replacePositions(
  db: Db,
  contactId: string,
  clientIds: readonly string[],
  positions: readonly PositionDraft[],
): Promise<void> {
  await sql`delete from contact_positions where contact_id = ${contactId}::uuid and client_id = any(${[...clientIds]}::uuid[])`.execute(
    db,
  )
  const rows = positions.map((p, sort) => ({ ...p, sort }))
  await sql`
    insert into contact_positions (contact_id, client_id, position, department, buying_roles, influence, sentiment, counterpart_id, reports_to_id, from_on, to_on, main, sort)
    select ${contactId}::uuid, "clientId", position, department, coalesce("buyingRoles", '{}'), influence, sentiment, "counterpartId", "reportsToId", "from", "to", coalesce(main, false), sort
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("clientId" uuid, position text, department text, "buyingRoles" text[], influence smallint,
      sentiment smallint, "counterpartId" uuid, "reportsToId" uuid, "from" date, "to" date, main boolean, sort int)`.execute(
    db,
  )
}

export async function replaceTags(db: Db, contactId: string, tagIds: readonly string[]): Promise<void> {
  await sql`delete from contact_tags where contact_id = ${contactId}::uuid and not tag_id = any(${[...tagIds]}::uuid[])`.execute(
    db,
  )
  await sql`insert into contact_tags (contact_id, tag_id) select ${contactId}::uuid, unnest(${[...tagIds]}::uuid[]) on conflict do nothing`.execute(
    db,
  )
}

/** The people of a client with their places in the map; former ones only when asked for. */
export async function peopleOf(ctx: Context, clientId: string, leftToo: boolean): Promise<PersonOnMap[]> {
  const { rows } = await sql<{ person: PersonOnMap }>`
    select json_build_object('contactId', p.id, 'positionId', cp.id, 'name', ${fullName}, 'position', cp.position, 'department', cp.department,
      'buyingRoles', cp.buying_roles, 'influence', cp.influence, 'sentiment', cp.sentiment,
      'counterpart', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = cp.counterpart_id),
      'reportsToId', cp.reports_to_id,
      'phone', (select h.value from contact_channels h where h.contact_id = p.id and h.type = 'phone' order by h.position, h.id limit 1),
      'email', (select h.value from contact_channels h where h.contact_id = p.id and h.type = 'email' order by h.position, h.id limit 1),
      'from', cp.from_on, 'to', cp.to_on, 'main', cp.main, 'noContact', p.no_contact, 'x', m.x, 'y', m.y) as person
    from contact_positions cp join contacts p on p.id = cp.contact_id and p.deleted_at is null
    left join people_map_places m on m.client_id = cp.client_id and m.contact_id = p.id
    where cp.client_id = ${clientId}::uuid and ${leftToo ? sql`true` : sql`(cp.to_on is null or cp.to_on >= ${ctx.today}::date)`}
    order by cp.to_on is not null, cp.main desc, cp.influence desc nulls last, p.last_name collate czech, p.id
    limit 1000`.execute(ctx.db)
  return rows.map((row) => row.person)
}

export async function writePlaces(
  db: Db,
  clientId: string,
  places: readonly { contactId: string; x: number | null; y: number | null }[],
): Promise<void> {
  const kept = places.filter((p) => p.x !== null && p.y !== null)
  const freed = places.filter((p) => p.x === null || p.y === null).map((p) => p.contactId)
  await sql`delete from people_map_places where client_id = ${clientId}::uuid and contact_id = any(${freed}::uuid[])`.execute(
    db,
  )
  await sql`
    insert into people_map_places (client_id, contact_id, x, y)
    select ${clientId}::uuid, r."contactId", r.x, r.y from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as r("contactId" uuid, x real, y real)
    where exists (select 1 from contact_positions cp where cp.client_id = ${clientId}::uuid and cp.contact_id = r."contactId")
    on conflict (client_id, contact_id) do update set x = excluded.x, y = excluded.y`.execute(db)
}

/** Whom each person reports to in the company, for the check of circles. */
export async function reportingLines(db: Db, clientId: string): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ contactId: string; reportsToId: string | null }>`
    select contact_id, reports_to_id from contact_positions where client_id = ${clientId}::uuid and to_on is null`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.contactId, row.reportsToId]))
}

export async function writeReportsTo(
  db: Db,
  clientId: string,
  contactId: string,
  reportsToId: string | null,
): Promise<void> {
  await sql`update contact_positions set reports_to_id = ${reportsToId}::uuid
    where client_id = ${clientId}::uuid and contact_id = ${contactId}::uuid and to_on is null`.execute(db)
}

/** Visible contacts that share a mail or phone, or whose whole name is the same. */
export async function similar(
  ctx: Context,
  query: { folded: string; keys: readonly string[]; exceptId?: string },
): Promise<
  { id: string; name: string; client: string | null; sameName: boolean; shared: { type: string; key: string }[] }[]
> {
  const { rows } = await sql<{
    id: string
    name: string
    client: string | null
    sameName: boolean
    shared: { type: string; key: string }[]
  }>`
    with candidates as (
      (select contact_id as id from contact_channels where match_key = any(${[...query.keys]}::text[]) and type in ('phone', 'email') limit 50)
      union
      (select id from contacts where ${query.folded.length >= 4 ? sql`name_folded = ${query.folded}` : sql`false`} and deleted_at is null limit 20)
    )
    select p.id, ${fullName} as name, p.name_folded = ${query.folded} as same_name,
      (select c.name from contact_positions cp join clients c on c.id = cp.client_id
        where cp.contact_id = p.id and c.deleted_at is null and ${visibleTo(ctx.actor)} order by cp.to_on is not null, cp.main desc limit 1) as client,
      (select coalesce(json_agg(json_build_object('type', h.type, 'key', h.match_key)), '[]') from contact_channels h
        where h.contact_id = p.id and h.match_key = any(${[...query.keys]}::text[])) as shared
    from contacts p join candidates k on k.id = p.id
    where p.deleted_at is null and p.id is distinct from ${query.exceptId ?? null}::uuid and ${contactVisibleTo(ctx.actor)} limit 20`.execute(
    ctx.db,
  )
  return rows
}

export async function userExists(db: Db, id: string): Promise<boolean> {
  return (await sql`select 1 from users where id = ${id}::uuid`.execute(db)).rows.length > 0
}
