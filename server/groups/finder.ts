// How the search field finds groups of companies: by the name of the company at the head.
import { sql } from 'kysely'
import { visibleTo } from '#server/clients/visible.ts'
import { type Finder, namesThat } from '#server/kit/finding.ts'

interface Row {
  name: string
  city: string | null
  folded: string
}

export const groupFinder: Finder = {
  kind: 'groups',
  async find(ctx, asked, most) {
    // A head without a member that the actor sees is to him a company like any other.
    const member = sql`exists (select 1 from clients k where k.parent_id = c.id and k.deleted_at is null and ${visibleTo(ctx.actor, 'k')})`
    const rows = await namesThat<Row>(
      ctx,
      asked,
      {
        table: sql`clients c`,
        joined: sql`clients c`,
        id: sql`c.id`,
        alive: sql`c.deleted_at is null`,
        own: sql`c.owner_id = any(${[...ctx.actor.personIds]}::uuid[])`,
        seen: sql`${visibleTo(ctx.actor)} and ${member}`,
        latest: sql`c.created_at`,
        text: sql`c.name_folded`,
        found: sql`c.name, c.city, c.name_folded as folded`,
      },
      most,
    )
    return rows.map((row) => ({
      id: row.id,
      title: row.name,
      about: row.city,
      at: null,
      href: `/clients/${row.id}?tab=group`,
      own: row.own,
      ...(row.similar ? { match: { field: 'similar' as const, value: null } } : {}),
    }))
  },
}
