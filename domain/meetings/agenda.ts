// Time of an agenda: what was planned, what is spent, and whether the meeting will make it.

export interface TimedPoint {
  readonly minutes: number | null
  readonly spentSeconds: number
  /** Milliseconds since 1970 while the point is being talked about. */
  readonly startedAt: number | null
  readonly done: boolean
}

/** Planned minutes of all points; points without time count nothing. */
export function plannedMinutes(points: readonly Pick<TimedPoint, 'minutes'>[]): number {
  return points.reduce((sum, point) => sum + (point.minutes ?? 0), 0)
}

/** Minutes by which the agenda is longer than the meeting; zero when it fits. */
export function overfull(points: readonly Pick<TimedPoint, 'minutes'>[], lengthMinutes: number): number {
  return Math.max(0, plannedMinutes(points) - lengthMinutes)
}

/** Seconds spent with a point up to now. */
export function spentOn(point: TimedPoint, now: number): number {
  return point.spentSeconds + (point.startedAt === null ? 0 : Math.max(0, Math.floor((now - point.startedAt) / 1000)))
}

export type Pace = 'inTime' | 'short' | 'over'

/** Where the talk about a point stands: `short` from its last fifth on, `over` past its time; without time always in time. */
export function paceOf(point: TimedPoint, now: number): Pace {
  if (point.minutes === null || point.done) return 'inTime'
  const spent = spentOn(point, now)
  if (spent > point.minutes * 60) return 'over'
  return spent >= point.minutes * 48 ? 'short' : 'inTime'
}

/**
 * Seconds the meeting would last beyond its end if each open point took the time planned for it (a point already over its
 * time counts what it has taken); zero or less when it fits.
 */
export function expectedOverrun(points: readonly TimedPoint[], endsAt: number, now: number): number {
  const left = points
    .filter((point) => !point.done)
    .reduce((sum, point) => sum + Math.max(0, (point.minutes ?? 0) * 60 - spentOn(point, now)), 0)
  return Math.round((now - endsAt) / 1000) + left
}
