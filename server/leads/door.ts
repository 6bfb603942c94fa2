// The door of leads: comments and attachments hang on them.
import { whyNotEditLead } from '#domain/leads/access.ts'
import type { Door } from '#server/kit/doors.ts'
import { findLead } from '#server/leads/store.ts'

export const leadDoor: Door = {
  type: 'leads',
  async find(ctx, id) {
    const lead = await findLead(ctx, id)
    if (!lead) return undefined
    const access = { ownerId: lead.owner?.id ?? null, teamId: lead.team?.id ?? null }
    return {
      clientId: null,
      leadId: lead.id,
      title: lead.name,
      href: `/leads/${lead.id}`,
      mayWrite: !whyNotEditLead(ctx.actor, access),
    }
  },
}
