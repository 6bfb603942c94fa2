// Lays a vCard out as one row of a table, so that cards are imported by the same mapping, preview and checks as tables.
import type { SourceRecord } from '#server/imports/reading/reading-error.ts'
import type { Card, CardRecord, CardValue } from '#server/imports/reading/vcard.ts'

export const cardColumns = [
  'fullName',
  'firstName',
  'lastName',
  'title',
  'companyName',
  'department',
  'position',
  'email',
  'phone',
  'mobile',
  'web',
  'street',
  'city',
  'postcode',
  'country',
  'language',
  'companyIco',
  'uid',
  'rev',
  'note',
] as const
export type CardColumn = (typeof cardColumns)[number]

/** Several values of one kind stand in one cell on separate lines, the preferred one first. */
export function cardRow(record: CardRecord): SourceRecord {
  const { number, line, raw, problem } = record
  if (!record.card) return { number, line, raw, cells: [], ...(problem ? { problem } : {}) }
  const row = rowOf(record.card)
  return { number, line, raw, cells: cardColumns.map((column) => row[column]) }
}

function rowOf(card: Card): Record<CardColumn, string> {
  const address =
    card.addresses.find(({ types }) => types.includes('work')) ??
    card.addresses.find(({ preferred }) => preferred) ??
    card.addresses[0]
  const spoken = card.phones.filter(({ types }) => !types.includes('fax') && !types.includes('pager'))
  const mobile = (phone: CardValue) => phone.types.includes('cell')
  return {
    fullName: card.fn,
    firstName: [card.name.given, card.name.additional].filter((part) => part !== '').join(' '),
    lastName: card.name.family,
    title: [card.name.prefix, card.name.suffix].filter((part) => part !== '').join(', '),
    companyName: card.org[0] ?? '',
    department: card.org.slice(1).join(', '),
    position: card.title || card.role,
    email: listed(card.emails),
    phone: listed(spoken.filter((phone) => !mobile(phone))),
    mobile: listed(spoken.filter(mobile)),
    web: listed(card.urls),
    street: address?.street ?? '',
    city: address?.city ?? '',
    postcode: address?.postcode ?? '',
    country: address?.country ?? '',
    language: card.language,
    companyIco: card.ico,
    uid: card.uid,
    rev: card.rev,
    note: card.note,
  }
}

function listed(values: CardValue[]): string {
  return [...values.filter(({ preferred }) => preferred), ...values.filter(({ preferred }) => !preferred)]
    .map(({ value }) => value)
    .join('\n')
}
