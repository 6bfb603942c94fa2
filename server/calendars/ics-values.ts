// Between what was read from a file and what is kept: the same appointment as a row, and whether two say the same.
import { createHash } from 'node:crypto'
import { fresh } from '#server/calendars/fresh.ts'
import type { ReadEvent } from '#server/calendars/ics-reading.ts'
import type { AppointmentRow, AppointmentValues, PersonValues } from '#server/calendars/store.ts'
import { localOf } from '#server/kit/zoned-time.ts'

/** A row for an appointment read from elsewhere, or the known row with what the file says of it. */
export function valuesOfEvent(
  event: ReadEvent,
  ownerId: string,
  origin: AppointmentValues['origin'],
  before?: AppointmentValues,
): AppointmentValues {
  return {
    ...(before ?? fresh()),
    ownerId,
    uid: event.uid,
    sequence: event.sequence,
    recurrenceId: event.recurrenceId,
    title: event.title,
    description: event.description,
    place: event.place,
    videoUrl: event.videoUrl ?? before?.videoUrl ?? null,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    allDay: event.allDay,
    timeZone: event.timeZone,
    rrule: event.rrule,
    exdates: event.exdates,
    rdates: event.rdates,
    repeatsUntil: event.repeatsUntil,
    status: event.status,
    busy: event.busy,
    private: event.private,
    organizerEmail: event.organizer?.email || null,
    organizerName: event.organizer?.name ?? null,
    origin: before?.origin ?? origin,
    raw: event.raw || null,
  }
}

/** Those invited. Only the owner of the calendar is joined to his account: a file may not put things into others' calendars. */
export function peopleOfEvent(
  event: ReadEvent,
  owner: { id: string; email: string },
  invited: boolean,
): PersonValues[] {
  const seen = new Set<string>()
  const people = event.people.flatMap((person): PersonValues[] => {
    if (seen.has(person.email)) return []
    seen.add(person.email)
    const mine = person.email === owner.email
    // Who organizes is not among those invited.
    if (mine && event.organizer?.email === owner.email) return []
    return [
      {
        userId: mine ? owner.id : null,
        contactId: null,
        email: mine ? null : person.email,
        name: mine ? null : person.name,
        optional: person.optional,
        answer: person.answer,
      },
    ]
  })
  if (invited && !people.some(({ userId }) => userId))
    people.push({ userId: owner.id, contactId: null, email: null, name: null, optional: false, answer: 'waiting' })
  return people.slice(0, 500)
}

type Compared = Pick<
  AppointmentValues,
  | 'recurrenceId'
  | 'title'
  | 'description'
  | 'place'
  | 'startsAt'
  | 'endsAt'
  | 'allDay'
  | 'timeZone'
  | 'rrule'
  | 'exdates'
  | 'rdates'
  | 'status'
  | 'busy'
  | 'private'
>

/** What two calendars compare: words, times, repetition and state; not the order of lines, versions or stamps. */
export function pictureOfSides(one: Compared): Record<string, unknown> {
  // A whole day is a day, whichever zone's midnight it was kept by.
  const at = (instant: string) => (one.allDay ? localOf(instant, one.timeZone).day : instant)
  return {
    recurrenceId: one.recurrenceId && at(one.recurrenceId),
    title: one.title.replace(/\s+/g, ' ').trim(),
    description: one.description?.replace(/\r\n?/g, '\n').trim() || null,
    place: one.place?.trim() || null,
    startsAt: at(one.startsAt),
    endsAt: at(one.endsAt),
    allDay: one.allDay,
    // Of a single appointment only the instant matters.
    timeZone: one.rrule && !one.allDay ? one.timeZone : null,
    rrule: one.rrule
      ? one.rrule
          .toUpperCase()
          .split(';')
          .filter((part) => part && part !== 'INTERVAL=1' && !part.startsWith('WKST='))
          .sort()
          .join(';')
      : null,
    exdates: one.exdates.map(at).sort(),
    rdates: one.rdates.map(at).sort(),
    status: one.status,
    busy: one.busy,
    private: one.private,
  }
}

/** One text for everything under a uid, whichever side it comes from. */
export function hashOfSides(all: readonly Compared[]): string {
  const pictures = all.map((one) => JSON.stringify(pictureOfSides(one))).sort()
  return createHash('sha256').update(pictures.join('\n')).digest('hex')
}

export function sameContent(row: AppointmentRow, event: ReadEvent): boolean {
  return JSON.stringify(pictureOfSides(row)) === JSON.stringify(pictureOfSides(event))
}
