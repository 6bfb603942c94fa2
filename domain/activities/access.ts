// Who writes into the timeline and who changes what stands there. Reasons, or undefined.
import { type Actor, may } from '#domain/access.ts'

export type WriteReason = 'activities.readOnlyRole'

/** Who sees the client and may write about clients adds an entry: a colleague who took the call writes it down. */
export function whyNotWrite(actor: Actor): WriteReason | undefined {
  return may(actor, 'clients.write') ? undefined : 'activities.readOnlyRole'
}

export type ChangeReason = WriteReason | 'activities.notYours'

/**
 * An entry is changed and deleted by its author and whoever stands in for him, and by those who may edit the client; a private
 * one by its author alone.
 */
export function whyNotChange(
  actor: Actor,
  entry: { readonly authorId: string | null; readonly private: boolean; readonly mayEditRecord: boolean },
): ChangeReason | undefined {
  if (!may(actor, 'clients.write')) return 'activities.readOnlyRole'
  if (entry.authorId === actor.id) return undefined
  if (entry.private) return 'activities.notYours'
  const standsIn = entry.authorId !== null && actor.personIds.includes(entry.authorId)
  return standsIn || entry.mayEditRecord ? undefined : 'activities.notYours'
}

export type TimeReason = 'activities.noSuchTime' | 'activities.inFuture' | 'activities.tooOld'

/**
 * When something happened: a real instant, not before 1990 and not to come (a clock that runs ten minutes ahead is forgiven).
 * Both in milliseconds since 1970; NaN for what is no instant.
 */
export function whyNotAt(happened: number, now: number): TimeReason | undefined {
  if (!Number.isFinite(happened)) return 'activities.noSuchTime'
  if (happened > now + 600_000) return 'activities.inFuture'
  return happened < 631_152_000_000 ? 'activities.tooOld' : undefined
}
