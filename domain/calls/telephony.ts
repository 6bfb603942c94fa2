// A telephone call as an exchange tells it: events may come late, twice or in the wrong order, the call ends up the same.
import { addBusinessDays, isBusinessDay } from '#domain/business-days.ts'
import type { Day } from '#domain/day.ts'

export const callStates = ['dialling', 'ringing', 'answered', 'ended', 'missed', 'failed'] as const
export type CallState = (typeof callStates)[number]
export const callEvents = ['ringing', 'answered', 'ended', 'missed', 'failed', 'recording'] as const
export type CallEvent = (typeof callEvents)[number]
export type CallDirection = 'in' | 'out'

export interface CallTimes {
  readonly direction: CallDirection
  readonly state: CallState
  /** Instants, ISO 8601. */
  readonly startedAt: string
  readonly answeredAt: string | null
  readonly endedAt: string | null
}

/**
 * The call after the event. Once answered it is never missed: in a ringing group the others miss what one takes. The end of a
 * call nobody answered is a missed one when it came in, and one that failed to reach anybody when it went out.
 */
export function afterEvent(call: CallTimes, event: CallEvent, at: string): CallTimes {
  switch (event) {
    case 'ringing':
      return call.state === 'dialling' ? { ...call, state: 'ringing' } : call
    case 'answered': {
      const answeredAt = call.answeredAt ?? at
      return { ...call, answeredAt, state: call.endedAt ? 'ended' : 'answered' }
    }
    case 'ended':
    case 'missed':
    case 'failed': {
      if (event !== 'ended' && call.answeredAt) return call
      const unanswered = call.direction === 'in' ? 'missed' : 'failed'
      return { ...call, endedAt: call.endedAt ?? at, state: call.answeredAt ? 'ended' : unanswered }
    }
    default:
      return call
  }
}

/** Whole minutes talked, begun ones counted whole (moments in milliseconds); null when nobody spoke or it still goes on. */
export function minutesOf(answered: number | null, ended: number | null): number | null {
  if (answered === null || ended === null) return null
  return Math.max(0, Math.ceil((ended - answered) / 60_000))
}

/** Up to this hour a missed call can still be called back the same day [project default]. */
export const lastHourToCallBack = 16

/** The day by which a missed call is to be called back: the same business day, after four in the afternoon the next one. */
export function callBackOn(today: Day, hour: number): Day {
  return isBusinessDay(today) && hour < lastHourToCallBack ? today : addBusinessDays(today, 1)
}

/** How far the clocks of the exchange and ours may differ. */
export const windowSeconds = 300

/** Whether a message signed at this moment may still be taken; both in seconds since 1970. */
export function isFresh(signedAt: number, now: number): boolean {
  return Number.isFinite(signedAt) && Math.abs(now - signedAt) <= windowSeconds
}

const hidden =
  /^(?:anonymous|unknown|unavailable|private|restricted|withheld|blocked|hidden|no ?number|skryt[éeý]|nezn[áa]m[ée])?$/i

/** The number an exchange names, undefined when the caller hides it: empty, a word instead of digits, or only zeros. */
export function shownNumber(text: string | null | undefined): string | undefined {
  const bare = (text ?? '')
    .trim()
    .replace(/^(?:sips?|tel):/i, '')
    .replace(/[@;].*$/, '')
    .trim()
  if (hidden.test(bare) || !/[1-9]/.test(bare)) return undefined
  return bare
}

/**
 * Ways in which an exchange may have written a number, the likeliest first: digits that lost their plus, a number with the zero
 * for an outside line before it, and as it stands.
 */
export function spellingsOf(number: string): readonly string[] {
  const digits = number.replace(/\D/g, '')
  const ways: string[] = []
  if (!number.startsWith('+') && !number.startsWith('0') && digits.length >= 11) ways.push(`+${digits}`)
  if (/^000[1-9]/.test(digits)) ways.push(`+${digits.slice(3)}`)
  if (/^0[1-9]/.test(digits) && digits.length >= 10) ways.push(digits.slice(1))
  return [...ways, number]
}
