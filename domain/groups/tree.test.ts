import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ancestorsOf, descendantsOf, hasCycle, type Parents, rootOf, whyNotMove } from '#domain/groups/tree.ts'

const chain: Parents = new Map([
  ['chain', null],
  ['north', 'chain'],
  ['south', 'chain'],
  ['shop1', 'north'],
  ['shop2', 'north'],
])

describe('group tree', () => {
  test('knows what is above and below', () => {
    expect(ancestorsOf('shop1', chain)).toEqual(['north', 'chain'])
    expect(ancestorsOf('chain', chain)).toEqual([])
    expect(descendantsOf('chain', chain)).toEqual(['north', 'south', 'shop1', 'shop2'])
    expect(descendantsOf('shop1', chain)).toEqual([])
    expect(rootOf('shop2', chain)).toBe('chain')
    expect(rootOf('alone', chain)).toBe('alone')
  })

  test.each([
    ['north', 'north', 'groups.underItself'],
    ['chain', 'shop1', 'groups.underItsOwnPart'],
    ['north', 'shop2', 'groups.underItsOwnPart'],
    ['shop1', 'north', 'groups.alreadyThere'],
    ['chain', null, 'groups.alreadyThere'],
    ['shop1', 'south', undefined],
    ['shop1', null, undefined],
    ['new', 'chain', undefined],
    ['new', null, undefined],
  ])('%s under %s: %s', (id, parent, expected) => {
    expect(whyNotMove(id, parent, chain)).toBe(expected)
  })

  test('a circle is found and never followed', () => {
    const circle = new Map([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ])
    expect(hasCycle(circle)).toBe(true)
    expect(hasCycle(new Map([['a', 'a']]))).toBe(true)
    expect(ancestorsOf('a', circle)).toEqual(['b', 'c'])
    expect(descendantsOf('a', circle)).toEqual(['c', 'b'])
    expect(hasCycle(chain)).toBe(false)
  })

  test('moves that are allowed never make a circle', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const move = fc.tuple(fc.constantFrom(...ids), fc.option(fc.constantFrom(...ids), { nil: null }))
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const parents = new Map<string, string | null>(ids.map((id) => [id, null]))
        for (const [id, parent] of moves) if (!whyNotMove(id, parent, parents)) parents.set(id, parent)
        expect(hasCycle(parents)).toBe(false)
      }),
    )
  })
})
