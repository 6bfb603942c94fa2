import { describe, expect, it } from 'vitest'
import { checkMachine } from '#domain/lifecycles.ts'
import { expectedOverrun, overfull, paceOf, plannedMinutes, spentOn } from '#domain/meetings/agenda.ts'
import {
  mayNote,
  meetingMachine,
  minutesDueOn,
  offeredMoves,
  prepareOn,
  whyNotMove,
  whyNotTimes,
} from '#domain/meetings/lifecycle.ts'
import { isInternal, lineMarks, markSigns, readMark } from '#domain/meetings/marks.ts'
import { between, spaced } from '#domain/meetings/positions.ts'

describe('a meeting', () => {
  it('lives by a sound machine', () => expect(checkMachine(meetingMachine)).toEqual([]))

  it.each([
    ['planned', ['start', 'end', 'cancel']],
    ['running', ['end']],
    ['held', ['close']],
    ['closed', ['reopen']],
    ['cancelled', ['planAgain']],
  ] as const)('that is %s offers %j', (state, moves) => expect(offeredMoves(state)).toEqual(moves))

  const now = '2026-11-24T09:00:00.000Z'
  it.each([
    ['planned', '2026-11-24T10:00:00.000Z', 'start', {}, undefined],
    ['planned', '2026-11-24T10:00:00.000Z', 'end', {}, 'meetings.notBegun'],
    ['planned', '2026-11-23T10:00:00.000Z', 'end', {}, undefined],
    ['running', '2026-11-24T10:00:00.000Z', 'end', {}, undefined],
    ['planned', '2026-11-25T10:00:00.000Z', 'cancel', {}, 'meetings.reasonMissing'],
    ['planned', '2026-11-25T10:00:00.000Z', 'cancel', { reason: 'Nemoc' }, undefined],
    ['held', '2026-11-20T10:00:00.000Z', 'start', {}, 'meetings.notFromHere'],
    ['held', '2026-11-20T10:00:00.000Z', 'close', { mayWrite: false }, 'meetings.readOnly'],
  ] as const)('%s, beginning %s, may %s with %j: %s', (state, startsAt, move, given, reason) =>
    expect(whyNotMove({ state, startsAt }, move, { mayWrite: true, now, ...given })).toBe(reason),
  )

  // Hours from now.
  it.each([
    [24, 25, false, undefined],
    [24, 24, false, 'meetings.endsBeforeStart'],
    [24, 23, false, 'meetings.endsBeforeStart'],
    [24, 49, false, 'meetings.tooLong'],
    [-24, -23, false, 'meetings.inPast'],
    [-24, -23, true, undefined],
    [-0.5, 0.5, false, undefined],
    [48_000, 48_001, false, 'meetings.tooFar'],
  ] as const)('from %s to %s hours from now, held %s: %s', (from, to, held, reason) =>
    expect(whyNotTimes(from * 3_600_000, to * 3_600_000, 0, held)).toBe(reason),
  )

  it('on Monday after a holiday is prepared the business day before, and its minutes leave within two', () => {
    expect(prepareOn('2026-11-18')).toBe('2026-11-16')
    expect(minutesDueOn('2026-11-16')).toBe('2026-11-19')
    expect(minutesDueOn('2026-11-24')).toBe('2026-11-26')
  })

  it('is noted until it is closed', () =>
    expect((['planned', 'running', 'held', 'closed', 'cancelled'] as const).filter(mayNote)).toEqual([
      'planned',
      'running',
      'held',
    ]))
})

describe('a mark', () => {
  it.each([
    ['! pošleme vzorky do pátku', 'promiseOurs', 'pošleme vzorky do pátku'],
    ['!pošleme vzorky', 'promiseOurs', 'pošleme vzorky'],
    ['!! pošlou výkres', 'promiseTheirs', 'pošlou výkres'],
    ['- je to drahé', 'objection', 'je to drahé'],
    ['+ 40 palet měsíčně', 'need', '40 palet měsíčně'],
    ['/ Alfa dává splatnost 60 dní', 'rival', 'Alfa dává splatnost 60 dní'],
    ['= objednají od ledna', 'decision', 'objednají od ledna'],
    ['?kdo schvaluje', 'question', 'kdo schvaluje'],
    ['-Vloni to bylo levnější', 'objection', 'Vloni to bylo levnější'],
    ['+menší balení', 'need', 'menší balení'],
    ['=závoz zůstává', 'decision', 'závoz zůstává'],
    ['/Alfa dává stojan', 'rival', 'Alfa dává stojan'],
  ])('of „%s“ is %s', (text, mark, rest) => expect(readMark(text)).toEqual({ mark, text: rest }))

  it.each(['-5 % proti loňsku', '+420 602 123 456', '=', '!', '! ', '!!', '/cesta', 'Cena - 5', '', '???'])(
    'is none in „%s“',
    (text) => expect(readMark(text)).toBeUndefined(),
  )

  it('has a sign for every kind, and objections and rivals stay in the house', () => {
    expect(Object.keys(markSigns).sort()).toEqual(lineMarks.filter((mark) => mark !== 'line').sort())
    expect(lineMarks.filter(isInternal)).toEqual(['objection', 'rival'])
  })
})

describe('an agenda', () => {
  const point = (minutes: number | null, spentSeconds = 0, startedAt: number | null = null, done = false) => ({
    minutes,
    spentSeconds,
    startedAt,
    done,
  })
  it('is summed and told when longer than the meeting', () => {
    expect(plannedMinutes([point(10), point(null), point(20)])).toBe(30)
    expect(overfull([point(40), point(30)], 60)).toBe(10)
    expect(overfull([point(10)], 60)).toBe(0)
  })
  it('counts the point being talked about up to now', () => {
    expect(spentOn(point(10, 30, 1_000), 61_000)).toBe(90)
    expect(spentOn(point(10, 30), 61_000)).toBe(30)
  })
  it.each([
    [point(10, 0), 'inTime'],
    [point(10, 479), 'inTime'],
    [point(10, 480), 'short'],
    [point(10, 600), 'short'],
    [point(10, 601), 'over'],
    [point(10, 900, null, true), 'inTime'],
    [point(null, 9000), 'inTime'],
  ] as const)('has its pace: %j is %s', (timed, pace) => expect(paceOf(timed, 0)).toBe(pace))
  it('foresees that it will not make it', () => {
    const now = 0
    expect(expectedOverrun([point(10), point(20, 0, null, true)], 15 * 60_000, now)).toBe(-300)
    expect(expectedOverrun([point(10), point(10)], 15 * 60_000, now)).toBe(300)
    expect(expectedOverrun([point(10, 900, null, false)], 0, now)).toBe(0)
  })
})

describe('places of lines', () => {
  it.each([
    [undefined, undefined, 1024],
    [1024, undefined, 2048],
    [undefined, 1024, 0],
    [1024, 2048, 1536],
    [1024, 1025, undefined],
    [5, 5, undefined],
  ])('between %s and %s is %s', (before, after, place) => expect(between(before, after)).toBe(place))
  it('are spaced anew when there is no room', () => expect(spaced(3)).toEqual([1024, 2048, 3072]))
})
