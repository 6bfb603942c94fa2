// Reads what somebody wrote into the search field: words, numbers, mail; and forgives one slip of the finger.
import { foldName, foldText } from '#domain/names.ts'

export interface Written {
  /** Words of a client's name, without a legal form being typed at the end; whole as it stands in the name. */
  readonly words: readonly string[]
  readonly whole: string
  /** At least three digits and nothing else: perhaps an IČO from its beginning. */
  readonly digits: string | undefined
  /** At least four digits of a phone, without the signs people write between them. */
  readonly phone: string | undefined
  /** A tax number with its country, from the fourth character. */
  readonly dic: string | undefined
  /** One word with a digit in it: perhaps the firm's own number of a client. */
  readonly number: string | undefined
  /** Part of a mail address or of a web host. */
  readonly address: string | undefined
}

const beginningOfLegalForm = /(?<=\S) (?:s|s r|a|k|v|v o|o|o p|z|sp|spo|spol|spol s|spol s r|sr|ak|akc)$/

export function readWritten(q: string): Written {
  const plain = foldText(q)
  const whole = foldName(q).replace(beginningOfLegalForm, '')
  const squeezed = plain.replace(/[\s().\-/]/g, '')
  const digits = /^\+?\d{3,17}$/.test(squeezed) ? squeezed.replace('+', '') : undefined
  const single = /^\S+$/.test(plain) ? plain : undefined
  return {
    words: whole === '' ? [] : whole.split(' ').slice(0, 8),
    whole,
    digits,
    // 00 before a country means +; stored phones have the plus.
    phone: digits && digits.length >= 4 ? digits.replace(/^00(?=420|\d{9})/, '') : undefined,
    dic: /^[a-z]{2}\d{2,12}$/.test(squeezed) ? squeezed.toUpperCase() : undefined,
    number: single && /\d/.test(single) ? q.trim() : undefined,
    address:
      single && /@|[a-z0-9]\.[a-z]/.test(single) && single.length >= 3 ? single.replace(/^www\./, '') : undefined,
  }
}

/** `%`, `_` and backslash mean themselves. */
export const escaped = (text: string) => text.replace(/[\\%_]/g, (c) => `\\${c}`)

/**
 * Patterns of the words: `longest` is answered by the index of letters, `others` are compared with a blank and the name.
 * Words of three letters match anywhere, shorter ones only at the beginning of a word.
 */
export function patternsOf(words: readonly string[]): { longest: string; others: string[] } | undefined {
  const [first, ...rest] = [...words].sort((a, b) => b.length - a.length)
  if (!first) return undefined
  return {
    longest: first.length >= 3 ? `%${escaped(first)}%` : `${escaped(first)}%`,
    others: rest.map((word) => (word.length >= 3 ? `%${escaped(word)}%` : `% ${escaped(word)}%`)),
  }
}

/**
 * How words one slip away from `word` (four letters or more) are looked for. `patterns`: pieces of which at least one
 * survives any single slip, its beginning at the start of a word or the rest behind the slip (of a word of four letters a
 * wrong second letter is not forgiven: what remains is in too many names). `expression`: all such words, at the start of a word.
 */
export function slipsOf(word: string): { patterns: string[]; expression: string } {
  const letters = [...word]
  const [a = '', b = '', c = ''] = letters
  const n = letters.length
  const begin = n >= 8 ? Math.floor(n / 2) - 1 : 2
  const rest = letters.slice(n >= 6 ? begin + 1 : n - 3).join('')
  const start = letters.slice(0, begin).join('')
  // Where two letters are too few to go by, the first three are tried as well.
  const longer = n >= 5 && n < 8 ? [`${a}${b}${c}`] : []
  const starts =
    n >= 6
      ? [start, ...longer]
      : [start, ...longer, `${a}${c}${b}`, ...(n === 4 ? [`${b}${a}${c}`, `${a}${c}${letters[3]}`] : [])]
  const patterns = [...starts.flatMap((s) => [`${escaped(s)}%`, `% ${escaped(s)}%`]), `%${escaped(rest)}%`]
  const plain = (from: number, to?: number) =>
    letters
      .slice(from, to)
      .map((letter) => letter.replace(/[^\p{L}\p{N}]/u, '\\$&'))
      .join('')
  const words = letters.flatMap((_, i) => [
    `${plain(0, i)}.?${plain(i + 1)}`,
    `${plain(0, i)}.${plain(i)}`,
    ...(i + 1 < n ? [`${plain(0, i)}${plain(i + 1, i + 2)}${plain(i, i + 1)}${plain(i + 2)}`] : []),
  ])
  return { patterns, expression: `(^| )(${[...new Set(words)].join('|')})` }
}

/** Whether every written word stands in the name, at most one letter of each wrong, missing, added or swapped. */
export function fitsWithSlip(words: readonly string[], folded: string): boolean {
  const parts = folded.split(' ')
  return words.every(
    (word) => folded.includes(word) || (word.length >= 4 && parts.some((part) => oneSlipFromStart(word, part))),
  )
}

/** Whether `word` with one slip is the beginning of `part`: people search before they finish typing. */
function oneSlipFromStart(word: string, part: string): boolean {
  let i = 0
  while (i < word.length && word[i] === part[i]) i += 1
  const rest = word.slice(i)
  return (
    part.startsWith(rest.slice(1), i + 1) ||
    part.startsWith(rest.slice(1), i) ||
    part.startsWith(rest, i + 1) ||
    (rest.length >= 2 && part.startsWith(`${rest[1]}${rest[0]}${rest.slice(2)}`, i))
  )
}
