// Cuts a stream of vCard files into cards and logical lines. Works on bytes (one character per byte), because folding
// and quoted-printable may cut a letter in half, and because one card may name another charset than the next.
import iconv from 'iconv-lite'
import { longestRecord } from '#server/imports/reading/limits.ts'
import type { ReadingReason } from '#server/imports/reading/reading-error.ts'

// Pictures, sounds and keys are never imported and are the only large thing in a card: their values are passed over
// as they are read, so that they neither count into the length of the card nor are ever gathered.
const bulky = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]/i
// From here on the beginning of an unfinished line is judged; a folded line has 75 characters.
const longLine = 4096

/** One card as it stood in the file, in bytes; with `problem` it was cut wrong and must be refused with its text. */
export type RawCard = { line: number; bytes: string; problem?: ReadingReason }

/** A property before its value is understood: vCard 2.1 already rewritten as 3.0 (named parameters, plain text). */
export type CardLine = { name: string; parameters: [string, string][]; value: string; source: string }

export class CardSplitter {
  #rest = ''
  #line = 0
  #card: string[] | undefined
  #cardLine = 0
  #size = 0
  #depth = 0
  #tooLarge = false
  // Inside a bulky value, and inside the rest of a line that is passed over.
  #bulky = false
  #passing = false
  #outside: string[] = []
  #outsideLine = 0

