// The fields of the form of a meeting, how they come from a meeting and how they are sent.
import type { Meeting, MeetingChange, PersonDraft } from '#api/meetings.ts'
import { addDays, daysBetween } from '#domain/day.ts'

export interface PersonFields extends PersonDraft {
  readonly label: string
}

export interface PointFields {
  readonly id?: string
  readonly title: string
  readonly minutes: number | null
  /** Where it was carried over from. */
  readonly from?: 'point' | 'question' | 'objection'
}

export interface FormFields {
  clientId: string | null
  leadId: string | null
  title: string
  kind: Meeting['kind']
  day: string | null
  startTime: string
  endTime: string
  endDay: string | null
  timeZone: string
  place: string
  videoUrl: string
  goal: string
  fallback: string
  people: readonly PersonFields[]
  points: readonly PointFields[]
}

export function fieldsOf(m: Meeting): FormFields {
  const overnight = m.endTime <= m.startTime
  return {
    clientId: m.client?.id ?? null,
    leadId: m.lead?.id ?? null,
    title: m.title,
    kind: m.kind,
    day: m.day,
    startTime: m.startTime,
    endTime: m.endTime,
    endDay: overnight ? addDays(m.day, 1) : null,
    timeZone: m.timeZone,
    place: m.place ?? '',
    videoUrl: m.videoUrl ?? '',
    goal: m.goal ?? '',
    fallback: m.fallback ?? '',
    people: m.people.map((person) => ({
      id: person.id,
      userId: person.userId,
      contactId: person.contactId,
      ...(person.userId || person.contactId ? {} : { name: person.name, email: person.email }),
      side: person.side,
      optional: person.optional,
      label: person.name,
    })),
    points: m.points.map(({ id, title, minutes }) => ({ id, title, minutes })),
  }
}

/** What the server is told; empty texts as missing. */
export function sentOf(
  v: FormFields,
): MeetingChange & { title: string; day: string; startTime: string; endTime: string } {
  return {
    title: v.title,
    kind: v.kind,
    day: v.day as string,
    startTime: v.startTime,
    endTime: v.endTime,
    endDay: v.endDay,
    timeZone: v.timeZone,
    place: v.place || null,
    videoUrl: v.videoUrl || null,
    goal: v.goal || null,
    fallback: v.fallback || null,
    people: v.people.map(({ label: _l, ...person }) => person),
    points: v.points.filter((point) => point.title.trim()).map(({ from: _f, ...point }) => point),
  }
}

/** Length in minutes by the clock; zero while it makes no sense. */
export function minutesOf(v: Pick<FormFields, 'day' | 'endDay' | 'startTime' | 'endTime'>): number {
  const days = v.day && v.endDay ? daysBetween(v.day, v.endDay) : 0
  return Math.max(0, days * 1440 + clock(v.endTime) - clock(v.startTime))
}

export function plusAnHour(time: string): string {
  const minutes = Math.min(23 * 60 + 59, clock(time) + 60)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function clock(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
