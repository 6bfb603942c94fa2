// All SQL of exports.
import { sql } from 'kysely'
import type { Export } from '#api/exports.ts'
import type { Context } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'

export async function insert(ctx: Context): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into exports (kind, format, created_by) values ('everything', 'zip', ${ctx.actor.id}::uuid) returning id`.execute(
    ctx.db,
  )
  return (rows[0] as { id: string }).id
}

export async function listOwn(ctx: Context, id?: string): Promise<Export[]> {
  const { rows } = await sql<Export>`
    select id, kind, state, rows_done::int as rows_done, rows_total::int as rows_total, file_size, error, created_at, finished_at
    from exports where created_by = ${ctx.actor.id}::uuid and ${id ? sql`id = ${id}::uuid` : sql`true`}
    order by created_at desc limit 50`.execute(ctx.db)
  return rows
}

export async function pathOf(ctx: Context, id: string): Promise<string | null> {
  const { rows } = await sql<{ filePath: string | null }>`
    select file_path from exports where id = ${id}::uuid and created_by = ${ctx.actor.id}::uuid`.execute(ctx.db)
  return rows[0]?.filePath ?? null
}

export async function take(db: Db, id: string): Promise<{ createdBy: string } | undefined> {
  const { rows } = await sql<{ createdBy: string }>`
    update exports set state = 'running', rows_done = 0, error = null where id = ${id}::uuid and state in ('queued', 'running') and not cancel_asked
    returning created_by`.execute(db)
  return rows[0]
}

export async function isActive(db: Db, userId: string): Promise<boolean> {
  return (await sql`select 1 from users where id = ${userId}::uuid and active`.execute(db)).rows.length > 0
}

/** Notes how far it is; false when somebody asked to stop. */
export async function progress(db: Db, id: string, done: number, total: number): Promise<boolean> {
  const { rows } = await sql<{ cancelAsked: boolean }>`
    update exports set rows_done = ${done}, rows_total = ${total} where id = ${id}::uuid returning cancel_asked`.execute(
    db,
  )
  return rows[0]?.cancelAsked === false
}

export async function finish(
  db: Db,
  id: string,
  end: { state: 'done' | 'cancelled' | 'failed'; path?: string; size?: number; reason?: string },
): Promise<void> {
  await sql`update exports set state = ${end.state}, finished_at = now(), file_path = ${end.path ?? null}, file_size = ${end.size ?? null}::bigint,
    error = ${end.reason ? JSON.stringify({ reason: end.reason }) : null}::jsonb where id = ${id}::uuid`.execute(db)
}
