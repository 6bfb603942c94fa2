// Promises for tests and the demo company.
import type { PromiseDraft, PromiseView } from '#api/promises.ts'
import type { Context } from '#server/kit/context.ts'
import { makePromise } from '#server/promises/actions.ts'

let n = 0

/** A promise of ours, due in nothing, made by whoever the context is. */
export async function aPromise(ctx: Context, overrides: Partial<PromiseDraft> = {}): Promise<PromiseView> {
  n++
  return makePromise(ctx, { side: 'ours', text: `Poslat nový ceník obalů (${n})`, ...overrides })
}
