import { describe, expect, it } from 'vitest'
import { sightOf, whyNotChange } from '#domain/calendars/access.ts'
import { daysAtWork, freeSlots, joined, whyNotHours } from '#domain/calendars/free-slots.ts'
import { judgeMessage, type Method, raisesSequence } from '#domain/calendars/invitations.ts'
import { type Side, stepOf } from '#domain/calendars/two-sides.ts'

describe('what one sees of an appointment', () => {
  const me = { id: 'me', personIds: ['me', 'absent'] }
  it.each([
    ['own', { ownerId: 'me', userIds: [], private: false, subjectSeen: undefined }, 'full'],
    ['own and private', { ownerId: 'me', userIds: [], private: true, subjectSeen: undefined }, 'full'],
    ['of whom I stand in for', { ownerId: 'absent', userIds: [], private: false, subjectSeen: undefined }, 'full'],
    [
      'private of whom I stand in for',
      { ownerId: 'absent', userIds: [], private: true, subjectSeen: undefined },
      'busy',
    ],
    ['to which I am invited', { ownerId: 'she', userIds: ['me'], private: true, subjectSeen: undefined }, 'full'],
    ['of a colleague', { ownerId: 'she', userIds: [], private: false, subjectSeen: undefined }, 'busy'],
    ['with a client I see', { ownerId: 'she', userIds: [], private: false, subjectSeen: true }, 'full'],
    ['with a client I do not see', { ownerId: 'she', userIds: [], private: false, subjectSeen: false }, 'busy'],
    ['private with a client I see', { ownerId: 'she', userIds: [], private: true, subjectSeen: true }, 'busy'],
  ] as const)('%s', (_, appointment, sight) => {
    expect(sightOf(me, appointment)).toBe(sight)
  })
  it('is changed by its owner or deputy, unless somebody else decides', () => {
    const own = { ownerId: 'me', origin: 'own', recordType: null } as const
    expect(whyNotChange(me, own, 'content')).toBeUndefined()
    expect(whyNotChange(me, { ...own, ownerId: 'absent' }, 'time')).toBeUndefined()
    expect(whyNotChange(me, { ...own, ownerId: 'she' }, 'time')).toBe('calendars.notYours')
    expect(whyNotChange(me, { ...own, origin: 'invitation' }, 'time')).toBe('calendars.organizerDecides')
    expect(whyNotChange(me, { ...own, origin: 'invitation' }, 'remove')).toBeUndefined()
    expect(whyNotChange(me, { ...own, recordType: 'meetings' }, 'content')).toBe('calendars.changeAtRecord')
    expect(whyNotChange(me, { ...own, recordType: 'meetings' }, 'time')).toBeUndefined()
  })
})

describe('days at work', () => {
  it.each([
    ['2026-12-22', 8, ['2026-12-22', '2026-12-23', '2026-12-28', '2026-12-29']],
    ['2027-03-26', 5, ['2027-03-30']],
    ['2028-02-28', 3, ['2028-02-28', '2028-02-29', '2028-03-01']],
  ])('from %s in %i days leave out weekends and public holidays', (first, days, expected) => {
    expect(daysAtWork(first, days)).toEqual(expected)
  })
})

describe('a message from elsewhere', () => {
  const theirs = (sequence: number, cancelled = false) => ({ sequence, ours: false, cancelled })
  const ours = (sequence: number) => ({ sequence, ours: true, cancelled: false })
  it.each([
    ['REQUEST', undefined, 0, 'add'],
    ['REQUEST', theirs(1), 2, 'change'],
    ['REQUEST', theirs(1), 1, 'change'],
    ['REQUEST', theirs(2), 1, 'outdated'],
    ['REQUEST', ours(0), 5, 'weOrganize'],
    ['CANCEL', undefined, 3, 'unknown'],
    ['CANCEL', theirs(1), 2, 'cancel'],
    ['CANCEL', theirs(3), 2, 'outdated'],
    ['CANCEL', theirs(3, true), 3, 'repeated'],
    ['CANCEL', ours(1), 2, 'weOrganize'],
    ['REPLY', undefined, 0, 'unknown'],
    ['REPLY', ours(1), 1, 'answer'],
    ['REPLY', ours(2), 1, 'outdated'],
    ['REPLY', theirs(0), 0, 'othersMeeting'],
    ['COUNTER', ours(0), 0, 'proposal'],
    ['COUNTER', undefined, 0, 'unknown'],
    ['PUBLISH', undefined, 0, 'add'],
  ] as const)('%s to %o with sequence %i is %s', (method: Method, known, sequence, verdict) => {
    expect(judgeMessage(method, known, sequence, false)).toBe(verdict)
    expect(judgeMessage(method, known, sequence, true)).toBe('repeated')
  })
  it('asks anew only when the time, the place or the repetition changes', () => {
    const at = { startsAt: '1', endsAt: '2', rrule: null, cancelled: false, place: null }
    expect(raisesSequence(at, { ...at })).toBe(false)
    for (const change of [
      { startsAt: '0' },
      { endsAt: '3' },
      { rrule: 'FREQ=DAILY' },
      { cancelled: true },
      { place: 'Brno' },
    ])
      expect(raisesSequence(at, { ...at, ...change })).toBe(true)
  })
})

