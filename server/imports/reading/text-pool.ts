// Keeps many short texts in little memory: bytes end to end in large blocks, one number per text. Growth has a ceiling.
import { ReadingError } from '#server/imports/reading/reading-error.ts'

const blockSize = 8 * 1024 * 1024

export class TextPool {
  readonly #limit: number
  readonly #blocks: Buffer[] = []
  #starts = new Float64Array(1024)
  #lengths = new Uint32Array(1024)
  #count = 0
  #used = blockSize
  #bytes = 0

  constructor(limitBytes: number) {
    this.#limit = limitBytes
  }

  get size(): number {
    return this.#count
  }

  add(text: string): void {
    const length = Buffer.byteLength(text)
    this.#bytes += length + 12
    if (this.#bytes > this.#limit) {
      throw new ReadingError('imports.workbookStringsTooLarge', { limitMb: Math.round(this.#limit / 1024 / 1024) })
    }
    if (this.#used + length > blockSize) {
      this.#blocks.push(Buffer.allocUnsafeSlow(Math.max(blockSize, length)))
      this.#used = 0
    }
    const block = this.#blocks.length - 1
    ;(this.#blocks[block] as Buffer).write(text, this.#used, 'utf8')
    if (this.#count === this.#starts.length) {
      const starts = new Float64Array(this.#count * 2)
      starts.set(this.#starts)
      this.#starts = starts
      const lengths = new Uint32Array(this.#count * 2)
      lengths.set(this.#lengths)
      this.#lengths = lengths
    }
    this.#starts[this.#count] = block * blockSize + this.#used
    this.#lengths[this.#count] = length
    this.#used += length
    this.#count += 1
  }

  at(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return undefined
    const start = this.#starts[index] as number
    const block = this.#blocks[Math.floor(start / blockSize)]
    const from = start % blockSize
    return block?.toString('utf8', from, from + (this.#lengths[index] as number))
  }
}
