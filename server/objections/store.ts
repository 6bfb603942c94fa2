// All SQL of objections and of the library; every read of an objection goes through the visibility of its client or lead.
import { sql } from 'kysely'
import type { Argument, Objection } from '#api/objections.ts'
import { visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import { escaped } from '#server/kit/list-conditions.ts'
import type { Fragment } from '#server/kit/lists.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'

export type StoredObjection = Omit<Objection, 'clock' | 'whyNot'>
export type StoredArgument = Omit<Argument, 'hits' | 'whyNot'> & {
  hits: { answered: number; accepted: number; unresolved: number }
}

export const joined = sql`objections o left join clients c on c.id = o.client_id left join leads l on l.id = o.lead_id`

/** Seen iff its client is; without a client iff its lead is. */
export const seen = (ctx: Context): Fragment =>
  sql`((o.client_id is not null and c.deleted_at is null and ${visibleTo(ctx.actor)})
    or (o.client_id is null and l.deleted_at is null and ${leadVisibleTo(ctx.actor)}))`

const objectionJson = sql`json_build_object('id', o.id, 'version', o.version,
  'client', case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end,
  'lead', case when l.id is not null then json_build_object('id', l.id, 'name', l.name) end,
  'contact', (select json_build_object('id', p.id, 'name', concat_ws(' ', p.first_name, p.last_name)) from contacts p where p.id = o.contact_id),
  'text', o.text, 'kind', o.kind, 'state', o.state, 'raisedOn', o.raised_on, 'dueOn', o.due_on, 'answer', o.answer,
  'answeredOn', o.answered_on, 'settledOn', o.settled_on, 'stateReason', o.state_reason,
  'owner', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = o.owner_id),
  'argument', (select json_build_object('id', a.id, 'objection', a.objection, 'argument', a.argument, 'evidence', a.evidence)
    from objection_arguments a where a.id = o.argument_id),
  'source', case when o.source_id is not null then json_build_object('type', o.source_type, 'id', o.source_id) end,
  'createdAt', o.created_at, 'deletedAt', o.deleted_at)`

export async function findObjection(
  ctx: Context,
  id: string,
  deletedToo = false,
): Promise<StoredObjection | undefined> {
  const { rows } = await sql<{ objection: StoredObjection }>`
    select ${objectionJson} as objection from ${joined}
    where o.id = ${id}::uuid and ${deletedToo ? sql`true` : sql`o.deleted_at is null`} and ${seen(ctx)}`.execute(ctx.db)
  return rows[0]?.objection
}

export async function lockObjection(
  ctx: Context,
  id: string,
  deletedToo = false,
): Promise<StoredObjection | undefined> {
  await sql`select 1 from objections where id = ${id}::uuid for update`.execute(ctx.db)
  return findObjection(ctx, id, deletedToo)
}

/** Of a client or a lead: those waiting for an answer, the longest first, or the settled, the latest first. */
export async function objectionsOf(
  ctx: Context,
  of: { clientId?: string | null | undefined; leadId?: string | null | undefined },
  which: 'waiting' | 'rest',
  limit: number,
): Promise<StoredObjection[]> {
  const where = of.clientId ? sql`o.client_id = ${of.clientId}::uuid` : sql`o.lead_id = ${of.leadId ?? null}::uuid`
  const waiting = sql`o.state in ('raised', 'analysed')`
  const { rows } = await sql<{ objection: StoredObjection }>`
    select ${objectionJson} as objection from ${joined}
    where ${where} and o.deleted_at is null and ${which === 'waiting' ? waiting : sql`not ${waiting}`} and ${seen(ctx)}
    order by ${which === 'waiting' ? sql`o.due_on, o.id` : sql`o.raised_on desc, o.id desc`} limit ${limit}`.execute(
    ctx.db,
  )
  return rows.map((row) => row.objection)
}

export interface ObjectionRow {
  readonly clientId?: string | null
  readonly leadId?: string | null
  readonly contactId?: string | null
  readonly argumentId?: string | null
  readonly text?: string
  readonly kind?: string
  readonly state?: string
  readonly raisedOn?: string
  readonly dueOn?: string
  readonly answer?: string | null
  readonly answeredOn?: string | null
  readonly settledOn?: string | null
  readonly stateReason?: string | null
  readonly ownerId?: string | null
  readonly sourceType?: string | null
  readonly sourceId?: string | null
  readonly deletedAt?: string | null
}

const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const given = (values: object) => Object.entries(values).filter(([, value]) => value !== undefined)

export async function insertObjection(ctx: Context, values: ObjectionRow): Promise<string> {
  const entries = given(values)
  const { rows } = await sql<{ id: string }>`
    insert into objections (${sql.join([...entries.map(([key]) => sql.ref(snake(key))), sql.ref('created_by')])})
    values (${sql.join([...entries.map(([, value]) => sql`${value}`), sql`(select id from users where id = ${ctx.actor.id}::uuid)`])})
    returning id`.execute(ctx.db)
  return (rows[0] as { id: string }).id
}

export async function updateObjection(ctx: Context, id: string, values: ObjectionRow): Promise<void> {
  const sets = given(values).map(([key, value]) => sql`${sql.ref(snake(key))} = ${value}`)
  await sql`update objections set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${ctx.now}`])}
    where id = ${id}::uuid`.execute(ctx.db)
}

/** Whether the person works for the client or lead of the objection, or for anybody the actor sees. */
export async function contactBelongs(ctx: Context, contactId: string, clientId: string | null): Promise<boolean> {
  const { rows } = await sql`
    select 1 from contacts p where p.id = ${contactId}::uuid and p.deleted_at is null and ${
      clientId
        ? sql`exists (select 1 from contact_positions cp where cp.contact_id = p.id and cp.client_id = ${clientId}::uuid)`
        : sql`true`
    }`.execute(ctx.db)
  return rows.length > 0
}

export async function leadOwner(ctx: Context, leadId: string): Promise<{ ownerId: string | null } | undefined> {
  const { rows } = await sql<{ ownerId: string | null }>`
    select l.owner_id from leads l where l.id = ${leadId}::uuid and l.deleted_at is null and ${leadVisibleTo(ctx.actor)}`.execute(
    ctx.db,
  )
  return rows[0]
}

export async function colleagueExists(ctx: Context, userId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from users where id = ${userId}::uuid and active`.execute(ctx.db)
  return rows.length > 0
}

