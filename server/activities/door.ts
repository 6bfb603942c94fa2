// Lets comments and attachments hang on an entry of the timeline.
import { whyNotWrite } from '#domain/activities/access.ts'
import { findActivity } from '#server/activities/store.ts'
import type { Door } from '#server/kit/doors.ts'

export const activityDoor: Door = {
  type: 'activities',
  async find(ctx, id) {
    const activity = await findActivity(ctx, id)
    if (!activity) return undefined
    return {
      clientId: activity.client?.id ?? null,
      leadId: activity.lead?.id ?? null,
      title: activity.subject ?? activity.text.slice(0, 80),
      href: activity.client ? `/clients/${activity.client.id}?entry=${id}` : `/leads/${activity.lead?.id}?entry=${id}`,
      mayWrite: whyNotWrite(ctx.actor) === undefined,
    }
  },
}
