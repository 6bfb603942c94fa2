// DIČ and foreign tax numbers. A Czech DIČ of a natural person usually hides a birth number: it is kept apart and masked.
// Rules: handbook §4.1; shapes of the other EU states as VIES takes them, without their check digits.
import { countryCodes } from '#domain/choices.ts'
import { looksLikeBirthNumber } from '#domain/identifiers/birth-number.ts'
import { type Checked, squeezed } from '#domain/identifiers/checked.ts'
import { hasIcoCheckDigit } from '#domain/identifiers/ico.ts'

/**
 * legalPerson: CZ + IČO · special: nine digits from 6, among them VAT groups (CZ699…) · naturalPerson: to be masked,
 * never indexed, exported or logged · foreign: an EU, British, Swiss or Norwegian number · other: not checked.
 */
export type DicKind = 'legalPerson' | 'special' | 'naturalPerson' | 'foreign' | 'other'

/**
 * Checks a tax number and writes it with its country prefix and without spaces. A missing CZ is added only where the
 * digits leave no doubt; ten bare digits could be Slovak, so they ask for the prefix unless they are a birth number.
 */
export function checkDic(text: string): Checked<{ readonly kind: DicKind }> {
  const squeezedText = squeezed(text)
    .replace(/^(?:DIČ|DIC|VATID|VATNO|VAT|TAXID)[:.]?/, '')
    .replace(/^:/, '')
    .replace(/[.-]/g, '')
  const match = /^([A-Z]{2})?(.+)$/.exec(squeezedText)
  const country = match?.[1]
  const rest = match?.[2]
  if (!rest || !/^[A-Z0-9+*/]{2,16}$/.test(rest)) return { ok: false, reason: 'identifiers.dicFormat' }
  if (country === 'CZ') return checkCzechDic(rest, false)
  if (country) return checkForeign(country, rest)
  if (/^\d{8,9}$/.test(rest) || looksLikeBirthNumber(rest)) return checkCzechDic(rest, true)
  return { ok: false, reason: 'identifiers.dicPrefixMissing' }
}

/**
 * How a tax number is shown: that of a natural person with its date part hidden (CZ******2745), any other in full.
 */
export function maskDic(dic: string): string {
  const checked = checkDic(dic)
  if (!checked.ok || checked.kind !== 'naturalPerson') return dic
  return `CZ******${checked.value.slice(8)}`
}

/** Whether the number belongs to a VAT group: several companies share it, so it identifies none of them. */
export function isVatGroupDic(dic: string): boolean {
  return /^CZ699\d{6}$/.test(dic)
}

function checkCzechDic(digits: string, bare: boolean): Checked<{ readonly kind: DicKind }> {
  if (!/^\d{8,10}$/.test(digits)) return { ok: false, reason: 'identifiers.dicFormat' }
  const value = `CZ${digits}`
  const note = bare ? ({ note: 'identifiers.dicPrefixAdded' } as const) : {}
  if (digits.length === 8) {
    if (digits.startsWith('9') || digits === '00000000' || !hasIcoCheckDigit(digits)) {
      return { ok: false, reason: 'identifiers.dicCheckDigit' }
    }
    return { ok: true, value, kind: 'legalPerson', ...note }
  }
  if (digits.length === 9 && digits.startsWith('6')) {
    if (!hasSpecialCheckDigit(digits)) return { ok: false, reason: 'identifiers.dicCheckDigit' }
    return { ok: true, value, kind: 'special', ...note }
  }
  return { ok: true, value, kind: 'naturalPerson', note: 'identifiers.dicNaturalPerson' }
}

function hasSpecialCheckDigit(nine: string): boolean {
  let sum = 0
  for (let i = 1; i < 8; i += 1) sum += Number(nine[i]) * (9 - i)
  const check = (((8 - ((10 - (sum % 11)) % 11)) % 10) + 10) % 10
  return check === Number(nine[8])
}

const shapes: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]?\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(?:\d[A-Z0-9+*]\d{5}[A-Z]|\d{7}[A-Z]{1,2})$/,
  IT: /^\d{11}$/,
  LT: /^(?:\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{12}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  GB: /^(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  CH: /^E\d{9}(?:MWST|TVA|IVA)?$/,
  NO: /^\d{9}(?:MVA)?$/,
}

function checkForeign(prefix: string, rest: string): Checked<{ readonly kind: DicKind }> {
  // Greek companies write GR on paper, the VAT system knows EL.
  const country = prefix === 'GR' ? 'EL' : prefix
  const shape = shapes[country]
  if (shape) {
    if (!shape.test(rest)) return { ok: false, reason: 'identifiers.dicForeignFormat' }
    return { ok: true, value: `${country}${rest}`, kind: 'foreign' }
  }
  const known: readonly string[] = countryCodes
  if (!known.includes(country)) return { ok: false, reason: 'identifiers.dicFormat' }
  return { ok: true, value: `${country}${rest}`, kind: 'other', note: 'identifiers.dicUnchecked' }
}
