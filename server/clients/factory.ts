// Clients for tests and the demo company; written straight to the table, with their owner's dated row.
import { sql } from 'kysely'
import type { Context } from '#server/kit/context.ts'

export interface SomeClient {
  id: string
  name: string
  version: number
}

let n = 0

/** A client; `ownerId` also sets the team of that owner. */
export async function aClient(
  ctx: Context,
  overrides: {
    name?: string
    ico?: string | null
    number?: string | null
    kind?: 'company' | 'office' | 'shop'
    ownerId?: string | null
    state?: string
    class?: string | null
    confidentiality?: string
    parentId?: string | null
    city?: string | null
    custom?: Record<string, unknown>
    createdAt?: string
    deleted?: boolean
  } = {},
): Promise<SomeClient> {
  n++
  const { rows } = await sql<SomeClient>`
    insert into clients (name, ico, number, kind, owner_id, team_id, state, class, class_set_by, confidentiality, parent_id, city, custom, created_at, deleted_at)
    select ${overrides.name ?? `Obchodní firma ${n}, s.r.o.`}, ${overrides.ico ?? null}, ${overrides.number ?? null}, ${overrides.kind ?? 'company'},
      ${overrides.ownerId ?? null}::uuid, (select team_id from users where id = ${overrides.ownerId ?? null}::uuid),
      ${overrides.state ?? 'prospect'}, ${overrides.class ?? null}, case when ${overrides.class ?? null}::text is null then null else ${overrides.ownerId ?? null}::uuid end,
      ${overrides.confidentiality ?? 'internal'}, ${overrides.parentId ?? null}::uuid, ${overrides.city ?? null},
      ${JSON.stringify(overrides.custom ?? {})}::jsonb, coalesce(${overrides.createdAt ?? null}::timestamptz, now()),
      case when ${overrides.deleted ?? false} then now() end
    returning id, name, version`.execute(ctx.db)
  const client = rows[0] as SomeClient
  if (overrides.ownerId) {
    await sql`insert into client_owners (client_id, user_id, valid) values (${client.id}::uuid, ${overrides.ownerId}::uuid, daterange(null, null))`.execute(
      ctx.db,
    )
  }
  return client
}
