// Understands single values of foreign tables: Czech and English numbers, dates, yes and no, several e-mails or phones in
// one cell. What may mean two things is not guessed but refused with a reason; a column as a whole may settle it.
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { plainCzechPhone } from '#server/kit/channels.ts'

export type ValueReason =
  | 'imports.valueNotNumber'
  | 'imports.valueNumberAmbiguous'
  | 'imports.valueNotDate'
  | 'imports.valueDateAmbiguous'
  | 'imports.valueDateImpossible'
  | 'imports.valueNotBoolean'
  | 'imports.valueNotEmail'
  | 'imports.valueNotPhone'
  | 'imports.valueNotIco'

export type Parsed<T> = { value: T; reason?: undefined } | { reason: ValueReason; value?: undefined }
export type Many<T> = { values: T[]; rejected: { text: string; reason: ValueReason }[] }

export type NumberStyle = 'comma' | 'point'
export type DateOrder = 'dmy' | 'mdy'

const blanks = /[\s\u00a0\u202f\u2009]+/g
const currencies = /(?:Kč|CZK|EUR|USD|GBP|PLN|[€$£¥])/gi

/** Trims and joins runs of blanks; line breaks stay. */
export function tidyText(cell: string): string {
  return cell
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
}

/** A decimal number as exact text with a point. `style` says what a lone separator before three digits means. */
export function parseNumber(cell: string, style?: NumberStyle): Parsed<string> {
  let text = cell
    .replace(currencies, '')
    .replace(blanks, '')
    .replace(/[,.][-–—]$/, '')
    .replace(/%$/, '')
    .replaceAll('’', "'")
  let negative = false
  if (/^\(.+\)$/.test(text)) {
    negative = true
    text = text.slice(1, -1)
  }
  text = text.replace(/^([+\-−–])|[-−]$/g, (sign) => {
    if (sign !== '+') negative = !negative
    return ''
  })
  text = text.replaceAll("'", '')
  if (!/^(?:\d[\d.,]*|[.,]\d+)(?:[eE][+-]?\d{1,3})?$/.test(text)) return { reason: 'imports.valueNotNumber' }
  const [mantissa = '', exponent] = text.split(/[eE]/)
  const read = separated(mantissa, style)
  if (typeof read !== 'string') return read
  return { value: canonical(read, Number(exponent ?? 0), negative) }
}

function separated(text: string, style: NumberStyle | undefined): string | Parsed<string> {
  const commas = text.split(',').length - 1
  const points = text.split('.').length - 1
  if (commas === 0 && points === 0) return text
  if (commas > 0 && points > 0) {
    const decimal = text.lastIndexOf(',') > text.lastIndexOf('.') ? ',' : '.'
    const thousands = decimal === ',' ? '.' : ','
    const [whole = '', fraction = '', more] = text.split(decimal)
    if (more !== undefined || fraction.includes(thousands) || !grouped(whole, thousands))
      return { reason: 'imports.valueNotNumber' }
    return `${whole.replaceAll(thousands, '')}.${fraction}`
  }
  const mark = commas > 0 ? ',' : '.'
  if (commas + points > 1) return grouped(text, mark) ? text.replaceAll(mark, '') : { reason: 'imports.valueNotNumber' }
  const decimalMark = style === 'comma' ? ',' : style === 'point' ? '.' : undefined
  if (decimalMark === undefined && /^[1-9]\d{0,2}[.,]\d{3}$/.test(text))
    return { reason: 'imports.valueNumberAmbiguous' }
  if (decimalMark !== undefined && mark !== decimalMark && grouped(text, mark)) return text.replace(mark, '')
  return text.replace(mark, '.')
}

function grouped(text: string, mark: string): boolean {
  const groups = text.split(mark)
  return /^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^\d{3}$/.test(group))
}

function canonical(text: string, exponent: number, negative: boolean): string {
  let [whole = '', fraction = ''] = text.split('.')
  if (exponent > 0) {
    fraction = fraction.padEnd(exponent, '0')
    whole += fraction.slice(0, exponent)
    fraction = fraction.slice(exponent)
  } else if (exponent < 0) {
    whole = whole.padStart(-exponent + 1, '0')
    fraction = whole.slice(exponent) + fraction
    whole = whole.slice(0, exponent)
  }
  whole = whole.replace(/^0+(?=\d)/, '') || '0'
  fraction = fraction.replace(/0+$/, '')
  const plain = fraction ? `${whole}.${fraction}` : whole
  return negative && plain !== '0' ? `-${plain}` : plain
}

