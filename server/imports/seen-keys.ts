// Which keys earlier rows of a file had, in eight bytes a key: a million rows cost sixteen megabytes, not a hundred.

export class SeenKeys {
  #high = new Uint32Array(1 << 12)
  #low = new Uint32Array(1 << 12)
  #count = 0

  /** Remembers the key; true when it was there already. Two different keys look the same once in some 10¹³ pairs. */
  add(key: string): boolean {
    if (this.#count * 2 >= this.#high.length) this.#grow()
    const [high, low] = hashed(key)
    return this.#put(high, low)
  }

  has(key: string): boolean {
    const [high, low] = hashed(key)
    const mask = this.#high.length - 1
    for (let i = high & mask; ; i = (i + 1) & mask) {
      if (this.#high[i] === 0 && this.#low[i] === 0) return false
      if (this.#high[i] === high && this.#low[i] === low) return true
    }
  }

  #put(high: number, low: number): boolean {
    const mask = this.#high.length - 1
    for (let i = high & mask; ; i = (i + 1) & mask) {
      if (this.#high[i] === 0 && this.#low[i] === 0) {
        this.#high[i] = high
        this.#low[i] = low
        this.#count += 1
        return false
      }
      if (this.#high[i] === high && this.#low[i] === low) return true
    }
  }

  #grow(): void {
    const high = this.#high
    const low = this.#low
    this.#high = new Uint32Array(high.length * 2)
    this.#low = new Uint32Array(low.length * 2)
    this.#count = 0
    for (let i = 0; i < high.length; i += 1)
      if (high[i] !== 0 || low[i] !== 0) this.#put(high[i] as number, low[i] as number)
  }
}

/** cyrb53 without its last step: two independent halves of 32 bits; never both zero, which marks an empty place. */
function hashed(key: string): [number, number] {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < key.length; i += 1) {
    const c = key.charCodeAt(i)
    a = Math.imul(a ^ c, 2654435761)
    b = Math.imul(b ^ c, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return [a >>> 0, (b | 1) >>> 0]
}
