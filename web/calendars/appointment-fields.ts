// The fields of the appointment's form, from an appointment and back to what is sent.
import type { Appointment, AppointmentChange, AppointmentDraft, Invitee } from '#api/calendars.ts'
import type { Wall } from '#web/calendars/calendar-time.ts'
import { type Repeat, repeatOf, ruleOf } from '#web/calendars/repeat-rule.ts'

export interface AppointmentFields {
  title: string
  startDay: string | null
  startTime: string
  endDay: string | null
  endTime: string
  allDay: boolean
  timeZone: string
  place: string
  videoUrl: string
  description: string
  repeat: Repeat
  until: string | null
  ownRule: string | null
  clientId: string | null
  users: string[]
  contacts: string[]
  emails: string
  private: boolean
  busy: boolean
}

export function blankFields(start: Wall, end: Wall, zone: string, users: readonly string[]): AppointmentFields {
  return {
    title: '',
    startDay: start.day,
    startTime: start.time ?? '09:00',
    endDay: end.day,
    endTime: end.time ?? '10:00',
    allDay: start.time === undefined,
    timeZone: zone,
    place: '',
    videoUrl: '',
    description: '',
    repeat: 'none',
    until: null,
    ownRule: null,
    clientId: null,
    users: [...users],
    contacts: [],
    emails: '',
    private: false,
    busy: true,
  }
}

export function fieldsOf(one: Appointment): AppointmentFields {
  const rule = repeatOf(one.rrule, one.start.day)
  return {
    title: one.title,
    startDay: one.start.day,
    startTime: one.start.time ?? '09:00',
    endDay: one.end.day,
    endTime: one.end.time ?? '10:00',
    allDay: one.allDay,
    timeZone: one.timeZone,
    place: one.place ?? '',
    videoUrl: one.videoUrl ?? '',
    description: one.description ?? '',
    repeat: rule.repeat,
    until: rule.until,
    ownRule: rule.repeat === 'own' ? one.rrule : null,
    clientId: one.client?.id ?? null,
    users: one.people.flatMap(({ userId }) => userId ?? []),
    contacts: one.people.flatMap(({ contactId }) => contactId ?? []),
    emails: one.people
      .flatMap(({ userId, contactId, email }) => (!userId && !contactId && email ? [email] : []))
      .join(', '),
    private: one.private,
    busy: one.busy,
  }
}

export function draftOf(v: AppointmentFields, invite: boolean): AppointmentDraft {
  const emails = v.emails.split(/[,;\s]+/).filter(Boolean)
  const people: Invitee[] = [
    ...v.users.map((userId) => ({ userId })),
    ...v.contacts.map((contactId) => ({ contactId })),
    ...emails.map((email) => ({ email })),
  ]
  const [startDay, endDay] = [v.startDay ?? '', v.endDay ?? v.startDay ?? '']
  return {
    title: v.title,
    start: v.allDay ? { day: startDay } : { day: startDay, time: v.startTime },
    end: v.allDay ? { day: endDay } : { day: endDay, time: v.endTime },
    timeZone: v.timeZone,
    place: v.place || null,
    videoUrl: v.videoUrl || null,
    description: v.description || null,
    rrule: v.startDay ? ruleOf(v.repeat, v.startDay, v.until, v.ownRule) : null,
    clientId: v.clientId,
    people,
    private: v.private,
    busy: v.busy,
    invite,
  }
}

const fieldsOfPart: Partial<Record<keyof AppointmentDraft, readonly (keyof AppointmentFields)[]>> = {
  start: ['startDay', 'startTime', 'allDay'],
  end: ['endDay', 'endTime', 'allDay', 'startDay', 'startTime'],
  rrule: ['repeat', 'until', 'ownRule'],
  people: ['users', 'contacts', 'emails'],
}

/** Only what was changed, so that nothing else of the appointment is touched. */
export function changeOf(
  v: AppointmentFields,
  changed: (field: keyof AppointmentFields) => boolean,
  invite: boolean,
): AppointmentChange {
  const draft = draftOf(v, invite)
  const parts = Object.entries(draft).filter(([part]) =>
    part === 'invite'
      ? true
      : (fieldsOfPart[part as keyof AppointmentDraft] ?? [part as keyof AppointmentFields]).some(changed),
  )
  return Object.fromEntries(parts) as AppointmentChange
}
