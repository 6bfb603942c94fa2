// Tells in which encoding a text file is written and decodes it as a stream. The whole file is looked at, so a letter
// with a háček on the last line is not missed; what is kept in memory is one chunk and a sample.
import { isAscii, isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import iconv from 'iconv-lite'
import { ReadingError } from '#server/imports/reading/reading-error.ts'

export type Encoding =
  | 'ascii'
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | 'utf-32le'
  | 'windows-1250'
  | 'iso-8859-2'
  | 'windows-1252'
  | 'cp852'

/** `confidence` 1 means proven by bytes (BOM, valid UTF-8, pure ASCII); below 0.6 the person should be asked. */
export type DetectedEncoding = { encoding: Encoding; bom: boolean; confidence: number }

const sampleLimit = 256 * 1024
const chunkSize = 256 * 1024

/** Looks through the whole file and says its encoding; refuses binary and empty files with a reason. */
export async function detectFileEncoding(path: string): Promise<DetectedEncoding> {
  const scan = new EncodingScan()
  for await (const chunk of createReadStream(path, { highWaterMark: chunkSize })) {
    scan.add(chunk as Buffer)
    if (scan.settled) break
  }
  return scan.result()
}

export function detectEncoding(bytes: Buffer): DetectedEncoding {
  const scan = new EncodingScan()
  scan.add(bytes)
  return scan.result()
}

/** Text of the bytes, chunk by chunk; characters cut by a chunk border stay whole, the byte order mark is dropped. */
export async function* decodeChunks(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  encoding: string,
): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding === 'ascii' ? 'utf-8' : encoding, { stripBOM: true })
  for await (const chunk of chunks) {
    const text = decoder.write(chunk)
    if (text) yield text
  }
  const rest = decoder.end()
  if (rest) yield rest
}

export function decodedFile(path: string, encoding: string): AsyncGenerator<string> {
  if (!iconv.encodingExists(encoding)) throw new ReadingError('imports.encodingUnknown', { encoding })
  return decodeChunks(createReadStream(path, { highWaterMark: chunkSize }), encoding)
}

class EncodingScan {
  #first: Buffer | undefined
  #size = 0
  #ascii = true
  #brokenSequences = 0
  #wholeSequences = 0
  #tail: Buffer = Buffer.alloc(0)
  #nuls = 0
  #samples: Buffer[] = []
  #sampled = 0

  /** A byte order mark answers alone, the rest of the file need not be read. */
  get settled(): boolean {
    return this.#first !== undefined && (bomOf(this.#first) !== undefined || wideWithoutBom(this.#first) !== undefined)
  }

