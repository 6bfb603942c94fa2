// Choices of recurrence and the rules they make.
import { expect, it } from 'vitest'
import { repeatOf, repeats, ruleOf } from '#domain/promises/repeating.ts'

it.each([
  ['monthly', '2026-11-24', 'FREQ=MONTHLY'],
  ['monthly', '2026-11-30', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1'],
  ['quarterly', '2026-12-31', 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30,31;BYSETPOS=-1'],
  ['businessDays', '2026-11-24', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
] as const)('%s from %s is %s', (repeat, day, rule) => {
  expect(ruleOf(repeat, day)).toBe(rule)
})

it('every choice is recognised again, a rule of one’s own is not', () => {
  for (const repeat of repeats)
    for (const day of ['2026-11-05', '2026-12-31']) expect(repeatOf(ruleOf(repeat, day))).toBe(repeat)
  expect(repeatOf('FREQ=MONTHLY;BYDAY=1MO')).toBeUndefined()
})
