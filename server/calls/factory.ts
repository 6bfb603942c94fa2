// Telephone exchanges, call lists and scripts for tests and the demo company.
import type { CallListDraft } from '#api/call-lists.ts'
import { createCallList } from '#server/calls/call-lists.ts'
import { createExchange, setExtensions } from '#server/calls/exchanges.ts'
import { createScript } from '#server/calls/scripts.ts'
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

export async function aCallList(ctx: Context, from: CallListDraft['from'], more: Partial<CallListDraft> = {}) {
  n++
  return (await createCallList(ctx, { name: `Seznam ${n}`, from, ...more }, [])).list
}

export async function aScript(ctx: Context, text = 'Představit se. Zeptat se na letošní plány.') {
  n++
  return createScript(ctx, { name: `Scénář ${n}`, text })
}
