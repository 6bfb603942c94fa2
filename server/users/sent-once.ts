// A write sent with an Idempotency-Key happens once: the same key sent again gets the same reply and writes nothing.
// The key is taken in the transaction of the write itself, so a refused or broken write leaves the key free.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'
import { Refusal } from '#server/kit/errors.ts'
import { type Once, RawJson } from '#server/kit/serve.ts'

/** Telephones stay off for a holiday; after this a key is forgotten. */
const keptDays = 60

export const sentOnce: Once = async (ctx, { key, endpoint, request, status }, work) => {
  const hash = createHash('sha256').update(request).digest()
  // Somebody sending the same at this very moment is waited for.
  const { rows } = await sql`
    insert into sent_once (user_id, key, endpoint, request_hash, status, at)
    values (${ctx.actor.id}::uuid, ${key}::uuid, ${endpoint}, ${hash}, ${status}, ${ctx.now})
    on conflict do nothing returning key`.execute(ctx.db)
  if (rows.length === 0) return replied(ctx, key, endpoint, hash)
  const result = await work()
  const reply = result instanceof RawJson ? result.json : JSON.stringify(result ?? null)
  await sql`
    update sent_once set reply = ${reply}::jsonb where user_id = ${ctx.actor.id}::uuid and key = ${key}::uuid`.execute(
    ctx.db,
  )
  return { result, again: false }
}

async function replied(ctx: Context, key: string, endpoint: string, hash: Buffer) {
  const { rows } = await sql<{ endpoint: string; requestHash: Buffer; reply: unknown }>`
    select endpoint, request_hash, reply from sent_once where user_id = ${ctx.actor.id}::uuid and key = ${key}::uuid`.execute(
    ctx.db,
  )
  const before = rows[0]
  if (!before || before.endpoint !== endpoint || !before.requestHash.equals(hash)) {
    throw new Refusal('kit.keyUsed', {}, { status: 422 })
  }
  return { result: before.reply, again: true }
}

export async function forgetSent(db: Db, now: string): Promise<void> {
  await sql`delete from sent_once where at < ${now}::timestamptz - make_interval(days => ${keptDays})`.execute(db)
}
