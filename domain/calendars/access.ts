// Who may see what of an appointment and who may change it; reasons are keys of the messages.
import type { Actor } from '#domain/access.ts'

export interface AppointmentFacts {
  readonly ownerId: string
  /** Colleagues invited. */
  readonly userIds: readonly string[]
  readonly private: boolean
  /** Whether the client or lead it belongs to is seen by the actor; undefined when it belongs to none. */
  readonly subjectSeen: boolean | undefined
}

/**
 * full: everything; busy: only from when to when. A private appointment is opened only by its owner and those invited, a
 * deputy sees it as busy. One with a client or lead is seen by whoever sees the client or lead; one with neither by those
 * named in it and by whom they have as a deputy.
 */
export function sightOf(actor: Pick<Actor, 'id' | 'personIds'>, appointment: AppointmentFacts): 'full' | 'busy' {
  const named = [appointment.ownerId, ...appointment.userIds]
  if (appointment.private) return named.includes(actor.id) ? 'full' : 'busy'
  if (appointment.subjectSeen) return 'full'
  return named.some((id) => actor.personIds.includes(id)) ? 'full' : 'busy'
}

export type ChangeReason = 'calendars.notYours' | 'calendars.organizerDecides' | 'calendars.changeAtRecord'

export interface ChangeFacts {
  readonly ownerId: string
  readonly origin: 'own' | 'invitation' | 'import' | 'caldav' | 'booking'
  /** The record whose time it is: a meeting. */
  readonly recordType: string | null
}

/** Why the actor may not change it: only its owner and the owner's deputy do; what came as an invitation is up to the organizer. */
export function whyNotChange(
  actor: Pick<Actor, 'personIds'>,
  appointment: ChangeFacts,
  what: 'time' | 'content' | 'remove',
): ChangeReason | undefined {
  if (!actor.personIds.includes(appointment.ownerId)) return 'calendars.notYours'
  if (appointment.origin === 'invitation' && what !== 'remove') return 'calendars.organizerDecides'
  // Name, place and people of a meeting belong to the meeting; its time may be moved from the calendar too.
  if (appointment.recordType !== null && what !== 'time') return 'calendars.changeAtRecord'
  return undefined
}
