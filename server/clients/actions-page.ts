// What a capability adds to the page of a client, which reads everything at once.
import type { RawBuilder } from 'kysely'
import type { Client } from '#api/clients.ts'
import type { Context } from '#server/kit/context.ts'

/** One part of the page. Capabilities export theirs from client-part.ts; server/client-parts.ts lists them. */
export interface ClientPart {
  /** Its name in the reply (api/overview.ts). */
  readonly key: string
  /** Whether there is anything of it about row `c` of clients, as SQL answered by an index; asked along with the client itself. */
  readonly anything?: RawBuilder<boolean>
  /** The part, of a client known to be seen; with `nothing` there is nothing to ask the database for. */
  read(ctx: Context, client: Client, nothing: boolean): Promise<unknown>
}
