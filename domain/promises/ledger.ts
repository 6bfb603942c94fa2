// The promise ledger: sides, kinds, states, when a promise is late, when to remind, and who may touch one.
import { type Actor, may } from '#domain/access.ts'
import { addBusinessDays, businessDaysBetween } from '#domain/business-days.ts'
import { addDays, type Day } from '#domain/day.ts'

export const sides = ['ours', 'theirs'] as const
export type Side = (typeof sides)[number]

/** A task is a promise to oneself or a colleague; a question waits for an answer; a missed call is to be called back. */
export const promiseKinds = ['promise', 'task', 'question', 'callBack', 'followUp'] as const
export type PromiseKind = (typeof promiseKinds)[number]

export const promiseStates = ['open', 'kept', 'waived'] as const
export type PromiseState = (typeof promiseStates)[number]

export const divisions = [
  'sales',
  'backOffice',
  'warehouse',
  'dispatch',
  'quality',
  'finance',
  'legal',
  'marketing',
  'technical',
  'management',
  'other',
] as const
export type Division = (typeof divisions)[number]

export interface Dated {
  readonly state: PromiseState
  readonly dueOn: Day | null
}

/** Open and its day has passed; on the day itself there is still time. A promise without a day is never late. */
export function isLate(promise: Dated, today: Day): boolean {
  return promise.state === 'open' && promise.dueOn !== null && promise.dueOn < today
}

export type Standing = 'late' | 'open' | 'kept' | 'waived'

/** How the promise stands today: its state, with lateness told apart. */
export function standingOf(promise: Dated, today: Day): Standing {
  return isLate(promise, today) ? 'late' : promise.state
}

/** Business days to the day due: negative when it has passed, null without a day. */
export function businessDaysLeft(promise: Dated, today: Day): number | null {
  return promise.dueOn === null ? null : businessDaysBetween(today, promise.dueOn)
}

/**
 * The day to be reminded on: one business day before the promise is due (handbook §2.18). Undefined when that day is
 * already over or is today: who writes it down now knows of it.
 */
export function remindOn(dueOn: Day, today: Day): Day | undefined {
  const day = addBusinessDays(dueOn, -1)
  return day > today ? day : undefined
}

/** When a promise of ours is broken, a letter of apology is due the same day, or the next business day after a free one. */
export function apologyDueOn(today: Day): Day {
  return addBusinessDays(addDays(today, -1), 1)
}

/**
 * The day from which the next of a recurring promise is looked for: after the one just settled, and never in the past,
 * so that a month away does not leave a row of missed ones.
 */
export function nextNotBefore(dueOn: Day, today: Day): Day {
  const after = addDays(dueOn, 1)
  return after > today ? after : today
}

/** Whom a promise concerns among us, and whether the actor may write about its client or lead. */
export interface PromiseForAccess {
  readonly responsibleId: string | null
  readonly givenById: string | null
  readonly createdById: string | null
  /** The client or lead it belongs to; neither means a task among colleagues. */
  readonly about: 'client' | 'lead' | 'nobody'
  /** For a promise about a client or a lead: whether the actor may edit that record. */
  readonly mayWriteAbout: boolean
}

export type PromiseReason = 'promises.readOnlyRole' | 'promises.notYours'

/** Whoever answers for a promise, gave it or wrote it down may change and settle it; so may who edits the client or lead. */
export function whyNotChange(actor: Actor, promise: PromiseForAccess): PromiseReason | undefined {
  const named = [promise.responsibleId, promise.givenById, promise.createdById]
  if (named.some((id) => id !== null && actor.personIds.includes(id))) return undefined
  if (promise.about === 'nobody') return 'promises.notYours'
  if (!may(actor, 'clients.write')) return 'promises.readOnlyRole'
  return promise.mayWriteAbout ? undefined : 'promises.notYours'
}

/** Who writes about clients may promise in their name to any client or lead seen; tasks among colleagues are anybody's. */
export function whyNotMake(actor: Actor, about: PromiseForAccess['about']): PromiseReason | undefined {
  return about === 'nobody' || may(actor, 'clients.write') ? undefined : 'promises.readOnlyRole'
}
