import { expect, test } from 'vitest'
import type { GroupNode } from '#api/groups.ts'
import { groupRows, openAtFirst } from '#web/groups/group-rows.ts'

const node = (id: string, parentId: string | null, depth: number) => ({ id, parentId, depth, name: id }) as GroupNode
const nodes = [
  node('top', null, 0),
  node('a', 'top', 1),
  node('b', 'top', 1),
  node('a1', 'a', 2),
  node('a2', 'a', 2),
  node('b1', 'b', 2),
]
const read = (rows: ReturnType<typeof groupRows>) => rows.map((row) => ('node' in row ? row.node.id : `+${row.hidden}`))

test('a tree is read from the top, open branches only', () => {
  expect(read(groupRows(nodes, new Set(['top', 'b']), new Map()))).toEqual(['top', 'a', 'b', 'b1'])
  expect(read(groupRows(nodes, new Set(), new Map()))).toEqual(['top'])
  expect(groupRows(nodes, new Set(['top']), new Map())[1]).toMatchObject({ children: 2, open: false })
})

test('a long branch shows a part and the way to the rest', () => {
  expect(read(groupRows(nodes, new Set(['top', 'a']), new Map([['a', 1]])))).toEqual(['top', 'a', 'a1', '+1', 'b'])
})

test('the way to the client is open at first', () => {
  expect([...openAtFirst(nodes, 'a1')].sort()).toEqual(['a', 'a1', 'top'])
})
