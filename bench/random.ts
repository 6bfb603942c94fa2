// Chance that repeats: every number follows from a seed and a place, so that any row can be made without the ones before.

export interface Random {
  /** 0 ≤ x < 1 */
  next(): number
  /** 0 ≤ n < below */
  below(below: number): number
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
}

/** The chance of one row: `room` names the table or purpose, `index` the row. */
export function randomAt(room: number, index: number): Random {
  let state = mixed(Math.imul(room, 0x9e3779b1) ^ mixed(index + 0x7f4a7c15))
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    below: (below) => Math.floor(next() * below),
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)] as (typeof list)[number],
  }
}

function mixed(n: number): number {
  let h = n | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

const hex = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'))
const byte = (n: number) => hex[n & 255] as string

/** A UUID of version 7 born at `millis`, its other bits given by room and index. */
export function idAt(room: number, index: number, millis: number): string {
  const high = Math.floor(millis / 65_536)
  const a = mixed(Math.imul(room, 0x85ebca6b) ^ mixed(index))
  // The index itself stands in the tail, so that two rows never share an id.
  const b = mixed(a ^ 0x5bd1e995)
  return (
    `${byte(high >>> 24)}${byte(high >>> 16)}${byte(high >>> 8)}${byte(high)}-${byte(millis >>> 8)}${byte(millis)}-` +
    `7${byte(a >>> 24)[1]}${byte(a >>> 16)}-${byte(0x80 | (room & 0x3f))}${byte(a)}-` +
    `${byte(b >>> 8)}${byte(b)}${byte(index >>> 24)}${byte(index >>> 16)}${byte(index >>> 8)}${byte(index)}`
  )
}
