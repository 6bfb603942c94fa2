// Every line of a list, grouped or not, belongs to one page that is fetched once.
import { expect, test } from 'vitest'
import { nextSort, parseFilter, parseSort, sortText } from '#web/kit/list/list-search.ts'
import { countTicked, isTicked, nothingTicked, selectionOf, tick } from '#web/kit/list/selection.ts'
import { pagesWanted, placeOf, stretchesOf } from '#web/kit/list/stretches.ts'

const group = (value: string | null, count: number) => ({ value, label: null, count, sums: {} })
const filterOf = (one: { value: string | null }) => `of ${one.value}`

test('an ungrouped list is one stretch and asks for the pages in sight', () => {
  const stretches = stretchesOf(undefined, 'f', 100_000, new Set(), filterOf)
  expect(placeOf(stretches, 99_999)?.within).toBe(99_999)
  expect(placeOf(stretches, 100_000)).toBeUndefined()
  expect(pagesWanted(stretches, 0, 30).map((page) => page.number)).toEqual([0])
  expect(pagesWanted(stretches, 180, 220).map((page) => page.number)).toEqual([1, 2])
  expect(pagesWanted(stretches, 99_970, 100_000).map((page) => page.number)).toEqual([999])
})

test('an open group puts its rows between the heads of groups', () => {
  const stretches = stretchesOf([group('a', 250), group(null, 3)], undefined, 0, new Set(['a']), filterOf)
  expect(stretches.map((one) => [one.kind, one.start, one.count])).toEqual([
    ['group', 0, 1],
    ['rows', 1, 250],
    ['group', 251, 1],
  ])
  expect(placeOf(stretches, 251)?.stretch.kind).toBe('group')
  expect(placeOf(stretches, 101)?.within).toBe(100)
  expect(pagesWanted(stretches, 90, 120)).toEqual([
    { filter: 'of a', number: 0, totals: false },
    { filter: 'of a', number: 1, totals: false },
  ])
})

test('a header click walks ascending, descending, none; shift adds to the sort', () => {
  expect(nextSort([], 'name', false)).toEqual([{ key: 'name', descending: false }])
  expect(nextSort(parseSort('name'), 'name', false)).toEqual([{ key: 'name', descending: true }])
  expect(nextSort(parseSort('-name'), 'name', false)).toEqual([])
  expect(sortText(nextSort(parseSort('-turnover'), 'name', true))).toBe('-turnover,name')
  expect(sortText(nextSort(parseSort('-turnover,-name'), 'name', true))).toBe('-turnover')
})

test('a broken filter in the address is no filter', () => {
  expect(parseFilter('{"f":"a"')).toBeUndefined()
  expect(parseFilter('{"and":[{"x":1}]}')).toBeUndefined()
  expect(parseFilter('{"f":"a","op":"empty"}')).toEqual({ f: 'a', op: 'empty' })
})

test('everything minus the rows unticked since is sent as such', () => {
  expect(selectionOf(nothingTicked, {})).toBeUndefined()
  const some = tick(tick(nothingTicked, ['a', 'b'], true), ['a'], false)
  expect(selectionOf(some, { q: 'x' })).toEqual({ ids: ['b'] })
  const all = tick({ kind: 'all', except: new Set() }, ['a'], false)
  expect(isTicked(all, 'a')).toBe(false)
  expect(countTicked(all, 100)).toBe(99)
  expect(selectionOf(all, { q: 'x' })).toEqual({ q: 'x', except: ['a'] })
})