  add(chunk: Buffer): void {
    if (chunk.length === 0) return
    this.#first ??= chunk.subarray(0, 4096)
    this.#size += chunk.length
    if (chunk.includes(0)) this.#nuls += 1
    if (this.#tail.length === 0 && isAscii(chunk)) return
    this.#ascii = false
    if (this.#sampled < sampleLimit) {
      const sample = chunk.subarray(0, sampleLimit - this.#sampled)
      this.#samples.push(sample)
      this.#sampled += sample.length
    }
    const joined = this.#tail.length > 0 ? Buffer.concat([this.#tail, chunk]) : chunk
    const whole = joined.length - unfinishedTail(joined)
    this.#tail = Buffer.from(joined.subarray(whole))
    const part = joined.subarray(0, whole)
    if (isUtf8(part)) this.#wholeSequences += 1
    else this.#countSequences(part)
  }

  result(): DetectedEncoding {
    const first = this.#first
    if (!first || this.#size === 0) throw new ReadingError('imports.fileEmpty')
    const bom = bomOf(first)
    if (bom) {
      if (bom.length === this.#size) throw new ReadingError('imports.fileEmpty')
      return { encoding: bom.encoding, bom: true, confidence: 1 }
    }
    const wide = wideWithoutBom(first)
    if (wide) return { encoding: wide, bom: false, confidence: 0.9 }
    if (this.#nuls > 0) throw new ReadingError('imports.fileBinary')
    if (this.#ascii) return { encoding: 'ascii', bom: false, confidence: 1 }
    const broken = this.#brokenSequences + (this.#tail.length > 0 ? 1 : 0)
    if (broken === 0) return { encoding: 'utf-8', bom: false, confidence: 1 }
    // One damaged letter in a long UTF-8 file does not make it another encoding.
    if (this.#wholeSequences > 20 * broken) return { encoding: 'utf-8', bom: false, confidence: 0.8 }
    return singleByteEncoding(Buffer.concat(this.#samples))
  }

  #countSequences(part: Buffer): void {
    for (let i = 0; i < part.length; ) {
      const byte = part[i] as number
      if (byte < 0x80) {
        i += 1
        continue
      }
      const length = sequenceLength(byte)
      if (length > 1 && isUtf8(part.subarray(i, i + length))) {
        this.#wholeSequences += 1
        i += length
      } else {
        this.#brokenSequences += 1
        i += 1
      }
    }
  }
}

function bomOf(bytes: Buffer): { encoding: Encoding; length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return bytes.length >= 4 && bytes[2] === 0 && bytes[3] === 0
      ? { encoding: 'utf-32le', length: 4 }
      : { encoding: 'utf-16le', length: 2 }
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return undefined
}

// Latin letters in UTF-16 have a zero in every second byte; binary files have zeros on both sides.
function wideWithoutBom(bytes: Buffer): Encoding | undefined {
  const pairs = bytes.length >> 1
  if (pairs < 4) return undefined
  let even = 0
  let odd = 0
  for (let i = 0; i < pairs * 2; i += 2) {
    if (bytes[i] === 0) even += 1
    if (bytes[i + 1] === 0) odd += 1
  }
  if (odd > pairs * 0.6 && even === 0) return 'utf-16le'
  if (even > pairs * 0.6 && odd === 0) return 'utf-16be'
  return undefined
}

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2
  if (lead >= 0xe0 && lead <= 0xef) return 3
  if (lead >= 0xf0 && lead <= 0xf4) return 4
  return 1
}

function unfinishedTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0
  }
  return 0
}

type Candidate = { encoding: Encoding; letters: Record<string, number>; core: string; coreWeight: number }

// How much a letter speaks for the language group the encoding was made for. Czech first, its neighbours after.
const central = {
  ...weights('áíéěščřžýůÁÍÉĚŠČŘŽÝŮ', 1),
  ...weights('úťďňóÚŤĎŇÓ', 0.9),
  ...weights('ľôäöüßłąśźż', 0.3),
  ...weights('ÖÜÄÔĽŁŚŻćęőűńëß', 0.1),
  ...weights('ŕĺăţđŔĹĂŢĐçîâ', -0.5),
}
const western = {
  ...weights('éèàçêîïôûâñãõåøæöäüßÉÖÄÜÅØÑÇÀ', 0.7),
  ...weights('íóáúëùÈÓÁÍÚ', 0.5),
  ...weights('ìòœ', 0.3),
  ...weights('ýžšŽŠþð', -0.2),
}
const candidates: Candidate[] = [
  { encoding: 'windows-1250', letters: central, core: 'áíěřšžýůčÁÍĚŘŠŽÝŮČ', coreWeight: 1 },
  { encoding: 'iso-8859-2', letters: central, core: 'áíěřšžýůčÁÍĚŘŠŽÝŮČ', coreWeight: 1 },
  { encoding: 'windows-1252', letters: western, core: '', coreWeight: 1 },
  { encoding: 'cp852', letters: central, core: 'áíěřšžýůčÁÍĚŘŠŽÝŮČ', coreWeight: 0.9 },
]

function weights(letters: string, weight: number): Record<string, number> {
  return Object.fromEntries(Array.from(letters, (letter) => [letter, weight]))
}

/** The single-byte encoding in which the bytes read as words: letters among letters, signs where signs belong. */
function singleByteEncoding(sample: Buffer): DetectedEncoding {
  const scored = candidates
    .map((candidate) => ({ encoding: candidate.encoding, score: scoreOf(candidate, sample) }))
    .sort((a, b) => b.score - a.score)
  const best = scored[0] as { encoding: Encoding; score: number }
  const second = scored[1] as { encoding: Encoding; score: number }
  const lead = best.score - second.score
  const confidence = best.score <= 0 ? 0.2 : Math.min(0.99, 0.5 + lead)
  return { encoding: best.encoding, bom: false, confidence: Math.round(confidence * 100) / 100 }
}

const letter = /\p{L}/u
const sentenceSigns = '\u00a0„“”‘’‚–—…€§°•™'

function scoreOf(candidate: Candidate, sample: Buffer): number {
  const text = iconv.decode(sample, candidate.encoding)
  let sum = 0
  let count = 0
  const seen = new Set<string>()
  for (let i = 0; i < text.length && count < 20_000; i += 1) {
    const code = text.charCodeAt(i)
    if (code < 0x80) continue
    const char = text[i] as string
    count += 1
    seen.add(char)
    const before = text[i - 1] ?? ' '
    const after = text[i + 1] ?? ' '
    const inWord = letter.test(before) || letter.test(after)
    if (code < 0xa0 || code === 0xfffd) sum -= 3
    else if (letter.test(char)) {
      const known = candidate.letters[char] ?? -0.3
      // A lone letter is a sign misread (£ as Ł); a capital inside a lower-case word is a letter misread.
      if (!inWord) sum -= 0.5
      else if (isUpper(char) && isLower(before)) sum -= 0.5
      else sum += known
    } else if (sentenceSigns.includes(char)) sum += 0.3
    else if ('£¥$'.includes(char)) sum += /[\d\s]/.test(after) ? 0.6 : -0.5
    else if (letter.test(before) && letter.test(after)) sum -= 1
    else sum -= 0.3
  }
  if (count === 0) return 0
  const average = sum / count
  if (average > 0 && candidate.core && !Array.from(seen).some((char) => candidate.core.includes(char)))
    return average * 0.5
  return average * candidate.coreWeight
}

function isUpper(char: string): boolean {
  return char !== char.toLowerCase()
}

function isLower(char: string): boolean {
  return char !== char.toUpperCase()
}
