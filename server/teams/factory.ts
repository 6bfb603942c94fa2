// Teams for tests and the demo company.
import { sql } from 'kysely'
import type { Context } from '#server/kit/context.ts'

let n = 0

/** A team, optionally below another and led by somebody. */
export async function aTeam(
  ctx: Context,
  overrides: { name?: string; parentId?: string | null; leadId?: string | null } = {},
): Promise<{ id: string; name: string }> {
  n++
  const { rows } = await sql<{ id: string; name: string }>`
    insert into teams (name, parent_id, lead_id)
    values (${overrides.name ?? `Tým ${n}`}, ${overrides.parentId ?? null}, ${overrides.leadId ?? null})
    returning id, name`.execute(ctx.db)
  return rows[0] as { id: string; name: string }
}
