// How the search field finds meetings: by words of the title, or by the client they are with.
import { sql } from 'kysely'
import { visibleTo } from '#server/clients/visible.ts'
import { type Finder, holdsWords, rowsThat } from '#server/kit/finding.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'
import { joined, seen } from '#server/meetings/store.ts'

interface Row {
  title: string
  about: string | null
  startsAt: string
}

export const meetingFinder: Finder = {
  kind: 'meetings',
  async find(ctx, asked, most) {
    const holds = holdsWords(asked)
    const persons = sql`${[...ctx.actor.personIds]}::uuid[]`
    // Of clients of that name the latest meetings; the actor's own clients first, as where clients are looked for.
    const named = (own: boolean) => sql`select v.id from clients v
      where ${own ? sql`v.owner_id = any(${persons})` : sql`(v.owner_id = any(${persons})) is not true`}
        and ${holds?.(sql`v.name_folded`) ?? sql`false`} and v.deleted_at is null`
    const ofClients = sql`
      with own as materialized (${named(true)}), others as materialized (${named(false)}), near as materialized (
        (select own.id from own limit 200) union all (select others.id from others limit 1000))
      select x.id from (select v.id from clients v where v.id = any(array(select near.id from near)) and ${visibleTo(ctx.actor, 'v')} limit 200) k
        cross join lateral (select n.id from meetings n where n.client_id = k.id and n.deleted_at is null order by n.starts_at desc limit 3) x`
    const rows = await rowsThat<Row>(
      ctx,
      holds?.(sql`m.title_folded`),
      {
        table: sql`meetings m`,
        joined,
        id: sql`m.id`,
        alive: sql`m.deleted_at is null`,
        own: sql`m.organizer_id = any(${persons})`,
        seen: seen(ctx),
        latest: sql`m.starts_at`,
        found: sql`m.title, coalesce(c.name, case when ${leadVisibleTo(ctx.actor)} then l.name end) as about, m.starts_at`,
        also: holds ? ofClients : undefined,
      },
      most,
    )
    return rows.map((row) => ({
      id: row.id,
      title: row.title,
      about: row.about,
      at: row.startsAt,
      href: `/meetings/${row.id}`,
      own: row.own,
    }))
  },
}