/** Deadlines that fall on the day or were missed, with whom to tell; jobs ask it for the whole firm. */
export async function dueObjections(
  ctx: Context,
  until: string,
  since: string,
): Promise<{ id: string; ownerId: string; clientId: string | null; text: string; dueOn: string; name: string }[]> {
  const { rows } = await sql<{
    id: string
    ownerId: string
    clientId: string | null
    text: string
    dueOn: string
    name: string
  }>`
    select o.id, o.owner_id, o.client_id, left(o.text, 200) as text, o.due_on, coalesce(c.name, l.name) as name from ${joined}
    where o.deleted_at is null and o.state in ('raised', 'analysed') and o.owner_id is not null
      and o.due_on between ${since}::date and ${until}::date and c.deleted_at is null and l.deleted_at is null
    order by o.due_on, o.id limit 10000`.execute(ctx.db)
  return rows
}

const argumentJson = sql`json_build_object('id', a.id, 'version', a.version, 'objection', a.objection, 'kind', a.kind,
  'argument', a.argument, 'evidence', a.evidence, 'product', a.product, 'rival', a.rival, 'active', a.active,
  'createdBy', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = a.created_by),
  'createdAt', a.created_at, 'updatedAt', a.updated_at, 'deletedAt', a.deleted_at,
  'hits', (select json_build_object('answered', count(*) filter (where o.state = 'answered'),
      'accepted', count(*) filter (where o.state = 'accepted'), 'unresolved', count(*) filter (where o.state = 'unresolved'))
    from objections o where o.argument_id = a.id and o.deleted_at is null))`

/** The whole library matching; its words are searched in objection, argument, product and rival alike. */
export async function listArguments(
  ctx: Context,
  query: { kind?: string | undefined; words: readonly string[]; retired: boolean },
): Promise<StoredArgument[]> {
  const words = query.words.map(
    (word) => sql`fold_text(concat_ws(' ', a.objection, a.argument, a.product, a.rival)) like ${`%${escaped(word)}%`}`,
  )
  const { rows } = await sql<{ argument: StoredArgument }>`
    select ${argumentJson} as argument from objection_arguments a
    where a.deleted_at is null and ${query.retired ? sql`true` : sql`a.active`}
      and ${query.kind ? sql`a.kind = ${query.kind}` : sql`true`} and ${words.length > 0 ? sql.join(words, sql` and `) : sql`true`}
    order by a.objection collate czech, a.id limit 1000`.execute(ctx.db)
  return rows.map((row) => row.argument)
}

export async function lockArgument(ctx: Context, id: string, deletedToo = false): Promise<StoredArgument | undefined> {
  await sql`select 1 from objection_arguments where id = ${id}::uuid for update`.execute(ctx.db)
  const { rows } = await sql<{ argument: StoredArgument }>`
    select ${argumentJson} as argument from objection_arguments a
    where a.id = ${id}::uuid and ${deletedToo ? sql`true` : sql`a.deleted_at is null`}`.execute(ctx.db)
  return rows[0]?.argument
}

export type ArgumentRow = Pick<
  Argument,
  'objection' | 'kind' | 'argument' | 'evidence' | 'product' | 'rival' | 'active'
>

export async function insertArgument(ctx: Context, row: ArgumentRow): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into objection_arguments (objection, kind, argument, evidence, product, rival, active, created_by)
    values (${row.objection}, ${row.kind}, ${row.argument}, ${row.evidence}, ${row.product}, ${row.rival}, ${row.active},
      (select id from users where id = ${ctx.actor.id}::uuid)) returning id`.execute(ctx.db)
  return (rows[0] as { id: string }).id
}

export async function updateArgument(
  ctx: Context,
  id: string,
  row: ArgumentRow,
  deletedAt: string | null,
): Promise<void> {
  await sql`update objection_arguments set objection = ${row.objection}, kind = ${row.kind}, argument = ${row.argument},
      evidence = ${row.evidence}, product = ${row.product}, rival = ${row.rival}, active = ${row.active},
      deleted_at = ${deletedAt}, version = version + 1, updated_at = ${ctx.now} where id = ${id}::uuid`.execute(ctx.db)
}
