// How often something may come from one place (an address, an account): so many times in a sliding window.
// Kept in memory: a restart forgets, and that helps nobody.

const mostKeys = 20_000

export class Pace {
  readonly #byKey = new Map<string, number[]>()
  readonly #most: number
  readonly #windowMs: number

  constructor(most: number, windowMs: number) {
    this.#most = most
    this.#windowMs = windowMs
  }

  /** Whether it may come now (milliseconds); what may is counted. */
  allows(key: string, now: number): boolean {
    if (this.wait(key, now) > 0) return false
    this.note(key, now)
    return true
  }

  /** Seconds until it may come again; 0 when it may now. Counts nothing. */
  wait(key: string, now: number): number {
    const recent = this.#recent(key, now)
    const first = recent[recent.length - this.#most]
    return first === undefined ? 0 : Math.ceil((first + this.#windowMs - now) / 1000)
  }

  note(key: string, now: number): void {
    const recent = this.#recent(key, now)
    // The places heard of longest ago go first, so that a flood of them cannot fill the memory.
    this.#byKey.delete(key)
    const oldest = this.#byKey.size >= mostKeys ? this.#byKey.keys().next().value : undefined
    if (oldest !== undefined) this.#byKey.delete(oldest)
    this.#byKey.set(key, [...recent, now].slice(-this.#most))
  }

  #recent(key: string, now: number): number[] {
    return (this.#byKey.get(key) ?? []).filter((at) => now - at < this.#windowMs)
  }
}
