// Lateness, reminders and rights of promises.
import { describe, expect, it } from 'vitest'
import type { Actor, Role } from '#domain/access.ts'
import {
  apologyDueOn,
  businessDaysLeft,
  isLate,
  nextNotBefore,
  remindOn,
  standingOf,
  whyNotChange,
  whyNotMake,
} from '#domain/promises/ledger.ts'

const today = '2026-11-24'

describe('lateness is derived', () => {
  it.each([
    ['open', '2026-11-23', 'late'],
    ['open', '2026-11-24', 'open'],
    ['open', '2026-11-25', 'open'],
    ['open', null, 'open'],
    ['kept', '2026-11-01', 'kept'],
    ['waived', '2026-11-01', 'waived'],
  ] as const)('%s due %s is %s', (state, dueOn, standing) => {
    expect(standingOf({ state, dueOn }, today)).toBe(standing)
    expect(isLate({ state, dueOn }, today)).toBe(standing === 'late')
  })

  it('counts business days to the day due', () => {
    expect(businessDaysLeft({ state: 'open', dueOn: '2026-11-30' }, today)).toBe(4)
    expect(businessDaysLeft({ state: 'open', dueOn: '2026-11-20' }, today)).toBe(-2)
    expect(businessDaysLeft({ state: 'open', dueOn: null }, today)).toBe(null)
  })
})

describe('reminding', () => {
  it.each([
    // Golden: 1 BD before the Tuesday after Easter is Maundy Thursday.
    ['2026-04-07', '2026-03-01', '2026-04-02'],
    ['2026-11-30', today, '2026-11-27'],
    ['2026-11-26', today, '2026-11-25'],
    ['2026-11-25', today, undefined],
    ['2026-11-20', today, undefined],
  ])('of what is due %s, asked on %s, comes on %s', (due, now, day) => {
    expect(remindOn(due, now)).toBe(day)
  })

  it('apologises the same day, on Saturday the Monday after', () => {
    expect(apologyDueOn('2026-11-24')).toBe('2026-11-24')
    expect(apologyDueOn('2026-11-28')).toBe('2026-11-30')
    expect(apologyDueOn('2026-12-24')).toBe('2026-12-28')
  })
})

it('the next of a series comes after the one settled and never in the past', () => {
  expect(nextNotBefore('2026-11-24', today)).toBe('2026-11-25')
  expect(nextNotBefore('2026-12-10', today)).toBe('2026-12-11')
  expect(nextNotBefore('2026-09-01', today)).toBe('2026-11-24')
})

describe('rights', () => {
  const actor = (id: string, roles: Role[], personIds = [id]): Actor => ({
    id,
    name: id,
    language: 'cs',
    roles,
    policy: 'team',
    teamId: null,
    teamIds: [],
    ledTeamIds: [],
    personIds,
    onBehalfOf: null,
  })
  const promise = { responsibleId: 'anna', givenById: 'petr', createdById: 'eva', about: 'client' as const }

  it.each([
    ['the responsible person', actor('anna', ['BO']), false, undefined],
    ['who gave it', actor('petr', ['AM']), false, undefined],
    ['who wrote it down', actor('eva', ['MKT']), false, undefined],
    ['a deputy of the responsible', actor('jan', ['AM'], ['jan', 'anna']), false, undefined],
    ['who edits the client', actor('jan', ['AM']), true, undefined],
    ['who only reads the client', actor('jan', ['AM']), false, 'promises.notYours'],
    ['a role that only reads', actor('jan', ['AUD']), true, 'promises.readOnlyRole'],
  ] as const)('%s', (_, who, mayWriteAbout, reason) => {
    expect(whyNotChange(who, { ...promise, mayWriteAbout })).toBe(reason)
  })

  it('a task is only for those named in it', () => {
    expect(whyNotChange(actor('jan', ['CEO']), { ...promise, about: 'nobody', mayWriteAbout: false })).toBe(
      'promises.notYours',
    )
  })

  it('who only reads clients makes tasks, not promises to clients', () => {
    expect(whyNotMake(actor('bo', ['BO']), 'client')).toBe('promises.readOnlyRole')
    expect(whyNotMake(actor('bo', ['BO']), 'nobody')).toBeUndefined()
    expect(whyNotMake(actor('am', ['AM']), 'lead')).toBeUndefined()
  })
})
