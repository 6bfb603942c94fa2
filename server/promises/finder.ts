// How the search field finds promises: by words of what was promised.
import { sql } from 'kysely'
import { type Finder, holdsWords, rowsThat } from '#server/kit/finding.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'
import { promiseFrom, promiseVisibleTo } from '#server/promises/store.ts'

interface Row {
  text: string
  about: string | null
  dueOn: string | null
}

export const promiseFinder: Finder = {
  kind: 'promises',
  async find(ctx, asked, most) {
    const rows = await rowsThat<Row>(
      ctx,
      holdsWords(asked)?.(sql`r.text_folded`),
      {
        table: sql`promises r`,
        joined: promiseFrom,
        id: sql`r.id`,
        alive: sql`r.deleted_at is null`,
        own: sql`r.responsible_id = any(${[...ctx.actor.personIds]}::uuid[])`,
        seen: promiseVisibleTo(ctx.actor),
        latest: sql`r.created_at`,
        found: sql`r.text, coalesce(c.name, case when ${leadVisibleTo(ctx.actor)} then l.name end) as about, r.due_on`,
      },
      most,
    )
    return rows.map((row) => ({
      id: row.id,
      title: row.text,
      about: row.about,
      at: row.dueOn,
      href: `/promises/${row.id}`,
      own: row.own,
    }))
  },
}
