// How long a lead may wait: an answer within two business days, a decision within thirty days (handbook §2.1).
import { addBusinessDays, businessDaysBetween } from '#domain/business-days.ts'
import { addDays, type Day } from '#domain/day.ts'
import { isOpen, type LeadState } from '#domain/leads/lifecycle.ts'

export const answerWithinBusinessDays = 2
export const decideWithinDays = 30

/** The last day on which an answer is in time; the day it came does not count. */
export function answerDueOn(receivedOn: Day): Day {
  return addBusinessDays(receivedOn, answerWithinBusinessDays)
}

/** The last day on which it should be clear whether the lead becomes a client. */
export function decideBy(receivedOn: Day): Day {
  return addDays(receivedOn, decideWithinDays)
}

export interface ClockOfLead {
  /** 'stopped': nothing to answer; 'running': time left; 'today': the last day; 'late': past it. */
  readonly state: 'stopped' | 'running' | 'today' | 'late'
  /** Business days until the last day; negative when late by so many; null when nothing is to be answered. */
  readonly businessDaysLeft: number | null
}

/** Where the answer clock stands today. It stops with the answer, and when the lead is closed. */
export function clockOf(
  lead: { readonly state: LeadState; readonly answerDueOn: Day | null; readonly answered: boolean },
  today: Day,
): ClockOfLead {
  if (lead.answered || !lead.answerDueOn || !isOpen(lead.state)) return { state: 'stopped', businessDaysLeft: null }
  const left = businessDaysBetween(today, lead.answerDueOn)
  if (today > lead.answerDueOn) return { state: 'late', businessDaysLeft: left }
  return { state: today === lead.answerDueOn ? 'today' : 'running', businessDaysLeft: left }
}
