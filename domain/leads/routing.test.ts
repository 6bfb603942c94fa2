import { describe, expect, it } from 'vitest'
import { chooseRule, fits, nextInTurn, type RoutedLead, type RoutingRule, traitsOf } from '#domain/leads/routing.ts'

const rule = (asks: Partial<RoutingRule> = {}): RoutingRule => ({
  id: 'r',
  sources: [],
  postcodes: [],
  countries: [],
  naces: [],
  languages: [],
  userIds: ['a'],
  lastUserId: null,
  ...asks,
})
const lead = (tells: Partial<RoutedLead> = {}): RoutedLead => ({
  source: 'form',
  postcode: '602 00',
  country: 'CZ',
  nace: '46.13',
  language: 'cs',
  ...tells,
})

describe('a rule', () => {
  it.each<[Partial<RoutingRule>, Partial<RoutedLead>, boolean]>([
    [{}, {}, true],
    [{ postcodes: ['60'] }, {}, true],
    [{ postcodes: ['6 0'] }, { postcode: '60200' }, true],
    [{ postcodes: ['1', '2'] }, {}, false],
    [{ postcodes: ['60'] }, { postcode: null }, false],
    [{ countries: ['SK', 'PL'] }, { country: 'SK' }, true],
    [{ countries: ['SK'] }, {}, false],
    [{ naces: ['46'] }, {}, true],
    [{ naces: ['46.1'] }, { nace: '4613' }, true],
    [{ naces: ['47'] }, {}, false],
    [{ naces: ['46'] }, { nace: null }, false],
    [{ languages: ['en'] }, {}, false],
    [{ sources: ['fair', 'form'] }, {}, true],
    [{ sources: ['form'], countries: ['SK'] }, {}, false],
  ])('asking %j of %j fits: %s', (asks, tells, answer) => {
    expect(fits(rule(asks), lead(tells))).toBe(answer)
  })

  it('names what it goes by', () => {
    expect(traitsOf(rule({ postcodes: ['1'], languages: ['cs'] }))).toEqual(['postcode', 'language'])
  })

  it('is passed over when nobody of it can take a lead', () => {
    const first = rule({ id: '1', userIds: ['away'] })
    const second = rule({ id: '2', userIds: ['b'] })
    expect(chooseRule([first, second], lead(), new Set(['b']))?.id).toBe('2')
    expect(chooseRule([first], lead(), new Set(['b']))).toBeUndefined()
  })
})

describe('the turn', () => {
  const three = (lastUserId: string | null) => ({ userIds: ['a', 'b', 'c'], lastUserId })
  const all = new Set(['a', 'b', 'c'])
  it.each([
    [null, 'a'],
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'a'],
    ['somebody gone', 'a'],
  ])('after %s comes %s', (last, next) => {
    expect(nextInTurn(three(last), all)).toBe(next)
  })

  it('passes over who cannot, and comes back to the only one left', () => {
    expect(nextInTurn(three('a'), new Set(['a', 'c']))).toBe('c')
    expect(nextInTurn(three('c'), new Set(['c']))).toBe('c')
    expect(nextInTurn(three('c'), new Set())).toBeUndefined()
  })

  it('gives everybody the same share', () => {
    const counts = new Map<string, number>()
    let last: string | null = null
    for (let i = 0; i < 300; i++) {
      last = nextInTurn(three(last), all) as string
      counts.set(last, (counts.get(last) ?? 0) + 1)
    }
    expect([...counts.values()]).toEqual([100, 100, 100])
  })
})
