// Who gives out what nobody has: leads no rule fits, calls nobody took.
import { sql } from 'kysely'
import type { Context } from '#server/kit/context.ts'

/** Who is told of a lead that no rule gave to anybody: team leads and sales directors. */
export async function dispatchers(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct u.id from users u join user_roles r on r.user_id = u.id
    where u.active and r.role in ('SD', 'TL') order by u.id limit 30`.execute(ctx.db)
  return rows.map((row) => row.id)
}
