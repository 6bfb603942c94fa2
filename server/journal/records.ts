// What the journal must know of other capabilities. They lie above it in the map, so they are handed to it
// (server/histories.ts) instead of being imported.
import type { RawBuilder } from 'kysely'
import type { Actor } from '#domain/access.ts'
import type { Context } from '#server/kit/context.ts'

export interface RecordHistory {
  /** As `record()` wrote it. */
  readonly type: string
  /** Of the given records those the actor may see, with their versions; also what lies in the bin. */
  versions(ctx: Context, ids: readonly string[]): Promise<Map<string, number>>
  /** Fields as the journal keeps them whose old value can be written again. */
  readonly restorable: readonly string[]
  /** Writes old values through the record's own rules, with the version check. */
  restore(ctx: Context, id: string, values: Record<string, unknown>, version: number): Promise<{ version: number }>
}

export interface Histories {
  readonly records: readonly RecordHistory[]
  /** The condition that a row of `clients` or `contacts` is visible. */
  clientVisible(actor: Actor, alias: string): RawBuilder<boolean>
  contactVisible(actor: Actor, alias: string): RawBuilder<boolean>
}
