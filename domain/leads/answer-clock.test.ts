import { describe, expect, it } from 'vitest'
import { answerDueOn, clockOf, decideBy } from '#domain/leads/answer-clock.ts'

describe('the answer clock', () => {
  it.each([
    ['2026-12-23', '2026-12-29', 'over Christmas (handbook, golden example)'],
    ['2026-04-01', '2026-04-07', 'over Easter'],
    ['2026-11-20', '2026-11-24', 'over a weekend'],
    ['2026-11-21', '2026-11-24', 'received on Saturday'],
    ['2026-11-16', '2026-11-19', 'over 17 November'],
  ])('received on %s is to be answered by %s (%s)', (received, due) => {
    expect(answerDueOn(received)).toBe(due)
  })

  it('wants a decision in thirty days', () => {
    expect(decideBy('2026-11-24')).toBe('2026-12-24')
  })

  it.each([
    ['2026-12-23', 'running', 2],
    ['2026-12-28', 'running', 1],
    ['2026-12-29', 'today', 0],
    ['2026-12-30', 'late', -1],
    ['2027-01-04', 'late', -3],
  ] as const)('on %s is %s', (today, state, businessDaysLeft) => {
    const lead = { state: 'new', answerDueOn: '2026-12-29', answered: false } as const
    expect(clockOf(lead, today)).toEqual({ state, businessDaysLeft })
  })

  it('stops with the answer and with the end of the lead', () => {
    const stopped = { state: 'stopped', businessDaysLeft: null }
    expect(clockOf({ state: 'contacted', answerDueOn: '2026-01-02', answered: true }, '2026-11-24')).toEqual(stopped)
    expect(clockOf({ state: 'disqualified', answerDueOn: '2026-01-02', answered: false }, '2026-11-24')).toEqual(
      stopped,
    )
    expect(clockOf({ state: 'new', answerDueOn: null, answered: false }, '2026-11-24')).toEqual(stopped)
  })
})
