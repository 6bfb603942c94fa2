// How comments and attachments reach an objection.
import type { Door } from '#server/kit/doors.ts'
import { NotFound } from '#server/kit/errors.ts'
import { getObjection } from '#server/objections/actions.ts'

export const objectionDoor: Door = {
  type: 'objections',
  async find(ctx, id) {
    const objection = await getObjection(ctx, id).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined
      throw error
    })
    if (!objection) return undefined
    return {
      clientId: objection.client?.id ?? null,
      leadId: objection.lead?.id ?? null,
      title: objection.text.slice(0, 120),
      href: `/objections/${id}`,
      mayWrite: !objection.whyNot.edit,
    }
  },
}
