// The life of a lead: its states, the moves between them, and why a move is not possible now.
import { type Machine, movesFrom } from '#domain/lifecycles.ts'

export const leadStates = ['new', 'contacted', 'qualified', 'converted', 'disqualified'] as const
export type LeadState = (typeof leadStates)[number]

/** What is asked before somebody becomes a prospect; two of the four must be known (handbook §1). */
export const qualificationSigns = ['need', 'budget', 'authority', 'timing'] as const
export type QualificationSign = (typeof qualificationSigns)[number]
export const signsNeeded = 2

export const leadMoves = ['contact', 'qualify', 'disqualify', 'reopen', 'convert'] as const
export type LeadMoveName = (typeof leadMoves)[number]

export const leadLifecycle: Machine<LeadState, LeadMoveName, 'owner', 'twoSigns' | 'reason'> = {
  states: leadStates,
  initial: ['new'],
  final: ['converted', 'disqualified'],
  moves: {
    contact: { from: ['new'], to: 'contacted', who: ['owner'] },
    qualify: { from: ['new', 'contacted'], to: 'qualified', who: ['owner'], guards: ['twoSigns'] },
    disqualify: { from: ['new', 'contacted', 'qualified'], to: 'disqualified', who: ['owner'], guards: ['reason'] },
    reopen: { from: ['disqualified'], to: 'new', who: ['owner'] },
    convert: { from: ['new', 'contacted', 'qualified'], to: 'converted', who: ['owner'] },
  },
}

/** Somebody still works on the lead: it counts for the answer clock and for de-duplication. */
export function isOpen(state: LeadState): boolean {
  return state === 'new' || state === 'contacted' || state === 'qualified'
}

/** Moves that start where the lead stands. */
export function offeredMoves(state: LeadState): readonly LeadMoveName[] {
  return movesFrom(leadLifecycle, state)
}

export type MoveReason = 'leads.moveNotFromHere' | 'leads.signsMissing' | 'leads.reasonMissing'

/** Why the lead cannot make the move: it stands elsewhere, fewer than two signs are known, or the reason is missing. */
export function whyNotMove(
  lead: { readonly state: LeadState; readonly known: readonly QualificationSign[] },
  move: LeadMoveName,
  given: { readonly reason?: string | null | undefined } = {},
): MoveReason | undefined {
  const { from, guards = [] } = leadLifecycle.moves[move]
  if (!from.includes(lead.state)) return 'leads.moveNotFromHere'
  if (guards.includes('twoSigns') && new Set(lead.known).size < signsNeeded) return 'leads.signsMissing'
  if (guards.includes('reason') && !given.reason?.trim()) return 'leads.reasonMissing'
  return undefined
}

/** The state of the client a lead becomes: a prospect when two of the four signs are known, otherwise still a lead. */
export function clientStateOf(known: readonly QualificationSign[]): 'lead' | 'prospect' {
  return new Set(known).size >= signsNeeded ? 'prospect' : 'lead'
}
