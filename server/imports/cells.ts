// Reads single cells by the field they fill: choices by their labels in both languages, countries, languages, currencies.

import { clientKinds, initialStates } from '#api/clients.ts'
import { confidentialities } from '#domain/access.ts'
import { countryCodes, currencyCodes, languageCodes } from '#domain/choices.ts'
import { clientClasses } from '#domain/clients/classes.ts'
import { buyingRoles } from '#domain/contacts/buying-centre.ts'
import { legalFormOf, legalForms } from '#domain/legal-forms.ts'
import { foldText } from '#domain/names.ts'
import { clients as csClients } from '#messages/cs/clients.ts'
import { contacts as csContacts } from '#messages/cs/contacts.ts'
import { clients as enClients } from '#messages/en/clients.ts'
import { contacts as enContacts } from '#messages/en/contacts.ts'

export type Read<T> = { readonly value: T } | { readonly reason: string; readonly details?: Record<string, unknown> }

type Labels = Readonly<Record<string, string>>

/** Keys of a closed list by whatever a person may write for them: the key itself or a label in Czech or English. */
function choices<T extends string>(keys: readonly T[], ...labels: Labels[]): (cell: string) => Read<T> {
  const known = new Map<string, T>()
  for (const key of keys) {
    known.set(foldText(key), key)
    for (const language of labels) {
      const label = language[key]
      if (label) known.set(foldText(label), key)
    }
  }
  const first = labels[0]
  const details = { choices: keys.map((key) => first?.[key] ?? key).join(', ') }
  return (cell) => {
    const value = known.get(foldText(cell))
    return value === undefined ? { reason: 'imports.valueNotChoice', details } : { value }
  }
}

export const readKind = choices(clientKinds, csClients.kinds, enClients.kinds)
export const readClass = choices(clientClasses, csClients.classes, enClients.classes)
export const readState = choices(initialStates, csClients.states, enClients.states)
export const readConfidentiality = choices(confidentialities, csClients.confidentialities, enClients.confidentialities)
const readRole = choices(buyingRoles, csContacts.roles, enContacts.roles)

/** Roles in buying, several in one cell. */
export function readRoles(cell: string): Read<(typeof buyingRoles)[number][]> {
  const values = new Set<(typeof buyingRoles)[number]>()
  for (const part of cell.split(/[,;|\n/]/)) {
    if (part.trim() === '') continue
    const role = readRole(part)
    if (!('value' in role)) return role
    values.add(role.value)
  }
  return { value: [...values] }
}

const forms = new Map<string, string>()
for (const form of legalForms)
  for (const name of [form.cs, form.en, form.short])
    if (name && !forms.has(bare(name))) forms.set(bare(name), form.code)

/** A legal form by its code, abbreviation (s. r. o.) or full name. */
export function readLegalForm(cell: string): Read<string> {
  const text = cell.trim()
  if (legalFormOf(text)) return { value: text }
  const code = forms.get(bare(text.replace(/^spol\.?\s*s\s*r/i, 's.r')))
  return code ? { value: code } : { reason: 'imports.valueNotLegalForm' }
}

function bare(name: string): string {
  return foldText(name).replace(/[^a-z0-9]/g, '')
}

const countries = namesOf('region', countryCodes)
for (const [name, code] of Object.entries({
  cr: 'CZ',
  cesko: 'CZ',
  ceska: 'CZ',
  czechia: 'CZ',
  'czech republic': 'CZ',
  cze: 'CZ',
  svk: 'SK',
  sr: 'SK',
  slovensko: 'SK',
  deutschland: 'DE',
  usa: 'US',
  uk: 'GB',
  anglie: 'GB',
}))
  countries.set(name, code)
const languages = namesOf('language', languageCodes)
for (const [name, code] of Object.entries({
  cz: 'cs',
  cesky: 'cs',
  cj: 'cs',
  anglicky: 'en',
  aj: 'en',
  nemecky: 'de',
  nj: 'de',
  slovensky: 'sk',
}))
  languages.set(name, code)

function namesOf(type: 'region' | 'language', codes: readonly string[]): Map<string, string> {
  const known = new Map<string, string>()
  for (const locale of ['cs', 'en', 'sk', 'de']) {
    const names = new Intl.DisplayNames([locale], { type })
    for (const code of codes) known.set(foldText(names.of(code) ?? code), code)
  }
  for (const code of codes) known.set(code.toLowerCase(), code)
  return known
}

export function readCountry(cell: string): Read<string> {
  const code = countries.get(foldText(cell).replace(/\.$/, ''))
  return code ? { value: code } : { reason: 'imports.valueNotCountry' }
}

export function readLanguage(cell: string): Read<string> {
  const folded = foldText(cell)
  const code = languages.get(folded) ?? languages.get(folded.split(/[-_]/)[0] ?? '')
  return code ? { value: code } : { reason: 'imports.valueNotLanguage' }
}

const signs: Readonly<Record<string, string>> = { kč: 'CZK', kc: 'CZK', '€': 'EUR', $: 'USD', '£': 'GBP', euro: 'EUR' }

export function readCurrency(cell: string): Read<string> {
  const text = cell.trim()
  const code = signs[text.toLowerCase()] ?? text.toUpperCase()
  return (currencyCodes as readonly string[]).includes(code) ? { value: code } : { reason: 'imports.valueNotCurrency' }
}

/** Tags of one cell, each once. */
export function readTags(cell: string): string[] {
  const seen = new Set<string>()
  return cell
    .split(/[,;|\n]/)
    .map((tag) => tag.replace(/\s+/g, ' ').trim())
    .filter((tag) => tag !== '' && !seen.has(foldText(tag)) && seen.add(foldText(tag)))
}

/** Longest texts the databank takes; longer ones are refused, never cut. */
export const longest: Readonly<Record<string, number>> = {
  name: 300,
  number: 60,
  source: 200,
  note: 20_000,
  nace: 20,
  dic: 20,
  ico: 30,
  street: 200,
  city: 120,
  postcode: 12,
  region: 80,
  channel: 300,
  firstName: 120,
  lastName: 160,
  salutation: 120,
  position: 160,
  department: 160,
  uid: 300,
  tag: 60,
}
