// One-time links to set a password: kept as the sign-in service keeps its reset tokens, so that it redeems them.
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#server/kit/db.ts'

/** An invitation (or an administrator's help) waits a week, a reset somebody asked for by mail an hour. */
const validHours = { invitation: 7 * 24, reset: 1 } as const
export type LinkKind = keyof typeof validHours

/** Where the browser program asks for the new password. */
export function linkPath(token: string): string {
  return `/set-password/${token}`
}

/** Makes a link that works once. Only its hash is kept. */
export async function makeLink(db: Db, userId: string, kind: LinkKind): Promise<{ token: string; validUntil: string }> {
  const token = randomBytes(24).toString('base64url')
  const { rows } = await sql<{ validUntil: string }>`
    insert into verifications (identifier, value, expires_at)
    values (${stored(token)}, ${userId}, now() + make_interval(hours => ${validHours[kind]}::int))
    returning expires_at as valid_until`.execute(db)
  return { token, validUntil: (rows[0] as { validUntil: string }).validUntil }
}

/** The links of a person stop working: a password was set, a new link replaces them, or the person left. */
export async function dropLinks(db: Db, userId: string): Promise<void> {
  await sql`delete from verifications where value = ${userId} or expires_at < now()`.execute(db)
}

export interface LinkOwner {
  name: string
  email: string
  language: 'cs' | 'en'
  validUntil: string
}

export async function findLinkOwner(db: Db, token: string): Promise<LinkOwner | undefined> {
  const { rows } = await sql<LinkOwner>`
    select u.name, u.email, u.language, v.expires_at as valid_until
    from verifications v join users u on u.id::text = v.value and u.active
    where v.identifier = ${stored(token)} and v.expires_at > now()`.execute(db)
  return rows[0]
}

/** As better-auth stores identifiers with `storeIdentifier: 'hashed'`. */
function stored(token: string): string {
  return createHash('sha256').update(`reset-password:${token}`).digest('base64url')
}
