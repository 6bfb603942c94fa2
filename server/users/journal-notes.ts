// Journal entries of what people do to their own access outside a request of ours (sign-in service, command line).
import type { Context } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'
import { record } from '#server/kit/record.ts'

/** A password was set by its owner, through a link or knowing the old one; the password itself is never written. */
export async function notePasswordSet(db: Db, userId: string): Promise<void> {
  await record({ db, actor: { id: userId } } as Context, {
    fact: 'users.passwordSet',
    recordType: 'user',
    recordId: userId,
  })
}
