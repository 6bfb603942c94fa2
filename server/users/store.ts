// All SQL of people and their roles.
import { type RawBuilder, sql } from 'kysely'
import { type PickedPerson, type User, userColumns } from '#api/users.ts'
import type { Role } from '#domain/access.ts'
import type { Context } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'
import { NotFound } from '#server/kit/errors.ts'
import type { ListSource, SqlColumn } from '#server/kit/lists.ts'

const rolesOf = sql`(select coalesce(json_agg(r.role order by r.role), '[]') from user_roles r where r.user_id = u.id)`
const teamOf = sql`(select json_build_object('id', t.id, 'name', t.name) from teams t where t.id = u.team_id)`
const hasPassword = sql`exists (select 1 from accounts a where a.user_id = u.id and a.password is not null)`
const ownedClients = sql`(select count(*)::int from clients oc where oc.owner_id = u.id and oc.deleted_at is null)`

export interface Person {
  id: string
  name: string
  email: string
  language: 'cs' | 'en'
  active: boolean
  firmName: string | null
}

/** Somebody to write to. */
export async function findPerson(db: Db, id: string): Promise<Person | undefined> {
  const { rows } = await sql<Person>`
    select u.id, u.name, u.email, u.language, u.active, f.firm_name from users u, settings f where u.id = ${id}::uuid`.execute(
    db,
  )
  return rows[0]
}

export async function findPersonByEmail(db: Db, email: string): Promise<Person | undefined> {
  const { rows } = await sql<Person>`
    select u.id, u.name, u.email, u.language, u.active, f.firm_name from users u, settings f
    where u.email = ${email.trim().toLowerCase()}`.execute(db)
  return rows[0]
}

export interface UserRow {
  id: string
  name: string
  email: string
  phone: string | null
  language: 'cs' | 'en'
  colorScheme: 'auto' | 'light' | 'dark'
  teamId: string | null
  active: boolean
  roles: Role[]
  version: number
}

const shown = sql`u.id, u.name, u.email, u.phone, u.language, u.color_scheme, u.team_id, u.active, ${rolesOf} as roles, u.version`

export async function findUser(db: Db, id: string): Promise<UserRow | undefined> {
  const { rows } = await sql<UserRow>`select ${shown} from users u where u.id = ${id}::uuid`.execute(db)
  return rows[0]
}

export async function lockUser(ctx: Context, id: string): Promise<UserRow> {
  const { rows } = await sql<UserRow>`select ${shown} from users u where u.id = ${id}::uuid for update`.execute(ctx.db)
  if (!rows[0]) throw new NotFound('users.notFound')
  return rows[0]
}

export type UserPicture = Omit<User, 'whyNot'>

export async function getUser(ctx: Context, id: string): Promise<UserPicture> {
  const { rows } = await sql<UserPicture>`
    select u.id, u.name, u.email, u.phone, u.language, ${rolesOf} as roles, ${teamOf} as team, u.active,
      ${hasPassword} as has_password, u.last_seen_at, ${ownedClients} as owned_clients, u.created_at, u.version
    from users u where u.id = ${id}::uuid`.execute(ctx.db)
  if (!rows[0]) throw new NotFound('users.notFound')
  return rows[0]
}

