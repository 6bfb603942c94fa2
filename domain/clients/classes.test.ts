import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ClientClass,
  cadenceDays,
  clientClasses,
  confirmationDueOn,
  contactDueOn,
  engagementTarget,
  percentilesOf,
  proposeClass,
} from '#domain/clients/classes.ts'

describe('client class', () => {
  test('the handbook example scores 84.2 and is VIP', () => {
    const proposal = proposeClass({ percentiles: { turnover: 92, margin: 70, potential: 88 } })
    expect(proposal).toMatchObject({ score: 84.2, proposed: 'vip', byScore: 'vip', missing: [], watch: [] })
    expect(proposal.parts.map((part) => part.points)).toEqual([36.8, 21, 26.4])
  })

  test.each([
    [85, 'key'],
    [84.99, 'vip'],
    [70, 'vip'],
    [69.99, 'standard'],
    [0, 'standard'],
  ])('score %f is %s', (score, expected) => {
    const percentiles = { turnover: score, margin: score, potential: score }
    expect(proposeClass({ percentiles }).proposed).toBe(expected)
  })

  test.each([
    ['grade D', { grade: 'D' }, ['grade']],
    ['grade E', { grade: 'E' }, ['grade']],
    ['red health', { health: 'red' }, ['health']],
    ['both', { grade: 'D', health: 'red' }, ['grade', 'health']],
  ] as const)('%s overrides by watch and keeps the score', (_, warning, causes) => {
    const proposal = proposeClass({ percentiles: { turnover: 92, margin: 92, potential: 92 }, ...warning })
    expect(proposal).toMatchObject({ proposed: 'watch', byScore: 'key', score: 92, watch: causes })
  })

  test('unknown parts drop out, the rest renormalises and the missing are named', () => {
    expect(proposeClass({ percentiles: { turnover: 90, margin: null } })).toMatchObject({
      score: 90,
      proposed: 'key',
      missing: ['margin', 'potential'],
    })
    expect(proposeClass({ percentiles: { turnover: 90, potential: 20 } })).toMatchObject({
      score: 60,
      missing: ['margin'],
    })
  })

  test('nothing known proposes nothing, a warning still does', () => {
    expect(proposeClass({ percentiles: {} })).toMatchObject({ proposed: undefined, score: undefined })
    expect(proposeClass({ percentiles: {}, grade: 'E' })).toMatchObject({ proposed: 'watch', score: undefined })
  })

  test('percentiles follow ranks, equals share', () => {
    expect(percentilesOf([30, 10, 20, 20])).toEqual([87.5, 12.5, 50, 50])
    expect(percentilesOf([5])).toEqual([50])
    expect(percentilesOf([])).toEqual([])
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 30 }), (values) => {
        const percentiles = percentilesOf(values)
        expect(percentiles.reduce((a, b) => a + b, 0) / values.length).toBeCloseTo(50, 8)
      }),
    )
  })
})

describe('what follows from the class', () => {
  test.each<[ClientClass, number, number]>([
    ['key', 14, 7],
    ['vip', 21, 5],
    ['standard', 45, 2],
    ['watch', 30, 3],
  ])('%s: every %i days, %i contacts in 90 days', (clientClass, cadence, target) => {
    expect(cadenceDays[clientClass]).toBe(cadence)
    expect(engagementTarget(clientClass)).toBe(target)
  })

  test('every class has its cadence', () => {
    expect(Object.keys(cadenceDays)).toEqual([...clientClasses])
    expect(contactDueOn('key', '2026-01-01')).toBe('2026-01-15')
  })

  test.each([
    ['2026-01-01', false, '2026-06-30'],
    ['2026-01-01', true, '2026-04-01'],
    [null, false, '2026-08-28'],
  ])('confirmed on %s (key: %s) is due on %s', (confirmedOn, key, expected) => {
    expect(confirmationDueOn({ confirmedOn, enteredOn: '2026-03-01', key })).toBe(expected)
  })
})
