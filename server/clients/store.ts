// All SQL of clients and of the tables that belong to one client.
import { type RawBuilder, sql } from 'kysely'
import type { Address, BankAccount, Channel, Client } from '#api/clients.ts'
import type { Actor } from '#domain/access.ts'
import { maskDic } from '#domain/identifiers/dic.ts'
import { visibleTo } from '#server/clients/visible.ts'
import { compiled } from '#server/kit/compiled.ts'
import { type Context, systemActor } from '#server/kit/context.ts'
import { type Db, later } from '#server/kit/db.ts'
import { conflict, NotFound } from '#server/kit/errors.ts'
import { freshId } from '#server/kit/fresh-ids.ts'

/** What rules need of a client, and everything that belongs to it, as the border shows it (without `whyNot`). */
export type StoredClient = Omit<Client, 'whyNot'>

const person = (column: string) =>
  sql`(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = ${sql.raw(`c.${column}`)})`

/** One client as JSON built by PostgreSQL: one statement, no matter how many parts it has. */
export const clientJson = (actor: Actor) => sql`json_build_object(
  'id', c.id, 'version', c.version, 'name', c.name, 'kind', c.kind, 'number', c.number, 'ico', c.ico, 'dic', mask_dic(c.dic),
  'legalForm', c.legal_form, 'isClient', c.is_client, 'isSupplier', c.is_supplier, 'isPartner', c.is_partner,
  'isCompetitor', c.is_competitor, 'state', c.state, 'stateSince', c.state_since, 'stateReason', c.state_reason,
  'class', c.class, 'classReason', c.class_reason, 'classSetOn', c.class_set_on, 'classSetBy', ${person('class_set_by')},
  'nomination', case when c.nominated_by is not null then json_build_object('by', ${person('nominated_by')}, 'on', c.nominated_on, 'reason', c.nomination_reason) end,
  'creditHold', c.credit_hold, 'noContact', c.no_contact, 'sanctionsBlock', c.sanctions_block,
  'owner', ${person('owner_id')},
  'team', (select json_build_object('id', t.id, 'name', t.name) from teams t where t.id = c.team_id),
  'parent', (select json_build_object('id', p.id, 'name', p.name) from clients p where p.id = c.parent_id and p.deleted_at is null and ${visibleTo(actor, 'p')}),
  'confidentiality', c.confidentiality, 'language', c.language, 'currency', c.currency, 'timeZone', c.time_zone,
  'nace', c.nace, 'naceVersion', c.nace_version, 'source', c.source, 'note', c.note, 'nextTouchOn', c.next_touch_on,
  'lastConfirmedOn', c.last_confirmed_on, 'lastConfirmedBy', ${person('last_confirmed_by')}, 'confirmDueOn', c.confirm_due_on,
  'custom', c.custom, 'createdAt', c.created_at, 'updatedAt', c.updated_at, 'createdBy', ${person('created_by')},
  'updatedBy', ${person('updated_by')}, 'deletedAt', c.deleted_at,
  'addresses', (select coalesce(json_agg(json_build_object('id', a.id, 'kind', a.kind, 'label', a.label, 'street', a.street,
    'city', a.city, 'postcode', a.postcode, 'region', a.region, 'country', a.country, 'gln', a.gln) order by a.position, a.id), '[]')
    from client_addresses a where a.client_id = c.id),
  'channels', (select coalesce(json_agg(json_build_object('id', h.id, 'type', h.type, 'value', h.value, 'kind', h.kind, 'note', h.note)
    order by h.position, h.id), '[]') from client_channels h where h.client_id = c.id),
  'bankAccounts', (select coalesce(json_agg(json_build_object('id', b.id, 'account', b.account, 'iban', b.iban, 'bic', b.bic,
    'currency', b.currency, 'note', b.note) order by b.position, b.id), '[]') from client_bank_accounts b where b.client_id = c.id),
  'tags', (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'color', t.color) order by t.name), '[]')
    from client_tags ct join tags t on t.id = ct.tag_id where ct.client_id = c.id),
  'members', (select coalesce(json_agg(json_build_object('userId', m.user_id, 'name', u.name, 'role', m.role, 'mayEdit', m.may_edit) order by u.name), '[]')
    from client_members m join users u on u.id = m.user_id where m.client_id = c.id))`

