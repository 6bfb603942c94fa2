// Reads vCard 3.0 and 4.0 (and the 2.1 of old phones and Outlook) card by card. A card that cannot be taken is handed
// over with its reason and text. Notes, birthdays and pictures are named as left out, never imported in silence.
import { createReadStream } from 'node:fs'
import ICAL from 'ical.js'
import { decodeChunks } from '#server/imports/reading/encoding.ts'
import type { ReadingReason } from '#server/imports/reading/reading-error.ts'
import { type CardLine, CardSplitter, cardLines, decoded, type RawCard } from '#server/imports/reading/vcard-lines.ts'

export type CardValue = { value: string; types: string[]; preferred: boolean }
export type CardAddress = {
  street: string
  city: string
  region: string
  postcode: string
  country: string
  types: string[]
  preferred: boolean
}
export type Card = {
  version: string
  fn: string
  name: { family: string; given: string; additional: string; prefix: string; suffix: string }
  org: string[]
  title: string
  role: string
  emails: CardValue[]
  phones: CardValue[]
  addresses: CardAddress[]
  urls: CardValue[]
  uid: string
  rev: string
  language: string
  ico: string
  hasNote: boolean
  note: string
  /** Properties of the card that are not imported, by name. */
  leftOut: string[]
  /** Lines that could not be understood, as they stood. */
  unreadable: string[]
}

export type CardRecord = { number: number; line: number; raw: string; card?: Card; problem?: ReadingReason }

/** Cards of a file one after another, in constant memory; `encoding` is that of the file, each card may name its own. */
export async function* readCards(path: string, encoding: string): AsyncGenerator<CardRecord> {
  yield* cardsOf(createReadStream(path, { highWaterMark: 64 * 1024 }), encoding)
}

export async function* cardsOf(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  encoding: string,
): AsyncGenerator<CardRecord> {
  const wide = encoding.startsWith('utf-16') || encoding.startsWith('utf-32')
  const charset = wide || encoding === 'ascii' ? 'utf-8' : encoding
  const splitter = new CardSplitter()
  let number = 0
  let first = true
  const records = (cards: RawCard[]) => cards.map((card) => recordOf(card, ++number, charset))
  for await (const chunk of wide ? decodeChunks(chunks, encoding) : chunks) {
    let bytes = (typeof chunk === 'string' ? Buffer.from(chunk) : chunk).toString('latin1')
    if (first) bytes = bytes.replace(/^\u00ef\u00bb\u00bf/, '')
    first = false
    yield* records(splitter.push(bytes))
  }
  yield* records(splitter.end())
}

function recordOf(raw: RawCard, number: number, charset: string): CardRecord {
  const text = decoded(raw.bytes, charset)
  if (raw.problem) return { number, line: raw.line, raw: text, problem: raw.problem }
  const { lines, nested, broken } = cardLines(raw.bytes, charset)
  if (lines.length === 0) return { number, line: raw.line, raw: text, problem: 'imports.cardUnreadable' }
  const card = cardOf(lines)
  card.unreadable.push(...broken)
  if (nested) card.leftOut.push('AGENT')
  if (!card.fn) return { number, line: raw.line, raw: text, problem: 'imports.cardWithoutName' }
  return { number, line: raw.line, raw: text, card }
}

