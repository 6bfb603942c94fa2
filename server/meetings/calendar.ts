// A meeting and the calendar: its appointment follows it, and it follows its appointment.
import type { Invitee } from '#api/calendars.ts'
import { mayNote } from '#domain/meetings/lifecycle.ts'
import { putAppointment } from '#server/calendars/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { isoOf, localOf } from '#server/kit/zoned-time.ts'
import * as store from '#server/meetings/store.ts'
import { again, nameOf, recorded } from '#server/meetings/view.ts'
import { notify } from '#server/notifications/actions.ts'

/** Puts the meeting into the calendars of its people as it is now. */
export async function toCalendar(ctx: Context, meeting: store.StoredMeeting, invite = false): Promise<void> {
  await putAppointment(ctx, {
    recordType: 'meetings',
    recordId: meeting.id,
    ownerId: meeting.organizer.id,
    title: [meeting.title, nameOf(meeting)].filter(Boolean).join(' – '),
    place: meeting.place,
    videoUrl: meeting.videoUrl,
    startsAt: isoOf(meeting.startsAt),
    endsAt: isoOf(meeting.endsAt),
    timeZone: meeting.timeZone,
    clientId: meeting.client?.id ?? null,
    leadId: meeting.lead?.id ?? null,
    people: meeting.people.flatMap((person): Invitee[] => {
      const rest = { name: person.name, optional: person.optional }
      if (person.userId) return [{ userId: person.userId, ...rest }]
      if (person.contactId) return [{ contactId: person.contactId, ...rest }]
      // Without an address nobody can be told.
      return person.email ? [{ email: person.email, ...rest }] : []
    }),
    cancelled: meeting.state === 'cancelled' || meeting.deletedAt !== null,
    invite,
  })
}

/** Tells colleagues that they are to come, or that time or place changed. */
export async function tellPeople(
  ctx: Context,
  meeting: store.StoredMeeting,
  event: 'meetings.invited' | 'meetings.changed',
  only?: readonly string[],
): Promise<void> {
  const ids = [meeting.organizer.id, ...meeting.people.flatMap((person) => (person.userId ? [person.userId] : []))]
  const { day, time } = localOf(meeting.startsAt, meeting.timeZone)
  await notify(ctx, {
    userIds: only ?? ids,
    event,
    recordType: 'meetings',
    recordId: meeting.id,
    clientId: meeting.client?.id ?? null,
    details: { title: [meeting.title, nameOf(meeting)].filter(Boolean).join(' – '), day, time },
    once: `${isoOf(meeting.startsAt)} ${meeting.place ?? ''} ${meeting.state}`,
  })
}

/** The appointment was dragged elsewhere, cancelled or answered in a calendar: the meeting learns it. */
export const meetingFollower = {
  recordType: 'meetings',
  async moved(
    ctx: Context,
    recordId: string,
    {
      startsAt,
      endsAt,
      timeZone,
      cancelled,
    }: { startsAt: string; endsAt: string; timeZone: string; cancelled: boolean },
  ): Promise<void> {
    const before = await store.lockMeeting(ctx, recordId)
    // What was held does not move; its appointment is only a trace in the calendar.
    if (!before || !mayNote(before.state) || before.state === 'held') return
    await store.updateMeeting(ctx, recordId, {
      startsAt,
      endsAt,
      timeZone,
      ...(cancelled && before.state === 'planned' ? { state: 'cancelled', stateReason: null } : {}),
    })
    const after = await again(ctx, recordId)
    await recorded(ctx, cancelled ? 'moved' : 'shifted', before, after)
    await tellPeople(ctx, after, 'meetings.changed')
  },
  async answered(
    ctx: Context,
    recordId: string,
    who: { email: string | null; userId: string | null; contactId: string | null },
    answer: 'accepted' | 'declined' | 'tentative',
  ): Promise<void> {
    await store.writeAnswer(ctx, recordId, who, answer)
  },
}
