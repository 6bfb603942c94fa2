import { describe, expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import {
  type ClientForAccess,
  groundsToSee,
  whyNotDecideKey,
  whyNotDelete,
  whyNotEdit,
  whyNotNominateKey,
  whyNotReassign,
  whyNotSetClass,
} from '#domain/clients/access.ts'
import type { ClientClass } from '#domain/clients/classes.ts'

const person = (id: string, roles: Actor['roles'], more: Partial<Actor> = {}): Actor => ({
  id,
  name: id,
  language: 'cs',
  roles,
  policy: 'team',
  teamId: 't1',
  teamIds: ['t1'],
  ledTeamIds: [],
  personIds: [id],
  onBehalfOf: null,
  ...more,
})
const owner = person('owner', ['AM'])
const colleague = person('colleague', ['AM'])
const stranger = person('stranger', ['AM'], { teamId: 't2', teamIds: ['t2'] })
const deputy = person('deputy', ['AM'], { personIds: ['deputy', 'owner'], teamId: 't2', teamIds: ['t2'] })
const lead = person('lead', ['TL'], { ledTeamIds: ['t1', 't3'], teamIds: ['t1', 't3'] })
const otherLead = person('otherLead', ['TL'], { teamId: 't2', teamIds: ['t2'], ledTeamIds: ['t2'] })
const director = person('director', ['SD'], { teamId: null, teamIds: [] })
const finance = person('finance', ['FIN'], { teamId: null, teamIds: [] })
const auditor = person('auditor', ['AUD'], { teamId: null, teamIds: [] })
const backOffice = person('backOffice', ['BO'])
const administrator = person('administrator', ['ADM'])

const client: ClientForAccess = { ownerId: 'owner', teamId: 't1', confidentiality: 'internal' }
const closed: ClientForAccess = { ...client, confidentiality: 'confidential' }
const under = (policy: Actor['policy'], actor: Actor): Actor => ({ ...actor, policy })

describe('who sees a client', () => {
  test.each<[string, Actor, ClientForAccess, string[]]>([
    ['the owner', owner, client, ['owner', 'team']],
    ['a deputy of another team', deputy, client, ['deputy']],
    ['a colleague under team', colleague, client, ['team']],
    ['a colleague under own', under('own', colleague), client, []],
    ['a stranger under team', stranger, client, []],
    ['a stranger under open', under('open', stranger), client, ['openPolicy']],
    ['a stranger in the client team', stranger, { ...client, member: 'read' }, ['clientTeam']],
    ['the lead', lead, client, ['lead', 'team']],
    ['another lead', otherLead, client, []],
    ['the director', director, client, ['wholeFirm']],
    ['finance', finance, client, ['wholeFirm']],
    ['back office under own', under('own', backOffice), client, ['team']],
    ['the administrator', administrator, client, []],
    ['an administrator who once owned', person('owner', ['ADM']), client, []],
    ['a client of nobody', owner, { ...client, ownerId: null, teamId: null }, []],
    ['confidential: the owner', owner, closed, ['owner']],
    ['confidential: a colleague', colleague, closed, []],
    ['confidential: a colleague under open', under('open', colleague), closed, []],
    ['confidential: the lead', lead, closed, ['lead']],
    ['confidential: the client team', colleague, { ...closed, member: 'edit' }, ['clientTeam']],
    ['confidential: finance', finance, closed, []],
    ['confidential: the auditor', auditor, closed, ['wholeFirm']],
    ['confidential: the director', director, closed, ['wholeFirm']],
    ['strict: a colleague', colleague, { ...client, confidentiality: 'strict' }, []],
  ])('%s', (_, actor, one, expected) => {
    expect(groundsToSee(actor, one)).toEqual(expected)
  })
})

describe('who edits a client', () => {
  test.each<[string, Actor, ClientForAccess, string | undefined]>([
    ['the owner', owner, client, undefined],
    ['the deputy', deputy, client, undefined],
    ['a colleague under team', colleague, client, 'clients.notYours'],
    ['a colleague under open', under('open', colleague), client, undefined],
    ['a colleague under open, confidential', under('open', colleague), closed, 'clients.notYours'],
    ['a stranger under open', under('open', stranger), client, 'clients.notYours'],
    ['client team with edit', stranger, { ...client, member: 'edit' }, undefined],
    ['client team with read', stranger, { ...client, member: 'read' }, 'clients.notYours'],
    ['the lead', lead, closed, undefined],
    ['another lead', otherLead, client, 'clients.notYours'],
    ['the director', director, closed, undefined],
    ['finance', finance, client, 'clients.readOnlyRole'],
    ['the auditor', auditor, client, 'clients.readOnlyRole'],
    ['back office', backOffice, client, 'clients.readOnlyRole'],
    ['the administrator', administrator, client, 'clients.readOnlyRole'],
    ['finance in the client team', finance, { ...client, member: 'edit' }, 'clients.readOnlyRole'],
  ])('%s', (_, actor, one, expected) => {
    expect(whyNotEdit(actor, one)).toBe(expected)
  })
})

describe('who hands a client over', () => {
  const inside = { teamId: 't3', active: true }
  const outside = { teamId: 't2', active: true }
  test.each<[string, Actor, { teamId: string | null; active: boolean } | undefined, string | undefined]>([
    ['the owner', owner, inside, 'clients.reassignByLead'],
    ['the lead, in general', lead, undefined, undefined],
    ['the lead within the teams', lead, inside, undefined],
    ['the lead out of the teams', lead, outside, 'clients.reassignOutsideTeam'],
    ['the lead to somebody without a team', lead, { teamId: null, active: true }, 'clients.reassignOutsideTeam'],
    ['another lead', otherLead, outside, 'clients.reassignOutsideTeam'],
    ['the director anywhere', director, outside, undefined],
    ['the director to a leaver', director, { teamId: 't2', active: false }, 'clients.newOwnerInactive'],
  ])('%s', (_, actor, newOwner, expected) => {
    expect(whyNotReassign(actor, client, newOwner)).toBe(expected)
  })
})

describe('class, key and bin', () => {
  test.each<[string, Actor, ClientClass | null, ClientClass | null, string | undefined]>([
    ['the owner to VIP', owner, 'standard', 'vip', undefined],
    ['the owner to key', owner, 'vip', 'key', 'clients.keyClassBySalesDirector'],
    ['the lead to key', lead, 'vip', 'key', 'clients.keyClassBySalesDirector'],
    ['the owner from key', owner, 'key', 'standard', 'clients.keyClassBySalesDirector'],
    ['the director to key', director, 'vip', 'key', undefined],
    ['the director from key', director, 'key', null, undefined],
    ['a stranger', stranger, null, 'vip', 'clients.notYours'],
  ])('class by %s', (_, actor, from, to, expected) => {
    expect(whyNotSetClass(actor, { ...client, class: from }, to)).toBe(expected)
  })

  test.each<[string, Actor, boolean, string | undefined]>([
    ['the owner', owner, false, undefined],
    ['the owner, key', owner, true, 'clients.deleteKeyBySalesDirector'],
    ['the lead', lead, false, undefined],
    ['a colleague under open', under('open', colleague), false, 'clients.notYours'],
    ['the director, key', director, true, undefined],
    ['finance', finance, false, 'clients.readOnlyRole'],
  ])('bin by %s', (_, actor, key, expected) => {
    expect(whyNotDelete(actor, { ...client, key })).toBe(expected)
  })

  test('the lead nominates, the director decides, nobody his own', () => {
    expect(whyNotNominateKey(lead, client)).toBeUndefined()
    expect(whyNotNominateKey(owner, client)).toBe('clients.nominateByLead')
    expect(whyNotNominateKey(otherLead, client)).toBe('clients.nominateByLead')
    expect(whyNotDecideKey(director, 'lead')).toBeUndefined()
    expect(whyNotDecideKey(director, 'director')).toBe('clients.ownNomination')
    expect(whyNotDecideKey(lead, 'lead')).toBe('clients.keyBySalesDirector')
    expect(whyNotDecideKey(person('x', ['SD'], { personIds: ['x', 'lead'] }), 'lead')).toBe('clients.ownNomination')
  })
})
