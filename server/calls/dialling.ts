// Calling by a click: the exchange is asked at the address the administrator allowed, signed, in a job, never twice.
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Outside } from '#server/app.ts'
import { myExtension, workingExchange } from '#server/calls/exchanges.ts'
import { readNumber } from '#server/calls/lookup.ts'
import { signedHeaders } from '#server/calls/signing.ts'
import * as store from '#server/calls/store.ts'
import { getClient } from '#server/clients/actions.ts'
import { type Context, dayOf, systemActor } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import { BadInput, Refusal } from '#server/kit/errors.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'
import { getLead } from '#server/leads/actions.ts'
import { publish } from '#server/notifications/live.ts'

const timeoutMs = 8_000

/** Asks for a call from my extension to the number; what comes of it the exchange tells as of any other call. */
export async function dial(
  ctx: Context,
  asked: { number: string; clientId?: string | null; contactId?: string | null; leadId?: string | null },
): Promise<{ id: string }> {
  const extension = await myExtension(ctx)
  if (!extension?.dials) throw new Refusal('calls.noExtension')
  const read = readNumber(asked.number)
  if (!read || read.keys.length === 0) throw new BadInput([{ field: 'number', reason: 'kit.badPhone' }])
  if (asked.clientId) await getClient(ctx, asked.clientId)
  if (asked.leadId) await getLead(ctx, asked.leadId)
  const id = await store.insertDialled(ctx, {
    exchangeId: extension.exchangeId,
    number: read.shown,
    numberKey: read.keys[0] ?? null,
    clientId: asked.clientId ?? null,
    contactId: asked.clientId ? (asked.contactId ?? null) : null,
    leadId: asked.clientId ? null : (asked.leadId ?? null),
  })
  await ctx.jobs.enqueue(ctx.db, 'calls.dial', { id, extension: extension.extension })
  return { id }
}

export function dialJob(outside: Outside): JobDefinition {
  return {
    name: 'calls.dial',
    // A telephone that rings twice is worse than one that does not ring: the person sees that it failed and clicks again.
    retries: 0,
    atOnce: 2,
    async work(data, signal) {
      const id = String(data.id)
      const { rows } = await sql<{
        exchangeId: string
        number: string
        numberKey: string
        userId: string
        state: string
      }>`
        select exchange_id, number, number_key, user_id, state from calls where id = ${id}::uuid`.execute(outside.db)
      const call = rows[0]
      const exchange = call && (await workingExchange(outside.db, outside.secret, call.exchangeId))
      if (call?.state !== 'dialling') return
      const asked = exchange?.dialUrl
        ? await ask(
            exchange.dialUrl,
            exchange.secret,
            { callId: id, extension: String(data.extension), number: call.numberKey },
            outside.now(),
            signal,
          )
        : false
      if (!asked) await failed(outside, id, call.userId)
    },
  }
}

/** True once the exchange has taken the request (any 2xx). Redirects are not followed: only the allowed address is asked. */
async function ask(
  url: string,
  secret: string,
  what: Record<string, string>,
  now: Date,
  signal: AbortSignal,
): Promise<boolean> {
  const body = JSON.stringify({ ...what, messageId: what.callId, at: now.toISOString() })
  try {
    const reply = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/json', ...signedHeaders(secret, body, now.getTime()) },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    // What it says is of no use to us, and it may be long.
    await Promise.race([reply.body?.cancel(), pause(100)])
    return reply.ok
  } catch {
    return false
  }
}

async function failed(outside: Outside, id: string, userId: string): Promise<void> {
  const now = outside.now()
  await inTransaction(outside.db, async (db) => {
    const ctx: Context = { db, actor: systemActor, now: now.toISOString(), today: dayOf(now), jobs: outside.jobs }
    await store.updateCall(ctx, id, { state: 'failed', endedAt: ctx.now })
    await publish(ctx, [userId], 'calls.dialFailed', { id })
  })
}
