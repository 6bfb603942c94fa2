// People at clients for tests and the demo company.
import { sql } from 'kysely'
import type { Context } from '#server/kit/context.ts'

let n = 0

/** A person, at a client when `clientId` is given. */
export async function aContact(
  ctx: Context,
  overrides: {
    firstName?: string
    lastName?: string
    clientId?: string | null
    ownerId?: string | null
    position?: string | null
    buyingRoles?: readonly string[]
    influence?: number | null
    sentiment?: number | null
    reportsToId?: string | null
    email?: string | null
    phone?: string | null
    left?: boolean
  } = {},
): Promise<{ id: string; name: string; version: number }> {
  n++
  const { rows } = await sql<{ id: string; firstName: string; lastName: string; version: number }>`
    insert into contacts (first_name, last_name, owner_id, team_id)
    values (${overrides.firstName ?? 'Karel'}, ${overrides.lastName ?? `Dvořák ${n}`}, ${overrides.ownerId ?? null}::uuid,
      (select team_id from users where id = ${overrides.ownerId ?? null}::uuid))
    returning id, first_name, last_name, version`.execute(ctx.db)
  const contact = rows[0] as { id: string; firstName: string; lastName: string; version: number }
  if (overrides.clientId) {
    await sql`insert into contact_positions (contact_id, client_id, position, buying_roles, influence, sentiment, reports_to_id, to_on)
      values (${contact.id}::uuid, ${overrides.clientId}::uuid, ${overrides.position ?? null}, ${[...(overrides.buyingRoles ?? [])]}::text[],
        ${overrides.influence ?? null}, ${overrides.sentiment ?? null}, ${overrides.reportsToId ?? null}::uuid, case when ${overrides.left ?? false} then date '2026-01-31' end)`.execute(
      ctx.db,
    )
  }
  for (const [type, value] of [
    ['email', overrides.email],
    ['phone', overrides.phone],
  ] as const) {
    if (!value) continue
    await sql`insert into contact_channels (contact_id, type, value, match_key) values (${contact.id}::uuid, ${type}, ${value}, ${value.toLowerCase().replaceAll(' ', '')})`.execute(
      ctx.db,
    )
  }
  return { id: contact.id, name: `${contact.firstName} ${contact.lastName}`, version: contact.version }
}
