// Three errors exist besides bad input: Refusal 409, NotFound 404, Forbidden 403. All else is a bug.

/** A rule says no. `reason` is a key of the messages (`capability.name`), `details` fill its text. */
export class Refusal extends Error {
  constructor(
    reason: string,
    details: Record<string, unknown> = {},
    more: { theirs?: unknown; status?: number; cause?: unknown } = {},
  ) {
    super(reason, more.cause === undefined ? undefined : { cause: more.cause })
    this.reason = reason
    this.details = details
    this.theirs = more.theirs
    this.status = more.status ?? 409
  }
  readonly reason: string
  readonly details: Record<string, unknown>
  readonly theirs: unknown
  readonly status: number
}

/** It does not exist, or may not be seen: to the asker the same thing. */
export class NotFound extends Error {
  constructor(reason = 'kit.notFound') {
    super(reason)
    this.reason = reason
  }
  readonly reason: string
}

/** Seen, but not for this person to do. */
export class Forbidden extends Error {
  constructor(reason = 'kit.forbidden', details: Record<string, unknown> = {}) {
    super(reason)
    this.reason = reason
    this.details = details
  }
  readonly reason: string
  readonly details: Record<string, unknown>
}

/** Input that no schema can judge (an IČO's check digit, a birth number in a note): 400 naming each field. */
export class BadInput extends Error {
  constructor(errors: { field: string; reason: string; details?: Record<string, unknown> }[]) {
    super(errors.map((e) => `${e.field}: ${e.reason}`).join(', '))
    this.errors = errors
  }
  readonly errors: { field: string; reason: string; details?: Record<string, unknown> }[]
}

/** The record changed since the editor loaded it: 409 that carries the record as it is now. */
export function conflict(theirs: unknown): Refusal {
  return new Refusal('kit.conflict', {}, { theirs })
}

/** A unique or check constraint that the rule did not foresee, by name; undefined when it is another error. */
export function constraintOf(error: unknown): string | undefined {
  const e = error as { code?: string; constraint?: string }
  return e?.code?.startsWith('23') ? e.constraint : undefined
}
