// The words of a conflict of a write that waited.
import { expect, test } from 'vitest'
import { promises } from '#messages/cs/promises.ts'
import { disputed, shown, type Words } from '#web/kit/offline/disputed.ts'

const words = promises as unknown as Words
const cs = { language: 'cs', yes: 'ano', no: 'ne' } as const

test('fields that differ are named as their screens name them', () => {
  const theirs = { version: 3, text: 'poslat ceník', dueOn: '2026-11-30', responsible: { id: 'b', name: 'Radim' } }
  const found = disputed({ text: 'poslat ceník', dueOn: '2026-11-24', responsibleId: 'a' }, theirs, words)
  expect(found.map(({ label, mine, theirs: other }) => [label, mine, other])).toEqual([
    [promises.columns.dueOn, '2026-11-24', '2026-11-30'],
    [promises.columns.responsible, 'a', 'b'],
  ])
})

test('a person nobody changed is not disputed, and an unknown field keeps its key', () => {
  const theirs = { version: 3, responsible: { id: 'a', name: 'Radim' } }
  expect(disputed({ responsibleId: 'a', another: 1 }, theirs, undefined).map(({ label }) => label)).toEqual(['another'])
})

test('values are read, not spelled', () => {
  expect(shown('2026-11-24', 'dueOn', words, cs)).toBe('24.\u00a011.\u00a02026')
  expect(shown(true, 'private', words, cs)).toBe('ano')
  expect(shown(null, 'dueOn', words, cs)).toBe('–')
  const [side, word] = Object.entries(promises.choices.side)[0] as [string, string]
  expect(shown(side, 'side', words, cs)).toBe(word)
})
