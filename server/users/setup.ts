// First run: the first person to come founds the firm and becomes its administrator.
import type { Setup } from '#api/users.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { firmSettings, foundFirm } from '#server/settings/actions.ts'
import { emailOf, naturally } from '#server/users/actions.ts'
import type { Auth } from '#server/users/auth.ts'
import { weaknessOf } from '#server/users/passwords.ts'
import * as store from '#server/users/store.ts'

/** Whether the firm has yet to be founded, told to anybody. */
export async function setupState(ctx: Context, mails: boolean) {
  const firm = await firmSettings(ctx)
  return { needed: !firm.setUp, firmName: firm.firmName, language: firm.language, mailReset: mails }
}

/**
 * Founds the firm. Its first person is administrator and sales director at once: an administrator alone has no business
 * data (handbook §11), and somebody must see the clients until others are invited.
 */
export async function setUpFirm(ctx: Context, setup: Setup, auth: Auth): Promise<string> {
  const { administrator, ...firm } = setup
  const email = emailIn('administrator.email', administrator.email)
  await foundFirm(ctx, firm)
  const person = { email, name: administrator.name.trim(), firm: firm.firmName }
  const weakness = weaknessOf(administrator.password, person)
  if (weakness) throw new BadInput([{ field: 'administrator.password', reason: weakness }])
  const user = {
    name: person.name,
    email,
    phone: null,
    language: firm.language,
    teamId: null,
    roles: ['ADM', 'SD'] as store.UserRow['roles'],
  }
  const id = await naturally(() => store.insertUser(ctx, user))
  await setPassword(ctx, id, administrator.password, auth)
  await record(ctx, { fact: 'users.founded', recordType: 'user', recordId: id, after: user })
  return id
}

/** Sets a password whose strength was judged already (first run, demo company). */
export async function setPassword(ctx: Context, userId: string, password: string, auth: Auth): Promise<void> {
  const { password: passwords } = await (await auth.service()).$context
  await store.writePassword(ctx, userId, await passwords.hash(password))
}

function emailIn(field: string, text: string): string {
  try {
    return emailOf(text)
  } catch (error) {
    if (error instanceof BadInput) throw new BadInput(error.errors.map((one) => ({ ...one, field })))
    throw error
  }
}
