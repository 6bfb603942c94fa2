// All SQL of telephone calls: seen by whom their client or lead is seen, and by who took part.
import { type RawBuilder, sql } from 'kysely'
import type { Call } from '#api/calls.ts'
import { type Actor, reachOf } from '#domain/access.ts'
import type { CallTimes } from '#domain/calls/telephony.ts'
import { visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'

const clientSeen = (actor: Actor, what: RawBuilder<unknown>) =>
  sql`(select ${what} from clients vc where vc.id = k.client_id and vc.deleted_at is null and ${visibleTo(actor, 'vc')})`
const leadSeen = (actor: Actor, what: RawBuilder<unknown>) =>
  sql`(select ${what} from leads vl where vl.id = k.lead_id and vl.deleted_at is null and ${leadVisibleTo(actor, 'vl')})`

/**
 * Call `k` is visible: its client is, or without a client its lead; or the actor (or whom he stands in for) had the receiver.
 * A call of a strange number to nobody is seen by who sees all and by team leads, so that it is not lost.
 */
export function callVisibleTo(actor: Actor): RawBuilder<boolean> {
  const reach = reachOf(actor)
  if (reach === 'nothing') return sql<boolean>`false`
  const watches = reach === 'all' || actor.roles.includes('TL')
  return sql<boolean>`(k.user_id = any(${[...actor.personIds]}::uuid[]) or case
    when k.client_id is not null then ${clientSeen(actor, sql`true`)} is true
    when k.lead_id is not null then ${leadSeen(actor, sql`true`)} is true
    else k.user_id is null and ${watches ? sql`true` : sql`false`} end)`
}

/** Names of what the actor may not see stay out even of his own calls. */
export const clientOf = (actor: Actor) => clientSeen(actor, sql`json_build_object('id', vc.id, 'name', vc.name)`)
export const clientIdOf = (actor: Actor) => clientSeen(actor, sql`vc.id`)
export const leadOf = (actor: Actor) => leadSeen(actor, sql`json_build_object('id', vl.id, 'name', vl.name)`)
export const contactOf = sql`(select json_build_object('id', p.id, 'name', concat_ws(' ', p.first_name, p.last_name)) from contacts p
  where p.id = k.contact_id and p.deleted_at is null)`
export const minutesSql = sql`(case when k.answered_at is not null and k.ended_at is not null
  then ceil(extract(epoch from k.ended_at - k.answered_at) / 60) end)::int`

const callJson = (
  actor: Actor,
) => sql`json_build_object('id', k.id, 'version', k.version, 'direction', k.direction, 'state', k.state,
  'number', k.number, 'user', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = k.user_id),
  'client', ${clientOf(actor)}, 'lead', ${leadOf(actor)},
  'contact', case when ${clientIdOf(actor)} is not null then ${contactOf} end,
  'startedAt', k.started_at, 'answeredAt', k.answered_at, 'endedAt', k.ended_at, 'minutes', ${minutesSql},
  'recordingUrl', k.recording_url, 'activityId', k.activity_id, 'promiseId', k.promise_id)`

/** The call as the actor sees it; locked for a change when asked for. */
export async function findCall(ctx: Context, id: string, lock = false): Promise<Call | undefined> {
  const { rows } = await sql<{ call: Call }>`
    select ${callJson(ctx.actor)} as call from calls k
    where k.id = ${id}::uuid and ${callVisibleTo(ctx.actor)}${lock ? sql` for update of k` : sql``}`.execute(ctx.db)
  return rows[0]?.call
}

export interface CallRow extends CallTimes {
  readonly id: string
  readonly number: string | null
  readonly numberKey: string | null
  readonly userId: string | null
  readonly clientId: string | null
  readonly contactId: string | null
  readonly leadId: string | null
  readonly promiseId: string | null
  readonly recordingUrl: string | null
}

const rowSql = sql`k.id, k.direction, k.state, k.started_at, k.answered_at, k.ended_at, k.number, k.number_key, k.user_id,
  k.client_id, k.contact_id, k.lead_id, k.promise_id, k.recording_url`

/** The call of the exchange, locked; a new row when this is the first we hear of it. */
export async function callOfExchange(
  ctx: Context,
  exchangeId: string,
  externalId: string,
  first: { direction: 'in' | 'out'; at: string },
): Promise<{ row: CallRow; isNew: boolean }> {
  const { rows: made } = await sql<{ id: string }>`
    insert into calls (exchange_id, external_id, direction, state, started_at)
    values (${exchangeId}::uuid, ${externalId}, ${first.direction}, ${first.direction === 'in' ? 'ringing' : 'dialling'}, ${first.at})
    on conflict (exchange_id, external_id) do nothing returning id`.execute(ctx.db)
  const { rows } = await sql<CallRow>`
    select ${rowSql} from calls k where k.exchange_id = ${exchangeId}::uuid and k.external_id = ${externalId} for update`.execute(
    ctx.db,
  )
  return { row: rows[0] as CallRow, isNew: made.length > 0 }
}

/** A call we began ourselves goes by our own id until the exchange names it. */
export async function adoptDialled(ctx: Context, exchangeId: string, id: string): Promise<boolean> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return false
  const { rows } = await sql`
    update calls set external_id = ${id} where id = ${id}::uuid and exchange_id = ${exchangeId}::uuid
      and (external_id is null or external_id = ${id}) returning 1`.execute(ctx.db)
  return rows.length > 0
}