/** How a column writes its decimals, if any of its values says so without doubt. */
export function numberStyleOf(cells: Iterable<string>): NumberStyle | undefined {
  let comma = 0
  let point = 0
  for (const cell of cells) {
    const text = cell.replace(currencies, '').replace(blanks, '')
    if (!/^[+-]?\d[\d.,]*$/.test(text)) continue
    const last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'))
    if (last === -1) continue
    const mark = text[last]
    const alone = text.indexOf(mark as string) === last
    const thousands = /^[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(text)
    if (!alone) {
      if (mark === ',') point += 1
      else comma += 1
    } else if (!thousands || /[.,].*[.,]/.test(text)) {
      if (mark === ',') comma += 1
      else point += 1
    }
  }
  if (comma === 0 && point === 0) return undefined
  return comma === point ? undefined : comma > point ? 'comma' : 'point'
}

const months: Record<string, number> = {}
for (const [month, names] of Object.entries({
  1: 'leden ledna led january jan',
  2: 'unor unora uno february feb',
  3: 'brezen brezna bre march mar',
  4: 'duben dubna dub april apr',
  5: 'kveten kvetna kve may',
  6: 'cerven cervna cer june jun',
  7: 'cervenec cervence cvc july jul',
  8: 'srpen srpna srp august aug',
  9: 'zari zar september sep sept',
  10: 'rijen rijna rij october oct',
  11: 'listopad listopadu lis november nov',
  12: 'prosinec prosince pro december dec',
}))
  for (const name of names.split(' ')) months[name] = Number(month)

/** A calendar day as YYYY-MM-DD; a time of day beside it is left aside. `order` decides 1/5/2026, which alone is refused. */
export function parseDate(cell: string, order?: DateOrder): Parsed<string> {
  const text = cell
    .replace(blanks, ' ')
    .trim()
    .replace(/[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?$/i, '')
    .replace(/^(?:po|út|st|čt|pá|so|ne|mon|tue|wed|thu|fri|sat|sun)\.?,? /i, '')
  let found = /^(\d{4})[-./] ?(\d{1,2})[-./] ?(\d{1,2})$/.exec(text)
  if (found) return dayOf(Number(found[1]), Number(found[2]), Number(found[3]))
  found = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (found) return dayOf(Number(found[1]), Number(found[2]), Number(found[3]))
  found = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})\.?$/.exec(text)
  if (found) return dayOf(yearOf(found[3] as string), Number(found[2]), Number(found[1]))
  found = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})$/.exec(text)
  if (found) {
    const [first, second, year] = [Number(found[1]), Number(found[2]), yearOf(found[3] as string)]
    if (first > 12 || first === second) return dayOf(year, second, first)
    if (second > 12) return dayOf(year, first, second)
    if (order === undefined) return { reason: 'imports.valueDateAmbiguous' }
    return order === 'dmy' ? dayOf(year, second, first) : dayOf(year, first, second)
  }
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  found = /^(\d{1,2})[. -]{1,2}([a-z]{3,9})\.?[ -](\d{4}|\d{2})$/.exec(bare)
  if (found && months[found[2] as string])
    return dayOf(yearOf(found[3] as string), months[found[2] as string] as number, Number(found[1]))
  found = /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$/.exec(bare)
  if (found && months[found[1] as string])
    return dayOf(Number(found[3]), months[found[1] as string] as number, Number(found[2]))
  return { reason: 'imports.valueNotDate' }
}

function yearOf(text: string): number {
  const year = Number(text)
  return text.length === 4 ? year : year < 70 ? 2000 + year : 1900 + year
}

