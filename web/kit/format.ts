// Dates, numbers and money as people of each language write them; parses what they type back.
import type { Language } from '#messages/plural.ts'

const locales = { cs: 'cs-CZ', en: 'en-GB' } as const
const nbsp = '\u00a0'
const symbols: Record<string, string> = { CZK: 'Kč', EUR: '€', USD: '$', GBP: '£', PLN: 'zł' }

const formats = new Map<string, Intl.NumberFormat>()
function numberFormat(language: Language, digits: number, least: number) {
  const key = `${language}${digits}${least}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locales[language], { maximumFractionDigits: digits, minimumFractionDigits: least })
    formats.set(key, format)
  }
  return format
}

/** `1 250 000` in Czech (non-breaking spaces), `1,250,000` in English. Decimal text is taken as exact. */
export function numberText(language: Language, value: number | string | null | undefined, digits = 2): string {
  if (value === null || value === undefined || value === '') return ''
  // Intl accepts decimal text exactly; the type does not say so everywhere.
  return numberFormat(language, digits, 0)
    .format(value as number)
    .replaceAll(' ', nbsp)
}

/** `1 250 000 Kč`; pennies only when there are any. */
export function moneyText(language: Language, value: number | string | null | undefined, currency = 'CZK'): string {
  if (value === null || value === undefined || value === '') return ''
  const whole = Number(value) % 1 === 0
  const text = numberFormat(language, 2, whole ? 0 : 2)
    .format(value as number)
    .replaceAll(' ', nbsp)
  const symbol = symbols[currency] ?? currency
  return language === 'en' && symbol.length === 1 ? `${symbol}${text}` : `${text}${nbsp}${symbol}`
}

/** Money kept in minor units as integer text: `125000000` hellers is `1 250 000 Kč`. */
export function minorText(language: Language, minor: string | number | null | undefined, currency = 'CZK'): string {
  if (minor === null || minor === undefined || minor === '') return ''
  return moneyText(language, decimalOfMinor(String(minor)), currency)
}

/** `-12345` minor units as decimal text `-123.45`, without going through floating point. */
export function decimalOfMinor(minor: string): string {
  const negative = minor.startsWith('-')
  const digits = (negative ? minor.slice(1) : minor).padStart(3, '0')
  return `${negative ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day `2026-11-24` (or the local day of an instant) as `24. 11. 2026` or `24 Nov 2026`. */
export function dayText(language: Language, value: string | null | undefined): string {
  if (!value) return ''
  const day = value.length > 10 ? localDay(new Date(value)) : value
  const [year, month, date] = day.split('-').map(Number)
  if (!year || !month || !date) return value
  return language === 'cs'
    ? `${date}.${nbsp}${month}.${nbsp}${year}`
    : `${date}${nbsp}${months[month - 1]}${nbsp}${year}`
}

/** `24. 11. 2026 14:05` in the zone of the device. */
export function instantText(language: Language, value: string | null | undefined): string {
  if (!value) return ''
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) return value
  const time = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
  return `${dayText(language, localDay(at))} ${timeText(language, time)}`
}

/** A time of day `09:30` as `9:30` in Czech. */
export function timeText(language: Language, time: string): string {
  return language === 'cs' ? time.replace(/^0(?=\d)/, '') : time
}

export function localDay(at: Date): string {
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
}

/** Whole calendar days from `today` to `day`; negative in the past. */
export function daysBetween(today: string, day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** A typed number with Czech or English marks as decimal text: `1 250,50` is `1250.50`. Undefined when it is not a number. */
export function parseNumber(language: Language, text: string): string | undefined {
  let rest = text.replace(/[\s\u00a0\u202f]/g, '').replace(/(kč|czk|eur|€|\$|£)$/i, '')
  if (language === 'en') rest = rest.replaceAll(',', '')
  else if (/^-?\d{1,3}(\.\d{3}){2,}$/.test(rest)) rest = rest.replaceAll('.', '')
  rest = rest.replace(',', '.').replace('−', '-')
  return /^-?\d+(\.\d+)?$/.test(rest) ? rest : undefined
}

/** A typed time of day as `HH:MM`: `9`, `930`, `9:30`, `9.30`, `14h`, `2:30 pm`. Undefined when no clock shows it. */
export function parseTime(text: string): string | undefined {
  const match = /^(\d{1,2})(?:\s*[:.,h]\s*(\d{2})|(?<=\d)(\d{2}))?\s*(?:h|hod\.?)?\s*([ap]m)?$/.exec(
    text.trim().toLowerCase(),
  )
  if (!match) return undefined
  const [, hours, marked, close, half] = match
  const written = Number(hours)
  if (half && (written < 1 || written > 12)) return undefined
  const hour = half ? (written % 12) + (half === 'pm' ? 12 : 0) : written
  const minute = Number(marked ?? close ?? 0)
  if (hour > 23 || minute > 59) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

const near: Record<string, number> = {
  dnes: 0,
  today: 0,
  zítra: 1,
  zitra: 1,
  tomorrow: 1,
  včera: -1,
  vcera: -1,
  yesterday: -1,
}

/** A typed day as `YYYY-MM-DD`: `24. 11. 2026`, `24.11.`, `24/11/26`, `24 Nov 2026`, `2026-11-24`, `dnes`, `+7`. */
export function parseDay(text: string, today: string): string | undefined {
  const rest = text.trim().toLowerCase()
  const word = near[rest]
  if (word !== undefined) return addDays(today, word)
  const shift = /^([+-])\s*(\d{1,4})$/.exec(rest)
  if (shift) return addDays(today, Number(shift[2]) * (shift[1] === '-' ? -1 : 1))
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(rest)
  if (iso) return realDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const named = /^(\d{1,2})\s*([a-z]{3})[a-z]*\s*(\d{2,4})?$/.exec(rest)
  if (named) {
    const month = months.findIndex((name) => name.toLowerCase() === named[2]) + 1
    return realDay(fullYear(named[3], today), month, Number(named[1]))
  }
  const parts = /^(\d{1,2})\s*[./\s]\s*(\d{1,2})\s*[./\s]?\s*(\d{2}|\d{4})?$/.exec(rest.replaceAll(nbsp, ' '))
  if (parts) return realDay(fullYear(parts[3], today), Number(parts[2]), Number(parts[1]))
  return undefined
}

function fullYear(text: string | undefined, today: string): number {
  if (!text) return Number(today.slice(0, 4))
  return text.length === 2 ? 2000 + Number(text) : Number(text)
}

function realDay(year: number, month: number, date: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, date))
  if (month < 1 || month > 12 || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== date) return undefined
  return at.toISOString().slice(0, 10)
}
