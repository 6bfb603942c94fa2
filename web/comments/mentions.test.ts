import { expect, test } from 'vitest'
import { askedName, mentioned, pieces, withName } from '#web/comments/mentions.ts'

const people = [
  { id: '1', name: 'Jan Novák' },
  { id: '2', name: 'Jan Novák mladší' },
  { id: '3', name: 'Eva Malá' },
]

test.each([
  ['@', 1, { from: 0, asked: '' }],
  ['Ahoj @ja', 8, { from: 5, asked: 'ja' }],
  ['Ahoj @Jan Nov', 13, { from: 5, asked: 'Jan Nov' }],
  ['(@Eva', 5, { from: 1, asked: 'Eva' }],
  ['jan@firma.cz', 12, undefined],
  ['@Jan Novák, zavolejte', 21, undefined],
  ['@Jan Novák prosím zavolejte jim', 31, undefined],
  ['@ nic', 5, undefined],
  ['bez zavináče', 5, undefined],
])('in %j at %i', (text, caret, found) => {
  expect(askedName(text, caret)).toEqual(found)
})

test('a chosen name takes the place of what was typed', () => {
  expect(withName('Ahoj @jan a dál', 9, 5, 'Jan Novák')).toEqual({ text: 'Ahoj @Jan Novák a dál', caret: 16 })
  expect(withName('@e', 2, 0, 'Eva Malá')).toEqual({ text: '@Eva Malá ', caret: 10 })
})

test('only names that stayed in the text are mentioned', () => {
  expect(mentioned('@Eva Malá, prosím', people)).toEqual(['3'])
  expect(mentioned('Eva Malá', people)).toEqual([])
})

test('a read text is cut at the longest name', () => {
  expect(pieces('Pro @Jan Novák mladší a @Eva Malá.', people)).toEqual([
    { text: 'Pro ' },
    { text: '@Jan Novák mladší', person: people[1] },
    { text: ' a ' },
    { text: '@Eva Malá', person: people[2] },
    { text: '.' },
  ])
})
