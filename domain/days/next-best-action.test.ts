// Priority, order and putting off of next steps: the handbook's formula (§5.7) worked out by hand.
import { describe, expect, it } from 'vitest'
import { inOrder, keepsAway, priorityOf, whyNotSnooze } from '#domain/days/next-best-action.ts'

// Tuesday.
const today = '2026-11-24'

describe('priority = 10·severity + 5·ABC weight + max(0, 10 − business days to due)', () => {
  it.each([
    // N20: severity 2, B, due in 5 BD: 20 + 10 + 5.
    [2, 'B', '2026-12-01', 35],
    // N06: severity 5, A, due today: 50 + 15 + 10.
    [5, 'A', '2026-11-24', 75],
    // N10: severity 2, C, due in 10 BD: 20 + 5 + 0.
    [2, 'C', '2026-12-08', 25],
    // Beyond ten business days nothing is taken away.
    [2, 'C', '2027-03-01', 25],
    // Two business days late over a weekend: 10 − (−2).
    [3, 'C', '2026-11-20', 47],
    // Unknown sales weigh as C.
    [1, null, '2026-11-24', 25],
  ] as const)('severity %i, class %s, due %s is %i', (severity, abc, dueOn, priority) => {
    expect(priorityOf({ severity, abc, dueOn }, today)).toBe(priority)
  })

  it('counts business days, not days: 17 November is none', () => {
    expect(priorityOf({ severity: 1, abc: 'C', dueOn: '2026-11-18' }, '2026-11-16')).toBe(10 + 5 + 9)
  })
})

describe('order', () => {
  const step = (name: string, more: object) => ({
    rule: 'N20',
    recordId: name,
    name,
    severity: 2,
    abc: 'B' as const,
    dueOn: '2026-12-01',
    ...more,
  })
  const names = (steps: ReturnType<typeof step>[]) => inOrder(steps, today).map((one) => one.name)

  it('goes by priority', () => {
    expect(names([step('a', {}), step('b', { severity: 4 }), step('c', { abc: 'A' })])).toEqual(['b', 'c', 'a'])
  })

  it('breaks ties by the earlier due, then by larger sales, then by name', () => {
    // 20 + 10 + 5 and 20 + 15 + 0 are both 35.
    const early = step('early', {})
    const late = step('late', { abc: 'A', dueOn: '2026-12-08' })
    expect(names([late, early])).toEqual(['early', 'late'])
    expect(
      names([
        step('unknown', {}),
        step('small', { sales: '999.50' }),
        step('large', { sales: '1000' }),
        step('same', { sales: '999.5' }),
      ]),
    ).toEqual(['large', 'same', 'small', 'unknown'])
  })

  it('keeps one step for each rule and record, the more urgent', () => {
    const two = inOrder([step('a', {}), step('a', { dueOn: '2026-11-24' })], today)
    expect(two).toHaveLength(1)
    expect(two[0]?.dueOn).toBe('2026-11-24')
    expect(inOrder([step('a', {}), step('a', { rule: 'N15' })], today)).toHaveLength(2)
  })
})

describe('choices', () => {
  const choice = (decision: 'done' | 'snoozed' | 'muted', decidedOn: string, until: string | null = null) => ({
    decision,
    decidedOn,
    until,
  })
  it.each([
    ['muted stays', choice('muted', '2025-01-01'), '2026-11-24', true],
    ['put off until tomorrow', choice('snoozed', '2026-11-20', '2026-11-25'), '2026-11-01', true],
    ['put off until today', choice('snoozed', '2026-11-20', '2026-11-24'), '2026-11-01', false],
    ['done after the cause', choice('done', '2026-11-20'), '2026-11-18', true],
    ['done, then the cause arose anew', choice('done', '2026-11-20'), '2026-11-23', false],
    ['done thirteen days ago, cause unchanged', choice('done', '2026-11-11'), '2026-11-01', true],
    ['done fourteen days ago, cause unchanged', choice('done', '2026-11-10'), '2026-11-01', false],
  ])('%s', (_, made, since, away) => {
    expect(keepsAway(made, since, today)).toBe(away)
  })

  it.each([
    [null, 'days.snoozeNotLater'],
    ['2026-11-24', 'days.snoozeNotLater'],
    ['2026-11-25', undefined],
    ['2026-12-08', undefined],
    ['2026-12-09', 'days.snoozeTooLong'],
  ])('putting off until %s: %s', (until, reason) => {
    expect(whyNotSnooze(until, today)).toBe(reason)
  })
})
