// How often a client is to be in touch with and when next (handbook §6: key 14, VIP 21, standard 45, watch 30 days).
import { type ClientClass, cadenceDays } from '#domain/clients/classes.ts'
import { addDays, type Day, daysBetween } from '#domain/day.ts'

export interface ClientTouch {
  readonly class: ClientClass | null
  /** Days agreed for this client alone; null follows the class. */
  readonly ownDays: number | null
  /** The day of the last two-way contact. */
  readonly lastTwoWayOn: Day | null
  /** The day the client was entered: who was never contacted waits since then. */
  readonly enteredOn: Day
  /** The day agreed for the next touch. */
  readonly plannedOn: Day | null
}

export type TouchWhy = 'planned' | 'cadence' | 'never'

export interface NextTouch {
  readonly on: Day
  readonly why: TouchWhy
  /** Days past the day; 0 when it is today or still to come. */
  readonly overdueDays: number
}

/** Longest gap in days between two-way contacts: the client's own, else by class; without a class as standard. */
export function cadenceOf(client: Pick<ClientTouch, 'class' | 'ownDays'>): number {
  return client.ownDays ?? cadenceDays[client.class ?? 'standard']
}

/**
 * When the client is to be in touch with next. A day agreed for it holds until a two-way contact on that day or later has met
 * it; otherwise the last two-way contact plus the cadence; a client never contacted counts from the day it was entered.
 */
export function nextTouch(client: ClientTouch, today: Day): NextTouch {
  const { plannedOn, lastTwoWayOn, enteredOn } = client
  const planned = plannedOn !== null && (lastTwoWayOn === null || plannedOn > lastTwoWayOn)
  const on = planned ? plannedOn : addDays(lastTwoWayOn ?? enteredOn, cadenceOf(client))
  const why = planned ? 'planned' : lastTwoWayOn === null ? 'never' : 'cadence'
  return { on, why, overdueDays: Math.max(0, daysBetween(on, today)) }
}

/** Two-way contacts expected in 90 days: 90 ÷ cadence, rounded up (key 7, VIP 5, standard 2, watch 3). */
export function expectedIn90Days(client: Pick<ClientTouch, 'class' | 'ownDays'>): number {
  return Math.ceil(90 / cadenceOf(client))
}
