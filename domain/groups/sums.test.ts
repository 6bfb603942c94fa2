import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type GroupMember, sumGroup } from '#domain/groups/sums.ts'
import { add } from '#domain/money.ts'

const member = (id: string, parentId: string | null, more: Partial<GroupMember> = {}): GroupMember => ({
  id,
  parentId,
  state: 'active',
  class: null,
  contactIds: [],
  amounts: {},
  ...more,
})

describe('sums over a group', () => {
  test('add up exactly, count a person once, leave unfilled fields out', () => {
    const sums = sumGroup([
      member('chain', null, { class: 'key', contactIds: ['a'], amounts: { area: '0.1' } }),
      member('north', 'chain', { contactIds: ['a', 'b'] }),
      member('shop1', 'north', { state: 'lead', contactIds: ['b'], amounts: { area: '0.2', turnover: '100.05' } }),
      member('shop2', 'north', { contactIds: ['c'], amounts: { turnover: '-0.06' } }),
    ])
    expect(sums.get('chain')).toEqual({
      clients: 4,
      states: { active: 3, lead: 1 },
      classes: { key: 1, none: 3 },
      contacts: 3,
      amounts: { area: '0.3', turnover: '99.99' },
    })
    expect(sums.get('north')).toMatchObject({ clients: 3, contacts: 3, amounts: { area: '0.2', turnover: '99.99' } })
    expect(sums.get('shop2')).toMatchObject({ clients: 1, amounts: { turnover: '-0.06' } })
  })

  test('a member whose parent is not there is a top of its own', () => {
    const sums = sumGroup([member('top', null), member('orphan', 'hidden')])
    expect(sums.get('top')?.clients).toBe(1)
    expect(sums.get('orphan')?.clients).toBe(1)
  })

  test('the top of any tree has the sum of all its members', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: -1e9, max: 1e9 })), { minLength: 1, maxLength: 40 }),
        (rows) => {
          const members = rows.map(([r, cents], i) =>
            member(String(i), i === 0 ? null : String(r % i), {
              amounts: { x: (cents / 100).toFixed(2) },
              contactIds: [String(r % 7)],
            }),
          )
          const top = sumGroup(members).get('0')
          expect(top?.clients).toBe(rows.length)
          expect(top?.amounts.x).toBe(add(...members.map((m) => m.amounts.x as string)))
          expect(top?.contacts).toBe(new Set(members.flatMap((m) => m.contactIds)).size)
        },
      ),
    )
  })
})