const columnOf = {
  state: 'state',
  startedAt: 'started_at',
  answeredAt: 'answered_at',
  endedAt: 'ended_at',
  number: 'number',
  numberKey: 'number_key',
  userId: 'user_id',
  clientId: 'client_id',
  contactId: 'contact_id',
  leadId: 'lead_id',
  promiseId: 'promise_id',
  activityId: 'activity_id',
  recordingUrl: 'recording_url',
} as const

export async function updateCall(
  ctx: Context,
  id: string,
  values: Partial<Record<keyof typeof columnOf, string | null>>,
): Promise<void> {
  const sets = Object.entries(values).map(
    ([key, v]) => sql`${sql.ref(columnOf[key as keyof typeof columnOf])} = ${v as string | null}`,
  )
  await sql`update calls set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${ctx.now}`])}
    where id = ${id}::uuid`.execute(ctx.db)
}

export async function insertDialled(
  ctx: Context,
  call: {
    exchangeId: string
    number: string
    numberKey: string | null
    clientId: string | null
    contactId: string | null
    leadId: string | null
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into calls (exchange_id, direction, number, number_key, user_id, state, started_at, client_id, contact_id, lead_id)
    values (${call.exchangeId}::uuid, 'out', ${call.number}, ${call.numberKey}, ${ctx.actor.id}::uuid, 'dialling', ${ctx.now},
      ${call.clientId}::uuid, ${call.contactId}::uuid, ${call.leadId}::uuid) returning id`.execute(ctx.db)
  return (rows[0] as { id: string }).id
}

/** An open call-back already owed to this number by this person: a second missed call does not make a second debt. */
export async function owedCallBack(
  ctx: Context,
  numberKey: string,
  responsibleId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select p.id from calls k join promises p on p.id = k.promise_id
    where k.number_key = ${numberKey} and p.responsible_id = ${responsibleId}::uuid and p.state = 'open' and p.deleted_at is null
    order by p.id desc limit 1`.execute(ctx.db)
  return rows[0]?.id
}

/** Call-backs the person owes to a number that belongs to nobody yet. */
export async function owedToNumber(ctx: Context, numberKey: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct p.id from calls k join promises p on p.id = k.promise_id
    where k.number_key = ${numberKey} and p.responsible_id = any(${[...ctx.actor.personIds]}::uuid[])
      and p.kind = 'callBack' and p.state = 'open' and p.deleted_at is null`.execute(ctx.db)
  return rows.map((row) => row.id)
}
