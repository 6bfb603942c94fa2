// Guesses which column of a foreign table fills which field: from the header in Czech or English and from the values
// below it. Every guess says how sure it is and why; a person confirms it.

import { fieldByName, foldName, type ImportTarget } from '#server/imports/reading/header-names.ts'
import { breather } from '#server/imports/reading/limits.ts'
import { icoText, parseDate, parseEmails, parseNumber, parsePhones } from '#server/imports/reading/values.ts'

export type GuessWhy = 'header' | 'headerPart' | 'headerAndValues' | 'values' | 'customField' | 'none'
export type ValueKind =
  | 'ico'
  | 'dic'
  | 'email'
  | 'phone'
  | 'postcode'
  | 'iban'
  | 'bankAccount'
  | 'gln'
  | 'web'
  | 'date'
  | 'number'
  | 'company'
  | 'text'
  | 'empty'

/** `field` undefined: nothing fits, the column waits for a person; `kind` then says what a custom field for it would be. */
export type ColumnGuess = {
  column: number
  header: string
  field: string | undefined
  confidence: number
  why: GuessWhy
  kind: ValueKind
  share: number
}

export type KnownCustomField = { key: string; label: string }

/** Fields that several columns may fill together. */
const gathering = new Set(['email', 'phone', 'mobile', 'note', 'tags', 'web'])

const kindFields: Record<ImportTarget, Partial<Record<ValueKind, string>>> = {
  clients: {
    ico: 'ico',
    dic: 'dic',
    email: 'email',
    phone: 'phone',
    postcode: 'seatPostcode',
    iban: 'iban',
    bankAccount: 'bankAccount',
    gln: 'gln',
    web: 'web',
    company: 'name',
  },
  contacts: { ico: 'companyIco', email: 'email', phone: 'phone', company: 'companyName' },
}
const fieldKinds: Record<string, ValueKind[]> = {
  ico: ['ico'],
  companyIco: ['ico'],
  dic: ['dic'],
  email: ['email'],
  phone: ['phone'],
  mobile: ['phone'],
  iban: ['iban'],
  bankAccount: ['bankAccount', 'iban'],
  gln: ['gln'],
  web: ['web'],
  seatPostcode: ['postcode'],
  invoicePostcode: ['postcode'],
  deliveryPostcode: ['postcode'],
  paymentTermDays: ['number'],
}

export async function guessColumns(
  headers: string[],
  rows: string[][],
  target: ImportTarget,
  customFields: KnownCustomField[] = [],
): Promise<ColumnGuess[]> {
  const customByName = new Map(customFields.map(({ key, label }) => [foldName(label), key]))
  const width = Math.max(headers.length, ...rows.slice(0, 50).map((row) => row.length))
  const guesses: ColumnGuess[] = []
  const breathe = breather()
  for (let column = 0; column < width; column += 1) {
    await breathe()
    const header = headers[column] ?? ''
    const values = rows
      .slice(0, 200)
      .map((row) => (row[column] ?? '').trim())
      .filter((value) => value !== '')
    const { kind, share } = kindOf(values)
    guesses.push({ column, header, kind, share, ...guessOne(header, kind, share, values.length, target, customByName) })
  }
  return withoutRivals(guesses)
}

type One = Pick<ColumnGuess, 'field' | 'confidence' | 'why'>

function guessOne(
  header: string,
  kind: ValueKind,
  share: number,
  count: number,
  target: ImportTarget,
  custom: Map<string, string>,
): One {
  const customKey = custom.get(foldName(header))
  if (customKey !== undefined) return { field: `custom.${customKey}`, confidence: 1, why: 'customField' }
  const named = fieldByName(header, target)
  const byValues = share >= 0.7 && count > 0 ? kindFields[target][kind] : undefined
  if (named) {
    const wanted = fieldKinds[named.field]
    const supported = wanted?.includes(kind) === true && share >= 0.5
    if (supported)
      return { field: named.field, confidence: rounded(Math.min(1, named.confidence + 0.1)), why: 'headerAndValues' }
    const strict = wanted !== undefined && count >= 3 && kind !== 'empty'
    // `Kontakt` full of e-mails is a column of e-mails: plain values outweigh a loose name.
    if (strict && byValues !== undefined && byValues !== named.field)
      return { field: byValues, confidence: rounded(0.6 * share), why: 'values' }
    if (!wanted && named.confidence < 0.85 && byValues !== undefined)
      return { field: byValues, confidence: rounded(0.6 * share), why: 'values' }
    if (!wanted && byValues === 'email' && named.field !== 'note')
      return { field: byValues, confidence: rounded(0.7 * share), why: 'values' }
    const confidence = strict ? named.confidence * 0.6 : named.confidence * 0.95
    return {
      field: named.field,
      confidence: rounded(confidence),
      why: named.confidence < 0.7 ? 'headerPart' : 'header',
    }
  }
  if (byValues !== undefined) return { field: byValues, confidence: rounded(0.7 * share), why: 'values' }
  return { field: undefined, confidence: 0, why: 'none' }
}

