// All SQL of sessions: where a person is signed in, and signing out from afar.
import { sql } from 'kysely'
import type { MySession } from '#api/users.ts'
import type { Context } from '#server/kit/context.ts'
import { prolongedAfter, signedInFor } from '#server/users/session-length.ts'

export async function listSessions(ctx: Context, userId: string, token: string | undefined): Promise<MySession[]> {
  const { rows } = await sql<MySession>`
    select id, user_agent as device, ip_address as address, created_at, updated_at as last_seen_at, token = ${token ?? ''} as current
    from sessions where user_id = ${userId}::uuid and expires_at > now()
    order by token = ${token ?? ''} desc, updated_at desc`.execute(ctx.db)
  return rows
}

export async function removeSession(ctx: Context, userId: string, id: string): Promise<boolean> {
  const { rows } =
    await sql`delete from sessions where id = ${id}::uuid and user_id = ${userId}::uuid returning id`.execute(ctx.db)
  return rows.length > 0
}

/** Signs the person out everywhere, or everywhere but where `keepToken` is. */
export async function removeSessions(ctx: Context, userId: string, keepToken?: string): Promise<number> {
  const { rows } = await sql`
    delete from sessions where user_id = ${userId}::uuid and token <> ${keepToken ?? ''} returning id`.execute(ctx.db)
  return rows.length
}

/** Whether the session was prolonged so long ago that it is time to do it again. */
export async function isDueToProlong(ctx: Context, token: string): Promise<boolean> {
  const { rows } = await sql`
    select from sessions where token = ${token} and expires_at <= now() + make_interval(secs => ${signedInFor - prolongedAfter})`.execute(
    ctx.db,
  )
  return rows.length > 0
}