/** The client if it exists and the actor may see it. Deleted ones are found only when asked for. */
export async function findClient(ctx: Context, id: string, deletedToo = false): Promise<StoredClient | undefined> {
  const rows = await compiled(
    ctx,
    deletedToo ? 'client, deleted too' : 'client',
    [id],
    ([slot]) => sql<{ client: StoredClient }>`
      select ${clientJson(ctx.actor)} as client from clients c
      where c.id = ${slot}::uuid and ${deletedToo ? sql`true` : sql`c.deleted_at is null`} and ${visibleTo(ctx.actor)}`,
  )
  return rows[0]?.client
}

/** The client, locked until the end of the transaction, for a change. */
export async function lockClient(ctx: Context, id: string, deletedToo = false): Promise<StoredClient> {
  // After waiting for somebody else's change the row is new, but what hangs on it was read before that change: once more.
  const { rows } = await sql<{ client: StoredClient; settled: boolean }>`
    select ${clientJson(ctx.actor)} as client, c.version = (select v.version from clients v where v.id = ${id}::uuid) as settled
    from clients c where c.id = ${id}::uuid and ${visibleTo(ctx.actor)} for update of c`.execute(ctx.db)
  const row = rows[0]
  const client = row && !row.settled ? await findClient(ctx, id, true) : row?.client
  if (!client || (client.deletedAt && !deletedToo)) throw new NotFound('clients.notFound')
  return client
}

/** Scalar columns by their border name. */
const columnOf: Record<string, string> = {
  name: 'name',
  kind: 'kind',
  number: 'number',
  ico: 'ico',
  dic: 'dic',
  legalForm: 'legal_form',
  isClient: 'is_client',
  isSupplier: 'is_supplier',
  isPartner: 'is_partner',
  isCompetitor: 'is_competitor',
  noContact: 'no_contact',
  creditHold: 'credit_hold',
  sanctionsBlock: 'sanctions_block',
  confidentiality: 'confidentiality',
  language: 'language',
  currency: 'currency',
  timeZone: 'time_zone',
  nace: 'nace',
  naceVersion: 'nace_version',
  source: 'source',
  note: 'note',
  nextTouchOn: 'next_touch_on',
  custom: 'custom',
  state: 'state',
  stateSince: 'state_since',
  stateReason: 'state_reason',
  class: 'class',
  classReason: 'class_reason',
  classSetOn: 'class_set_on',
  classSetById: 'class_set_by',
  nominatedById: 'nominated_by',
  nominatedOn: 'nominated_on',
  nominationReason: 'nomination_reason',
  ownerId: 'owner_id',
  teamId: 'team_id',
  parentId: 'parent_id',
  lastConfirmedOn: 'last_confirmed_on',
  lastConfirmedById: 'last_confirmed_by',
  deletedAt: 'deleted_at',
  deletedById: 'deleted_by',
}

/**
 * Enters a client with everything that belongs to it alone, in one statement; its owner's dated row begins today. The
 * statement travels with the next one, which then tells what was wrong.
 */
export async function insertClient(
  ctx: Context,
  values: Record<string, unknown>,
  parts: {
    readonly addresses?: readonly Address[]
    readonly channels?: readonly (Channel & { matchKey: string })[]
    readonly bankAccounts?: readonly BankAccount[]
  } = {},
): Promise<string> {
  const { addresses = [], channels = [], bankAccounts = [] } = parts
  const seat = addresses.find((a) => a.kind === 'seat') ?? addresses[0]
  const entries = Object.entries(values).filter(([key, v]) => key in columnOf && v !== undefined)
  const columns = [
    'id',
    ...entries.map(([key]) => columnOf[key] as string),
    'city',
    'country',
    'created_by',
    'updated_by',
  ]
  const place = seat ? [seat.city ?? null, seat.country ?? 'CZ'] : [null, null]
  const id = freshId()
  const given = [sql`${id}`, ...entries.map(([key, v]) => literal(key, v)), ...place.map((v) => sql`${v}`)]
  const owned = values.ownerId
    ? sql`, o as (insert into client_owners (client_id, user_id, valid, set_by)
        select id, ${values.ownerId}::uuid, daterange(${ctx.today}::date, null), ${actorId(ctx)} from c)`
    : sql``
  await later(
    ctx.db,
    sql`with c as (
      insert into clients (${sql.join(columns.map((column) => sql.ref(column)))})
      values (${sql.join([...given, actorId(ctx), actorId(ctx)])}) returning id)${owned}
    ${addresses.length > 0 ? sql`, a as (${addressInsert(sql`(select id from c)`, addresses)})` : sql``}
    ${channels.length > 0 ? sql`, h as (${channelInsert(sql`(select id from c)`, channels)})` : sql``}
    ${bankAccounts.length > 0 ? sql`, b as (${bankAccountInsert(sql`(select id from c)`, bankAccounts)})` : sql``}
    select from c`,
  )
  return id
}

