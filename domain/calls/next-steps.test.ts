import { describe, expect, it } from 'vitest'
import { dayOfStep, keyOfStep, type NextStep, nextSteps, promiseKindOf, usualStep } from '#domain/calls/next-steps.ts'

describe('the next step after a call', () => {
  it('has a key of its own', () => {
    expect(new Set(Object.values(keyOfStep)).size).toBe(nextSteps.length)
  })

  it.each<[NextStep, string, string | undefined]>([
    ['none', '2026-11-24', undefined],
    ['callTomorrow', '2026-11-24', '2026-11-25'],
    ['callTomorrow', '2026-11-27', '2026-11-30'],
    ['callTomorrow', '2026-12-23', '2026-12-28'],
    ['callInWeek', '2026-11-10', '2026-11-18'],
    ['callInMonth', '2026-11-24', '2026-12-28'],
    ['callInMonth', '2027-01-31', '2027-03-01'],
    ['callOn', '2026-11-24', undefined],
    ['send', '2026-11-24', '2026-11-26'],
    ['meeting', '2026-12-23', '2026-12-29'],
  ])('%s on %s is due %s', (step, today, day) => {
    expect(dayOfStep(step, today)).toBe(day)
  })

  it('takes a chosen day as it is', () => {
    expect(dayOfStep('callOn', '2026-11-24', '2026-11-28')).toBe('2026-11-28')
    expect(dayOfStep('offer', '2026-11-24', '2026-12-05')).toBe('2026-12-05')
  })

  it('is a promise to call, to send or to arrange', () => {
    expect(nextSteps.map(promiseKindOf)).toEqual([
      undefined,
      'callBack',
      'callBack',
      'callBack',
      'callBack',
      'promise',
      'promise',
      'followUp',
    ])
  })

  it('is offered by the outcome', () => {
    expect(usualStep('notReached')).toBe('callTomorrow')
    expect(usualStep('interested')).toBe('offer')
    expect(usualStep('reached')).toBe('none')
    expect(usualStep(null)).toBe('none')
  })
})
