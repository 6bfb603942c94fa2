// The next best step (handbook §5.7): how urgent each is, which comes first, and what a person decided about it.
import { businessDaysBetween } from '#domain/business-days.ts'
import { addDays, type Day } from '#domain/day.ts'

export type Abc = 'A' | 'B' | 'C'
export const abcWeights: Readonly<Record<Abc, number>> = { A: 3, B: 2, C: 1 }
/** A step may be put off by at most so many days. */
export const longestSnooze = 14

export interface Ranked {
  /** 1 to 5, by the rule. */
  readonly severity: number
  readonly dueOn: Day
  /** ABC class by sales; unknown weighs as the lowest. */
  readonly abc?: Abc | null
  /** Sales as decimal text; only decides ties. */
  readonly sales?: string | null
}

/** 10 × severity + 5 × ABC weight (A 3, B 2, C 1) + max(0, 10 − business days to the day due); a day past adds more. */
export function priorityOf(step: Ranked, today: Day): number {
  const left = businessDaysBetween(today, step.dueOn)
  return 10 * step.severity + 5 * abcWeights[step.abc ?? 'C'] + Math.max(0, 10 - left)
}

/**
 * One step for each rule and record (the more urgent of two), the highest priority first; ties go to the earlier due, then to
 * larger sales, then by name, so that the order is always the same.
 */
export function inOrder<T extends Ranked & { readonly rule: string; readonly recordId: string; readonly name: string }>(
  steps: readonly T[],
  today: Day,
): readonly (T & { readonly priority: number })[] {
  const rated = steps.map((step) => ({ ...step, priority: priorityOf(step, today) }))
  rated.sort(
    (a, b) =>
      b.priority - a.priority ||
      (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0) ||
      compareSales(b.sales, a.sales) ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) ||
      (a.recordId < b.recordId ? -1 : 1),
  )
  const open = new Set<string>()
  return rated.filter((step) => {
    const key = `${step.rule} ${step.recordId}`
    return !open.has(key) && open.add(key)
  })
}

/** Decimal texts compared exactly; unknown is the smallest. */
function compareSales(a: string | null | undefined, b: string | null | undefined): number {
  if (!a || !b) return (a ? 1 : 0) - (b ? 1 : 0)
  const [wholeA = '', centsA = ''] = a.split('.')
  const [wholeB = '', centsB = ''] = b.split('.')
  return (
    Number(wholeA) - Number(wholeB) ||
    Number(centsA.padEnd(2, '0').slice(0, 2)) - Number(centsB.padEnd(2, '0').slice(0, 2))
  )
}

export const decisions = ['done', 'snoozed', 'muted'] as const
export type Decision = (typeof decisions)[number]

export interface Choice {
  readonly decision: Decision
  readonly decidedOn: Day
  /** Put off until this day: on it the step is back. */
  readonly until: Day | null
}

/** A step done comes back after so many days when its cause has not gone away. */
export const doneHoldsDays = 14

/**
 * Whether a choice keeps the step away today. Muted stays muted until somebody brings it back. Put off returns on its day. Done
 * stays away until the cause arises anew, and for 14 days at most, so that nothing is forgotten by one key.
 */
export function keepsAway(choice: Choice, since: Day, today: Day): boolean {
  if (choice.decision === 'muted') return true
  if (choice.decision === 'snoozed') return choice.until !== null && today < choice.until
  return choice.decidedOn >= since && today < addDays(choice.decidedOn, doneHoldsDays)
}

/** A step is put off to a later day, at most 14 days away. */
export function whyNotSnooze(until: Day | null, today: Day): 'days.snoozeNotLater' | 'days.snoozeTooLong' | undefined {
  if (until === null || until <= today) return 'days.snoozeNotLater'
  return until > addDays(today, longestSnooze) ? 'days.snoozeTooLong' : undefined
}

/** Until sales are known, the class set by a person stands for the ABC class: key A, VIP B, all others C. */
export function abcOfClass(clientClass: string | null | undefined): Abc {
  return clientClass === 'key' ? 'A' : clientClass === 'vip' ? 'B' : 'C'
}
