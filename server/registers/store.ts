// All SQL of register answers and checks.
import { sql } from 'kysely'
import type { Difference, RegisterCheck } from '#api/registers.ts'
import type { ComparedField, RegisterFacts } from '#domain/registers/differences.ts'
import { visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import { systemActor } from '#server/kit/context.ts'
import { BadInput } from '#server/kit/errors.ts'

export type KnownAnswer = { state: 'found'; facts: RegisterFacts; at: string } | { state: 'notFound'; at: string }

/** An answer young enough to be used again: found ones for a day, "not found" for an hour; `anyAge` for showing only. */
export async function findAnswer(ctx: Context, ico: string, anyAge = false): Promise<KnownAnswer | undefined> {
  const { rows } = await sql<{ state: 'found' | 'notFound'; answer: RegisterFacts | null; fetchedAt: string }>`
    select state, answer, fetched_at from register_answers where source = 'ares' and ico = ${ico}
      and ${anyAge ? sql`true` : sql`fetched_at > ${ctx.now}::timestamptz - case state when 'found' then interval '24 hours' else interval '1 hour' end`}`.execute(
    ctx.db,
  )
  const [row] = rows
  if (!row) return undefined
  return row.state === 'found' && row.answer
    ? { state: 'found', facts: row.answer, at: row.fetchedAt }
    : { state: 'notFound', at: row.fetchedAt }
}

/** Keeps an answer. Nothing else than found and not found is ever kept. */
export async function keepAnswer(ctx: Context, ico: string, facts: RegisterFacts | null): Promise<void> {
  await sql`
    insert into register_answers (source, ico, state, answer, fetched_at)
    values ('ares', ${ico}, ${facts ? 'found' : 'notFound'}, ${facts ? JSON.stringify(facts) : null}::jsonb, ${ctx.now}::timestamptz)
    on conflict (source, ico) do update set state = excluded.state, answer = excluded.answer, fetched_at = excluded.fetched_at`.execute(
    ctx.db,
  )
}

/** Clients with these numbers; without id and name where the actor may not see them. */
export async function findExisting(
  ctx: Context,
  icos: readonly string[],
): Promise<Map<string, { id: string | null; name: string | null }>> {
  const { rows } = await sql<{ ico: string; id: string; name: string; visible: boolean }>`
    select c.ico, c.id, c.name, ${visibleTo(ctx.actor)} as visible from clients c
    where c.ico = any(${[...icos]}::text[]) and c.kind = 'company' and c.deleted_at is null`.execute(ctx.db)
  return new Map(rows.map((row) => [row.ico, row.visible ? { id: row.id, name: row.name } : { id: null, name: null }]))
}

const checkJson = sql`json_build_object('id', r.id, 'state', r.state, 'reason', r.detail, 'differences', r.differences, 'checkedAt', r.checked_at,
  'checkedBy', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = r.checked_by))`

/** The last check and the one with open differences. The caller has made sure that the client may be seen. */
export async function findChecks(
  ctx: Context,
  clientId: string,
): Promise<{ last: RegisterCheck | null; open: RegisterCheck | null }> {
  const { rows } = await sql<{ last: RegisterCheck | null; open: RegisterCheck | null }>`
    select (select ${checkJson} from register_checks r where r.client_id = ${clientId}::uuid order by r.checked_at desc, r.id desc limit 1) as last,
      (select ${checkJson} from register_checks r where r.client_id = ${clientId}::uuid and r.state = 'differs' order by r.checked_at desc, r.id desc limit 1) as open`.execute(
    ctx.db,
  )
  return rows[0] ?? { last: null, open: null }
}

/** Register values somebody decided not to take over, the latest of each field. */
export async function findKept(ctx: Context, clientId: string): Promise<Difference[]> {
  const { rows } = await sql<{ difference: Difference }>`
    select distinct on (d.value ->> 'field') d.value as difference
    from register_checks r cross join jsonb_array_elements(r.differences) d
    where r.client_id = ${clientId}::uuid and d.value ->> 'decided' = 'kept'
    order by d.value ->> 'field', r.checked_at desc, r.id desc`.execute(ctx.db)
  return rows.map((row) => row.difference)
}

/** Writes a check. A new judgement takes the place of one still open; an unavailable register changes nothing. */
export async function insertCheck(
  ctx: Context,
  clientId: string,
  check: { state: RegisterCheck['state']; differences?: readonly unknown[]; reason?: string },
): Promise<void> {
  if (check.state !== 'unavailable') {
    await sql`delete from register_checks where client_id = ${clientId}::uuid and state = 'differs'
      and not jsonb_path_exists(differences, '$[*] ? (@.decided != null)')`.execute(ctx.db)
    await sql`update register_checks set state = 'settled', settled_at = ${ctx.now}::timestamptz where client_id = ${clientId}::uuid and state = 'differs'`.execute(
      ctx.db,
    )
  }
  // Of failed attempts and of checks without a finding only the latest is worth keeping.
  const replaced = check.state === 'unavailable' ? ['unavailable'] : ['unavailable', 'same', 'notFound']
  await sql`delete from register_checks where client_id = ${clientId}::uuid and state = any(${replaced}::text[])`.execute(
    ctx.db,
  )
  await sql`
    insert into register_checks (client_id, source, state, differences, detail, checked_at, checked_by)
    values (${clientId}::uuid, 'ares', ${check.state}, ${JSON.stringify(check.differences ?? [])}::jsonb, ${check.reason ?? null},
      ${ctx.now}::timestamptz, ${ctx.actor.id === systemActor.id ? null : ctx.actor.id}::uuid)`.execute(ctx.db)
}

/** The open check, locked until it is decided. */
export async function lockOpenCheck(
  ctx: Context,
  clientId: string,
): Promise<{ id: string; differences: Difference[] } | undefined> {
  const { rows } = await sql<{ id: string; differences: Difference[] }>`
    select id, differences from register_checks where client_id = ${clientId}::uuid and state = 'differs'
    order by checked_at desc, id desc limit 1 for update`.execute(ctx.db)
  return rows[0]
}

export async function writeDecisions(
  ctx: Context,
  checkId: string,
  differences: readonly Difference[],
  settled: boolean,
): Promise<void> {
  await sql`
    update register_checks set differences = ${JSON.stringify(differences)}::jsonb, state = ${settled ? 'settled' : 'differs'},
      settled_at = ${settled ? ctx.now : null}::timestamptz, settled_by = ${settled ? ctx.actor.id : null}::uuid
    where id = ${checkId}::uuid`.execute(ctx.db)
}

/** Companies with an IČO whose last answered check is older than the day, the longest unchecked first. */
export async function dueForCheck(ctx: Context, before: string, limit: number): Promise<{ id: string; ico: string }[]> {
  const { rows } = await sql<{ id: string; ico: string }>`
    select c.id, c.ico from clients c
    left join lateral (
      select max(r.checked_at) as at from register_checks r where r.client_id = c.id and r.state <> 'unavailable'
    ) last on true
    where c.ico is not null and c.kind = 'company' and c.deleted_at is null and c.state not in ('lost', 'disqualified')
      and (last.at is null or last.at < ${before}::timestamptz)
    order by last.at nulls first, c.id limit ${limit}`.execute(ctx.db)
  return rows
}

/** A page of clients with open differences, and how many there are. */
export async function listOpen(
  ctx: Context,
  query: { cursor?: string; limit: number; mine: boolean },
): Promise<{
  rows: {
    client: { id: string; name: string; ico: string | null }
    owner: { id: string; name: string } | null
    fields: ComparedField[]
    checkedAt: string
  }[]
  total: number
  next: string | null
}> {
  const mine = query.mine ? sql`c.owner_id = any(${[...ctx.actor.personIds]}::uuid[])` : sql`true`
  const from = sql`register_checks r join clients c on c.id = r.client_id
    where r.state = 'differs' and c.deleted_at is null and ${mine} and ${visibleTo(ctx.actor)}`
  const after = cursorOf(query.cursor)
  const { rows } = await sql<{
    id: string
    client: { id: string; name: string; ico: string | null }
    owner: { id: string; name: string } | null
    fields: ComparedField[]
    checkedAt: string
    total: number
  }>`
    select r.id, json_build_object('id', c.id, 'name', c.name, 'ico', c.ico) as client,
      (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = c.owner_id) as owner,
      (select json_agg(d.value ->> 'field') from jsonb_array_elements(r.differences) d where d.value ->> 'decided' is null) as fields,
      r.checked_at, (select count(*)::int from ${from}) as total
    from ${from} and ${after ? sql`(r.checked_at, r.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by r.checked_at desc, r.id desc limit ${query.limit + 1}`.execute(ctx.db)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    rows: page.map(({ client, owner, fields, checkedAt }) => ({ client, owner, fields, checkedAt })),
    total: rows[0]?.total ?? 0,
    next: rows.length > query.limit && last ? Buffer.from(`${last.checkedAt} ${last.id}`).toString('base64url') : null,
  }
}

function cursorOf(cursor: string | undefined): { at: string; id: string } | undefined {
  if (!cursor) return undefined
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  if (!/^\d{4}-\d\d-\d\dT[\d:.+Z-]+$/.test(at) || !/^[0-9a-f-]{36}$/.test(id)) {
    throw new BadInput([{ field: 'cursor', reason: 'kit.cursor' }])
  }
  return { at, id }
}
