// The life of a meeting (handbook §2.17): planned → running → held → closed, or cancelled; its clocks and the check of its time.
import { addBusinessDays } from '#domain/business-days.ts'
import type { Day } from '#domain/day.ts'
import { type Machine, movesFrom } from '#domain/lifecycles.ts'

export const meetingKinds = ['meeting', 'visit', 'video', 'phone', 'presentation', 'closing'] as const
export type MeetingKind = (typeof meetingKinds)[number]

export const meetingStates = ['planned', 'running', 'held', 'closed', 'cancelled'] as const
export type MeetingState = (typeof meetingStates)[number]

export const meetingMoveNames = ['start', 'end', 'close', 'reopen', 'cancel', 'planAgain'] as const
export type MeetingMove = (typeof meetingMoveNames)[number]

export const meetingMachine: Machine<MeetingState, MeetingMove, 'participant', 'begun' | 'reason'> = {
  states: meetingStates,
  initial: ['planned', 'held'],
  final: ['closed', 'cancelled'],
  moves: {
    start: { from: ['planned'], to: 'running', who: ['participant'] },
    // Straight from planned: nobody wrote during the meeting, it is only recorded that it took place.
    end: { from: ['running', 'planned'], to: 'held', who: ['participant'], guards: ['begun'] },
    close: { from: ['held'], to: 'closed', who: ['participant'] },
    reopen: { from: ['closed'], to: 'held', who: ['participant'] },
    cancel: { from: ['planned'], to: 'cancelled', who: ['participant'], guards: ['reason'] },
    planAgain: { from: ['cancelled'], to: 'planned', who: ['participant'] },
  },
}

export type MeetingMoveReason =
  | 'meetings.readOnly'
  | 'meetings.notFromHere'
  | 'meetings.notBegun'
  | 'meetings.reasonMissing'

/** Why the move may not be made, or undefined. Instants are ISO 8601 in UTC, so that they compare as text. */
export function whyNotMove(
  meeting: { readonly state: MeetingState; readonly startsAt: string },
  move: MeetingMove,
  given: { readonly mayWrite: boolean; readonly now: string; readonly reason?: string | null },
): MeetingMoveReason | undefined {
  if (!given.mayWrite) return 'meetings.readOnly'
  const { from, guards } = meetingMachine.moves[move]
  if (!from.includes(meeting.state)) return 'meetings.notFromHere'
  if (guards?.includes('begun') && meeting.state === 'planned' && meeting.startsAt > given.now)
    return 'meetings.notBegun'
  if (guards?.includes('reason') && !given.reason?.trim()) return 'meetings.reasonMissing'
  return undefined
}

export function offeredMoves(state: MeetingState): readonly MeetingMove[] {
  return movesFrom(meetingMachine, state)
}

/** Minutes are written while it runs and afterwards, until it is closed; before it, notes are taken in advance. */
export function mayNote(state: MeetingState): boolean {
  return state === 'planned' || state === 'running' || state === 'held'
}

export type TimeReason = 'meetings.endsBeforeStart' | 'meetings.tooLong' | 'meetings.inPast' | 'meetings.tooFar'

/**
 * Why a meeting may not be planned so. Of the past it is only a record of one that was held, and that has to be said.
 * At most a day long and five years ahead: what is beyond is a slip of the pen. Milliseconds since 1970.
 */
export function whyNotTimes(startsAt: number, endsAt: number, now: number, held: boolean): TimeReason | undefined {
  if (endsAt <= startsAt) return 'meetings.endsBeforeStart'
  if (endsAt - startsAt > 24 * 3_600_000) return 'meetings.tooLong'
  if (startsAt - now > 5 * 366 * 24 * 3_600_000) return 'meetings.tooFar'
  // What began within the last quarter of an hour is only being written late.
  return !held && startsAt < now - 15 * 60_000 && endsAt <= now ? 'meetings.inPast' : undefined
}

/** The sheet is read one business day before (handbook §2.17). */
export function prepareOn(day: Day): Day {
  return addBusinessDays(day, -1)
}

/** Minutes leave at the latest two business days after the meeting (handbook §2.17). */
export function minutesDueOn(day: Day): Day {
  return addBusinessDays(day, 2)
}