function cardOf(lines: CardLine[]): Card {
  const version = lines.find(({ name }) => name === 'VERSION')?.value.trim() ?? ''
  const design = version.startsWith('4') ? ICAL.design.vcard : ICAL.design.vcard3
  const card: Card = {
    version,
    fn: '',
    name: { family: '', given: '', additional: '', prefix: '', suffix: '' },
    org: [],
    title: '',
    role: '',
    emails: [],
    phones: [],
    addresses: [],
    urls: [],
    uid: '',
    rev: '',
    language: '',
    ico: '',
    hasNote: false,
    note: '',
    leftOut: [],
    unreadable: [],
  }
  const leftOut = new Set<string>()
  let named = false
  for (const line of lines) {
    if (!imported.has(line.name)) {
      if (!silent.has(line.name)) leftOut.add(line.name)
      continue
    }
    const parsed = propertyOf(line, design)
    if (!parsed) {
      card.unreadable.push(line.source)
      continue
    }
    const { value } = parsed
    const text = plain(value)
    const types = typesOf(line)
    const preferred = types.includes('pref') || line.parameters.some(([key]) => key === 'PREF')
    const kinds = types.filter((type) => type !== 'pref' && type !== 'internet')
    switch (line.name) {
      case 'FN':
        card.fn ||= text
        card.language ||= parameter(line, 'LANGUAGE')
        break
      case 'N': {
        if (named) {
          leftOut.add('N')
          break
        }
        const [family, given, additional, prefix, suffix] = parts(value)
        card.name = {
          family: family ?? '',
          given: given ?? '',
          additional: additional ?? '',
          prefix: prefix ?? '',
          suffix: suffix ?? '',
        }
        named = true
        break
      }
      case 'ORG':
        if (card.org.length === 0) card.org = parts(value).filter((part) => part !== '')
        else if (text !== '') leftOut.add('ORG')
        break
      case 'TITLE':
        if (card.title && text) leftOut.add('TITLE')
        card.title ||= text
        break
      case 'ROLE':
        card.role ||= text
        break
      case 'EMAIL':
        if (text) card.emails.push({ value: text.replace(/^mailto:/i, ''), types: kinds, preferred })
        break
      case 'TEL':
        if (text) card.phones.push({ value: text.replace(/^tel:/i, ''), types: kinds, preferred })
        break
      case 'URL':
        if (text) card.urls.push({ value: text, types: kinds, preferred })
        break
      case 'ADR': {
        const [box, extended, street, city, region, postcode, country] = parts(value)
        const lines = [street, extended, box].filter((part): part is string => part !== undefined && part !== '')
        const address = {
          street: lines.join('\n'),
          city: city ?? '',
          region: region ?? '',
          postcode: postcode ?? '',
          country: country ?? '',
        }
        if (Object.values(address).some((part) => part !== ''))
          card.addresses.push({ ...address, types: kinds, preferred })
        break
      }
      case 'UID':
        card.uid ||= text
        break
      case 'REV':
        card.rev ||= text
        break
      case 'LANG':
        card.language ||= text
        break
      case 'X-ICO':
        card.ico ||= text
        break
      case 'NOTE':
        card.hasNote = true
        card.note = card.note ? `${card.note}\n${text}` : text
        break
    }
  }
  if (card.hasNote) leftOut.add('NOTE')
  if (!card.fn) card.fn = composedName(card)
  card.leftOut = Array.from(leftOut).sort()
  return card
}

const imported = new Set([
  'FN',
  'N',
  'ORG',
  'TITLE',
  'ROLE',
  'EMAIL',
  'TEL',
  'ADR',
  'URL',
  'UID',
  'REV',
  'LANG',
  'X-ICO',
  'NOTE',
])
const silent = new Set([
  'VERSION',
  'PRODID',
  'KIND',
  'CLASS',
  'LABEL',
  'X-ABLABEL',
  'X-ABADR',
  'SORT-STRING',
  'MAILER',
  'PROFILE',
  'NAME',
  'SOURCE',
])

// A person without a written full name is called by its parts, else by the company or the address in the card.
function composedName(card: Card): string {
  const { prefix, given, additional, family, suffix } = card.name
  const composed = [prefix, given, additional, family, suffix].filter((part) => part !== '').join(' ')
  return composed || card.org[0] || card.emails[0]?.value || ''
}

function propertyOf(line: CardLine, design: typeof ICAL.design.vcard): { value: unknown } | undefined {
  const parameters = line.parameters
    .filter(([key]) => key === 'VALUE')
    .map(([key, value]) => `;${key}=${value}`)
    .join('')
  // Escapes that old producers put before plain signs (http\://) are no escapes of the standard.
  const value = line.value.replace(/\\(?=[:"])/g, '')
  for (const kept of parameters ? [parameters, ''] : ['']) {
    try {
      const parsed = ICAL.parse.property(`${line.name}${kept}:${value}`, design) as unknown[]
      return { value: parsed[3] }
    } catch {
      // A value that contradicts its declared type is read once more as what the property usually holds.
    }
  }
  return undefined
}

function parts(value: unknown): string[] {
  if (!Array.isArray(value)) return [plain(value)]
  return value.map((part) =>
    Array.isArray(part)
      ? part
          .map(plain)
          .filter((one) => one !== '')
          .join(' ')
      : plain(part),
  )
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(', ')
  return String(value ?? '')
    .replace(/\\([;,\\])/g, '$1')
    .replace(/\\n/gi, '\n')
    .replace(/[ \t]+/g, ' ')
    .trim()
}

function typesOf(line: CardLine): string[] {
  return line.parameters
    .filter(([key]) => key === 'TYPE')
    .flatMap(([, value]) => value.replaceAll('"', '').split(','))
    .map((type) => type.trim().toLowerCase())
    .filter((type) => type !== '')
}

function parameter(line: CardLine, name: string): string {
  return line.parameters.find(([key]) => key === name)?.[1].replaceAll('"', '') ?? ''
}
