// Objections and arguments for tests and the demo company.
import type { Argument, ArgumentDraft, Objection, ObjectionDraft } from '#api/objections.ts'
import type { Context } from '#server/kit/context.ts'
import { raiseObjection } from '#server/objections/actions.ts'
import { addArgument } from '#server/objections/actions-library.ts'

let n = 0

export async function anObjection(
  ctx: Context,
  draft: Partial<ObjectionDraft> & ({ clientId: string } | { leadId: string }),
): Promise<Objection> {
  n++
  return raiseObjection(ctx, { text: `Jste dražší než loni (${n})`, kind: 'price', ...draft })
}

export async function anArgument(ctx: Context, overrides: Partial<ArgumentDraft> = {}): Promise<Argument> {
  n++
  return addArgument(ctx, {
    objection: `Je to drahé (${n})`,
    kind: 'price',
    argument: 'Spočítejme náklady na celý rok včetně zmetkovosti.',
    ...overrides,
  })
}
