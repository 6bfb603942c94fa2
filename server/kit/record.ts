// Writes the journal: one entry per changed record, in the transaction of the change itself.
import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import { type Context, systemActor } from '#server/kit/context.ts'
import { copyIn } from '#server/kit/copy-in.ts'
import { Later } from '#server/kit/db.ts'

export interface Fact {
  /** `clients.created`, `clients.changed`, `clients.moved`: capability and verb. */
  readonly fact: string
  readonly recordType: string
  readonly recordId: string
  readonly clientId?: string | null
  readonly reason?: string | null
  readonly before?: Record<string, unknown> | null
  readonly after?: Record<string, unknown> | null
  /** Whose work this was when a deputy or a client team member does it. */
  readonly onBehalfOf?: string | null
}

const entryColumns =
  'actor_id, on_behalf_of, fact, record_type, record_id, client_id, batch_id, reason, before, after, request_id'

const oneEntrySql = `
  insert into journal_entries (${entryColumns})
  values ($1::uuid, $2::uuid, $3, $4, $5::uuid, $6::uuid, $7::uuid, $8, $9::json, $10::json, $11)`

const entriesSql = `
  insert into journal_entries (${entryColumns})
  select $1::uuid, r."onBehalfOf", r.fact, r."recordType", r."recordId", r."clientId", $2::uuid, r.reason, r.before, r.after, $3
  from json_to_recordset($4::json)
    as r(fact text, "recordType" text, "recordId" uuid, "clientId" uuid, reason text, before json, after json, "onBehalfOf" uuid)`

/** From so many facts on they go by COPY, which takes a trip of its own and costs half as much for each. */
const many = 50

/** Appends the facts. With `before` and `after` only fields that differ are kept; nothing differs, nothing is written. */
export async function record(ctx: Context, ...facts: Fact[]): Promise<number> {
  const rows = facts.flatMap((fact) => {
    const { before, after } = onlyDifferent(fact.before, fact.after)
    if (fact.before && fact.after && Object.keys(after ?? {}).length === 0) return []
    return [{ ...fact, before, after }]
  })
  if (rows.length === 0) return 0
  const actorId = ctx.actor.id === systemActor.id ? null : ctx.actor.id
  const batchId = ctx.batchId ?? null
  const requestId = ctx.requestId ?? null
  const valuesOf = (row: Fact) => [
    actorId,
    row.onBehalfOf,
    row.fact,
    row.recordType,
    row.recordId,
    row.clientId,
    batchId,
    row.reason,
    row.before && JSON.stringify(row.before),
    row.after && JSON.stringify(row.after),
    requestId,
  ]
  if (rows.length >= many) {
    await copyIn(ctx.db, 'journal_entries', entryColumns, rows.map(valuesOf))
    return rows.length
  }
  // Nothing is read back, so it travels with what comes next, at the latest with the commit.
  const one = rows.length === 1 ? rows[0] : undefined
  await ctx.db.executeQuery(
    one
      ? CompiledQuery.raw(oneEntrySql, [new Later(valuesOf(one))])
      : CompiledQuery.raw(entriesSql, [new Later([actorId, batchId, requestId, JSON.stringify(rows)])]),
  )
  return rows.length
}

/**
 * The statement that appends one entry for each row of `from` (columns id, client_id, owner_id, before, after), for changes of
 * many records in one statement; works inside `with`. A deputy's entry names the owner he stands in for.
 */
export function recordRows(
  ctx: Context,
  from: string,
  entry: { fact: string; recordType: string; reason?: string | null },
): RawBuilder<unknown> {
  const others = ctx.actor.personIds.filter((id) => id !== ctx.actor.id)
  return sql`insert into journal_entries (${sql.raw(entryColumns)})
    select ${ctx.actor.id === systemActor.id ? null : ctx.actor.id}::uuid, case when owner_id = any(${others}::uuid[]) then owner_id end, ${entry.fact},
      ${entry.recordType}, id, client_id, ${ctx.batchId ?? null}::uuid, ${entry.reason ?? null}, before, after, ${ctx.requestId ?? null}
    from ${sql.ref(from)}`
}

/** Keeps of two pictures of a record the fields that differ (compared as JSON). */
export function onlyDifferent(
  before: Record<string, unknown> | null | undefined,
  after: Record<string, unknown> | null | undefined,
): { before: Record<string, unknown> | null; after: Record<string, unknown> | null } {
  if (!before || !after) return { before: before ?? null, after: after ?? null }
  const b: Record<string, unknown> = {}
  const a: Record<string, unknown> = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = before[key] ?? null
    const is = after[key] ?? null
    if (stable(was) === stable(is)) continue
    b[key] = was
    a[key] = is
  }
  return { before: b, after: a }
}

function stable(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`
  const entries = Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1))
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${stable(v)}`).join(',')}}`
}
