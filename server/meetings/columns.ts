// The SQL of each column of the list of meetings.
import { type RawBuilder, sql } from 'kysely'
import { meetingColumns } from '#api/meetings.ts'
import type { SqlColumn } from '#server/kit/lists.ts'

type Part = { select: RawBuilder<unknown> } & Partial<SqlColumn>

const theirs = sql`(select string_agg(coalesce(nullif(concat_ws(' ', k.first_name, k.last_name), ''), p.name), ', ' order by p.position, p.id)
  from meeting_people p left join contacts k on k.id = p.contact_id where p.meeting_id = m.id and p.side = 'theirs')`

const parts: Record<string, Part> = {
  title: { select: sql`m.title`, folded: sql`m.title_folded`, sort: sql`m.title collate czech`, notNull: true },
  client: {
    select: sql`case when c.id is not null then json_build_object('id', c.id, 'name', c.name) when l.id is not null then json_build_object('id', l.id, 'name', l.name, 'lead', true) end`,
    value: sql`m.client_id`,
    groupLabel: sql`(select gc.name from clients gc where gc.id::text = g.value)`,
  },
  startsAt: { select: sql`m.starts_at`, notNull: true },
  kind: { select: sql`m.kind` },
  state: { select: sql`m.state` },
  organizer: {
    select: sql`(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = m.organizer_id)`,
    value: sql`m.organizer_id`,
    groupLabel: sql`(select u.name from users u where u.id::text = g.value)`,
  },
  theirs: { select: theirs, folded: sql`fold_text(${theirs})` },
  place: { select: sql`m.place`, folded: sql`fold_text(m.place)` },
  goal: { select: sql`m.goal`, folded: sql`fold_text(m.goal)` },
  letterSentAt: { select: sql`m.letter_sent_at` },
}

export const meetingSqlColumns: readonly SqlColumn[] = meetingColumns.map((column) => {
  const part = parts[column.key]
  if (!part) throw new Error(`column ${column.key} has no SQL`)
  return { ...column, ...part }
})