  push(bytes: string): RawCard[] {
    this.#rest += bytes
    const cards: RawCard[] = []
    let start = 0
    for (;;) {
      const end = nextLineEnd(this.#rest, start)
      if (end === undefined) break
      if (!this.#passing) this.#take(this.#rest.slice(start, end.stop), cards)
      this.#passing = false
      start = end.next
    }
    this.#rest = this.#passing ? '' : this.#rest.slice(start)
    const endless =
      this.#rest.length > longestRecord ||
      (this.#rest.length > longLine && (bulky.test(this.#rest) || (this.#bulky && /^[ \t]/.test(this.#rest))))
    if (endless) {
      this.#take(this.#rest, cards)
      this.#rest = ''
      this.#passing = true
    }
    return cards
  }

  end(): RawCard[] {
    const cards: RawCard[] = []
    if (this.#rest !== '') this.#take(this.#rest.replace(/\r$/, ''), cards)
    this.#rest = ''
    if (this.#card) cards.push(this.#refused('imports.cardNotClosed'))
    this.#closeOutside(cards)
    return cards
  }

  #take(line: string, cards: RawCard[]): void {
    this.#line += 1
    const begins = /^(?:[\w-]+\.)?BEGIN:\s*VCARD\s*$/i.test(line)
    if (!this.#card) {
      if (begins) {
        this.#closeOutside(cards)
        this.#open(line)
      } else if (line.trim() !== '' && this.#outside.length < 200) {
        if (this.#outside.length === 0) this.#outsideLine = this.#line
        this.#outside.push(line.slice(0, 2000))
      }
      return
    }
    if (this.#bulky && /^[ \t]/.test(line)) return
    this.#bulky = bulky.test(line)
    if (this.#bulky) {
      this.#keep(line.slice(0, Math.min(line.indexOf(':') + 1 || longLine, longLine)))
      return
    }
    if (begins) {
      const previous = this.#card.at(-1) ?? ''
      // AGENT of 2.1 holds a whole card; anywhere else a new card means that the last one was never closed.
      if (this.#depth > 0 || /^(?:[\w-]+\.)?AGENT[^:]*:\s*$/i.test(previous)) this.#depth += 1
      else {
        cards.push(this.#refused('imports.cardNotClosed'))
        this.#open(line)
        return
      }
    }
    this.#keep(line)
    if (!/^(?:[\w-]+\.)?END:\s*VCARD\s*$/i.test(line)) return
    if (this.#depth > 0) {
      this.#depth -= 1
      return
    }
    if (this.#tooLarge) cards.push(this.#refused('imports.cardTooLarge'))
    else cards.push({ line: this.#cardLine, bytes: this.#card.join('\r\n') })
    this.#card = undefined
  }

  #keep(line: string): void {
    this.#size += line.length + 1
    if (this.#size > longestRecord) this.#tooLarge = true
    if (!this.#tooLarge) this.#card?.push(line)
  }

  #open(line: string): void {
    this.#card = [line]
    this.#cardLine = this.#line
    this.#size = line.length
    this.#depth = 0
    this.#tooLarge = false
    this.#bulky = false
  }

  #refused(problem: ReadingReason): RawCard {
    const bytes = (this.#card ?? []).join('\r\n').slice(0, 65_536)
    return { line: this.#cardLine, bytes, problem }
  }

  #closeOutside(cards: RawCard[]): void {
    if (this.#outside.length === 0) return
    cards.push({ line: this.#outsideLine, bytes: this.#outside.join('\r\n'), problem: 'imports.cardOutside' })
    this.#outside = []
  }
}

function nextLineEnd(text: string, start: number): { stop: number; next: number } | undefined {
  const lf = text.indexOf('\n', start)
  if (lf !== -1) return { stop: lf > start && text.charCodeAt(lf - 1) === 13 ? lf - 1 : lf, next: lf + 1 }
  return undefined
}

// Parameters of 2.1 that stand without a name.
const encodings = new Set(['QUOTED-PRINTABLE', 'BASE64', '8BIT', '7BIT', 'B', 'Q'])
const valueKinds = new Set(['URL', 'URI', 'CONTENT-ID', 'CID', 'INLINE'])

/** The logical lines of a card: unfolded, decoded from quoted-printable and charset; nested cards (AGENT) are left out. */
export function cardLines(bytes: string, charset: string): { lines: CardLine[]; nested: boolean; broken: string[] } {
  const physical = bytes.split(/\r?\n/)
  const lines: CardLine[] = []
  const broken: string[] = []
  let nested = false
  let depth = 0
  const version21 = physical.some((line) => /^VERSION:\s*2\.1/i.test(line))
  for (let i = 0; i < physical.length; i += 1) {
    let line = physical[i] as string
    if (/^(?:[\w-]+\.)?BEGIN:\s*VCARD/i.test(line)) {
      depth += 1
      if (depth > 1) nested = true
      continue
    }
    if (/^(?:[\w-]+\.)?END:\s*VCARD/i.test(line)) {
      depth -= 1
      continue
    }
    if (depth > 1 || line.trim() === '') continue
    const quotedPrintable = /^[^:]*;(?:ENCODING=)?"?QUOTED-PRINTABLE"?(?:[;:]|$)/i.test(line)
    for (;;) {
      const following = physical[i + 1]
      if (following === undefined) break
      if (quotedPrintable && line.endsWith('=')) line = line.slice(0, -1) + following.replace(/^[ \t]+(?==)/, '')
      else if (/^[ \t]/.test(following))
        line += version21 && !quotedPrintable ? following.replace(/^[ \t]/, '') : following.slice(1)
      else break
      i += 1
    }
    const parsed = cardLine(line, quotedPrintable, charset)
    if (parsed) lines.push(parsed)
    else broken.push(decoded(line, charset))
  }
  return { lines, nested, broken }
}

function cardLine(line: string, quotedPrintable: boolean, fileCharset: string): CardLine | undefined {
  const colon = valueColon(line)
  if (colon === -1) return undefined
  const [head = '', ...rest] = splitOutsideQuotes(line.slice(0, colon), ';')
  const name = head
    .slice(head.lastIndexOf('.') + 1)
    .trim()
    .toUpperCase()
  if (!/^[A-Z][A-Z0-9-]*$/.test(name)) return undefined
  let charset = fileCharset
  const parameters: [string, string][] = []
  for (const parameter of rest) {
    const equals = parameter.indexOf('=')
    const key = equals === -1 ? '' : parameter.slice(0, equals).trim().toUpperCase()
    const value = decoded(equals === -1 ? parameter.trim() : parameter.slice(equals + 1).trim(), fileCharset)
    if (key === 'CHARSET') charset = iconv.encodingExists(unquoted(value)) ? unquoted(value) : fileCharset
    else if (key === 'ENCODING' || (key === '' && encodings.has(value.toUpperCase()))) continue
    else if (key === '' && value === '') continue
    else if (key === '' && valueKinds.has(value.toUpperCase())) continue
    else parameters.push([key === '' ? 'TYPE' : key, value])
  }
  const written = line.slice(colon + 1)
  const bytes = quotedPrintable
    ? written.replace(/=([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : written
  let value = decoded(bytes, charset)
  // Line breaks of quoted-printable text are real ones; from here on they are written as 3.0 writes them.
  if (quotedPrintable) value = value.replace(/\r\n?|\n/g, '\\n').replace(/(?:\\n)+$/, '')
  return { name, parameters, value, source: decoded(line, charset) }
}

export function decoded(bytes: string, charset: string): string {
  return iconv.decode(Buffer.from(bytes, 'latin1'), charset)
}

function valueColon(line: string): number {
  let quoted = false
  for (let i = 0; i < line.length; i += 1) {
    const char = line[i]
    if (char === '"') quoted = !quoted
    else if (char === ':' && !quoted) return i
  }
  return line.indexOf(':')
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator)
  const parts: string[] = ['']
  let quoted = false
  for (const char of text) {
    if (char === '"') quoted = !quoted
    if (char === separator && !quoted) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts
}

function unquoted(value: string): string {
  return value.replace(/^"|"$/g, '')
}
