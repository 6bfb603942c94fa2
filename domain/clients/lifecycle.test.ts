import { describe, expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import {
  type ClientForMove,
  type ClientMoveFacts,
  type ClientMoveName,
  type ClientState,
  clientLifecycle,
  clientMoveReasons,
  clientStates,
  dormantAfterDays,
  keyPlanDueOn,
  keyReviewDueOn,
  offeredMoves,
  whyNotMove,
} from '#domain/clients/lifecycle.ts'
import { checkMachine } from '#domain/lifecycles.ts'

const person = (id: string, roles: Actor['roles'], more: Partial<Actor> = {}): Actor => ({
  id,
  name: id,
  language: 'cs',
  roles,
  policy: 'team',
  teamId: 't1',
  teamIds: ['t1'],
  ledTeamIds: [],
  personIds: [id],
  onBehalfOf: null,
  ...more,
})
const owner = person('owner', ['AM'])
const colleague = person('colleague', ['AM'])
const deputy = person('deputy', ['AM'], { personIds: ['deputy', 'owner'] })
const lead = person('lead', ['TL'], { ledTeamIds: ['t1'] })
const otherLead = person('otherLead', ['TL'], { teamId: 't2', teamIds: ['t2'], ledTeamIds: ['t2'] })
const director = person('director', ['SD'])
const backOffice = person('backOffice', ['BO'])

const client = (state: ClientState, ownerId = 'owner'): ClientForMove => ({
  state,
  ownerId,
  teamId: 't1',
  confidentiality: 'internal',
})
const today = '2026-06-01'
/** Facts with which every guard is open. */
const all: ClientMoveFacts = {
  today,
  contactWithLegalBasis: true,
  qualificationSigns: ['need', 'timing'],
  icoValid: true,
  reliability: { checkedOn: '2026-05-20', grade: 'B' },
  contractInForce: true,
  confirmedOrder: true,
  nomination: { by: 'lead', strategicReason: false },
  abcClass: 'A',
  lastOrderOn: '2025-01-01',
  newConfirmedOrder: true,
  lossConfirmedBy: 'lead',
}
const moves = Object.keys(clientLifecycle.moves) as ClientMoveName[]
/** Facts with a reason code that fits the move. */
const factsOf = (move: ClientMoveName): ClientMoveFacts => ({
  ...all,
  reasonCode: clientLifecycle.moves[move].reasonCodes?.[0],
})
const moverOf = (move: ClientMoveName) =>
  clientLifecycle.moves[move].who.includes('system')
    ? ('system' as const)
    : move === 'makeKey' || move === 'returnFromKey'
      ? director
      : owner

describe('the client lifecycle', () => {
  test('has no dead or unreachable state', () => {
    expect(checkMachine(clientLifecycle)).toEqual([])
  })

  test('is the one of the handbook', () => {
    const written = moves.flatMap((name) =>
      clientLifecycle.moves[name].from.map((from) => `${from}→${clientLifecycle.moves[name].to}`),
    )
    expect(written.sort()).toEqual(
      [
        'suspect→lead',
        'lead→prospect',
        'prospect→verified',
        'verified→active',
        'active→key',
        'key→active',
        'active→dormant',
        'key→dormant',
        'dormant→active',
        'dormant→lost',
        'lost→active',
        'suspect→disqualified',
        'lead→disqualified',
        'prospect→disqualified',
        'verified→disqualified',
        'disqualified→lead',
      ].sort(),
    )
  })

  test('lets every listed move pass when all holds, and forbids every unlisted one', () => {
    for (const move of moves) {
      for (const state of clientStates) {
        const reason = whyNotMove(moverOf(move), client(state), move, factsOf(move))
        const listed = clientLifecycle.moves[move].from.includes(state)
        expect([move, state, reason]).toEqual([move, state, listed ? undefined : 'clients.moveNotFromHere'])
      }
    }
  })

  test('opens no guard on what is not known', () => {
    for (const move of moves) {
      const rule = clientLifecycle.moves[move]
      const from = rule.from[0] as ClientState
      if (!rule.guards) continue
      expect(whyNotMove(moverOf(move), client(from), move, { today, abcClass: 'A', reasonCode: 'other' })).toBeDefined()
    }
  })

  test('offers people their moves only', () => {
    expect(offeredMoves('active')).toEqual(['makeKey'])
    expect(offeredMoves('verified')).toEqual(['disqualify'])
    expect(offeredMoves('dormant')).toEqual(['markLost'])
    expect(offeredMoves('lost')).toEqual([])
  })

  test('names each reason once', () => {
    expect(new Set(clientMoveReasons).size).toBe(clientMoveReasons.length)
  })
})

describe('who moves a client', () => {
  test.each<[string, Actor | 'system', ClientState, ClientMoveName, string | undefined]>([
    ['the owner', owner, 'suspect', 'becomeLead', undefined],
    ['his deputy', deputy, 'suspect', 'becomeLead', undefined],
    ['his lead', lead, 'suspect', 'becomeLead', undefined],
    ['the director', director, 'suspect', 'becomeLead', undefined],
    ['a colleague', colleague, 'suspect', 'becomeLead', 'clients.moveByOwner'],
    ['another lead', otherLead, 'suspect', 'becomeLead', 'clients.moveByOwner'],
    ['back office', backOffice, 'suspect', 'becomeLead', 'clients.moveByOwner'],
    ['the system', 'system', 'suspect', 'becomeLead', 'clients.moveByOwner'],
    ['the owner for the system', owner, 'verified', 'activate', 'clients.moveBySystem'],
    ['the director for the system', director, 'dormant', 'reactivate', 'clients.moveBySystem'],
    ['the owner to key', owner, 'active', 'makeKey', 'clients.keyBySalesDirector'],
    ['the lead to key', lead, 'active', 'makeKey', 'clients.keyBySalesDirector'],
    ['the director to key', director, 'active', 'makeKey', undefined],
  ])('%s', (_, actor, state, move, expected) => {
    expect(whyNotMove(actor, client(state), move, factsOf(move))).toBe(expected)
  })
})

describe('what must hold', () => {
  test.each<[string, ClientState, ClientMoveName, Partial<ClientMoveFacts>, string | undefined]>([
    ['no lawful contact', 'suspect', 'becomeLead', { contactWithLegalBasis: false }, 'clients.contactMissing'],
    ['one sign', 'lead', 'qualify', { qualificationSigns: ['need'] }, 'clients.twoSignsMissing'],
    ['one sign twice', 'lead', 'qualify', { qualificationSigns: ['need', 'need'] }, 'clients.twoSignsMissing'],
    ['wrong IČO', 'prospect', 'verify', { icoValid: false }, 'clients.icoNotValid'],
    ['no check', 'prospect', 'verify', { reliability: undefined }, 'clients.reliabilityMissing'],
    ['check 30 days old', 'prospect', 'verify', { reliability: { checkedOn: '2026-05-02', grade: 'A' } }, undefined],
    [
      'check 31 days old',
      'prospect',
      'verify',
      { reliability: { checkedOn: '2026-05-01', grade: 'A' } },
      'clients.reliabilityOld',
    ],
    ['grade E', 'prospect', 'verify', { reliability: { checkedOn: today, grade: 'E' } }, 'clients.gradeTooLow'],
    ['grade D', 'prospect', 'verify', { reliability: { checkedOn: today, grade: 'D' } }, 'clients.financeMustAgree'],
    [
      'grade D with FIN',
      'prospect',
      'verify',
      { reliability: { checkedOn: today, grade: 'D' }, financeAgreed: true },
      undefined,
    ],
    ['no reason', 'lead', 'disqualify', { reasonCode: undefined }, 'clients.moveNeedsReason'],
    ['unknown reason', 'lead', 'disqualify', { reasonCode: 'mood' }, 'clients.moveReasonUnknown'],
    ['a year and a day', 'dormant', 'markLost', { lastOrderOn: '2025-05-31' }, undefined],
    ['exactly 365 days', 'dormant', 'markLost', { lastOrderOn: '2025-06-01' }, undefined],
    ['364 days', 'dormant', 'markLost', { lastOrderOn: '2025-06-02' }, 'clients.yearNotOver'],
    ['written end', 'dormant', 'markLost', { lastOrderOn: '2026-05-01', endedInWriting: true }, undefined],
    ['class A unconfirmed', 'dormant', 'markLost', { lossConfirmedBy: undefined }, 'clients.leadMustConfirmLoss'],
    ['class A self-confirmed', 'dormant', 'markLost', { lossConfirmedBy: 'owner' }, 'clients.leadMustConfirmLoss'],
    ['class B unconfirmed', 'dormant', 'markLost', { lossConfirmedBy: undefined, abcClass: 'B' }, undefined],
  ])('%s', (_, state, move, change, expected) => {
    expect(whyNotMove(owner, client(state), move, { ...factsOf(move), ...change })).toBe(expected)
  })

  test.each<[string, Partial<ClientMoveFacts>, string | undefined]>([
    ['nobody nominated', { nomination: undefined }, 'clients.nominationMissing'],
    ['nominated by himself', { nomination: { by: 'director', strategicReason: true } }, 'clients.ownNomination'],
    ['class B without a strategic reason', { abcClass: 'B' }, 'clients.nominationWithoutGround'],
    ['class B for a strategic reason', { abcClass: 'B', nomination: { by: 'lead', strategicReason: true } }, undefined],
  ])('to key: %s', (_, change, expected) => {
    expect(whyNotMove(director, client('active'), 'makeKey', { ...all, ...change })).toBe(expected)
  })

  test('nobody decides his own nomination through a deputy', () => {
    const standIn = person('standIn', ['SD'], { personIds: ['standIn', 'lead'] })
    expect(whyNotMove(standIn, client('active'), 'makeKey', all)).toBe('clients.ownNomination')
  })

  test.each([
    [undefined, 90],
    [20, 90],
    [30, 90],
    [31, 93],
    [60, 180],
  ])('a median gap of %s days lets a client sleep after %i', (gap, expected) => {
    expect(dormantAfterDays(gap)).toBe(expected)
  })

  test.each([
    ['2026-03-03', undefined, 'clients.ordersRecently'],
    ['2026-03-02', undefined, undefined],
    ['2026-03-02', 40, 'clients.ordersRecently'],
    [undefined, undefined, 'clients.ordersRecently'],
  ])('last order on %s, gap %s: %s', (lastOrderOn, medianGapDays, expected) => {
    const facts = { today, lastOrderOn, medianGapDays }
    expect(whyNotMove('system', client('active'), 'fallDormant', facts)).toBe(expected)
  })

  test('a lead who owns the class A client needs somebody else', () => {
    const facts = { ...factsOf('markLost'), lossConfirmedBy: undefined }
    expect(whyNotMove(lead, client('dormant'), 'markLost', facts)).toBeUndefined()
    expect(whyNotMove(lead, client('dormant', 'lead'), 'markLost', facts)).toBe('clients.leadMustConfirmLoss')
  })

  test('a key account gets a plan in 30 days and a review in a year', () => {
    expect(keyPlanDueOn('2026-01-01')).toBe('2026-01-31')
    expect(keyReviewDueOn('2026-01-01')).toBe('2027-01-01')
  })
})
