// How the search field finds objections: by words of what was objected.
import { sql } from 'kysely'
import { type Finder, holdsWords, rowsThat } from '#server/kit/finding.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'
import { joined, seen } from '#server/objections/store.ts'

interface Row {
  text: string
  about: string | null
  raisedOn: string
}

export const objectionFinder: Finder = {
  kind: 'objections',
  async find(ctx, asked, most) {
    const rows = await rowsThat<Row>(
      ctx,
      holdsWords(asked)?.(sql`o.text_folded`),
      {
        table: sql`objections o`,
        joined,
        id: sql`o.id`,
        alive: sql`o.deleted_at is null`,
        own: sql`o.owner_id = any(${[...ctx.actor.personIds]}::uuid[])`,
        seen: seen(ctx),
        latest: sql`o.raised_on`,
        found: sql`o.text, coalesce(c.name, case when ${leadVisibleTo(ctx.actor)} then l.name end) as about, o.raised_on`,
      },
      most,
    )
    return rows.map((row) => ({
      id: row.id,
      title: row.text,
      about: row.about,
      at: row.raisedOn,
      href: `/objections/${row.id}`,
      own: row.own,
    }))
  },
}
