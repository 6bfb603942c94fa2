import { describe, expect, test } from 'vitest'
import { whyNotAt, whyNotChange } from '#domain/activities/access.ts'
import { cadenceOf, expectedIn90Days, nextTouch } from '#domain/activities/cadence.ts'
import { channels, isTwoWay, outcomesOf } from '#domain/activities/channels.ts'
import { millisOf } from '#domain/activities/instants.ts'
import { dayNumber } from '#domain/day.ts'

/** Milliseconds of a day's hour and minute in UTC. */
const utc = (day: string, hour: number, minute: number, ms: number) =>
  dayNumber(day) * 86_400_000 + hour * 3_600_000 + minute * 60_000 + ms
const today = '2026-11-24'
const client = { class: 'vip', ownDays: null, lastTwoWayOn: null, enteredOn: '2026-11-01', plannedOn: null } as const

describe('cadence', () => {
  test.each([
    ['key', 14, 7],
    ['vip', 21, 5],
    ['standard', 45, 2],
    ['watch', 30, 3],
    [null, 45, 2],
  ] as const)('of class %s is %i days, %i contacts in a quarter', (kind, days, expected) => {
    expect(cadenceOf({ class: kind, ownDays: null })).toBe(days)
    expect(expectedIn90Days({ class: kind, ownDays: null })).toBe(expected)
  })

  test('of a client’s own comes before its class', () => {
    expect(cadenceOf({ class: 'key', ownDays: 60 })).toBe(60)
  })
})

describe('the next touch', () => {
  test.each([
    ['never contacted: from the day of entry', {}, { on: '2026-11-22', why: 'never', overdueDays: 2 }],
    [
      'after a contact: by cadence',
      { lastTwoWayOn: '2026-11-10' },
      { on: '2026-12-01', why: 'cadence', overdueDays: 0 },
    ],
    [
      'on the very day it is not late',
      { lastTwoWayOn: '2026-11-03' },
      { on: '2026-11-24', why: 'cadence', overdueDays: 0 },
    ],
    [
      'an agreed day wins',
      { lastTwoWayOn: '2026-11-10', plannedOn: '2027-01-15' },
      { on: '2027-01-15', why: 'planned' },
    ],
    [
      'an agreed day that passed is late',
      { lastTwoWayOn: '2026-11-10', plannedOn: '2026-11-20' },
      { on: '2026-11-20', why: 'planned', overdueDays: 4 },
    ],
    [
      'an agreed day met by a contact is over',
      { lastTwoWayOn: '2026-11-20', plannedOn: '2026-11-20' },
      { on: '2026-12-11', why: 'cadence' },
    ],
    [
      'an earlier contact does not meet it',
      { lastTwoWayOn: '2026-11-19', plannedOn: '2026-11-20' },
      { on: '2026-11-20', why: 'planned' },
    ],
  ])('%s', (_, more, expected) => {
    expect(nextTouch({ ...client, ...more }, today)).toMatchObject(expected)
  })
})

describe('a contact is two-way', () => {
  test.each([
    [{ channel: 'phone' }, true],
    [{ channel: 'phone', outcome: 'notReached' }, false],
    [{ channel: 'phone', outcome: 'leftMessage' }, false],
    [{ channel: 'meeting' }, true],
    [{ channel: 'meeting', outcome: 'cancelled' }, false],
    [{ channel: 'email', direction: 'in' }, true],
    [{ channel: 'email', direction: 'out' }, false],
    [{ channel: 'email' }, false],
    [{ channel: 'dataBox', direction: 'in' }, true],
    [{ channel: 'note' }, false],
  ] as const)('%j: %s', (contact, expected) => {
    expect(isTwoWay(contact)).toBe(expected)
  })

  test('every channel but a note has outcomes', () => {
    expect(channels.filter((channel) => outcomesOf(channel).length === 0)).toEqual(['note'])
  })
})

describe('instants', () => {
  test.each([
    ['2026-11-24T10:00:00Z', utc('2026-11-24', 10, 0, 0)],
    ['2026-11-24T10:00:00.250+01:00', utc('2026-11-24', 9, 0, 250)],
    ['2026-11-24T10:00-0530', utc('2026-11-24', 15, 30, 0)],
    ['2024-02-29T00:00:00.123456Z', utc('2024-02-29', 0, 0, 123)],
  ])('%s', (text, millis) => {
    expect(millisOf(text)).toBe(millis)
  })

  test.each([
    '2026-02-30T10:00:00Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T10:60:00Z',
    '2026-11-24T10:00:00',
    '2026-11-24',
    'včera',
  ])('%s is none', (text) => {
    expect(millisOf(text)).toBeNaN()
    expect(whyNotAt(millisOf(text), 0)).toBe('activities.noSuchTime')
  })

  test('to come and long gone are refused', () => {
    const now = utc('2026-11-24', 0, 0, 0)
    expect(whyNotAt(now + 60_000, now)).toBeUndefined()
    expect(whyNotAt(now + 3_600_000, now)).toBe('activities.inFuture')
    expect(whyNotAt(utc('1989-12-31', 0, 0, 0), now)).toBe('activities.tooOld')
  })
})

test('an entry is changed by author, deputy and who edits the client; a private one by its author alone', () => {
  const actor = { id: 'anna', roles: ['AM'], personIds: ['anna', 'absent'] } as never
  const entry = { authorId: 'petr', private: false, mayEditRecord: false }
  expect(whyNotChange(actor, entry)).toBe('activities.notYours')
  expect(whyNotChange(actor, { ...entry, mayEditRecord: true })).toBeUndefined()
  expect(whyNotChange(actor, { ...entry, authorId: 'absent' })).toBeUndefined()
  expect(whyNotChange(actor, { ...entry, authorId: 'absent', private: true })).toBe('activities.notYours')
  expect(whyNotChange(actor, { ...entry, authorId: 'anna', private: true })).toBeUndefined()
  expect(whyNotChange({ ...(actor as object), roles: ['FIN'] } as never, { ...entry, authorId: 'anna' })).toBe(
    'activities.readOnlyRole',
  )
})
