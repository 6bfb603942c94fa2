// The door of telephone calls: comments and attachments hang on them.
import { may } from '#domain/access.ts'
import { findCall } from '#server/calls/store.ts'
import type { Door } from '#server/kit/doors.ts'

export const callDoor: Door = {
  type: 'calls',
  async find(ctx, id) {
    const call = await findCall(ctx, id)
    if (!call) return undefined
    return {
      clientId: call.client?.id ?? null,
      leadId: call.client ? null : (call.lead?.id ?? null),
      title:
        [call.number, call.contact?.name ?? call.client?.name ?? call.lead?.name].filter(Boolean).join(' · ') || '–',
      href: `/calls/${call.id}`,
      mayWrite: may(ctx.actor, 'clients.write'),
    }
  },
}
