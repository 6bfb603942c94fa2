// How a capability reminds people of what has come due, without knowing the clock: it says what is due today, and the
// notifications ask every few minutes. A reminder is given once under its word, so asking again does no harm.
import type { Context } from '#server/kit/context.ts'

export interface Due {
  readonly userIds: readonly (string | null | undefined)[]
  /** One of domain/notifications/events.ts. */
  readonly event: string
  readonly recordType: string
  readonly recordId: string
  readonly clientId?: string | null
  readonly details?: Readonly<Record<string, unknown>>
  /** The same reminder is given once: usually the day it falls on. */
  readonly once: string
}

export interface Reminder {
  readonly key: string
  /** What is due by now and was not reminded of under the same word yet; may return what was, too. */
  due(ctx: Context): Promise<Due[]>
}
