// Postcodes: kept without spaces, shown as the country writes them. Only neighbours are checked for shape, others loosely.
import { type Checked, squeezed } from '#domain/identifiers/checked.ts'

const shapes: Readonly<Record<string, RegExp>> = {
  CZ: /^[1-7]\d{4}$/,
  SK: /^[089]\d{4}$/,
  DE: /^\d{5}$/,
  AT: /^\d{4}$/,
  PL: /^\d{5}$/,
  HU: /^\d{4}$/,
}

/** Checks a postcode of a country (ISO code) and writes it without spaces and dashes; a Slovak one gets its lost zero back. */
export function checkPostcode(text: string, country = 'CZ'): Checked {
  const bare = squeezed(text)
    .replace(new RegExp(`^${country}-?(?=\\d)`), '')
    .replace(/^PSČ:?/, '')
    .replace(/[.,]0$/, '')
    .replace(/-/g, '')
  const value = country === 'SK' && /^\d{4}$/.test(bare) ? `0${bare}` : bare
  const shape = shapes[country] ?? /^[A-Z0-9]{2,10}$/
  if (!shape.test(value)) return { ok: false, reason: 'identifiers.postcodeFormat' }
  return value === bare ? { ok: true, value } : { ok: true, value, note: 'identifiers.postcodePadded' }
}

/** A stored postcode as it is written on an envelope: 110 00, 81101 as 811 01, 00-950 in Poland. */
export function writtenPostcode(value: string, country = 'CZ'): string {
  if ((country === 'CZ' || country === 'SK') && /^\d{5}$/.test(value)) return `${value.slice(0, 3)} ${value.slice(3)}`
  if (country === 'PL' && /^\d{5}$/.test(value)) return `${value.slice(0, 2)}-${value.slice(2)}`
  return value
}
