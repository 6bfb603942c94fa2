// Takes what waits to people outside the application: pushes to their devices, a digest to their mail; never in quiet hours.
// Runs in a job, may run twice and in several processes at once: what is being sent is locked.
import { isDigestDue, isQuiet, type Moment } from '#domain/notifications/hours.ts'
import { dayOf } from '#server/kit/context.ts'
import { type Db, inTransaction } from '#server/kit/db.ts'
import type { Mail } from '#server/kit/mail.ts'
import { localOf } from '#server/kit/zoned-time.ts'
import { hrefOf } from '#server/notifications/links.ts'
import type { PushSender } from '#server/notifications/push.ts'
import * as store from '#server/notifications/store.ts'
import { sentenceOf, textsFor } from '#server/notifications/words.ts'
import { loadActor } from '#server/users/sessions.ts'

export interface Delivery {
  readonly db: Db
  readonly now: Date
  readonly mail?: Mail | undefined
  readonly push: () => Promise<PushSender>
  /** The journal of the program, for what could not be sent. */
  readonly failed?: (error: unknown) => void
}

/** Items written out in one letter; of the rest the letter says how many. */
const mostInLetter = 50
/** Every device is given a day to come back. */
const longestWaitMs = 24 * 3600 * 1000

export const momentOf = (instant: Date): Moment => localOf(instant.toISOString(), 'Europe/Prague')

export async function deliverWaiting(delivery: Delivery): Promise<void> {
  const { db, mail } = delivery
  const now = delivery.now.toISOString()
  for (const userId of await store.waitingPeople(db, 'push', now))
    await attempt(delivery, () => pushTo(delivery, userId))
  if (!mail) return
  for (const userId of await store.waitingPeople(db, 'mail', now))
    await attempt(delivery, () => writeTo(delivery, mail, userId))
}

/** One person's dead mailbox must not keep the others waiting. */
async function attempt(delivery: Delivery, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    delivery.failed?.(error)
  }
}

async function pushTo({ db, now, push }: Delivery, userId: string): Promise<void> {
  const hours = (await store.hoursOf(db, [userId])).get(userId)
  if (!hours || isQuiet(hours, momentOf(now))) return
  await inTransaction(db, async (tx) => {
    const actor = await loadActor(tx, userId, dayOf(now))
    const waiting = await store.claimWaiting(tx, actor, 'push')
    if (waiting.length === 0) return
    const ids = waiting.map((one) => one.id)
    const devices = await store.subscriptionsOf(tx, [userId])
    if (devices.length === 0) return store.settle(tx, ids, 'push', 'gone')
    const sender = await push()
    const outcomes = []
    for (const device of devices) {
      const outcome = await sender.send(device, messageOf(actor.language, waiting))
      outcomes.push(outcome)
      if (outcome === 'gone') await store.removeSubscription(tx, device.id)
      else if (outcome === 'refused') await store.subscriptionFailed(tx, device.id, now.toISOString())
      else if (outcome === 'sent') await store.subscriptionFailed(tx, device.id, null)
    }
    if (outcomes.includes('sent')) return store.settle(tx, ids, 'push', 'sent')
    if (outcomes.every((outcome) => outcome === 'gone')) return store.settle(tx, ids, 'push', 'gone')
    const tooOld = waiting.filter((one) => now.getTime() - Date.parse(one.createdAt) > longestWaitMs)
    const lost = outcomes.includes('later') ? tooOld.map((one) => one.id) : ids
    if (lost.length > 0) await store.settle(tx, lost, 'push', 'failed')
  })
}

/** One message however much has gathered: the newest by its sentence, a crowd by its number. */
function messageOf(language: 'cs' | 'en', waiting: readonly store.WaitingNotice[]) {
  const last = waiting.at(-1) as store.WaitingNotice
  const { line, below } = sentenceOf(language, last)
  const t = textsFor(language)
  if (waiting.length === 1) {
    return { title: line, body: below, href: hrefOf(last) ?? '/notifications', tag: last.id }
  }
  const lines = waiting
    .slice(-3)
    .reverse()
    .map((one) => sentenceOf(language, one).line)
  return { title: t.push.more(waiting.length), body: lines.join('\n'), href: '/notifications', tag: 'more' }
}

async function writeTo({ db, now }: Delivery, mail: Mail, userId: string): Promise<void> {
  const hours = (await store.hoursOf(db, [userId])).get(userId)
  if (!hours) return
  const last = hours.lastDigestAt ? new Date(hours.lastDigestAt) : undefined
  const minutes = last ? (now.getTime() - last.getTime()) / 60_000 : Number.POSITIVE_INFINITY
  if (!isDigestDue(hours, momentOf(now), last && momentOf(last), minutes)) return
  await inTransaction(db, async (tx) => {
    const actor = await loadActor(tx, userId, dayOf(now))
    const waiting = await store.claimWaiting(tx, actor, 'mail')
    if (waiting.length === 0) return
    const { email, active, firm } = await store.addressee(tx, userId)
    if (!active)
      return store.settle(
        tx,
        waiting.map((one) => one.id),
        'mail',
        null,
      )
    const t = textsFor(actor.language)
    const items = waiting.slice(0, mostInLetter).map((one) => {
      const { line, below } = sentenceOf(actor.language, one)
      const own = typeof one.details.text === 'string' ? one.details.text.split('\n')[0]?.slice(0, 300) : ''
      const href = hrefOf(one)
      return [`– ${line}`, own, below, href && mail.address(href)].filter(Boolean).join('\n  ')
    })
    const first = sentenceOf(actor.language, waiting[0] as store.WaitingNotice).line
    await mail.send({
      to: email,
      subject: t.letter.subject(waiting.length, first.replace(/\s+/g, ' ').slice(0, 150)),
      text: [
        t.letter.hello(firm ?? 'Klientela'),
        ...items,
        ...(waiting.length > mostInLetter ? [t.letter.more(waiting.length - mostInLetter)] : []),
        t.letter.end(mail.address('/notifications'), mail.address('/notifications/settings')),
      ].join('\n\n'),
    })
    await store.settle(
      tx,
      waiting.map((one) => one.id),
      'mail',
      'sent',
    )
    await store.digestLeft(tx, userId, now.toISOString())
  })
}