export async function insertUser(
  ctx: Context,
  user: Pick<UserRow, 'name' | 'email' | 'phone' | 'language' | 'teamId' | 'roles'>,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into users (name, email, email_verified, phone, language, team_id)
    values (${user.name}, ${user.email}, true, ${user.phone}, ${user.language}, ${user.teamId}::uuid)
    returning id`.execute(ctx.db)
  const { id } = rows[0] as { id: string }
  await writeRoles(ctx, id, user.roles)
  return id
}

export async function updateUser(ctx: Context, user: UserRow): Promise<void> {
  await sql`
    update users set name = ${user.name}, email = ${user.email}, phone = ${user.phone}, language = ${user.language},
      color_scheme = ${user.colorScheme}, team_id = ${user.teamId}::uuid, active = ${user.active},
      version = version + 1, updated_at = ${ctx.now}
    where id = ${user.id}::uuid`.execute(ctx.db)
}

export async function writeRoles(ctx: Context, userId: string, roles: readonly Role[]): Promise<void> {
  await sql`delete from user_roles where user_id = ${userId}::uuid and role <> all(${[...roles]}::text[])`.execute(
    ctx.db,
  )
  await sql`
    insert into user_roles (user_id, role) select ${userId}::uuid, unnest(${[...roles]}::text[])
    on conflict do nothing`.execute(ctx.db)
}

/** Sets a password by its hash; the account with a password is made when the person has none yet. */
export async function writePassword(ctx: Context, userId: string, hash: string): Promise<void> {
  await sql`
    insert into accounts (user_id, account_id, provider_id, password)
    values (${userId}::uuid, ${userId}, 'credential', ${hash})
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()`.execute(
    ctx.db,
  )
}

/** Active administrators other than this person. */
export async function countOtherAdministrators(ctx: Context, userId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from users u join user_roles r on r.user_id = u.id and r.role = 'ADM'
    where u.active and u.id <> ${userId}::uuid`.execute(ctx.db)
  return rows[0]?.n ?? 0
}

/** People for pickers: those whose name (or address) contains every word typed, then by name; ids give them all. */
export async function pickPeople(
  ctx: Context,
  wanted: { words: readonly string[]; ids?: readonly string[]; limit: number },
): Promise<PickedPerson[]> {
  const where = wanted.ids
    ? sql`u.id = any(${[...wanted.ids]}::uuid[])`
    : sql`u.active and ${sql.join([sql`true`, ...wanted.words.map((word) => sql`fold_text(u.name) || ' ' || u.email like ${`%${escaped(word)}%`}`)], sql` and `)}`
  const first = wanted.words[0]
  const begins = first ? sql`(' ' || fold_text(u.name)) not like ${`% ${escaped(first)}%`},` : sql``
  const { rows } = await sql<PickedPerson>`
    select u.id, u.name, ${teamOf} as team, ${rolesOf} as roles, u.active
    from users u where ${where}
    order by ${begins} u.name collate czech, u.id limit ${wanted.limit}`.execute(ctx.db)
  return rows
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

type Part = Pick<SqlColumn, 'select'> & Partial<SqlColumn>
const parts: Record<string, Part> = {
  name: { select: sql`u.name`, value: sql`u.name collate czech`, folded: sql`fold_text(u.name)`, notNull: true },
  email: { select: sql`u.email`, notNull: true },
  roles: {
    select: rolesOf,
    among: (list) =>
      sql`exists (select 1 from user_roles r where r.user_id = u.id and r.role = any(${[...list]}::text[]))`,
    none: sql`not exists (select 1 from user_roles r where r.user_id = u.id)`,
  },
  team: {
    select: teamOf,
    value: sql`u.team_id`,
    sort: sql`(select t.name from teams t where t.id = u.team_id)`,
    groupLabel: sql`(select t.name from teams t where t.id::text = g.value)`,
  },
  active: { select: sql`u.active`, notNull: true },
  hasPassword: { select: hasPassword },
  lastSeenAt: { select: sql`u.last_seen_at` },
  ownedClients: { select: ownedClients },
  phone: { select: sql`u.phone` },
  language: { select: sql`u.language`, notNull: true },
  createdAt: { select: sql`u.created_at`, notNull: true },
}

/** The list of people for the administrator. */
export function userSource(): ListSource {
  return {
    capability: 'users',
    from: sql`users u`,
    id: sql`u.id`,
    version: sql`u.version`,
    where: sql`true`,
    columns: userColumns.map((column) => ({ ...column, ...(parts[column.key] as Part) })),
    matches: (words) =>
      every(words.map((word) => sql`fold_text(u.name) || ' ' || u.email like ${`%${escaped(word)}%`}`)),
    defaultSort: 'name',
  }
}

function every(conditions: RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql`(${sql.join(conditions, sql` and `)})`
}
