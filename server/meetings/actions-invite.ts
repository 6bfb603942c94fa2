// Invites the people of the client by mail: an .ics letter that asks, and that follows when the meeting moves.
import type { Meeting } from '#api/meetings.ts'
import type { Context } from '#server/kit/context.ts'
import { Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { toCalendar } from '#server/meetings/calendar.ts'
import { again, shown, writable } from '#server/meetings/view.ts'

/**
 * Sends the invitation to everybody of the client's side who has an address. It leaves the house only when somebody asks;
 * whom it went to learns later of another time, place or a cancellation by itself.
 */
export async function inviteToMeeting(ctx: Context, id: string, mails: boolean): Promise<Meeting> {
  const meeting = await writable(ctx, id)
  if (meeting.state !== 'planned') throw new Refusal('meetings.inviteTooLate')
  if (!mails) throw new Refusal('meetings.noInvitations')
  const to = meeting.people.flatMap(({ userId, email }) => (!userId && email ? [email] : []))
  if (to.length === 0) throw new Refusal('meetings.nobodyToInvite')
  await toCalendar(ctx, meeting, true)
  await record(ctx, {
    fact: 'meetings.invitationSent',
    recordType: 'meetings',
    recordId: id,
    clientId: meeting.client?.id ?? null,
    after: { to },
  })
  return shown(ctx, await again(ctx, id))
}
