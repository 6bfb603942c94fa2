// When a person is left in peace and when the digest goes out. Times are those of the firm's clock.
import { isBusinessDay } from '#domain/business-days.ts'
import type { Day } from '#domain/day.ts'

export const digestRhythms = ['atOnce', 'hourly', 'daily', 'never'] as const
export type DigestRhythm = (typeof digestRhythms)[number]

export interface Hours {
  readonly digest: DigestRhythm
  /** Of the daily digest, `HH:MM`. */
  readonly digestAt: string
  /** Quiet from and to, `HH:MM`; the end may be on the next day. Both empty: no quiet hours. */
  readonly quietFrom: string | null
  readonly quietTo: string | null
  /** Also whole weekends and public holidays are quiet. */
  readonly quietWeekends: boolean
}

/** For whoever has chosen nothing yet: one letter in the morning, nothing beeps in the evening nor at the weekend. */
export const usualHours: Hours = {
  digest: 'daily',
  digestAt: '07:00',
  quietFrom: '20:00',
  quietTo: '06:30',
  quietWeekends: true,
}

export interface Moment {
  readonly day: Day
  /** `HH:MM` */
  readonly time: string
}

/** Whether pushes and letters wait now. The bell in the application is never silent: who looks at it, is at work. */
export function isQuiet(hours: Hours, now: Moment): boolean {
  if (hours.quietWeekends && !isBusinessDay(now.day)) return true
  const { quietFrom: from, quietTo: to } = hours
  if (from === null || to === null || from === to) return false
  return from < to ? now.time >= from && now.time < to : now.time >= from || now.time < to
}

/**
 * Whether a letter with what has gathered may leave now. Daily: once a day from the chosen time on (a chosen time inside
 * quiet hours is obeyed: who wants a letter at five, wants it at five). Hourly and at once: outside quiet hours.
 */
export function isDigestDue(hours: Hours, now: Moment, last: Moment | undefined, minutesSinceLast: number): boolean {
  switch (hours.digest) {
    case 'never':
      return false
    case 'daily':
      if (hours.quietWeekends && !isBusinessDay(now.day)) return false
      return now.time >= hours.digestAt && !(last && last.day === now.day && last.time >= hours.digestAt)
    case 'hourly':
      return !isQuiet(hours, now) && minutesSinceLast >= 60
    case 'atOnce':
      return !isQuiet(hours, now)
  }
}

/** `HH:MM` of the day, 00:00 to 23:59. */
export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}
