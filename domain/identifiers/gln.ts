// GLN, the GS1 number of a place (13 digits): modulo 10 with weights 3 and 1 from the right (handbook §4.1).
import { type Checked, squeezed } from '#domain/identifiers/checked.ts'

/** Checks a GLN and writes it as 13 digits. */
export function checkGln(text: string): Checked {
  const value = squeezed(text)
    .replace(/^GLN:?/, '')
    .replace(/-/g, '')
  if (!/^\d{13}$/.test(value) || value === '0000000000000') return { ok: false, reason: 'identifiers.glnFormat' }
  if (gs1CheckDigit(value.slice(0, -1)) !== Number(value.at(-1)))
    return { ok: false, reason: 'identifiers.glnCheckDigit' }
  return { ok: true, value }
}

/** The check digit GS1 numbers (GLN, GTIN) put behind the given digits. */
export function gs1CheckDigit(digits: string): number {
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1)
  return (10 - (sum % 10)) % 10
}
