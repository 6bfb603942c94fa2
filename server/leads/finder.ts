// How the search field finds leads: by the firm, by the person, by a part of phone or mail.
import { sql } from 'kysely'
import { type Finder, namesThat } from '#server/kit/finding.ts'
import { escaped } from '#server/kit/list-conditions.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'

interface Row {
  name: string
  personName: string | null
  phone: string | null
  phoneKey: string | null
  email: string | null
  emailKey: string | null
  receivedAt: string
  folded: string
}

export const leadFinder: Finder = {
  kind: 'leads',
  async find(ctx, asked, most) {
    const channel = (column: string, part: string) =>
      sql`(select l.id from leads l where ${sql.ref(`l.${column}`)} like ${`%${escaped(part)}%`} limit 500)`
    const channels = [
      ...(asked.phone ? [channel('phone_key', asked.phone)] : []),
      ...(asked.address ? [channel('email_key', asked.address)] : []),
    ]
    const rows = await namesThat<Row>(
      ctx,
      asked,
      {
        table: sql`leads l`,
        joined: sql`leads l`,
        id: sql`l.id`,
        alive: sql`l.deleted_at is null`,
        own: sql`l.owner_id = any(${[...ctx.actor.personIds]}::uuid[])`,
        seen: leadVisibleTo(ctx.actor),
        latest: sql`l.received_at`,
        text: sql`l.found_folded`,
        found: sql`l.name, l.person_name, l.phone, l.phone_key, l.email, l.email_key, l.received_at, l.found_folded as folded`,
        also: channels.length > 0 ? sql`${sql.join(channels, sql` union all `)}` : undefined,
      },
      most,
    )
    const matchOf = (row: Row & { similar: boolean }) =>
      row.similar
        ? { match: { field: 'similar' as const, value: null } }
        : asked.phone && row.phoneKey?.includes(asked.phone)
          ? { match: { field: 'phone' as const, value: row.phone } }
          : asked.address && row.emailKey?.includes(asked.address)
            ? { match: { field: 'email' as const, value: row.email } }
            : {}
    return rows.map((row) => ({
      id: row.id,
      title: row.name,
      about: row.personName === row.name ? null : row.personName,
      at: row.receivedAt,
      href: `/leads/${row.id}`,
      own: row.own,
      ...matchOf(row),
    }))
  },
}
