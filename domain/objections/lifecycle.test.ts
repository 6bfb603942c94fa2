import { describe, expect, it } from 'vitest'
import { checkMachine } from '#domain/lifecycles.ts'
import { guessKind } from '#domain/objections/kind-words.ts'
import {
  answerDueOn,
  clockOf,
  hitRateOf,
  objectionMachine,
  offeredMoves,
  whyNotChangeArgument,
  whyNotMove,
  whyNotWriteLibrary,
} from '#domain/objections/lifecycle.ts'

describe('an objection', () => {
  it('lives by a sound machine', () => expect(checkMachine(objectionMachine)).toEqual([]))

  it.each([
    ['raised', ['analyse', 'answer']],
    ['analysed', ['answer']],
    ['answered', ['accept', 'leaveUnresolved', 'reopen']],
    ['accepted', ['reopen']],
    ['unresolved', ['reopen']],
  ] as const)('that is %s offers %j', (state, moves) => expect(offeredMoves(state)).toEqual(moves))

  it.each([
    ['raised', 'accept', {}, 'objections.notFromHere'],
    ['raised', 'answer', {}, 'objections.answerMissing'],
    ['raised', 'answer', { answer: '  ' }, 'objections.answerMissing'],
    ['raised', 'answer', { answer: 'Rozpočítáme náklady' }, undefined],
    ['answered', 'leaveUnresolved', {}, 'objections.reasonMissing'],
    ['answered', 'leaveUnresolved', { reason: 'Zůstává u konkurence' }, undefined],
    ['answered', 'accept', { mayWrite: false }, 'objections.readOnly'],
    ['accepted', 'reopen', {}, undefined],
  ] as const)('that is %s may %s with %j: %s', (state, move, given, reason) =>
    expect(whyNotMove({ state }, move, { mayWrite: true, ...given })).toBe(reason),
  )

  // Three business days, the day itself never counted; weekends and holidays pass.
  it.each([
    ['2026-11-24', '2026-11-27'], // Tuesday → Friday
    ['2026-11-26', '2026-12-01'], // Thursday → over the weekend
    ['2026-11-13', '2026-11-19'], // Friday → 17 November is a holiday
    ['2026-12-23', '2026-12-30'], // over Christmas
    ['2026-04-02', '2026-04-09'], // Good Friday and Easter Monday
  ])('raised on %s is to be answered by %s', (raised, due) => expect(answerDueOn(raised)).toBe(due))

  it.each([
    ['raised', '2026-11-24', 'inTime'],
    ['raised', '2026-11-26', 'dueSoon'],
    ['analysed', '2026-11-27', 'dueSoon'],
    ['raised', '2026-11-28', 'late'],
    ['answered', '2026-12-28', 'settled'],
  ] as const)('%s on %s has its clock at %s', (state, today, clock) =>
    expect(clockOf({ state, dueOn: '2026-11-27' }, today)).toBe(clock),
  )
})

describe('the hit rate', () => {
  it.each([
    [
      { answered: 0, accepted: 0, unresolved: 0 },
      { used: 0, accepted: 0, settled: 0, percent: null },
    ],
    [
      { answered: 2, accepted: 0, unresolved: 0 },
      { used: 2, accepted: 0, settled: 0, percent: null },
    ],
    [
      { answered: 1, accepted: 2, unresolved: 1 },
      { used: 4, accepted: 2, settled: 3, percent: 67 },
    ],
    [
      { answered: 0, accepted: 1, unresolved: 7 },
      { used: 8, accepted: 1, settled: 8, percent: 13 },
    ],
    [
      { answered: 0, accepted: 5, unresolved: 0 },
      { used: 5, accepted: 5, settled: 5, percent: 100 },
    ],
  ])('of %j is %j', (counts, rate) => expect(hitRateOf(counts)).toEqual(rate))
})

describe('the kind', () => {
  it.each([
    ['Jste o 8 % dražší, na to nemáme rozpočet', 'price'],
    ['Konkurence nabídla delší splatnost', 'competitor'],
    ['Dodací lhůta osm týdnů je pozdě', 'time'],
    ['S vámi máme špatnou zkušenost z loňské reklamace', 'trust'],
    ['Tolik toho nepotřebujeme', 'need'],
    ['Kvalita obalu nestačí', 'product'],
    ['It is too expensive for us', 'price'],
    ['Hm', 'product'],
    ['', 'product'],
  ])('of „%s“ is %s', (text, kind) => expect(guessKind(text)).toBe(kind))
})

it('everybody who writes about clients writes into the library, and marketing and quality; finance reads', () => {
  expect(whyNotWriteLibrary({ roles: ['AM'] })).toBeUndefined()
  expect(whyNotWriteLibrary({ roles: ['MKT'] })).toBeUndefined()
  expect(whyNotWriteLibrary({ roles: ['FIN'] })).toBe('objections.libraryReadOnly')
})

it.each([
  ['AM', 'a', 'a', undefined],
  ['AM', 'a', 'b', 'objections.argumentByAuthor'],
  ['AM', 'a', null, 'objections.argumentByAuthor'],
  ['TL', 'a', 'b', undefined],
  ['MKT', 'a', 'b', undefined],
  ['FIN', 'a', 'a', 'objections.libraryReadOnly'],
] as const)('an entry of the library is changed by %s %s when %s wrote it: %s', (role, id, author, reason) =>
  expect(whyNotChangeArgument({ id, roles: [role], personIds: [id] }, author)).toBe(reason),
)