describe('two calendars', () => {
  it.each([
    ['absent', 'changed', 'pull'],
    ['changed', 'absent', 'push'],
    ['same', 'same', 'nothing'],
    ['changed', 'same', 'push'],
    ['same', 'changed', 'pull'],
    ['changed', 'changed', 'conflict'],
    ['gone', 'same', 'removeThere'],
    ['gone', 'changed', 'conflict'],
    ['same', 'gone', 'removeHere'],
    ['changed', 'gone', 'conflict'],
    ['gone', 'gone', 'forget'],
    ['gone', 'absent', 'forget'],
  ] as [Side, Side, string][])('with ours %s and theirs %s: %s', (ours, theirs, step) => {
    expect(stepOf(ours, theirs, false)).toBe(step)
  })
  it('that made the same change agree', () => {
    expect(stepOf('changed', 'changed', true)).toBe('nothing')
  })
  it('hold a colleague’s appointment only as a copy', () => {
    expect(stepOf('same', 'changed', false, false)).toBe('push')
    expect(stepOf('same', 'gone', false, false)).toBe('push')
    expect(stepOf('gone', 'changed', false, false)).toBe('removeThere')
  })
})

describe('free slots', () => {
  const rules = { minutes: 30, gapMinutes: 0, notBefore: 0, notAfter: 10_000, step: 30 }
  it.each([
    ['an empty window', [{ from: 540, to: 660 }], [], rules, [540, 570, 600, 630]],
    ['a window too short', [{ from: 540, to: 560 }], [], rules, []],
    ['what is taken', [{ from: 540, to: 660 }], [{ from: 585, to: 600 }], rules, [540, 600, 630]],
    ['a gap', [{ from: 540, to: 660 }], [{ from: 580, to: 600 }], { ...rules, gapMinutes: 15 }, [630]],
    ['notice', [{ from: 540, to: 660 }], [], { ...rules, notBefore: 571 }, [600, 630]],
    ['a horizon', [{ from: 540, to: 660 }], [], { ...rules, notAfter: 571 }, [540, 570]],
    ['longer visits', [{ from: 540, to: 660 }], [], { ...rules, minutes: 60 }, [540, 570, 600]],
  ] as const)('respect %s', (_, windows, taken, rule, starts) => {
    expect(freeSlots(windows, taken, rule)).toEqual(starts)
  })
  it('join what touches', () => {
    expect(
      joined([
        { from: 5, to: 7 },
        { from: 1, to: 3 },
        { from: 3, to: 4 },
        { from: 9, to: 9 },
      ]),
    ).toEqual([
      { from: 1, to: 4 },
      { from: 5, to: 7 },
    ])
  })
  it('need hours that go forward and do not overlap', () => {
    expect(
      whyNotHours([
        { day: 1, from: '09:00', to: '12:00' },
        { day: 1, from: '12:00', to: '16:00' },
      ]),
    ).toBeUndefined()
    expect(whyNotHours([{ day: 1, from: '12:00', to: '12:00' }])).toBe('calendars.hoursBackwards')
    expect(
      whyNotHours([
        { day: 1, from: '09:00', to: '12:00' },
        { day: 1, from: '11:00', to: '16:00' },
      ]),
    ).toBe('calendars.hoursOverlap')
  })
})
