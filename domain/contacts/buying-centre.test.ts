import { describe, expect, test } from 'vitest'
import {
  buyingRoles,
  hasReportingCycle,
  influences,
  isInfluence,
  isSentiment,
  sentiments,
  whyNotReportTo,
} from '#domain/contacts/buying-centre.ts'

describe('buying centre', () => {
  test('there are nine parts', () => {
    expect(new Set(buyingRoles).size).toBe(9)
  })

  test('influence is 1 to 5, sentiment −2 to +2, whole numbers', () => {
    expect(influences.every(isInfluence) && sentiments.every(isSentiment)).toBe(true)
    for (const wrong of [0, 6, 2.5, Number.NaN]) expect(isInfluence(wrong)).toBe(false)
    for (const wrong of [-3, 3, 0.5, Number.NaN]) expect(isSentiment(wrong)).toBe(false)
  })

  test.each<[string, [string, string | null][], boolean]>([
    ['nobody', [], false],
    [
      'a chain',
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', null],
      ],
      false,
    ],
    ['a superior outside the map', [['a', 'x']], false],
    [
      'two under one',
      [
        ['a', 'c'],
        ['b', 'c'],
        ['c', null],
      ],
      false,
    ],
    ['oneself', [['a', 'a']], true],
    [
      'a circle of three',
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'a'],
      ],
      true,
    ],
    [
      'a tail into a circle',
      [
        ['t', 'a'],
        ['a', 'b'],
        ['b', 'a'],
      ],
      true,
    ],
  ])('%s', (_, lines, expected) => {
    expect(hasReportingCycle(new Map(lines))).toBe(expected)
  })

  test('a new superior is checked before it is written', () => {
    const lines = new Map([
      ['a', 'b'],
      ['b', 'c'],
      ['c', null],
    ])
    expect(whyNotReportTo('c', 'a', lines)).toBe('contacts.reportingCycle')
    expect(whyNotReportTo('a', 'a', lines)).toBe('contacts.reportsToSelf')
    expect(whyNotReportTo('a', 'c', lines)).toBeUndefined()
    expect(whyNotReportTo('a', null, lines)).toBeUndefined()
  })
})