/** Writes scalar columns and counts the version up; `expected` guards against a change in between. The client as it is then. */
export async function updateClient(
  ctx: Context,
  id: string,
  values: Record<string, unknown>,
  expected?: number,
): Promise<StoredClient> {
  const entries = Object.entries(values).filter(([key, v]) => key in columnOf && v !== undefined)
  const sets = entries.map(([key, v]) => sql`${sql.ref(columnOf[key] as string)} = ${literal(key, v)}`)
  const { rows } = await sql<{ client: StoredClient }>`
    update clients c set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${ctx.now}`, sql`updated_by = ${actorId(ctx)}`])}
    where id = ${id}::uuid and ${expected === undefined ? sql`true` : sql`version = ${expected}`}
    returning ${clientJson(ctx.actor)} as client`.execute(ctx.db)
  if (!rows[0]) throw conflict(await findClient(ctx, id))
  return rows[0].client
}

/**
 * As updateClient for a client locked at `before` and fields that stand in its own row as they are given: nothing is read
 * back. Without a natural key among them, which another client may have, the statement travels with the next one.
 */
export async function updateFields(
  ctx: Context,
  before: StoredClient,
  values: Record<string, unknown>,
): Promise<StoredClient> {
  const entries = Object.entries(values).filter(([key, v]) => key in columnOf && v !== undefined)
  const sets = entries.map(([key, v]) => sql`${sql.ref(columnOf[key] as string)} = ${literal(key, v)}`)
  const statement = sql`
    update clients c set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${ctx.now}`, sql`updated_by = ${actorId(ctx)}`])}
    where id = ${before.id}::uuid and version = ${before.version}`
  const natural = entries.some(([key]) => key === 'ico' || key === 'number' || key === 'kind')
  if (natural) await statement.execute(ctx.db)
  else await later(ctx.db, statement)
  const { id, name } = ctx.actor
  return {
    ...before,
    ...Object.fromEntries(entries.map(([key, v]) => [key, key === 'dic' ? v && maskDic(v as string) : v])),
    version: before.version + 1,
    updatedAt: ctx.now,
    updatedBy: id === systemActor.id ? null : { id, name },
  }
}

function literal(key: string, v: unknown) {
  return key === 'custom' ? sql`${JSON.stringify(v)}::jsonb` : sql`${v as string}`
}

const actorId = (ctx: Context) => sql`(select id from users where id = ${ctx.actor.id}::uuid)`

const addressInsert = (clientId: RawBuilder<unknown>, addresses: readonly Address[]) => sql`
  insert into client_addresses (client_id, kind, label, street, city, postcode, region, country, gln, position)
  select ${clientId}, kind, label, street, city, postcode, region, country, gln, position
  from jsonb_to_recordset(${JSON.stringify(addresses.map((a, position) => ({ ...a, country: a.country ?? 'CZ', position })))}::jsonb)
    as r(kind text, label text, street text, city text, postcode text, region text, country text, gln text, position int)`

const channelInsert = (clientId: RawBuilder<unknown>, channels: readonly (Channel & { matchKey: string })[]) => sql`
  insert into client_channels (client_id, type, value, match_key, kind, note, position)
  select ${clientId}, type, value, "matchKey", kind, note, position
  from jsonb_to_recordset(${JSON.stringify(channels.map((c, position) => ({ ...c, position })))}::jsonb)
    as r(type text, value text, "matchKey" text, kind text, note text, position int)
  on conflict (client_id, type, match_key) do nothing`

const bankAccountInsert = (clientId: RawBuilder<unknown>, accounts: readonly BankAccount[]) => sql`
  insert into client_bank_accounts (client_id, account, iban, bic, currency, note, position)
  select ${clientId}, account, iban, bic, currency, note, position
  from jsonb_to_recordset(${JSON.stringify(accounts.map((a, position) => ({ ...a, position })))}::jsonb)
    as r(account text, iban text, bic text, currency text, note text, position int)`

