// Lets comments and attachments hang on an appointment.
import { getAppointment } from '#server/calendars/actions.ts'
import type { Door } from '#server/kit/doors.ts'
import { NotFound } from '#server/kit/errors.ts'

export const appointmentDoor: Door = {
  type: 'appointments',
  async find(ctx, id) {
    const appointment = await getAppointment(ctx, id).catch(unseen)
    if (!appointment || appointment.deletedAt) return undefined
    return {
      clientId: appointment.client?.id ?? null,
      leadId: appointment.lead?.id ?? null,
      title: appointment.title,
      href: `/calendar?appointment=${appointment.id}`,
      mayWrite: ctx.actor.personIds.includes(appointment.owner.id) || appointment.myAnswer !== null,
    }
  },
}

function unseen(error: unknown): undefined {
  if (error instanceof NotFound) return undefined
  throw error
}
