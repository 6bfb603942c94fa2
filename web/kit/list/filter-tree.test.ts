// Filters are edited without losing or inventing a condition.
import { expect, test } from 'vitest'
import type { Filter } from '#api/lists.ts'
import {
  allOf,
  appendAt,
  conditionsOn,
  groupOf,
  leavesOf,
  pruned,
  replaceAt,
  topParts,
  withCondition,
  withOperator,
  withoutPart,
} from '#web/kit/list/filter-tree.ts'

const key: Filter = { f: 'class', op: 'in', v: ['key'] }
const mine: Filter = { f: 'ownerId', op: 'in', v: ['me'] }
const praha: Filter = { f: 'city', op: 'is', v: 'Praha' }
const either: Filter = { or: [mine, praha] }

test('chips are the parts that all must hold', () => {
  expect(topParts(undefined)).toEqual([])
  expect(topParts(key)).toEqual([key])
  expect(topParts({ and: [key, either] })).toEqual([key, either])
  expect(topParts(either)).toEqual([either])
})

test('a filter of one condition is not wrapped in a group', () => {
  expect(allOf([])).toBeUndefined()
  expect(allOf([key])).toEqual(key)
  expect(allOf([key, mine])).toEqual({ and: [key, mine] })
})

test('the filter of a column is added, replaced in its place, and taken away', () => {
  const two = withCondition(key, 'city', praha)
  expect(two).toEqual({ and: [key, praha] })
  const changed = withCondition(two, 'class', { f: 'class', op: 'empty' })
  expect(changed).toEqual({ and: [{ f: 'class', op: 'empty' }, praha] })
  expect(withCondition(changed, 'class', undefined)).toEqual(praha)
  expect(withCondition(praha, 'class', undefined)).toEqual(praha)
  expect(conditionsOn({ and: [key, either] }, 'ownerId')).toEqual([])
})

test('taking a chip away keeps the others', () => {
  expect(withoutPart({ and: [key, either] }, 0)).toEqual(either)
  expect(withoutPart(key, 0)).toBeUndefined()
})

test('unfinished conditions and empty groups are left out when applied', () => {
  expect(pruned({ and: [{ f: 'city', op: 'is' }, { or: [{ f: 'class', op: 'in', v: [] }] }] })).toBeUndefined()
  expect(pruned({ and: [key, { or: [praha] }] })).toEqual({ and: [key, praha] })
  expect(pruned({ f: 'turnover', op: 'between', v: ['1', ''] })).toBeUndefined()
  expect(pruned({ f: 'city', op: 'empty' })).toEqual({ f: 'city', op: 'empty' })
})

test('deep parts are replaced, removed and added by their path', () => {
  const tree = groupOf('and', [key, either])
  expect(replaceAt(tree, [1, 1], key)).toEqual({ and: [key, { or: [mine, key] }] })
  expect(replaceAt(tree, [1, 0], undefined)).toEqual({ and: [key, { or: [praha] }] })
  expect(replaceAt(tree, [1], undefined)).toEqual({ and: [key] })
  expect(appendAt(tree, [1], key)).toEqual({ and: [key, { or: [mine, praha, key] }] })
  expect(leavesOf(tree)).toBe(3)
})

test('a changed operator keeps the value where it still fits', () => {
  expect(withOperator({ f: 'city', op: 'is', v: 'Praha' }, 'contains')).toEqual({
    f: 'city',
    op: 'contains',
    v: 'Praha',
  })
  expect(withOperator({ f: 'n', op: 'gt', v: '5' }, 'between')).toEqual({ f: 'n', op: 'between', v: ['5', ''] })
  expect(withOperator({ f: 'n', op: 'between', v: ['5', '9'] }, 'gt')).toEqual({ f: 'n', op: 'gt', v: '5' })
  expect(withOperator({ f: 'city', op: 'is', v: 'Praha' }, 'empty')).toEqual({ f: 'city', op: 'empty' })
  expect(withOperator({ f: 'on', op: 'is', v: '2026-11-24' }, 'lastDays')).toEqual({ f: 'on', op: 'lastDays' })
})
