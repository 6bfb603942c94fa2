// Gives tags what they need of entries: which carry a tag, and putting one on.
import { sql } from 'kysely'
import { activityVisibleTo } from '#server/activities/visible.ts'
import type { TagLinks } from '#server/tags/actions.ts'

export const activityTagLinks: TagLinks = {
  capability: 'activities',
  async countByTag(ctx, seen) {
    const { rows } = await sql<{ tagId: string; n: number }>`
      select x.tag_id, count(*)::int as n from activity_tags x join activities a on a.id = x.activity_id
      where a.deleted_at is null and ${seen ? activityVisibleTo(ctx.actor) : sql`true`} group by x.tag_id`.execute(
      ctx.db,
    )
    return new Map(rows.map((row) => [row.tagId, row.n]))
  },
  async taggedWith(ctx, tagId) {
    const { rows } = await sql<{ activityId: string }>`
      select activity_id from activity_tags where tag_id = ${tagId}::uuid`.execute(ctx.db)
    return rows.map((row) => row.activityId)
  },
  async tag(ctx, tagId, recordIds) {
    await sql`insert into activity_tags (activity_id, tag_id)
      select a.id, ${tagId}::uuid from activities a where a.id = any(${[...recordIds]}::uuid[]) on conflict do nothing`.execute(
      ctx.db,
    )
  },
}
