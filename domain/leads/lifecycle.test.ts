import { describe, expect, it } from 'vitest'
import {
  clientStateOf,
  leadLifecycle,
  offeredMoves,
  type QualificationSign,
  whyNotMove,
} from '#domain/leads/lifecycle.ts'
import { checkMachine } from '#domain/lifecycles.ts'

describe('the life of a lead', () => {
  it('is a sound machine', () => {
    expect(checkMachine(leadLifecycle)).toEqual([])
  })

  it('offers each state its moves', () => {
    expect(offeredMoves('new')).toEqual(['contact', 'qualify', 'disqualify', 'convert'])
    expect(offeredMoves('contacted')).toEqual(['qualify', 'disqualify', 'convert'])
    expect(offeredMoves('disqualified')).toEqual(['reopen'])
    expect(offeredMoves('converted')).toEqual([])
  })

  it.each<[QualificationSign[], string | undefined]>([
    [[], 'leads.signsMissing'],
    [['need'], 'leads.signsMissing'],
    [['need', 'need'], 'leads.signsMissing'],
    [['need', 'timing'], undefined],
    [['need', 'budget', 'authority', 'timing'], undefined],
  ])('qualifies with two of the four signs known: %j', (known, reason) => {
    expect(whyNotMove({ state: 'new', known }, 'qualify')).toBe(reason)
  })

  it('turns nobody down without a reason, and moves nothing twice', () => {
    expect(whyNotMove({ state: 'new', known: [] }, 'disqualify')).toBe('leads.reasonMissing')
    expect(whyNotMove({ state: 'new', known: [] }, 'disqualify', { reason: '  ' })).toBe('leads.reasonMissing')
    expect(whyNotMove({ state: 'new', known: [] }, 'disqualify', { reason: 'konkurence' })).toBeUndefined()
    expect(whyNotMove({ state: 'converted', known: [] }, 'convert')).toBe('leads.moveNotFromHere')
    expect(whyNotMove({ state: 'contacted', known: [] }, 'contact')).toBe('leads.moveNotFromHere')
  })

  it('makes a prospect of who is qualified and a lead of who is not', () => {
    expect(clientStateOf(['need'])).toBe('lead')
    expect(clientStateOf(['need', 'budget'])).toBe('prospect')
  })
})
