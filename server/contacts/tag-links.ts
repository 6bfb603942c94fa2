// Gives tags what they need of contacts: which carry a tag, and putting one on.
import { sql } from 'kysely'
import { contactVisibleTo } from '#server/clients/visible.ts'
import type { TagLinks } from '#server/tags/actions.ts'

export const contactTagLinks: TagLinks = {
  capability: 'contacts',
  async countByTag(ctx, seen) {
    const { rows } = await sql<{ tagId: string; n: number }>`
      select ct.tag_id, count(*)::int as n from contact_tags ct join contacts p on p.id = ct.contact_id
      where p.deleted_at is null and ${seen ? contactVisibleTo(ctx.actor) : sql`true`} group by ct.tag_id`.execute(
      ctx.db,
    )
    return new Map(rows.map((row) => [row.tagId, row.n]))
  },
  async taggedWith(ctx, tagId) {
    const { rows } = await sql<{ contactId: string }>`
      select contact_id from contact_tags where tag_id = ${tagId}::uuid`.execute(ctx.db)
    return rows.map((row) => row.contactId)
  },
  async tag(ctx, tagId, recordIds) {
    await sql`insert into contact_tags (contact_id, tag_id)
      select p.id, ${tagId}::uuid from contacts p where p.id = any(${[...recordIds]}::uuid[]) on conflict do nothing`.execute(
      ctx.db,
    )
  },
}
