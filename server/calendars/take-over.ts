// Appointments of a lead go to the client it becomes; they stay linked with the lead.
import { sql } from 'kysely'
import type { TakeOver } from '#server/kit/take-overs.ts'

export const appointmentTakeOver: TakeOver = {
  records: 'appointments',
  async takeOver(ctx, { leadId, clientId }) {
    const { numAffectedRows } = await sql`
      update appointments set client_id = ${clientId}::uuid where lead_id = ${leadId}::uuid and client_id is null`.execute(
      ctx.db,
    )
    return Number(numAffectedRows ?? 0)
  },
}
