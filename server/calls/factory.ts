// Telephone calls, call lists and scripts for tests and the demo company.
import { randomUUID } from 'node:crypto'
import type { CallListDraft } from '#api/call-lists.ts'
import { createCallList } from '#server/calls/call-lists.ts'
import { createExchange, setExtensions } from '#server/calls/exchanges.ts'
import { createScript } from '#server/calls/scripts.ts'
import * as store from '#server/calls/store.ts'
import type { Context } from '#server/kit/context.ts'

let n = 0

/** An exchange with extensions of people; answers with its secret. */
export async function anExchange(
  ctx: Context,
  productSecret: string,
  extensions: Readonly<Record<string, string>> = {},
  dialUrl: string | null = null,
) {
  n++
  const made = await createExchange(ctx, productSecret, { name: `Ústředna ${n}`, dialUrl })
  await setExtensions(
    ctx,
    made.exchange.id,
    Object.entries(extensions).map(([extension, userId]) => ({ extension, userId })),
  )
  return made
}

/** A call of the past, as if an exchange had told of it. */
export async function aCall(
  ctx: Context,
  exchangeId: string,
  call: {
    userId?: string | null
    clientId?: string | null
    contactId?: string | null
    leadId?: string | null
    number?: string
    state?: 'ended' | 'missed'
    at?: string
    minutes?: number
  } = {},
): Promise<string> {
  const at = call.at ?? ctx.now
  const { row } = await store.callOfExchange(ctx, exchangeId, randomUUID(), { direction: 'in', at })
  const ended = new Date(Date.parse(at) + (call.minutes ?? 4) * 60_000).toISOString()
  const state = call.state ?? 'ended'
  await store.updateCall(ctx, row.id, {
    state,
    answeredAt: state === 'ended' ? at : null,
    endedAt: ended,
    number: call.number ?? '+420 602 100 200',
    numberKey: (call.number ?? '+420602100200').replace(/\s/g, ''),
    userId: call.userId ?? null,
    clientId: call.clientId ?? null,
    contactId: call.contactId ?? null,
    leadId: call.leadId ?? null,
  })
  return row.id
}

export async function aCallList(ctx: Context, from: CallListDraft['from'], more: Partial<CallListDraft> = {}) {
  n++
  return (await createCallList(ctx, { name: `Seznam ${n}`, from, ...more }, [])).list
}

export async function aScript(ctx: Context, text = 'Představit se. Zeptat se na letošní plány.') {
  n++
  return createScript(ctx, { name: `Scénář ${n}`, text })
}
