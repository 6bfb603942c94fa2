import { describe, expect, it } from 'vitest'
import {
  afterEvent,
  type CallDirection,
  type CallEvent,
  type CallTimes,
  callBackOn,
  isFresh,
  minutesOf,
  shownNumber,
  spellingsOf,
} from '#domain/calls/telephony.ts'

const at = (second: number) => `2026-11-24T09:00:${String(second).padStart(2, '0')}Z`
const told = (direction: CallDirection, ...events: CallEvent[]): CallTimes =>
  events.reduce<CallTimes>((call, event, i) => afterEvent(call, event, at(i + 1)), {
    direction,
    state: direction === 'in' ? 'ringing' : 'dialling',
    startedAt: at(0),
    answeredAt: null,
    endedAt: null,
  })

describe('a call as told by an exchange', () => {
  it.each<[CallDirection, CallEvent[], string]>([
    ['in', ['ringing'], 'ringing'],
    ['in', ['ringing', 'answered'], 'answered'],
    ['in', ['ringing', 'answered', 'ended'], 'ended'],
    ['in', ['ringing', 'ended'], 'missed'],
    ['in', ['ringing', 'missed'], 'missed'],
    ['in', ['ringing', 'missed', 'ended'], 'missed'],
    ['in', ['ringing', 'answered', 'missed'], 'answered'],
    ['in', ['ended', 'answered'], 'ended'],
    ['in', ['answered', 'ringing', 'ended'], 'ended'],
    ['in', ['missed', 'answered'], 'ended'],
    ['in', ['answered', 'ended', 'recording'], 'ended'],
    ['out', ['ringing', 'answered', 'ended'], 'ended'],
    ['out', ['ringing', 'ended'], 'failed'],
    ['out', ['failed'], 'failed'],
    ['out', [], 'dialling'],
    ['out', ['ringing'], 'ringing'],
  ])('%s: %j is %s', (direction, events, state) => {
    expect(told(direction, ...events).state).toBe(state)
  })

  it('told twice stays the same', () => {
    const once = told('in', 'answered', 'ended')
    expect(afterEvent(afterEvent(once, 'answered', at(30)), 'ended', at(31))).toEqual(once)
  })

  it.each([
    [0, 58_000, 1],
    [0, 120_000, 2],
    [0, 120_001, 3],
    [5, 5, 0],
    [null, 5, null],
    [5, null, null],
  ])('answered at %s and ended at %s ms lasts %s minutes', (answered, ended, minutes) => {
    expect(minutesOf(answered, ended)).toBe(minutes)
  })
})

describe('a missed call', () => {
  it.each([
    ['2026-11-24', 9, '2026-11-24'],
    ['2026-11-24', 15, '2026-11-24'],
    ['2026-11-24', 16, '2026-11-25'],
    ['2026-11-21', 10, '2026-11-23'],
    ['2026-12-23', 18, '2026-12-28'],
  ])('of %s at %i o’clock is called back on %s', (today, hour, day) => {
    expect(callBackOn(today, hour)).toBe(day)
  })
})

describe('a number', () => {
  it.each([
    ['+420 602 123 456', '+420 602 123 456'],
    ['sip:+420602123456@pbx.example;tag=1', '+420602123456'],
    ['tel:602123456', '602123456'],
    ['anonymous', undefined],
    ['Anonymous', undefined],
    ['sip:anonymous@anonymous.invalid', undefined],
    ['', undefined],
    [null, undefined],
    ['0000', undefined],
    ['skryté', undefined],
  ])('told as %s is %s', (text, number) => {
    expect(shownNumber(text)).toBe(number)
  })

  it.each([
    ['602123456', ['602123456']],
    ['420602123456', ['+420602123456', '420602123456']],
    ['0602123456', ['602123456', '0602123456']],
    ['00420602123456', ['00420602123456']],
    ['000420602123456', ['+420602123456', '000420602123456']],
  ])('%s may mean %j', (number, ways) => {
    expect(spellingsOf(number)).toEqual(ways)
  })
})

describe('a signed message', () => {
  it.each([
    [1000, true],
    [700, true],
    [1300, true],
    [699, false],
    [1301, false],
    [Number.NaN, false],
  ])('of %s is fresh at 1000: %s', (signedAt, fresh) => {
    expect(isFresh(signedAt, 1000)).toBe(fresh)
  })
})
