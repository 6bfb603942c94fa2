// Enters a person who can sign in at once: the demo company's people. Others are invited by a one-time link.
import type { Role } from '#domain/access.ts'
import type { Context } from '#server/kit/context.ts'
import { record } from '#server/kit/record.ts'
import type { Auth } from '#server/users/auth.ts'
import { setPassword } from '#server/users/setup.ts'
import * as store from '#server/users/store.ts'

/** Adds the person with roles, team and password; returns the id. */
export async function enterUser(
  ctx: Context,
  person: { name: string; email: string; roles: readonly Role[]; teamId: string | null },
  password: string,
  auth: Auth,
): Promise<string> {
  const user = { ...person, roles: [...person.roles] as store.UserRow['roles'], phone: null, language: 'cs' as const }
  const id = await store.insertUser(ctx, user)
  await setPassword(ctx, id, password, auth)
  await record(ctx, { fact: 'users.created', recordType: 'user', recordId: id, after: { ...user } })
  return id
}
