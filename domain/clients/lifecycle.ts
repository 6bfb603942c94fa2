// The life of a client as data (handbook §2.1, §2.20): states, moves, who makes them and what must hold.
// Credit hold, no contact and sanctions are flags beside the state, not states.
import { type Actor, may } from '#domain/access.ts'
import { type ClientForAccess, decidesAll, leads, owns } from '#domain/clients/access.ts'
import { addDays, type Day, daysBetween } from '#domain/day.ts'
import { type Machine, movesFrom } from '#domain/lifecycles.ts'

export const clientStates = [
  'suspect',
  'lead',
  'prospect',
  'verified',
  'active',
  'key',
  'dormant',
  'lost',
  'disqualified',
] as const
export type ClientState = (typeof clientStates)[number]

export const disqualifyCodes = ['noNeed', 'price', 'credit', 'ethics', 'duplicate'] as const
export const lossCodes = [
  'competitor',
  'price',
  'quality',
  'service',
  'noNeed',
  'relationship',
  'closedDown',
  'credit',
  'other',
] as const
export const keyReturnCodes = ['yearlyReview', 'turnover', 'strategy', 'relationship', 'other'] as const
export const qualificationSigns = ['need', 'budget', 'authority', 'timing'] as const
export type QualificationSign = (typeof qualificationSigns)[number]

export type ClientMoveName =
  | 'becomeLead'
  | 'qualify'
  | 'verify'
  | 'activate'
  | 'makeKey'
  | 'returnFromKey'
  | 'fallDormant'
  | 'markLost'
  | 'reactivate'
  | 'disqualify'
  | 'reopen'
/** owner: AM or KAM of the client, his deputy, his lead, SD and CEO; keyDecider: SD, CEO; system: a timer or a recorded fact. */
export type ClientMover = 'owner' | 'keyDecider' | 'system'
export type ClientGuard =
  | 'contactWithLegalBasis'
  | 'twoQualificationSigns'
  | 'validIco'
  | 'freshReliability'
  | 'gradeAllows'
  | 'contractOrOrder'
  | 'nominated'
  | 'silentTooLong'
  | 'yearWithoutOrder'
  | 'leadConfirmsLoss'
  | 'newOrder'

export const clientLifecycle: Machine<ClientState, ClientMoveName, ClientMover, ClientGuard> = {
  states: clientStates,
  initial: ['suspect'],
  final: ['lost', 'disqualified'],
  moves: {
    becomeLead: { from: ['suspect'], to: 'lead', who: ['owner'], guards: ['contactWithLegalBasis'] },
    qualify: { from: ['lead'], to: 'prospect', who: ['owner'], guards: ['twoQualificationSigns'] },
    verify: {
      from: ['prospect'],
      to: 'verified',
      who: ['owner'],
      guards: ['validIco', 'freshReliability', 'gradeAllows'],
    },
    activate: { from: ['verified'], to: 'active', who: ['system'], guards: ['contractOrOrder'] },
    makeKey: { from: ['active'], to: 'key', who: ['keyDecider'], guards: ['nominated'] },
    returnFromKey: { from: ['key'], to: 'active', who: ['keyDecider'], reasonCodes: keyReturnCodes },
    fallDormant: { from: ['active', 'key'], to: 'dormant', who: ['system'], guards: ['silentTooLong'] },
    markLost: {
      from: ['dormant'],
      to: 'lost',
      who: ['owner'],
      guards: ['yearWithoutOrder', 'leadConfirmsLoss'],
      reasonCodes: lossCodes,
    },
    reactivate: { from: ['dormant', 'lost'], to: 'active', who: ['system'], guards: ['newOrder'] },
    disqualify: {
      from: ['suspect', 'lead', 'prospect', 'verified'],
      to: 'disqualified',
      who: ['owner'],
      reasonCodes: disqualifyCodes,
    },
    reopen: { from: ['disqualified'], to: 'lead', who: ['owner'] },
  },
}

/** What is known when a move is tried. Unknown facts stay undefined and never open a guard. */
export interface ClientMoveFacts {
  readonly today: Day
  /** The reason code chosen by the person, where the move asks for one. */
  readonly reasonCode?: string
  /** There is a phone, mail or address that may lawfully be used. */
  readonly contactWithLegalBasis?: boolean
  readonly qualificationSigns?: readonly QualificationSign[]
  readonly icoValid?: boolean
  readonly reliability?: { readonly checkedOn: Day; readonly grade: 'A' | 'B' | 'C' | 'D' | 'E' }
  /** FIN agreed to verify a client of grade D. */
  readonly financeAgreed?: boolean
  readonly contractInForce?: boolean
  readonly confirmedOrder?: boolean
  readonly nomination?: { readonly by: string; readonly strategicReason: boolean }
  readonly abcClass?: 'A' | 'B' | 'C'
  readonly lastOrderOn?: Day
  /** Median gap between orders in days. */
  readonly medianGapDays?: number
  /** The client ended the cooperation in writing. */
  readonly endedInWriting?: boolean
  /** A lead other than the one who moves agreed to the loss of an ABC class A client. */
  readonly lossConfirmedBy?: string
  readonly newConfirmedOrder?: boolean
}

export const clientMoveReasons = [
  'clients.moveNotFromHere',
  'clients.moveBySystem',
  'clients.moveByOwner',
  'clients.keyBySalesDirector',
  'clients.moveNeedsReason',
  'clients.moveReasonUnknown',
  'clients.contactMissing',
  'clients.twoSignsMissing',
  'clients.icoNotValid',
  'clients.reliabilityMissing',
  'clients.reliabilityOld',
  'clients.gradeTooLow',
  'clients.financeMustAgree',
  'clients.contractOrOrderMissing',
  'clients.nominationMissing',
  'clients.ownNomination',
  'clients.nominationWithoutGround',
  'clients.ordersRecently',
  'clients.yearNotOver',
  'clients.leadMustConfirmLoss',
  'clients.newOrderMissing',
] as const
export type ClientMoveReason = (typeof clientMoveReasons)[number]