export async function replaceAddresses(db: Db, clientId: string, addresses: readonly Address[]): Promise<void> {
  await sql`delete from client_addresses where client_id = ${clientId}::uuid`.execute(db)
  if (addresses.length > 0) await addressInsert(sql`${clientId}::uuid`, addresses).execute(db)
  await sql`
    update clients set (city, country) = (
      select a.city, a.country from client_addresses a where a.client_id = clients.id
      order by a.kind = 'seat' desc, a.position limit 1
    ) where id = ${clientId}::uuid`.execute(db)
}

export async function replaceChannels(
  db: Db,
  clientId: string,
  channels: readonly (Channel & { matchKey: string })[],
): Promise<void> {
  await sql`delete from client_channels where client_id = ${clientId}::uuid`.execute(db)
  if (channels.length > 0) await channelInsert(sql`${clientId}::uuid`, channels).execute(db)
}

export async function replaceBankAccounts(db: Db, clientId: string, accounts: readonly BankAccount[]): Promise<void> {
  await sql`delete from client_bank_accounts where client_id = ${clientId}::uuid`.execute(db)
  if (accounts.length > 0) await bankAccountInsert(sql`${clientId}::uuid`, accounts).execute(db)
}

export async function replaceTags(db: Db, clientId: string, tagIds: readonly string[]): Promise<void> {
  await sql`delete from client_tags where client_id = ${clientId}::uuid and not tag_id = any(${[...tagIds]}::uuid[])`.execute(
    db,
  )
  await sql`insert into client_tags (client_id, tag_id) select ${clientId}::uuid, unnest(${[...tagIds]}::uuid[]) on conflict do nothing`.execute(
    db,
  )
}

export async function replaceMembers(
  ctx: Context,
  clientId: string,
  members: readonly { userId: string; role: string; mayEdit: boolean }[],
): Promise<void> {
  await sql`delete from client_members where client_id = ${clientId}::uuid and not user_id = any(${members.map((m) => m.userId)}::uuid[])`.execute(
    ctx.db,
  )
  await sql`
    insert into client_members (client_id, user_id, role, may_edit, added_by)
    select ${clientId}::uuid, "userId", role, "mayEdit", ${actorId(ctx)}
    from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as r("userId" uuid, role text, "mayEdit" boolean)
    on conflict (client_id, user_id) do update set role = excluded.role, may_edit = excluded.may_edit`.execute(ctx.db)
}

/** Cuts the owner's dated row at `from` and opens a new one; a null owner only ends the old. */
export async function writeOwner(
  ctx: Context,
  clientId: string,
  ownerId: string | null,
  from: string,
  reason: string | null,
): Promise<void> {
  await sql`delete from client_owners where client_id = ${clientId}::uuid and lower(valid) >= ${from}::date`.execute(
    ctx.db,
  )
  await sql`update client_owners set valid = daterange(lower(valid), ${from}::date)
    where client_id = ${clientId}::uuid and valid @> ${from}::date`.execute(ctx.db)
  if (!ownerId) return
  await sql`insert into client_owners (client_id, user_id, valid, reason, set_by)
    values (${clientId}::uuid, ${ownerId}::uuid, daterange(${from}::date, null), ${reason}, ${actorId(ctx)})`.execute(
    ctx.db,
  )
}

export async function ownersOf(ctx: Context, clientId: string) {
  const { rows } = await sql<{
    user: { id: string; name: string }
    from: string | null
    to: string | null
    reason: string | null
    setAt: string
  }>`
    select json_build_object('id', u.id, 'name', u.name) as user, lower(o.valid)::text as from, (upper(o.valid) - 1)::text as to, o.reason, o.set_at
    from client_owners o join users u on u.id = o.user_id where o.client_id = ${clientId}::uuid order by o.valid desc`.execute(
    ctx.db,
  )
  return rows
}

/** An active user and his team, to own or help with a client. */
export async function findColleague(
  ctx: Context,
  userId: string,
): Promise<{ id: string; name: string; teamId: string | null } | undefined> {
  const { rows } = await sql<{ id: string; name: string; teamId: string | null }>`
    select id, name, team_id from users where id = ${userId}::uuid and active`.execute(ctx.db)
  return rows[0]
}
