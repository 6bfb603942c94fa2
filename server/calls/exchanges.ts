// Exchanges of the firm: their secrets, where a click to call is sent, and whose extension is whose.
import { type RawBuilder, sql } from 'kysely'
import type { Exchange, ExchangeChange, ExchangeDraft } from '#api/telephony.ts'
import { newSecret } from '#server/calls/signing.ts'
import type { Context } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'
import { BadInput, conflict, NotFound } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { seal, unseal } from '#server/kit/sealed.ts'

const purpose = 'telephony exchange'

const exchangeJson = sql`json_build_object('id', x.id, 'version', x.version, 'name', x.name, 'dialUrl', x.dial_url, 'active', x.active,
  'hookPath', '/api/public/telephony/' || x.id,
  'extensions', (select coalesce(json_agg(json_build_object('extension', e.extension, 'user', json_build_object('id', u.id, 'name', u.name))
    order by e.extension), '[]') from telephony_extensions e join users u on u.id = e.user_id where e.exchange_id = x.id),
  'lastMessageAt', (select max(m.received_at) from telephony_messages m where m.exchange_id = x.id))`

async function find(ctx: Context, id: string, lock = false): Promise<Exchange> {
  const { rows } = await sql<{ exchange: Exchange }>`
    select ${exchangeJson} as exchange from telephony_exchanges x where x.id = ${id}::uuid${lock ? sql` for update of x` : sql``}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new NotFound('calls.exchangeNotFound')
  return rows[0].exchange
}

export async function listExchanges(ctx: Context): Promise<{ exchanges: Exchange[] }> {
  const { rows } = await sql<{ exchange: Exchange }>`
    select ${exchangeJson} as exchange from telephony_exchanges x order by x.created_at, x.id`.execute(ctx.db)
  return { exchanges: rows.map((row) => row.exchange) }
}

/** A new exchange; its secret is told this once and kept sealed. */
export async function createExchange(ctx: Context, productSecret: string, draft: ExchangeDraft) {
  const secret = newSecret()
  const { rows } = await sql<{ id: string }>`
    insert into telephony_exchanges (name, secret, dial_url, created_by)
    values (${draft.name.normalize('NFC').trim()}, ${seal(productSecret, purpose, secret)}, ${dialAddress(draft.dialUrl)},
      (select id from users where id = ${ctx.actor.id}::uuid)) returning id`.execute(ctx.db)
  const exchange = await find(ctx, (rows[0] as { id: string }).id)
  await recorded(ctx, 'calls.exchangeAdded', exchange.id, null, exchange)
  return { exchange, secret }
}

export async function changeExchange(
  ctx: Context,
  id: string,
  change: ExchangeChange,
  version: number,
): Promise<Exchange> {
  const before = await find(ctx, id, true)
  if (before.version !== version) throw conflict(before)
  const sets: RawBuilder<unknown>[] = [sql`version = version + 1`, sql`updated_at = ${ctx.now}`]
  if (change.name !== undefined) sets.push(sql`name = ${change.name.normalize('NFC').trim()}`)
  if (change.dialUrl !== undefined) sets.push(sql`dial_url = ${dialAddress(change.dialUrl)}`)
  if (change.active !== undefined) sets.push(sql`active = ${change.active}`)
  await sql`update telephony_exchanges set ${sql.join(sets)} where id = ${id}::uuid`.execute(ctx.db)
  const after = await find(ctx, id)
  await recorded(ctx, 'calls.exchangeChanged', id, before, after)
  return after
}

/** The old secret stops working at once; the journal says that it was renewed, never what it is. */
export async function renewSecret(ctx: Context, productSecret: string, id: string) {
  await find(ctx, id, true)
  const secret = newSecret()
  await sql`update telephony_exchanges set secret = ${seal(productSecret, purpose, secret)}, version = version + 1 where id = ${id}::uuid`.execute(
    ctx.db,
  )
  const exchange = await find(ctx, id)
  await record(ctx, {
    fact: 'calls.secretRenewed',
    recordType: 'exchanges',
    recordId: id,
    after: { name: exchange.name },
  })
  return { exchange, secret }
}

export async function setExtensions(
  ctx: Context,
  id: string,
  extensions: readonly { extension: string; userId: string }[],
): Promise<Exchange> {
  const before = await find(ctx, id, true)
  const rows = extensions.map(({ extension, userId }) => ({ extension: extension.trim(), userId }))
  const twice = rows.findIndex((row, i) => rows.findIndex((other) => other.extension === row.extension) < i)
  if (twice >= 0) throw new BadInput([{ field: `extensions.${twice}.extension`, reason: 'calls.extensionTwice' }])
  const { rows: known } = await sql<{ id: string }>`
    select id from users where active and id = any(${rows.map((row) => row.userId)}::uuid[])`.execute(ctx.db)
  const stranger = rows.findIndex((row) => !known.some((user) => user.id === row.userId))
  if (stranger >= 0) throw new BadInput([{ field: `extensions.${stranger}.userId`, reason: 'clients.unknownPerson' }])
  await sql`delete from telephony_extensions where exchange_id = ${id}::uuid`.execute(ctx.db)
  await sql`
    insert into telephony_extensions (exchange_id, extension, user_id)
    select ${id}::uuid, r.extension, r."userId" from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(extension text, "userId" uuid)`.execute(
    ctx.db,
  )
  await sql`update telephony_exchanges set version = version + 1, updated_at = ${ctx.now} where id = ${id}::uuid`.execute(
    ctx.db,
  )
  const after = await find(ctx, id)
  await recorded(ctx, 'calls.exchangeChanged', id, before, after)
  return after
}

export async function removeExchange(ctx: Context, id: string): Promise<void> {
  const before = await find(ctx, id, true)
  await sql`delete from telephony_exchanges where id = ${id}::uuid`.execute(ctx.db)
  await recorded(ctx, 'calls.exchangeRemoved', id, before, null)
}

export interface WorkingExchange {
  readonly id: string
  readonly secret: string
  readonly dialUrl: string | null
}

/** The exchange with its secret opened; undefined when it does not exist, is switched off, or was sealed by another product. */
export async function workingExchange(db: Db, productSecret: string, id: string): Promise<WorkingExchange | undefined> {
  const { rows } = await sql<{ id: string; secret: string; dialUrl: string | null }>`
    select id, secret, dial_url from telephony_exchanges where id = ${id}::uuid and active`.execute(db)
  const secret = rows[0] && unseal(productSecret, purpose, rows[0].secret)
  return rows[0] && secret ? { id: rows[0].id, secret, dialUrl: rows[0].dialUrl } : undefined
}

/** The extension of the actor, one that can be rung by a click first. */
export async function myExtension(
  ctx: Context,
): Promise<{ exchangeId: string; extension: string; dials: boolean } | undefined> {
  const { rows } = await sql<{ exchangeId: string; extension: string; dials: boolean }>`
    select e.exchange_id, e.extension, x.dial_url is not null as dials
    from telephony_extensions e join telephony_exchanges x on x.id = e.exchange_id and x.active
    where e.user_id = ${ctx.actor.id}::uuid order by x.dial_url is null, x.created_at, e.extension limit 1`.execute(
    ctx.db,
  )
  return rows[0]
}

export async function userOfExtension(
  ctx: Context,
  exchangeId: string,
  extension: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ userId: string }>`
    select e.user_id from telephony_extensions e join users u on u.id = e.user_id and u.active
    where e.exchange_id = ${exchangeId}::uuid and e.extension = ${extension.trim()}`.execute(ctx.db)
  return rows[0]?.userId
}

/** Only an address a program can be asked at; a name and password in it would stand in plain sight. */
function dialAddress(text: string | null | undefined): string | null {
  const trimmed = text?.trim()
  if (!trimmed) return null
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.password)
    throw new BadInput([{ field: 'dialUrl', reason: 'calls.badDialUrl' }])
  return url.href
}

async function recorded(ctx: Context, fact: string, id: string, before: Exchange | null, after: Exchange | null) {
  const picture = (exchange: Exchange | null) =>
    exchange && {
      name: exchange.name,
      dialUrl: exchange.dialUrl,
      active: exchange.active,
      extensions: exchange.extensions.map(({ extension, user }) => `${extension}: ${user.name}`),
    }
  await record(ctx, { fact, recordType: 'exchanges', recordId: id, before: picture(before), after: picture(after) })
}
