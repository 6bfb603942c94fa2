// SQL that reads and writes many clients at once: one statement a table, rows carried as JSON.
import { type RawBuilder, sql } from 'kysely'
import type { Address, BankAccount } from '#api/clients.ts'
import type { CheckedChannelRow } from '#server/clients/check.ts'
import { clientJson, type StoredClient } from '#server/clients/store.ts'
import { visibleTo } from '#server/clients/visible.ts'
import { type Context, systemActor } from '#server/kit/context.ts'
import { copyIn } from '#server/kit/copy-in.ts'
import type { Db } from '#server/kit/db.ts'
import { freshId } from '#server/kit/fresh-ids.ts'

export type MatchKind = 'ico' | 'number' | 'email' | 'domain' | 'name'
export interface Match {
  readonly kind: MatchKind
  readonly key: string
  readonly id: string
  readonly visible: boolean
}

/** Which clients carry any of the keys, in one statement; the whole firm is searched, `visible` says what the actor sees. */
export async function matchClients(
  ctx: Context,
  keys: Partial<Record<MatchKind, readonly string[]>>,
): Promise<Match[]> {
  const seen = visibleTo(ctx.actor)
  // A probe for each key, never `= any(keys)`: on a table still without statistics the planner takes a list of a thousand keys
  // for most of the table and reads it whole, which makes an import slower the longer it runs.
  const select = (kind: MatchKind, list: readonly string[], from: RawBuilder<unknown>) =>
    sql`select ${sql.lit(kind)} as kind, k.key, c.id, ${seen} as visible from unnest(${[...list]}::text[]) k(key) cross join lateral (
      select c.id, c.owner_id, c.team_id, c.confidentiality from ${from} and c.deleted_at is null offset 0) c`
  const byMail = (value: RawBuilder<unknown>, type: string) =>
    sql`client_channels h join clients c on c.id = h.client_id where h.type = ${sql.lit(type)} and ${value} = k.key`
  const parts: RawBuilder<unknown>[] = []
  if (keys.ico?.length) parts.push(select('ico', keys.ico, sql`clients c where c.ico = k.key and c.kind = 'company'`))
  if (keys.number?.length) parts.push(select('number', keys.number, sql`clients c where c.number = k.key`))
  if (keys.email?.length) parts.push(select('email', keys.email, byMail(sql`h.match_key`, 'email')))
  if (keys.domain?.length) {
    parts.push(select('domain', keys.domain, byMail(sql`split_part(h.match_key, '@', 2)`, 'email')))
    parts.push(select('domain', keys.domain, byMail(sql`h.match_key`, 'web')))
  }
  if (keys.name?.length)
    parts.push(select('name', keys.name, sql`clients c where c.name_folded collate "C" = k.key collate "C"`))
  if (parts.length === 0) return []
  const { rows } = await sql<Match>`${sql.join(parts, sql` union all `)}`.execute(ctx.db)
  return rows
}

/** Visible clients as the border shows them, with the whole tax number; locked in one order when they are to be changed. */
export async function loadClients(
  ctx: Context,
  ids: readonly string[],
  lock: boolean,
): Promise<Map<string, { client: StoredClient; dic: string | null }>> {
  if (ids.length === 0) return new Map()
  if (lock) await sql`select 1 from clients where id = any(${[...ids]}::uuid[]) order by id for update`.execute(ctx.db)
  const { rows } = await sql<{ client: StoredClient; dic: string | null }>`
    select ${clientJson(ctx.actor)} as client, c.dic from clients c
    where c.id = any(${[...ids]}::uuid[]) and c.deleted_at is null and ${visibleTo(ctx.actor)}`.execute(ctx.db)
  return new Map(rows.map((row) => [row.client.id, row]))
}

export interface ClientRow {
  readonly id: string
  readonly version: number
  readonly kind: string
  readonly number: string | null
  readonly name: string
  readonly ico: string | null
  /** Undefined leaves the stored one: it may have been shown masked. */
  readonly dic: string | null | undefined
  readonly legalForm: string | null
  readonly isClient: boolean
  readonly isSupplier: boolean
  readonly isPartner: boolean
  readonly isCompetitor: boolean
  readonly state: string
  readonly stateSince: string
  readonly class: string | null
  readonly classSetBy: string | null
  readonly classSetOn: string | null
  readonly creditHold: boolean
  readonly noContact: boolean
  readonly sanctionsBlock: boolean
  readonly ownerId: string | null
  readonly teamId: string | null
  readonly confidentiality: string
  readonly language: string
  readonly currency: string
  readonly timeZone: string
  readonly nace: string | null
  readonly naceVersion: string | null
  readonly source: string | null
  readonly note: string | null
  readonly city: string | null
  readonly country: string | null
  readonly parentId: string | null
  readonly nextTouchOn: string | null
  readonly lastConfirmedOn: string | null
  readonly lastConfirmedBy: string | null
  readonly custom: Record<string, unknown>
}

