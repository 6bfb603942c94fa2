// The sentences of leads in the language of whoever acts.
import { leads as cs } from '#messages/cs/leads.ts'
import { leads as en } from '#messages/en/leads.ts'
import type { Messages } from '#messages/plural.ts'
import type { Context } from '#server/kit/context.ts'

export function messagesFor(ctx: Pick<Context, 'actor'>): Messages<typeof cs> {
  return ctx.actor.language === 'en' ? en : cs
}
