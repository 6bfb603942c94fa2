// The life of an objection (handbook §2.7): raised → analysed → answered → accepted or unresolved, and its clock.
import type { Actor } from '#domain/access.ts'
import { addBusinessDays, businessDaysBetween } from '#domain/business-days.ts'
import type { Day } from '#domain/day.ts'
import type { Machine } from '#domain/lifecycles.ts'
import { movesFrom } from '#domain/lifecycles.ts'

export const objectionKinds = ['price', 'need', 'trust', 'time', 'competitor', 'product'] as const
export type ObjectionKind = (typeof objectionKinds)[number]

export const objectionStates = ['raised', 'analysed', 'answered', 'accepted', 'unresolved'] as const
export type ObjectionState = (typeof objectionStates)[number]

export const objectionMoveNames = ['analyse', 'answer', 'accept', 'leaveUnresolved', 'reopen'] as const
export type ObjectionMove = (typeof objectionMoveNames)[number]

export const objectionMachine: Machine<ObjectionState, ObjectionMove, 'owner', 'answer' | 'reason'> = {
  states: objectionStates,
  initial: ['raised'],
  final: ['accepted', 'unresolved'],
  moves: {
    analyse: { from: ['raised'], to: 'analysed', who: ['owner'] },
    // An answer given at once at the meeting is one step; the analysis happened in the head.
    answer: { from: ['raised', 'analysed'], to: 'answered', who: ['owner'], guards: ['answer'] },
    accept: { from: ['answered'], to: 'accepted', who: ['owner'] },
    leaveUnresolved: { from: ['answered'], to: 'unresolved', who: ['owner'], guards: ['reason'] },
    // The client comes back with it: the clock runs anew.
    reopen: { from: ['answered', 'accepted', 'unresolved'], to: 'raised', who: ['owner'] },
  },
}

export type ObjectionMoveReason =
  | 'objections.notFromHere'
  | 'objections.answerMissing'
  | 'objections.reasonMissing'
  | 'objections.readOnly'

/** Why the move may not be made, or undefined. `mayWrite` says whether the actor may write about the client or lead. */
export function whyNotMove(
  objection: { readonly state: ObjectionState },
  move: ObjectionMove,
  given: { readonly mayWrite: boolean; readonly answer?: string | null; readonly reason?: string | null },
): ObjectionMoveReason | undefined {
  if (!given.mayWrite) return 'objections.readOnly'
  if (!objectionMachine.moves[move].from.includes(objection.state)) return 'objections.notFromHere'
  const { guards } = objectionMachine.moves[move]
  if (guards?.includes('answer') && !given.answer?.trim()) return 'objections.answerMissing'
  if (guards?.includes('reason') && !given.reason?.trim()) return 'objections.reasonMissing'
  return undefined
}

/** Moves that start in the state, for the buttons. */
export function offeredMoves(state: ObjectionState): readonly ObjectionMove[] {
  return movesFrom(objectionMachine, state)
}

/** Answer within three business days after the day it was raised; the day itself does not count (handbook §2.7). */
export function answerDueOn(raisedOn: Day): Day {
  return addBusinessDays(raisedOn, 3)
}

/** Still waits for our answer: the clock runs. */
export function waitsForAnswer(state: ObjectionState): boolean {
  return state === 'raised' || state === 'analysed'
}

export type ObjectionClock = 'settled' | 'inTime' | 'dueSoon' | 'late'

/** Where the clock stands: soon from the last business day on, late from the day after the due day. */
export function clockOf(
  objection: { readonly state: ObjectionState; readonly dueOn: Day },
  today: Day,
): ObjectionClock {
  if (!waitsForAnswer(objection.state)) return 'settled'
  if (today > objection.dueOn) return 'late'
  return businessDaysBetween(today, objection.dueOn) <= 1 ? 'dueSoon' : 'inTime'
}

export interface HitRate {
  /** Objections answered with the argument, settled or not. */
  readonly used: number
  /** Of those settled, how many the client accepted. */
  readonly accepted: number
  readonly settled: number
  /** Accepted of settled in whole percent, half up; null until one is settled. */
  readonly percent: number | null
}

/** How often an argument convinced: accepted of those accepted or left unresolved; open ones do not count. */
export function hitRateOf(counts: { answered: number; accepted: number; unresolved: number }): HitRate {
  const settled = counts.accepted + counts.unresolved
  return {
    used: counts.answered + settled,
    accepted: counts.accepted,
    settled,
    percent: settled === 0 ? null : Math.floor((counts.accepted * 200 + settled) / (settled * 2)),
  }
}

export type LibraryReason = 'objections.libraryReadOnly' | 'objections.argumentByAuthor'

/** The library belongs to the whole firm: whoever writes about clients, and marketing and quality, adds to it. */
export function whyNotWriteLibrary(actor: Pick<Actor, 'roles'>): LibraryReason | undefined {
  const writers = ['AM', 'KAM', 'TL', 'SD', 'CEO', 'MKT', 'QA']
  return actor.roles.some((role) => writers.includes(role)) ? undefined : 'objections.libraryReadOnly'
}

/** An entry is changed and deleted by its author, by team leads, marketing, the sales director and the head of the firm. */
export function whyNotChangeArgument(
  actor: Pick<Actor, 'id' | 'roles' | 'personIds'>,
  authorId: string | null,
): LibraryReason | undefined {
  const reason = whyNotWriteLibrary(actor)
  if (reason) return reason
  const author = authorId !== null && actor.personIds.includes(authorId)
  const keeper = actor.roles.some((role) => role === 'TL' || role === 'SD' || role === 'CEO' || role === 'MKT')
  return author || keeper ? undefined : 'objections.argumentByAuthor'
}
