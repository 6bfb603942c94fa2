import { describe, expect, it } from 'vitest'
import type { Actor, Role } from '#domain/access.ts'
import { whyNotChangeRoles, whyNotDeactivate, whyNotSetDeputy } from '#domain/users/access.ts'

const actor = (overrides: Partial<Actor>): Actor => ({
  id: 'me',
  name: 'Já',
  language: 'cs',
  roles: ['AM'],
  policy: 'team',
  teamId: null,
  teamIds: [],
  ledTeamIds: [],
  personIds: ['me'],
  onBehalfOf: null,
  ...overrides,
})
const user = (roles: Role[], overrides = {}) => ({ id: 'other', active: true, roles, ...overrides })

describe('roles of people', () => {
  const cases: [string, Parameters<typeof whyNotChangeRoles>, string | undefined][] = [
    ['another person gets a role', [actor({}), user(['AM']), ['AM', 'TL'], 0], undefined],
    ['nobody changes own roles', [actor({}), user(['ADM'], { id: 'me' }), ['ADM', 'SD'], 3], 'users.ownRoles'],
    ['own roles left as they are may be saved', [actor({}), user(['ADM'], { id: 'me' }), ['ADM'], 0], undefined],
    ['the last administrator stays', [actor({}), user(['ADM']), ['AM'], 0], 'users.lastAdministrator'],
    ['one of two administrators may go', [actor({}), user(['ADM']), ['AM'], 1], undefined],
    [
      'an inactive administrator may lose the role',
      [actor({}), user(['ADM'], { active: false }), ['AM'], 0],
      undefined,
    ],
  ]
  it.each(cases)('%s', (_name, args, reason) => {
    expect(whyNotChangeRoles(...args)).toBe(reason)
  })
  it('nobody deactivates himself or the last administrator', () => {
    expect(whyNotDeactivate(actor({}), user(['AM'], { id: 'me' }), 5)).toBe('users.ownDeactivation')
    expect(whyNotDeactivate(actor({}), user(['ADM']), 0)).toBe('users.lastAdministrator')
    expect(whyNotDeactivate(actor({}), user(['ADM']), 1)).toBeUndefined()
    expect(whyNotDeactivate(actor({}), user(['AM']), 0)).toBeUndefined()
  })
})

describe('deputies', () => {
  const absent = { id: 'absent', teamId: 'team', active: true }
  const deputy = { id: 'deputy', active: true, roles: ['AM'] as Role[] }
  const cases: [string, Parameters<typeof whyNotSetDeputy>, string | undefined][] = [
    ['a person sets own deputy', [actor({ id: 'absent' }), absent, deputy], undefined],
    ['a colleague does not', [actor({}), absent, deputy], 'users.deputyNotYours'],
    ['the lead does', [actor({ roles: ['TL'], ledTeamIds: ['team'] }), absent, deputy], undefined],
    ['a lead without the role does not', [actor({ ledTeamIds: ['team'] }), absent, deputy], 'users.deputyNotYours'],
    ['the administrator does', [actor({ roles: ['ADM'] }), absent, deputy], undefined],
    [
      'the administrator does not name himself',
      [actor({ roles: ['ADM', 'AM'] }), absent, { ...deputy, id: 'me' }],
      'users.deputyOfStranger',
    ],
    [
      'the lead may stand in himself',
      [actor({ roles: ['TL'], ledTeamIds: ['team'] }), absent, { ...deputy, id: 'me', roles: ['TL'] }],
      undefined,
    ],
    [
      'nobody stands in for himself',
      [actor({ id: 'absent' }), absent, { ...deputy, id: 'absent' }],
      'users.deputyHimself',
    ],
    ['who left does not', [actor({ id: 'absent' }), absent, { ...deputy, active: false }], 'users.deputyInactive'],
    [
      'who has no business data does not',
      [actor({ id: 'absent' }), absent, { ...deputy, roles: ['HR'] }],
      'users.deputyWithoutRights',
    ],
  ]
  it.each(cases)('%s', (_name, args, reason) => {
    expect(whyNotSetDeputy(...args)).toBe(reason)
  })
})
