// SQL that reads and writes many contacts at once: one statement a table, rows carried as JSON.
import { sql } from 'kysely'
import { contactVisibleTo } from '#server/clients/visible.ts'
import { contactJson, type StoredContact } from '#server/contacts/store.ts'
import type { Context } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'

export interface ContactMatch {
  readonly kind: 'uid' | 'email' | 'phone' | 'name'
  readonly key: string
  readonly id: string
  readonly visible: boolean
  /** Companies of a match by name, so that the same name elsewhere is another person. */
  readonly clientIds: readonly string[]
  readonly name: string
}

/** Which contacts carry any of the keys, in one statement; the whole firm is searched, `visible` says what the actor sees. */
export async function matchContacts(
  ctx: Context,
  keys: { uid: readonly string[]; email: readonly string[]; phone: readonly string[]; name: readonly string[] },
): Promise<ContactMatch[]> {
  const seen = contactVisibleTo(ctx.actor)
  const rest = sql`p.id, ${seen} as visible, concat_ws(' ', p.first_name, p.last_name) as name,
    (select coalesce(json_agg(cp.client_id), '[]') from contact_positions cp where cp.contact_id = p.id) as client_ids`
  const channel = (type: 'email' | 'phone', list: readonly string[]) => sql`
    (select ${sql.lit(type)} as kind, h.match_key as key, ${rest} from contact_channels h join contacts p on p.id = h.contact_id
      where h.type = ${sql.lit(type)} and h.match_key = any(${[...list]}::text[]) and p.deleted_at is null limit 20000)`
  const parts = [
    ...(keys.uid.length > 0
      ? [
          sql`(select 'uid' as kind, p.external_uid as key, ${rest} from contacts p
          where p.external_uid = any(${[...keys.uid]}::text[]) and p.deleted_at is null)`,
        ]
      : []),
    ...(keys.email.length > 0 ? [channel('email', keys.email)] : []),
    ...(keys.phone.length > 0 ? [channel('phone', keys.phone)] : []),
    ...(keys.name.length > 0
      ? [
          sql`(select 'name' as kind, p.name_folded as key, ${rest} from contacts p
          where p.name_folded collate "C" = any(${[...keys.name]}::text[]) and p.deleted_at is null limit 20000)`,
        ]
      : []),
  ]
  if (parts.length === 0) return []
  const { rows } = await sql<ContactMatch>`${sql.join(parts, sql` union all `)}`.execute(ctx.db)
  return rows
}

export async function loadContacts(
  ctx: Context,
  ids: readonly string[],
  lock: boolean,
): Promise<Map<string, { contact: StoredContact; externalUid: string | null }>> {
  if (ids.length === 0) return new Map()
  if (lock) await sql`select 1 from contacts where id = any(${[...ids]}::uuid[]) order by id for update`.execute(ctx.db)
  const { rows } = await sql<{ contact: StoredContact; externalUid: string | null }>`
    select ${contactJson(ctx)} as contact, p.external_uid from contacts p
    where p.id = any(${[...ids]}::uuid[]) and p.deleted_at is null and ${contactVisibleTo(ctx.actor)}`.execute(ctx.db)
  return new Map(rows.map((row) => [row.contact.id, row]))
}

export interface ContactRow {
  readonly id: string
  readonly version: number
  readonly firstName: string | null
  readonly lastName: string
  readonly titleBefore: string | null
  readonly titleAfter: string | null
  readonly salutation: string | null
  readonly language: string | null
  readonly note: string | null
  readonly source: string | null
  readonly externalUid: string | null
  readonly ownerId: string | null
  readonly teamId: string | null
  readonly noContact: boolean
  readonly lastConfirmedOn: string | null
  readonly lastConfirmedBy: string | null
  readonly custom: Record<string, unknown>
}

const contactRow = sql`id uuid, version int, "firstName" text, "lastName" text, "titleBefore" text, "titleAfter" text, salutation text,
  language text, note text, source text, "externalUid" text, "ownerId" uuid, "teamId" uuid, "noContact" boolean, "lastConfirmedOn" date,
  "lastConfirmedBy" uuid, custom jsonb`
const actorId = (ctx: Context) => sql`(select id from users where id = ${ctx.actor.id}::uuid)`

