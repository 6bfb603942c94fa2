// All SQL of comments. Who sees the record is asked at its door by the actions.
import { sql } from 'kysely'
import type { Comment } from '#api/comments.ts'
import type { Context } from '#server/kit/context.ts'

export interface StoredComment extends Omit<Comment, 'whyNot'> {
  readonly clientId: string | null
}

const columns = sql`k.id, k.version, k.record_type, k.record_id, k.client_id, k.text, k.created_at, k.edited_at, k.deleted_at,
  json_build_object('id', u.id, 'name', u.name) as created_by,
  (select coalesce(json_agg(json_build_object('id', m.id, 'name', m.name) order by m.name), '[]') from users m where m.id = any(k.mentions)) as mentions`
const tables = sql`comments k join users u on u.id = k.created_by`

export async function listOf(ctx: Context, recordType: string, recordId: string): Promise<StoredComment[]> {
  const { rows } = await sql<StoredComment>`
    select ${columns} from ${tables}
    where k.record_type = ${recordType} and k.record_id = ${recordId}::uuid and k.deleted_at is null
    order by k.created_at, k.id limit 1000`.execute(ctx.db)
  return rows
}

export async function findComment(ctx: Context, id: string, lock = false): Promise<StoredComment | undefined> {
  const { rows } = await sql<StoredComment>`
    select ${columns} from ${tables} where k.id = ${id}::uuid ${lock ? sql`for update of k` : sql``}`.execute(ctx.db)
  return rows[0]
}

export async function insertComment(
  ctx: Context,
  one: {
    recordType: string
    recordId: string
    clientId: string | null
    leadId: string | null
    text: string
    mentions: readonly string[]
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into comments (record_type, record_id, client_id, lead_id, text, mentions, created_at, created_by)
    values (${one.recordType}, ${one.recordId}::uuid, ${one.clientId}::uuid, ${one.leadId}::uuid, ${one.text}, ${[...one.mentions]}::uuid[],
      ${ctx.now}, ${ctx.actor.id}::uuid) returning id`.execute(ctx.db)
  return (rows[0] as { id: string }).id
}

export async function updateComment(
  ctx: Context,
  id: string,
  text: string,
  mentions: readonly string[],
): Promise<void> {
  await sql`
    update comments set text = ${text}, mentions = ${[...mentions]}::uuid[], edited_at = ${ctx.now}, version = version + 1
    where id = ${id}::uuid`.execute(ctx.db)
}

export async function setDeleted(ctx: Context, id: string, deletedAt: string | null): Promise<void> {
  await sql`update comments set deleted_at = ${deletedAt}, version = version + 1 where id = ${id}::uuid`.execute(ctx.db)
}

/** Of these ids the people who work here, with their names. */
export async function colleagues(ctx: Context, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from users where id = any(${[...ids]}::uuid[]) and active order by name`.execute(ctx.db)
  return rows
}

/** Everybody who has said something here. */
export async function speakersAt(ctx: Context, recordType: string, recordId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct created_by as id from comments
    where record_type = ${recordType} and record_id = ${recordId}::uuid and deleted_at is null`.execute(ctx.db)
  return rows.map((row) => row.id)
}
