import { describe, expect, test } from 'vitest'
import { checkMachine, type Machine, movesFrom } from '#domain/lifecycles.ts'

const sound: Machine<'open' | 'done', 'finish' | 'reopen'> = {
  states: ['open', 'done'],
  initial: ['open'],
  final: ['done'],
  moves: {
    finish: { from: ['open'], to: 'done', who: ['owner'] },
    reopen: { from: ['done'], to: 'open', who: ['TL'], reasonCodes: ['mistake'] },
  },
}

describe('a state machine', () => {
  test('that is sound has no faults', () => {
    expect(checkMachine(sound)).toEqual([])
    expect(movesFrom(sound, 'open')).toEqual(['finish'])
  })

  test.each<[string, object, string]>([
    ['an unreachable state', { states: ['open', 'done', 'lost'], final: ['done', 'lost'] }, 'lost cannot be reached'],
    ['a dead end', { final: [], moves: { finish: sound.moves.finish } }, 'done is a dead end'],
    ['an unknown state', { final: ['gone'] }, 'unknown state gone'],
    ['a state listed twice', { states: ['open', 'done', 'open'] }, 'a state is listed twice'],
    [
      'a move of nobody',
      { moves: { ...sound.moves, x: { from: ['open'], to: 'done', who: [] } } },
      'x belongs to nobody',
    ],
    [
      'a circle',
      { moves: { ...sound.moves, x: { from: ['done'], to: 'done', who: ['TL'] } } },
      'x leads from done to itself',
    ],
    [
      'a move from nowhere',
      { moves: { ...sound.moves, x: { from: [], to: 'done', who: ['TL'] } } },
      'x starts nowhere',
    ],
    [
      'a reason without codes',
      { moves: { ...sound.moves, x: { from: ['open'], to: 'done', who: ['TL'], reasonCodes: [] } } },
      'x asks for a reason but lists none',
    ],
  ])('with %s is told so', (_, change, fault) => {
    expect(checkMachine({ ...sound, ...change } as typeof sound)).toContain(fault)
  })
})
