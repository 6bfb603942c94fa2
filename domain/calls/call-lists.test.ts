import { describe, expect, it } from 'vitest'
import { type ItemState, type ListItem, nextItem } from '#domain/calls/call-lists.ts'

const list = (...states: (ItemState | [ItemState, string])[]): ListItem[] =>
  states.map((state, i) => ({
    id: String(i + 1),
    position: i + 1,
    state: Array.isArray(state) ? state[0] : state,
    laterAt: Array.isArray(state) ? state[1] : null,
  }))
const now = '2026-11-24T10:00:00Z'

describe('the next call', () => {
  it.each<[ListItem[], string | undefined, string | undefined]>([
    [list('waiting', 'waiting'), undefined, '1'],
    [list('waiting', 'waiting', 'waiting'), '2', '3'],
    [list('waiting', 'done', 'done'), '3', '1'],
    [list('waiting'), '1', undefined],
    [list('done', 'skipped'), undefined, undefined],
    [list('waiting', ['later', '2026-11-24T09:59:00Z']), undefined, '2'],
    [list('waiting', ['later', '2026-11-24T10:01:00Z']), undefined, '1'],
    [list(['later', '2026-11-24T09:30:00Z'], ['later', '2026-11-24T09:00:00Z']), undefined, '2'],
    [list('done', ['later', '2026-11-25T09:00:00Z']), undefined, undefined],
    [[], undefined, undefined],
  ])('of %j after %s is %s', (items, current, next) => {
    expect(nextItem(items, now, current)?.id).toBe(next)
  })
})
