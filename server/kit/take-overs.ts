// When a lead becomes a client, what hangs on the lead goes along: each capability moves its own records, listed in
// server/take-overs.ts; whoever converts knows none of them.
import type { Context } from '#server/kit/context.ts'

export interface Conversion {
  readonly leadId: string
  readonly clientId: string
  readonly contactId: string | null
}

export interface TakeOver {
  /** Type of the records as in the journal. */
  readonly records: string
  /** Links the records of the lead with the client too, in the transaction of the conversion; answers how many there were. */
  takeOver(ctx: Context, conversion: Conversion): Promise<number>
}
