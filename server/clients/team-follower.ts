// When a person changes team, the clients he owns are seen by the new team from that moment.
import { sql } from 'kysely'
import type { TeamFollower } from '#server/users/actions.ts'

/** Versions stay: nobody edited these records; the person's own journal entry tells how many followed. */
export const clientFollower: TeamFollower = {
  records: 'clients',
  async follow(ctx, userId, teamId) {
    const { numAffectedRows } = await sql`
      update clients set team_id = ${teamId}::uuid
      where owner_id = ${userId}::uuid and team_id is distinct from ${teamId}::uuid`.execute(ctx.db)
    return Number(numAffectedRows ?? 0)
  },
}
