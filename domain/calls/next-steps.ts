// What is agreed at the end of a call, each by one key: nothing, call again, send something, meet.
import { addBusinessDays, businessDayFrom } from '#domain/business-days.ts'
import { addDays, addMonths, type Day } from '#domain/day.ts'

export const nextSteps = [
  'none',
  'callTomorrow',
  'callInWeek',
  'callInMonth',
  'callOn',
  'send',
  'offer',
  'meeting',
] as const
export type NextStep = (typeof nextSteps)[number]

/** The key of each step on the screen of a call. */
export const keyOfStep: Readonly<Record<NextStep, string>> = {
  none: '0',
  callTomorrow: '1',
  callInWeek: '2',
  callInMonth: '3',
  callOn: '4',
  send: '5',
  offer: '6',
  meeting: '7',
}

/** What kind of promise the step is; none for nothing. */
export function promiseKindOf(step: NextStep): 'callBack' | 'promise' | 'followUp' | undefined {
  if (step === 'none') return undefined
  if (step === 'send' || step === 'offer') return 'promise'
  return step === 'meeting' ? 'followUp' : 'callBack'
}

/**
 * The day of the step: tomorrow means the next business day, a week and a month from today fall on a business day or the next
 * one, what is to be sent or arranged has two business days [project default].
 */
export function dayOfStep(step: NextStep, today: Day, chosen?: Day | null): Day | undefined {
  switch (step) {
    case 'none':
      return undefined
    case 'callTomorrow':
      return addBusinessDays(today, 1)
    case 'callInWeek':
      return businessDayFrom(addDays(today, 7))
    case 'callInMonth':
      return businessDayFrom(addMonths(today, 1))
    case 'callOn':
      return chosen ?? undefined
    default:
      return chosen ?? addBusinessDays(today, 2)
  }
}

/** The step that most often follows the outcome: whoever was not reached is called again. */
export function usualStep(outcome: string | null): NextStep {
  switch (outcome) {
    case 'notReached':
    case 'leftMessage':
    case 'callLater':
      return 'callTomorrow'
    case 'postponed':
      return 'callInMonth'
    case 'interested':
      return 'offer'
    default:
      return 'none'
  }
}
