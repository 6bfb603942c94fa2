// Statements asked over and over are put together once for each person, not at every request: of what they are made the
// rights of the person are a part, and these change with the person as kept (settings.access_stamp).
import { CompiledQuery, type RawBuilder } from 'kysely'
import type { Actor } from '#domain/access.ts'
import type { Context } from '#server/kit/context.ts'

/** Stands where a value will stand. */
class Slot {
  constructor(index: number) {
    this.index = index
  }
  readonly index: number
}

interface Kept {
  readonly text: string
  readonly parameters: readonly unknown[]
}
const kept = new WeakMap<Actor, Map<string, Kept>>()

/**
 * Rows of the statement that `build` makes of `values`. It is given a stand-in for each of them and may only put them into SQL;
 * `shape` names the statement and whatever else than the person it depends on.
 */
export async function compiled<Row>(
  ctx: Context,
  shape: string,
  values: readonly unknown[],
  build: (slots: readonly unknown[]) => RawBuilder<Row>,
): Promise<Row[]> {
  const own = kept.get(ctx.actor) ?? new Map<string, Kept>()
  kept.set(ctx.actor, own)
  const key = `${shape} ${values.length}`
  let known = own.get(key)
  if (!known) {
    const { sql: text, parameters } = build(values.map((_, i) => new Slot(i))).compile(ctx.db)
    known = { text, parameters }
    own.set(key, known)
  }
  const given = known.parameters.map((one) => (one instanceof Slot ? values[one.index] : one))
  return (await ctx.db.executeQuery(CompiledQuery.raw(known.text, given))).rows as Row[]
}
