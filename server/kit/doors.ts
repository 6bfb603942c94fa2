// How a capability lets others reach its records without being imported: comments and attachments hang on any record and
// ask its door who may see it, who may write, what it is called and where it opens.
import type { Context } from '#server/kit/context.ts'
import { NotFound } from '#server/kit/errors.ts'

export interface OpenDoor {
  /** The client the record belongs to; its history and its visibility are the client's. */
  readonly clientId: string | null
  readonly leadId: string | null
  /** What the record is called in a sentence. */
  readonly title: string
  /** Where it opens in the browser. */
  readonly href: string
  /** Whether this actor may add to it and change it. */
  readonly mayWrite: boolean
}

export interface Door {
  /** Type of the record as in the journal: `clients`, `promises`. */
  readonly type: string
  /** Undefined when the record does not exist, is deleted, or is not seen by the actor. */
  find(ctx: Context, id: string): Promise<OpenDoor | undefined>
}

export interface Doors {
  /** The record behind the door, or NotFound. */
  open(ctx: Context, type: string, id: string): Promise<OpenDoor>
  find(ctx: Context, type: string, id: string): Promise<OpenDoor | undefined>
  readonly types: readonly string[]
}

/** All doors of the house as one; a type without a door does not exist. */
export function doorsOf(list: readonly Door[]): Doors {
  const byType = new Map(list.map((door) => [door.type, door]))
  const find: Doors['find'] = async (ctx, type, id) => byType.get(type)?.find(ctx, id)
  return {
    types: [...byType.keys()],
    find,
    async open(ctx, type, id) {
      const found = await find(ctx, type, id)
      if (!found) throw new NotFound()
      return found
    },
  }
}
