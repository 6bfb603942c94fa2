// The answer every identifier check gives: a normalised value, or the reason why it is refused.

/** `note` is a reason key too: the value was accepted, but a person should know what was done with it. */
export type Checked<Extra = unknown> =
  | ({ readonly ok: true; readonly value: string; readonly note?: IdentifierNote } & Extra)
  | { readonly ok: false; readonly reason: IdentifierReason }

export const identifierReasons = [
  'identifiers.icoFormat',
  'identifiers.icoZero',
  'identifiers.icoCheckDigit',
  'identifiers.dicFormat',
  'identifiers.dicPrefixMissing',
  'identifiers.dicCheckDigit',
  'identifiers.dicForeignFormat',
  'identifiers.accountFormat',
  'identifiers.accountPrefixCheck',
  'identifiers.accountNumberCheck',
  'identifiers.accountTooShort',
  'identifiers.ibanFormat',
  'identifiers.ibanCountry',
  'identifiers.ibanLength',
  'identifiers.ibanCheckDigits',
  'identifiers.glnFormat',
  'identifiers.glnCheckDigit',
  'identifiers.birthNumber',
  'identifiers.postcodeFormat',
] as const
export type IdentifierReason = (typeof identifierReasons)[number]

export const identifierNotes = [
  'identifiers.icoPadded',
  'identifiers.dicPrefixAdded',
  'identifiers.dicNaturalPerson',
  'identifiers.dicUnchecked',
  'identifiers.postcodePadded',
] as const
export type IdentifierNote = (typeof identifierNotes)[number]

/** Text as people paste it: every kind of space and invisible character removed, dashes made one kind, upper case. */
export function squeezed(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .toUpperCase()
}