const clientRow = sql`id uuid, version int, kind text, number text, name text, ico text, dic text, "legalForm" text, "isClient" boolean,
  "isSupplier" boolean, "isPartner" boolean, "isCompetitor" boolean, state text, "stateSince" date, class text, "classSetBy" uuid,
  "classSetOn" date, "creditHold" boolean, "noContact" boolean, "sanctionsBlock" boolean, "ownerId" uuid, "teamId" uuid,
  confidentiality text, language text, currency text, "timeZone" text, nace text, "naceVersion" text, source text, note text,
  city text, country text, "parentId" uuid, "nextTouchOn" date, "lastConfirmedOn" date, "lastConfirmedBy" uuid, custom jsonb`

/** Own fields without a value are not kept. */
const withoutNulls = (custom: object) =>
  JSON.stringify(custom, (_key, value: unknown) => (value === null ? undefined : value))

const authorId = (ctx: Context) => (ctx.actor.id === systemActor.id ? null : ctx.actor.id)
const actorId = (ctx: Context) => sql`(select id from users where id = ${ctx.actor.id}::uuid)`

/** Columns of a new client in the order insertClients gives them. */
const newClientColumns = `id, kind, number, name, ico, dic, legal_form, is_client, is_supplier, is_partner, is_competitor, state, state_since,
  class, class_set_by, class_set_on, credit_hold, no_contact, sanctions_block, owner_id, team_id, confidentiality, language, currency,
  time_zone, nace, nace_version, source, note, city, country, next_touch_on, last_confirmed_on, last_confirmed_by, custom, created_by, updated_by`

export async function insertClients(ctx: Context, rows: readonly ClientRow[]): Promise<void> {
  const me = authorId(ctx)
  const values = rows.map((r) => [
    ...[
      r.id,
      r.kind,
      r.number,
      r.name,
      r.ico,
      r.dic,
      r.legalForm,
      r.isClient,
      r.isSupplier,
      r.isPartner,
      r.isCompetitor,
    ],
    ...[r.state, r.stateSince, r.class, r.classSetBy, r.classSetOn, r.creditHold, r.noContact, r.sanctionsBlock],
    ...[r.ownerId, r.teamId, r.confidentiality, r.language, r.currency, r.timeZone, r.nace, r.naceVersion, r.source],
    ...[r.note, r.city, r.country, r.nextTouchOn, r.lastConfirmedOn, r.lastConfirmedBy, withoutNulls(r.custom), me, me],
  ])
  await copyIn(ctx.db, 'clients', newClientColumns, values)
}

