// Reminding the other side of what it promised: a polite letter in its language, sent from here or by the person's own mail.
import type { PromiseView, UrgingLetter } from '#api/promises.ts'
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { getPromise } from '#server/promises/actions.ts'
import * as store from '#server/promises/store.ts'

/**
 * The letter as drafted: to the person who promised, in the person's, else the client's language (Czech and Slovak clients in
 * Czech, all others in English). It names what was promised and when; a second letter says that it is not the first.
 */
export async function draftUrging(
  ctx: Context,
  id: string,
  language: 'cs' | 'en' | undefined,
  sends: boolean,
): Promise<UrgingLetter> {
  const promise = await theirs(ctx, id)
  const to = await store.addressee(ctx, await linksOf(ctx, id))
  const spoken = language ?? (to?.language === 'cs' || to?.language === 'sk' ? 'cs' : 'en')
  const { urging } = (spoken === 'cs' ? cs : en).promises
  const letter = {
    salutation: to?.salutation?.trim() || null,
    name: to?.name?.trim() || null,
    text: promise.text,
    givenOn: urging.day(promise.givenOn),
    dueOn: promise.dueOn ? urging.day(promise.dueOn) : null,
    late: promise.late,
    again: promise.urgedCount > 0,
    sender: ctx.actor.name,
    firm: to?.firm ?? '',
  }
  return {
    language: spoken,
    to: to?.email ?? null,
    toName: letter.name,
    subject: urging.subject(letter),
    text: urging.text(letter),
    sends: sends && !to?.noContact,
    ...(to?.noContact ? { whyNotSend: 'promises.noContact' } : sends ? {} : { whyNotSend: 'promises.noMailServer' }),
  }
}

/** Remembers that the other side was reminded; `sent` also sends the letter from here, with replies going to the actor. */
export async function urgePromise(
  ctx: Context,
  id: string,
  urging: { by: 'copied' | 'mail' | 'sent'; to?: string; subject?: string; text?: string },
  sends: boolean,
): Promise<PromiseView> {
  const promise = await theirs(ctx, id)
  if (promise.whyNot.edit) throw new Forbidden(promise.whyNot.edit)
  if (promise.state !== 'open') throw new Refusal('promises.settled', { state: promise.state })
  if (urging.by === 'sent') {
    if (!sends) throw new Refusal('promises.noMailServer')
    const to = await store.addressee(ctx, await linksOf(ctx, id))
    if (to?.noContact) throw new Refusal('promises.noContact')
    const letter = {
      to: urging.to?.trim() ?? '',
      subject: urging.subject?.trim() ?? '',
      text: urging.text?.trim() ?? '',
    }
    const errors = []
    if (!/^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/.test(letter.to))
      errors.push({ field: 'to', reason: 'kit.badEmail' })
    if (!letter.subject || /[\r\n]/.test(letter.subject)) errors.push({ field: 'subject', reason: 'kit.required' })
    if (!letter.text) errors.push({ field: 'text', reason: 'kit.required' })
    if (errors.length > 0) throw new BadInput(errors)
    await ctx.jobs.enqueue(ctx.db, 'promises.sendLetter', { ...letter, replyTo: to?.senderEmail ?? null })
  }
  await store.countUrging(ctx, id)
  await record(ctx, {
    fact: 'promises.urged',
    recordType: 'promises',
    recordId: id,
    clientId: promise.client?.id ?? null,
    before: { urgedCount: promise.urgedCount },
    after: { urgedCount: promise.urgedCount + 1, by: urging.by, ...(urging.by === 'sent' ? { to: urging.to } : {}) },
  })
  return getPromise(ctx, id)
}

async function theirs(ctx: Context, id: string): Promise<PromiseView> {
  const promise = await getPromise(ctx, id)
  if (promise.side !== 'theirs') throw new Refusal('promises.urgeOnlyTheirs')
  return promise
}

async function linksOf(ctx: Context, id: string) {
  const promise = await store.findPromise(ctx, id)
  if (!promise) throw new NotFound('promises.notFound')
  return promise.links
}
