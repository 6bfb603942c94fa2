// Wrong passwords are counted, right ones are not: an office behind one address may sign in all at once.
// Kept in memory: a restart forgets, and that is no help to anybody who guesses.

const minute = 60_000
/** Wrong tries a minute, from one address and for one account from anywhere. */
const most = { address: 10, account: 30 }
const mostKeys = 20_000

interface Tries {
  count: number
  since: number
}

/** Counts wrong tries by address and by account in windows of a minute. */
export class FailedTries {
  private readonly byKey = new Map<string, Tries>()
  private readonly now: () => number

  constructor(now: () => number = Date.now) {
    this.now = now
  }

  /** Seconds to wait before another try; 0 when one may try now. */
  wait(address: string, email: string): number {
    return Math.max(this.left(`a ${address}`, most.address), this.left(`e ${email.toLowerCase()}`, most.account))
  }

  note(address: string, email: string): void {
    for (const key of [`a ${address}`, `e ${email.toLowerCase()}`]) {
      const tries = this.byKey.get(key)
      if (tries && this.now() - tries.since < minute) tries.count += 1
      else this.start(key)
    }
  }

  private start(key: string): void {
    this.byKey.delete(key)
    // The oldest go first, so that a flood of addresses cannot fill the memory.
    const oldest = this.byKey.size >= mostKeys ? this.byKey.keys().next().value : undefined
    if (oldest !== undefined) this.byKey.delete(oldest)
    this.byKey.set(key, { count: 1, since: this.now() })
  }

  private left(key: string, limit: number): number {
    const tries = this.byKey.get(key)
    if (!tries || tries.count < limit) return 0
    return Math.max(0, Math.ceil((tries.since + minute - this.now()) / 1000))
  }
}