/** Writes the rows over those of the version they were read at; fewer written than given means somebody was faster. */
export async function updateClients(ctx: Context, rows: readonly (ClientRow & { setDic: boolean })[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update clients c set kind = r.kind, number = r.number, name = r.name, ico = r.ico, dic = case when r."setDic" then r.dic else c.dic end,
      legal_form = r."legalForm", is_client = r."isClient", is_supplier = r."isSupplier", is_partner = r."isPartner",
      is_competitor = r."isCompetitor", class = r.class, class_set_by = r."classSetBy", class_set_on = r."classSetOn",
      class_reason = case when c.class is distinct from r.class then null else c.class_reason end,
      credit_hold = r."creditHold", no_contact = r."noContact", sanctions_block = r."sanctionsBlock", owner_id = r."ownerId", team_id = r."teamId",
      confidentiality = r.confidentiality, language = r.language, currency = r.currency, time_zone = r."timeZone", nace = r.nace,
      nace_version = r."naceVersion", source = r.source, note = r.note, city = r.city, country = r.country,
      next_touch_on = r."nextTouchOn", custom = r.custom, version = c.version + 1, updated_at = ${ctx.now}, updated_by = ${actorId(ctx)}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(${clientRow}, "setDic" boolean)
    where c.id = r.id and c.version = r.version`.execute(ctx.db)
  return Number(numAffectedRows ?? 0n)
}

export type PartsOf<T> = readonly { readonly clientId: string; readonly rows: readonly T[] }[]

const flat = <T extends object>(parts: PartsOf<T>) =>
  JSON.stringify(parts.flatMap(({ clientId, rows }) => rows.map((row, position) => ({ ...row, clientId, position }))))
const idsOf = (parts: PartsOf<unknown>) => parts.map(({ clientId }) => clientId)

/** Addresses, channels, accounts and first owners of clients entered just now. */
export async function insertAddresses(db: Db, parts: PartsOf<Address>): Promise<void> {
  const values = parts.flatMap(({ clientId, rows }) =>
    rows.map((a, position) => [
      ...[
        freshId(),
        clientId,
        a.kind,
        a.label,
        a.street,
        a.city,
        a.postcode,
        a.region,
        a.country ?? 'CZ',
        a.gln,
        position,
      ],
    ]),
  )
  const columns = 'id, client_id, kind, label, street, city, postcode, region, country, gln, position'
  await copyIn(db, 'client_addresses', columns, values)
}

export async function insertChannels(db: Db, parts: PartsOf<CheckedChannelRow>): Promise<void> {
  const values = parts.flatMap(({ clientId, rows }) => {
    const met = new Set<string>()
    return rows.flatMap((c, position) => {
      const key = `${c.type} ${c.matchKey}`
      if (met.has(key)) return []
      met.add(key)
      return [[freshId(), clientId, c.type, c.value, c.matchKey, c.kind, c.note, position]]
    })
  })
  await copyIn(db, 'client_channels', 'id, client_id, type, value, match_key, kind, note, position', values)
}

export async function insertOwners(
  ctx: Context,
  rows: readonly { id: string; ownerId: string | null }[],
): Promise<void> {
  const me = authorId(ctx)
  const values = rows.flatMap(({ id, ownerId }) => (ownerId === null ? [] : [[id, ownerId, `[${ctx.today},)`, me]]))
  await copyIn(ctx.db, 'client_owners', 'client_id, user_id, valid, set_by', values)
}

/** What the clients had is taken away first. */
export async function writeAddresses(db: Db, parts: PartsOf<Address>): Promise<void> {
  await sql`delete from client_addresses where client_id = any(${idsOf(parts)}::uuid[])`.execute(db)
  if (!parts.some(({ rows }) => rows.length > 0)) return
  await sql`
    insert into client_addresses (client_id, kind, label, street, city, postcode, region, country, gln, position)
    select "clientId", kind, label, street, city, postcode, region, coalesce(country, 'CZ'), gln, position
    from json_to_recordset(${flat(parts)}::json) as r("clientId" uuid, kind text, label text, street text, city text, postcode text,
      region text, country text, gln text, position int)`.execute(db)
}

export async function writeChannels(db: Db, parts: PartsOf<CheckedChannelRow>): Promise<void> {
  await sql`delete from client_channels where client_id = any(${idsOf(parts)}::uuid[])`.execute(db)
  if (!parts.some(({ rows }) => rows.length > 0)) return
  await sql`
    insert into client_channels (client_id, type, value, match_key, kind, note, position)
    select "clientId", type, value, "matchKey", kind, note, position
    from json_to_recordset(${flat(parts)}::json) as r("clientId" uuid, type text, value text, "matchKey" text, kind text, note text, position int)
    on conflict (client_id, type, match_key) do nothing`.execute(db)
}

/** `replace`: what the clients had is taken away first; new clients have nothing to take away. */
export async function writeBankAccounts(db: Db, parts: PartsOf<BankAccount>, replace: boolean): Promise<void> {
  if (replace) await sql`delete from client_bank_accounts where client_id = any(${idsOf(parts)}::uuid[])`.execute(db)
  if (!parts.some(({ rows }) => rows.length > 0)) return
  await sql`
    insert into client_bank_accounts (client_id, account, iban, bic, currency, note, position)
    select "clientId", account, iban, bic, currency, note, position
    from json_to_recordset(${flat(parts)}::json) as r("clientId" uuid, account text, iban text, bic text, currency text, note text, position int)`.execute(
    db,
  )
}

export async function writeTags(
  db: Db,
  parts: readonly { clientId: string; tagIds: readonly string[] }[],
  replace: boolean,
): Promise<void> {
  if (replace)
    await sql`delete from client_tags where client_id = any(${parts.map((p) => p.clientId)}::uuid[])`.execute(db)
  const rows = parts.flatMap(({ clientId, tagIds }) => tagIds.map((tagId) => ({ clientId, tagId })))
  if (rows.length === 0) return
  // A tag deleted in between is simply not there any more.
  await sql`
    insert into client_tags (client_id, tag_id)
    select r."clientId", t.id from json_to_recordset(${JSON.stringify(rows)}::json) as r("clientId" uuid, "tagId" uuid)
    join tags t on t.id = r."tagId" on conflict do nothing`.execute(db)
}

/** Puts clients under their parents; returns nothing, circles are refused by the database. */
export async function writeParents(
  ctx: Context,
  rows: readonly { id: string; parentId: string | null }[],
): Promise<void> {
  await sql`
    update clients c set parent_id = r."parentId", version = c.version + 1, updated_at = ${ctx.now}, updated_by = ${actorId(ctx)}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, "parentId" uuid) where c.id = r.id`.execute(
    ctx.db,
  )
}

export async function binClients(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`
    update clients set deleted_at = ${ctx.now}, deleted_by = ${actorId(ctx)}, version = version + 1, updated_at = ${ctx.now}, updated_by = ${actorId(ctx)}
    where id = any(${[...ids]}::uuid[]) and deleted_at is null`.execute(ctx.db)
}
