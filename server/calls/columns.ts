// The SQL of each column of the list of calls.
import { type RawBuilder, sql } from 'kysely'
import { callColumns } from '#api/calls.ts'
import type { Actor } from '#domain/access.ts'
import { clientIdOf, clientOf, contactOf, leadOf, minutesSql } from '#server/calls/store.ts'
import type { SqlColumn } from '#server/kit/lists.ts'

type Part = Omit<SqlColumn, keyof (typeof callColumns)[number]> & { select: RawBuilder<unknown> }

/** Every column over `calls k`, as the actor may see it. */
export function callSqlColumns(actor: Actor): readonly SqlColumn[] {
  const parts: Readonly<Record<string, Part>> = {
    number: { select: sql`k.number`, value: sql`concat_ws(' ', k.number_key, k.number)` },
    startedAt: { select: sql`k.started_at`, notNull: true },
    direction: { select: sql`k.direction`, notNull: true },
    state: { select: sql`k.state`, notNull: true },
    contact: { select: sql`(case when ${clientIdOf(actor)} is not null then ${contactOf} end) ->> 'name'` },
    client: { select: clientOf(actor), value: clientIdOf(actor) },
    lead: { select: sql`${leadOf(actor)} ->> 'name'` },
    user: {
      select: sql`(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = k.user_id)`,
      value: sql`k.user_id`,
      groupLabel: sql`(select u.name from users u where u.id::text = g.value)`,
    },
    minutes: { select: minutesSql },
    logged: { select: sql`(k.activity_id is not null)` },
    recording: { select: sql`(k.recording_url is not null)` },
  }
  return callColumns.map((column) => {
    const part = parts[column.key]
    if (!part) throw new Error(`column ${column.key} has no SQL`)
    return { ...column, ...part }
  })
}
