// The sentences of calls in the language of whoever acts.
import { calls as cs } from '#messages/cs/calls.ts'
import { calls as en } from '#messages/en/calls.ts'
import type { Messages } from '#messages/plural.ts'

export function messagesFor(of: { readonly language: string }): Messages<typeof cs> {
  return of.language === 'en' ? en : cs
}
