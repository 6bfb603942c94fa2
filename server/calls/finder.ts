// How the search field finds call lists: by their name.
import { sql } from 'kysely'
import { decidesAll } from '#domain/clients/access.ts'
import { listSeen } from '#server/calls/list-store.ts'
import { type Finder, namesThat } from '#server/kit/finding.ts'

interface Row {
  name: string
  purpose: string | null
  createdAt: string
  folded: string
}

export const callListFinder: Finder = {
  kind: 'callLists',
  async find(ctx, asked, most) {
    const persons = sql`${[...ctx.actor.personIds]}::uuid[]`
    const rows = await namesThat<Row>(
      ctx,
      asked,
      {
        table: sql`call_lists t`,
        joined: sql`call_lists t`,
        id: sql`t.id`,
        alive: sql`t.deleted_at is null`,
        own: sql`(t.owner_id = any(${persons}) or t.created_by = any(${persons}))`,
        ofOthers: decidesAll(ctx.actor),
        seen: listSeen(ctx.actor),
        latest: sql`t.created_at`,
        text: sql`t.name_folded`,
        found: sql`t.name, t.purpose, t.created_at, t.name_folded as folded`,
      },
      most,
    )
    return rows.map((row) => ({
      id: row.id,
      title: row.name,
      about: row.purpose,
      at: row.createdAt,
      href: `/call-lists/${row.id}`,
      own: row.own,
      ...(row.similar ? { match: { field: 'similar' as const, value: null } } : {}),
    }))
  },
}
