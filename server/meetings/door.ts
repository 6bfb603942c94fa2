// How comments and attachments reach a meeting.
import type { Door } from '#server/kit/doors.ts'
import { findMeeting } from '#server/meetings/store.ts'
import { whyNotWrite } from '#server/meetings/view.ts'

export const meetingDoor: Door = {
  type: 'meetings',
  async find(ctx, id) {
    const meeting = await findMeeting(ctx, id)
    if (!meeting) return undefined
    return {
      clientId: meeting.client?.id ?? null,
      leadId: meeting.lead?.id ?? null,
      title: meeting.title,
      href: `/meetings/${id}`,
      mayWrite: !(await whyNotWrite(ctx, meeting)),
    }
  },
}
