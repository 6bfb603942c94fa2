// IČO, the number of a Czech legal or entrepreneurial person: eight digits, the last one a check digit (handbook §4.1).
import { type Checked, squeezed } from '#domain/identifiers/checked.ts'

const label = /^(?:IČO|IČ|ICO|IC|I\.Č\.O\.|I\.Č\.)[:.]?/

/**
 * Checks an IČO and writes it with eight digits. Forgives spaces, a label ("IČO:") and what spreadsheets break:
 * lost leading zeros and a trailing ".0".
 */
export function checkIco(text: string): Checked {
  const digits = squeezed(text)
    .replace(label, '')
    .replace(/^:/, '')
    .replace(/[.,]0$/, '')
  if (!/^\d{1,8}$/.test(digits)) return { ok: false, reason: 'identifiers.icoFormat' }
  const value = digits.padStart(8, '0')
  if (value === '00000000') return { ok: false, reason: 'identifiers.icoZero' }
  if (!hasIcoCheckDigit(value)) return { ok: false, reason: 'identifiers.icoCheckDigit' }
  return digits.length < 8 ? { ok: true, value, note: 'identifiers.icoPadded' } : { ok: true, value }
}

/** Whether eight digits end with the right check digit: weights 8 to 2, 11 minus the remainder modulo 11, last digit of it. */
export function hasIcoCheckDigit(eight: string): boolean {
  let sum = 0
  for (let i = 0; i < 7; i += 1) sum += Number(eight[i]) * (8 - i)
  return (11 - (sum % 11)) % 10 === Number(eight[7])
}
