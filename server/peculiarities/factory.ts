// Peculiarities for tests and the demo company.
import type { Peculiarity, PeculiarityDraft } from '#api/peculiarities.ts'
import type { Context } from '#server/kit/context.ts'
import { addPeculiarity } from '#server/peculiarities/actions.ts'

let n = 0

export async function aPeculiarity(
  ctx: Context,
  clientId: string,
  overrides: Partial<PeculiarityDraft> = {},
): Promise<Peculiarity> {
  n++
  return addPeculiarity(ctx, clientId, { text: `Volat až po desáté hodině (${n})`, ...overrides })
}