export interface ClientForMove extends ClientForAccess {
  readonly state: ClientState
}

/** Why the move is not possible now, or undefined. Asked in this order: state, person, conditions, reason code. */
export function whyNotMove(
  actor: Actor | 'system',
  client: ClientForMove,
  move: ClientMoveName,
  facts: ClientMoveFacts,
): ClientMoveReason | undefined {
  const rule = clientLifecycle.moves[move]
  if (!rule.from.includes(client.state)) return 'clients.moveNotFromHere'
  const notYou = whyNotMover(actor, client, rule.who)
  if (notYou) return notYou
  for (const guard of rule.guards ?? []) {
    const reason = guards[guard](facts, actor, client)
    if (reason) return reason
  }
  if (!rule.reasonCodes) return undefined
  if (!facts.reasonCode) return 'clients.moveNeedsReason'
  return rule.reasonCodes.includes(facts.reasonCode) ? undefined : 'clients.moveReasonUnknown'
}

/** The moves a person may be offered in the state: all that start here and are not the system's. */
export function offeredMoves(state: ClientState): readonly ClientMoveName[] {
  return movesFrom(clientLifecycle, state).filter((move) => !clientLifecycle.moves[move].who.includes('system'))
}

/** Days without an order after which a client falls asleep: the larger of 90 and three times its median gap. */
export function dormantAfterDays(medianGapDays: number | undefined): number {
  return Math.max(90, 3 * (medianGapDays ?? 0))
}

/** The plan of a new key account is to be drafted within 30 days of the decision. */
export function keyPlanDueOn(decidedOn: Day): Day {
  return addDays(decidedOn, 30)
}

/** A key account is reviewed a year after it became one, or after the last review. */
export function keyReviewDueOn(since: Day): Day {
  return addDays(since, 365)
}

function whyNotMover(
  actor: Actor | 'system',
  client: ClientForMove,
  who: readonly ClientMover[],
): ClientMoveReason | undefined {
  if (who.includes('system')) return actor === 'system' ? undefined : 'clients.moveBySystem'
  if (who.includes('keyDecider')) {
    return actor !== 'system' && may(actor, 'clients.nominateKey') ? undefined : 'clients.keyBySalesDirector'
  }
  const allowed =
    actor !== 'system' &&
    may(actor, 'clients.write') &&
    (owns(actor, client) || leads(actor, client) || decidesAll(actor))
  return allowed ? undefined : 'clients.moveByOwner'
}

type GuardRule = (
  facts: ClientMoveFacts,
  actor: Actor | 'system',
  client: ClientForMove,
) => ClientMoveReason | undefined

const guards: Readonly<Record<ClientGuard, GuardRule>> = {
  contactWithLegalBasis: (facts) => (facts.contactWithLegalBasis ? undefined : 'clients.contactMissing'),
  twoQualificationSigns: (facts) =>
    new Set(facts.qualificationSigns).size >= 2 ? undefined : 'clients.twoSignsMissing',
  validIco: (facts) => (facts.icoValid ? undefined : 'clients.icoNotValid'),
  freshReliability: ({ reliability, today }) => {
    if (!reliability) return 'clients.reliabilityMissing'
    return daysBetween(reliability.checkedOn, today) <= 30 ? undefined : 'clients.reliabilityOld'
  },
  gradeAllows: ({ reliability, financeAgreed }) => {
    if (!reliability) return 'clients.reliabilityMissing'
    if (reliability.grade === 'E') return 'clients.gradeTooLow'
    return reliability.grade === 'D' && !financeAgreed ? 'clients.financeMustAgree' : undefined
  },
  contractOrOrder: (facts) =>
    facts.contractInForce || facts.confirmedOrder ? undefined : 'clients.contractOrOrderMissing',
  nominated: ({ nomination, abcClass }, actor) => {
    if (!nomination) return 'clients.nominationMissing'
    // Nobody approves his own proposal, also not through a deputy.
    if (actor !== 'system' && (actor.id === nomination.by || actor.personIds.includes(nomination.by))) {
      return 'clients.ownNomination'
    }
    return abcClass === 'A' || nomination.strategicReason ? undefined : 'clients.nominationWithoutGround'
  },
  silentTooLong: ({ lastOrderOn, medianGapDays, today }) =>
    lastOrderOn !== undefined && daysBetween(lastOrderOn, today) > dormantAfterDays(medianGapDays)
      ? undefined
      : 'clients.ordersRecently',
  yearWithoutOrder: ({ lastOrderOn, endedInWriting, today }) =>
    endedInWriting || (lastOrderOn !== undefined && daysBetween(lastOrderOn, today) >= 365)
      ? undefined
      : 'clients.yearNotOver',
  leadConfirmsLoss: ({ abcClass, lossConfirmedBy }, actor, client) => {
    if (abcClass !== 'A' || actor === 'system') return undefined
    // The lead who moves somebody else's client confirms by moving; the owner needs another person.
    if ((leads(actor, client) || decidesAll(actor)) && !owns(actor, client)) return undefined
    const confirmed = lossConfirmedBy !== undefined && !actor.personIds.includes(lossConfirmedBy)
    return confirmed && lossConfirmedBy !== actor.id ? undefined : 'clients.leadMustConfirmLoss'
  },
  newOrder: (facts) => (facts.newConfirmedOrder ? undefined : 'clients.newOrderMissing'),
}
