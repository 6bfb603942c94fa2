import { describe, expect, it } from 'vitest'
import type { Actor } from '#domain/access.ts'
import { whyNotEditLead } from '#domain/leads/access.ts'

const actor = (parts: Partial<Actor> = {}): Actor => ({
  id: 'me',
  name: 'Já',
  language: 'cs',
  roles: ['AM'],
  policy: 'own',
  teamId: 'ours',
  teamIds: ['ours'],
  ledTeamIds: [],
  personIds: ['me'],
  onBehalfOf: null,
  ...parts,
})
const theirs = { ownerId: 'other', teamId: 'ours' }

describe('a lead is changed', () => {
  it.each<[string, Partial<Actor>, { ownerId: string | null; teamId: string | null }, string | undefined]>([
    ['by its owner', {}, { ownerId: 'me', teamId: null }, undefined],
    ['by his deputy', { personIds: ['me', 'other'] }, theirs, undefined],
    ['not by a colleague', {}, theirs, 'leads.notYours'],
    ['by a colleague of the team under the open policy', { policy: 'open' }, theirs, undefined],
    ['by the lead of the team', { roles: ['TL'], ledTeamIds: ['ours'] }, theirs, undefined],
    ['not by the lead of another team', { roles: ['TL'], ledTeamIds: ['else'] }, theirs, 'leads.notYours'],
    ['by the sales director', { roles: ['SD'] }, theirs, undefined],
    ['by anybody when nobody has it', {}, { ownerId: null, teamId: null }, undefined],
    ['not by who only reads', { roles: ['AUD'] }, theirs, 'leads.readOnlyRole'],
  ])('%s', (_, parts, lead, reason) => {
    expect(whyNotEditLead(actor(parts), lead)).toBe(reason)
  })
})