// One field, one column: the surest keeps it, the others wait for a person.
function withoutRivals(guesses: ColumnGuess[]): ColumnGuess[] {
  const taken = new Map<string, ColumnGuess>()
  for (const guess of guesses) {
    if (guess.field === undefined || gathering.has(guess.field)) continue
    const rival = taken.get(guess.field)
    if (!rival || guess.confidence > rival.confidence) taken.set(guess.field, guess)
  }
  return guesses.map((guess) => {
    if (guess.field === undefined || gathering.has(guess.field) || taken.get(guess.field) === guess) return guess
    return { ...guess, field: undefined, confidence: 0, why: 'none' }
  })
}

const tests: [ValueKind, (value: string) => boolean][] = [
  ['email', (value) => value.includes('@') && parseEmails(value).values.length > 0],
  ['iban', (value) => /^[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?$/i.test(value)],
  ['dic', (value) => /^(?:CZ|SK|DE|AT|PL|HU)\s?\d{8,10}$/i.test(value)],
  ['bankAccount', (value) => /^(?:\d{1,6}-)?\d{2,10}\s?\/\s?\d{4}$/.test(value)],
  ['gln', (value) => /^\d{13}$/.test(value)],
  [
    'web',
    (value) =>
      /^(?:https?:\/\/|www\.)\S+$/i.test(value) ||
      /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:cz|sk|com|eu|net|org|de|at|pl)\/?$/i.test(value),
  ],
  ['postcode', (value) => /^[1-7]\d{2}\s?\d{2}$/.test(value)],
  ['ico', looksLikeIco],
  [
    'phone',
    (value) =>
      /^(?:\+|00|\(?\d{3}\)?[ -]?\d{3})/.test(value) &&
      /\d{3}.*\d{3}/.test(value) &&
      !/^\d{1,8}$/.test(value) &&
      parsePhones(value).values.length > 0,
  ],
  ['date', (value) => parseDate(value).reason !== 'imports.valueNotDate' && !/^\d{8}$/.test(value)],
  ['number', (value) => parseNumber(value).reason !== 'imports.valueNotNumber'],
  [
    'company',
    (value) => /(?:\b(?:s\.? ?r\.? ?o|a\.? ?s|spol\.|v\.? ?o\.? ?s|k\.? ?s|gmbh|ltd|inc|llc)\.?,?$)/i.test(value),
  ],
]

function kindOf(values: string[]): { kind: ValueKind; share: number } {
  if (values.length === 0) return { kind: 'empty', share: 1 }
  let best: { kind: ValueKind; share: number } = { kind: 'text', share: 1 }
  let found = 0.5
  for (const [kind, test] of tests) {
    const share = values.filter(test).length / values.length
    if (share > found) {
      best = { kind, share: rounded(share) }
      found = share
    }
  }
  return best
}

function looksLikeIco(value: string): boolean {
  const digits = icoText(value).value
  if (digits === undefined || digits === '00000000' || value.replace(/\D/g, '').length < 6) return false
  let sum = 0
  for (let i = 0; i < 7; i += 1) sum += Number(digits[i]) * (8 - i)
  const rest = sum % 11
  const check = rest === 0 ? 1 : rest === 1 ? 0 : 11 - rest
  return check === Number(digits[7])
}

function rounded(n: number): number {
  return Math.round(n * 100) / 100
}