function dayOf(year: number, month: number, day: number): Parsed<string> {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > (lengths[month - 1] as number)) {
    return { reason: 'imports.valueDateImpossible' }
  }
  return { value: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` }
}

/** Whether a column writes days or months first: one date with a number over twelve says it for all. */
export function dateOrderOf(cells: Iterable<string>): DateOrder | undefined {
  let dmy = 0
  let mdy = 0
  for (const cell of cells) {
    const found = /^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}/.exec(cell)
    if (!found) continue
    if (Number(found[1]) > 12 && Number(found[2]) <= 12) dmy += 1
    if (Number(found[2]) > 12 && Number(found[1]) <= 12) mdy += 1
  }
  return dmy > 0 && mdy === 0 ? 'dmy' : mdy > 0 && dmy === 0 ? 'mdy' : undefined
}

const yes = new Set(['ano', 'a', 'yes', 'y', 'true', 'pravda', '1', 'x', '✓', '✔', 'on', 'zapnuto'])
const no = new Set(['ne', 'n', 'no', 'false', 'nepravda', '0', '-', 'off', 'vypnuto'])

export function parseBoolean(cell: string): Parsed<boolean> {
  const text = cell.trim().toLowerCase()
  if (yes.has(text)) return { value: true }
  if (no.has(text)) return { value: false }
  return { reason: 'imports.valueNotBoolean' }
}

const address = /<?(?:mailto:)?([^\s<>;,"'()[\]:|]+@[^\s<>;,"'()[\]:|]+)>?/giu
const wellFormed = /^[^@.][^@]*@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}$/u

/** All e-mail addresses of a cell, without the names beside them; pieces that are no address come back with a reason. */
export function parseEmails(cell: string): Many<string> {
  const result: Many<string> = { values: [], rejected: [] }
  let found = false
  for (const [, text = ''] of cell.matchAll(address)) {
    found = true
    const trimmed = text.replace(/\.+$/, '')
    const at = trimmed.lastIndexOf('@')
    const value = trimmed.slice(0, at) + trimmed.slice(at).toLowerCase()
    if (!wellFormed.test(value)) result.rejected.push({ text, reason: 'imports.valueNotEmail' })
    else if (!result.values.some((known) => known.toLowerCase() === value.toLowerCase())) result.values.push(value)
  }
  if (!found && cell.trim() !== '') result.rejected.push({ text: cell.trim(), reason: 'imports.valueNotEmail' })
  return result
}

/** All phones of a cell in E.164 (an extension follows as `;ext=`); numbers without a country code are Czech unless told. */
export function parsePhones(cell: string, country: 'CZ' | 'SK' | 'DE' | 'AT' | 'PL' = 'CZ'): Many<string> {
  const plain = country === 'CZ' ? plainCzechPhone(cell) : undefined
  if (plain) return { values: [plain], rejected: [] }
  const result: Many<string> = { values: [], rejected: [] }
  const pieces = cell
    .split(/[,;\n|]|\s+\/\s+|(?<=\d{3})\/(?=\+|\d{3})|\s(?=\+|00\d{3})/)
    .flatMap((piece) => (/^\s*\d{9}\s+\d{9}\s*$/.test(piece) ? piece.trim().split(/\s+/) : [piece]))
  for (const piece of pieces) {
    const text = piece.replace(/^[\s\p{L}.()]*:?\s*(?=[+\d(])/u, '').trim()
    if (text === '' && piece.trim() === '') continue
    const phone = parsePhoneNumberFromString(text.replace(/^00(?=[1-9])/, '+'), country)
    if (!phone?.isPossible()) result.rejected.push({ text: piece.trim(), reason: 'imports.valueNotPhone' })
    else {
      const value = phone.ext ? `${phone.number};ext=${phone.ext}` : phone.number
      if (!result.values.includes(value)) result.values.push(value)
    }
  }
  return result
}

/** A company number in eight digits: prefixes and blanks dropped, zeros lost in a spreadsheet put back. The check digit is judged elsewhere. */
export function icoText(cell: string): Parsed<string> {
  const digits = cell.replace(/^\s*(?:IČO?|ICO?|CZ|SK)\s*[:.]?\s*/iu, '').replace(/[\s\u00a0.-]+/g, '')
  if (!/^\d{1,8}$/.test(digits)) return { reason: 'imports.valueNotIco' }
  return { value: digits.padStart(8, '0') }
}

/** A tax number as it is written officially: country in capitals, no blanks. */
export function dicText(cell: string): string {
  return cell
    .replace(/^\s*DIČ\s*[:.]?\s*/iu, '')
    .replace(blanks, '')
    .toUpperCase()
}
