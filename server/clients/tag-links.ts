// Gives tags what they need of clients: which carry a tag, and putting one on.
import { sql } from 'kysely'
import { visibleTo } from '#server/clients/visible.ts'
import type { TagLinks } from '#server/tags/actions.ts'

export const clientTagLinks: TagLinks = {
  capability: 'clients',
  async countByTag(ctx, seen) {
    const { rows } = await sql<{ tagId: string; n: number }>`
      select ct.tag_id, count(*)::int as n from client_tags ct join clients c on c.id = ct.client_id
      where c.deleted_at is null and ${seen ? visibleTo(ctx.actor) : sql`true`} group by ct.tag_id`.execute(ctx.db)
    return new Map(rows.map((row) => [row.tagId, row.n]))
  },
  async taggedWith(ctx, tagId) {
    const { rows } = await sql<{ clientId: string }>`
      select client_id from client_tags where tag_id = ${tagId}::uuid`.execute(ctx.db)
    return rows.map((row) => row.clientId)
  },
  async tag(ctx, tagId, recordIds) {
    await sql`insert into client_tags (client_id, tag_id)
      select c.id, ${tagId}::uuid from clients c where c.id = any(${[...recordIds]}::uuid[]) on conflict do nothing`.execute(
      ctx.db,
    )
  },
}
