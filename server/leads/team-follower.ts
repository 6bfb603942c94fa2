// When a person changes team, the leads he has are seen by the new team from that moment.
import { sql } from 'kysely'
import type { TeamFollower } from '#server/users/actions.ts'

export const leadFollower: TeamFollower = {
  records: 'leads',
  async follow(ctx, userId, teamId) {
    const { numAffectedRows } = await sql`
      update leads set team_id = ${teamId}::uuid
      where owner_id = ${userId}::uuid and team_id is distinct from ${teamId}::uuid`.execute(ctx.db)
    return Number(numAffectedRows ?? 0)
  },
}
