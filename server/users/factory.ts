// People for tests and the demo company.
import { sql } from 'kysely'
import type { Role } from '#domain/access.ts'
import type { Context } from '#server/kit/context.ts'

export interface SomeUser {
  id: string
  name: string
  email: string
}

let n = 0

/** A colleague with roles (AM unless said otherwise); without a password until one is set. */
export async function aUser(
  ctx: Context,
  overrides: {
    name?: string
    email?: string
    roles?: readonly Role[]
    teamId?: string | null
    language?: 'cs' | 'en'
    active?: boolean
  } = {},
): Promise<SomeUser> {
  n++
  const name = overrides.name ?? `Jana Nováková ${n}`
  const email = overrides.email ?? `jana.novakova.${n}.${process.pid}@priklad.example`
  const { rows } = await sql<SomeUser>`
    insert into users (name, email, language, team_id, active, email_verified)
    values (${name}, ${email}, ${overrides.language ?? 'cs'}, ${overrides.teamId ?? null}, ${overrides.active ?? true}, true)
    returning id, name, email`.execute(ctx.db)
  const user = rows[0] as SomeUser
  await sql`insert into user_roles (user_id, role) select ${user.id}::uuid, unnest(${[...(overrides.roles ?? ['AM'])]}::text[])`.execute(
    ctx.db,
  )
  return user
}