export async function insertContacts(ctx: Context, rows: readonly ContactRow[]): Promise<void> {
  await sql`
    insert into contacts (id, first_name, last_name, title_before, title_after, salutation, language, note, source, external_uid, owner_id,
      team_id, no_contact, last_confirmed_on, last_confirmed_by, custom, created_by, updated_by)
    select id, "firstName", "lastName", "titleBefore", "titleAfter", salutation, language, note, source, "externalUid", "ownerId",
      "teamId", "noContact", "lastConfirmedOn", "lastConfirmedBy", custom, ${actorId(ctx)}, ${actorId(ctx)}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(${contactRow})`.execute(ctx.db)
}

export async function updateContacts(ctx: Context, rows: readonly ContactRow[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update contacts p set first_name = r."firstName", last_name = r."lastName", title_before = r."titleBefore", title_after = r."titleAfter",
      salutation = r.salutation, language = r.language, note = r.note, source = r.source, external_uid = r."externalUid",
      no_contact = r."noContact", custom = r.custom, version = p.version + 1, updated_at = ${ctx.now}, updated_by = ${actorId(ctx)}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(${contactRow})
    where p.id = r.id and p.version = r.version`.execute(ctx.db)
  return Number(numAffectedRows ?? 0n)
}

export async function writeChannels(
  db: Db,
  parts: readonly { id: string; rows: readonly object[] }[],
  replace: boolean,
): Promise<void> {
  if (replace)
    await sql`delete from contact_channels where contact_id = any(${parts.map((p) => p.id)}::uuid[])`.execute(db)
  const rows = parts.flatMap(({ id, rows }) => rows.map((row, position) => ({ ...row, contactId: id, position })))
  if (rows.length === 0) return
  await sql`
    insert into contact_channels (contact_id, type, value, match_key, kind, note, position)
    select "contactId", type, value, "matchKey", kind, note, position
    from json_to_recordset(${JSON.stringify(rows)}::json) as r("contactId" uuid, type text, value text, "matchKey" text, kind text, note text, position int)
    on conflict (contact_id, type, match_key) do nothing`.execute(db)
}

export interface PlaceRow {
  readonly contactId: string
  readonly clientId: string
  readonly position: string | null
  readonly department: string | null
  readonly buyingRoles: readonly string[]
  readonly influence: number | null
  readonly sentiment: number | null
}

/** Today's place of a person at a company: added, or what it says is written over; places at other companies stay. */
export async function writePositions(db: Db, rows: readonly PlaceRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into contact_positions (contact_id, client_id, position, department, buying_roles, influence, sentiment)
    select "contactId", "clientId", position, department, array(select json_array_elements_text("buyingRoles")), influence, sentiment
    from json_to_recordset(${JSON.stringify(rows)}::json) as r("contactId" uuid, "clientId" uuid, position text, department text,
      "buyingRoles" json, influence smallint, sentiment smallint)
    on conflict (contact_id, client_id) where to_on is null do update set position = excluded.position, department = excluded.department,
      buying_roles = excluded.buying_roles, influence = excluded.influence, sentiment = excluded.sentiment`.execute(db)
}

/** Takes back places that an import added. */
export async function removePositions(db: Db, rows: readonly { contactId: string; clientId: string }[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    delete from contact_positions cp using json_to_recordset(${JSON.stringify(rows)}::json) as r("contactId" uuid, "clientId" uuid)
    where cp.contact_id = r."contactId" and cp.client_id = r."clientId" and cp.to_on is null`.execute(db)
}

export async function writeTags(
  db: Db,
  parts: readonly { id: string; tagIds: readonly string[] }[],
  replace: boolean,
): Promise<void> {
  if (replace) await sql`delete from contact_tags where contact_id = any(${parts.map((p) => p.id)}::uuid[])`.execute(db)
  const rows = parts.flatMap(({ id, tagIds }) => tagIds.map((tagId) => ({ contactId: id, tagId })))
  if (rows.length === 0) return
  await sql`
    insert into contact_tags (contact_id, tag_id)
    select r."contactId", t.id from json_to_recordset(${JSON.stringify(rows)}::json) as r("contactId" uuid, "tagId" uuid)
    join tags t on t.id = r."tagId" on conflict do nothing`.execute(db)
}

export async function binContacts(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`
    update contacts set deleted_at = ${ctx.now}, deleted_by = ${actorId(ctx)}, version = version + 1, updated_at = ${ctx.now}, updated_by = ${actorId(ctx)}
    where id = any(${[...ids]}::uuid[]) and deleted_at is null`.execute(ctx.db)
}
