// The recurrences people choose from, as rules of RFC 5545; any other rule stays as it was written.
import { type Day, partsOf } from '#domain/day.ts'

export const repeats = ['businessDays', 'weekly', 'biweekly', 'monthly', 'quarterly', 'yearly'] as const
export type Repeat = (typeof repeats)[number]

const fixed: Readonly<Record<Exclude<Repeat, 'monthly' | 'quarterly'>, string>> = {
  businessDays: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  weekly: 'FREQ=WEEKLY',
  biweekly: 'FREQ=WEEKLY;INTERVAL=2',
  yearly: 'FREQ=YEARLY',
}

/**
 * The rule of a choice for a promise first due on the day. What falls on the 29th to 31st of a month comes in shorter months on
 * their last day, where RFC 5545 alone would leave the month out.
 */
export function ruleOf(repeat: Repeat, dueOn: Day): string {
  if (repeat !== 'monthly' && repeat !== 'quarterly') return fixed[repeat]
  const every = repeat === 'quarterly' ? ';INTERVAL=3' : ''
  const { dayOfMonth } = partsOf(dueOn)
  if (dayOfMonth <= 28) return `FREQ=MONTHLY${every}`
  const days = [28, 29, 30, 31].filter((day) => day <= dayOfMonth)
  return `FREQ=MONTHLY${every};BYMONTHDAY=${days.join(',')};BYSETPOS=-1`
}

/** Which choice a rule is; undefined for a rule of somebody's own. */
export function repeatOf(rrule: string): Repeat | undefined {
  const plain = rrule.replace(/;BYMONTHDAY=28(,29)?(,30)?(,31)?;BYSETPOS=-1$/, '')
  if (plain === 'FREQ=MONTHLY') return 'monthly'
  if (plain === 'FREQ=MONTHLY;INTERVAL=3') return 'quarterly'
  return (Object.keys(fixed) as (keyof typeof fixed)[]).find((repeat) => fixed[repeat] === plain)
}
