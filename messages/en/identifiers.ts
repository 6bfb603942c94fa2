// English sentences about company numbers, accounts and addresses.
import type { identifiers as cs } from '#messages/cs/identifiers.ts'
import type { Messages } from '#messages/plural.ts'

export const identifiers: Messages<typeof cs> = {
  ico: 'Company ID (IČO)',
  dic: 'Tax ID (DIČ)',
  account: 'Account number',
  iban: 'IBAN',
  gln: 'GLN',
  postcode: 'Postcode',
  reasons: {
    icoFormat: 'A company ID (IČO) has at most eight digits and nothing else. Check for a tax ID or a typing error.',
    icoZero: 'Zeros alone are not a company ID. Leave the field empty if you do not know it.',
    icoCheckDigit:
      'The check digit of the company ID does not match. Compare it with an invoice or the commercial register.',
    icoPadded: 'The company ID was shorter; we added the leading zeros.',
    dicFormat: 'A tax ID starts with the country (CZ, SK, DE…) followed by the number. Check how it is written.',
    dicPrefixMissing:
      'The tax ID lacks the country and the number alone does not tell it. Add it, for example CZ or SK.',
    dicCheckDigit: 'The check digit of the tax ID does not match. Compare it with an invoice or the VAT register.',
    dicForeignFormat: 'The tax ID is not written the way that country does. Check the number of digits and letters.',
    dicPrefixAdded: 'We added CZ to the tax ID.',
    dicNaturalPerson:
      'The tax ID of a natural person usually holds a birth number. We show it masked and never export it.',
    dicUnchecked: 'We cannot check tax numbers of that country; it was saved as you wrote it.',
    accountFormat:
      'Write the account as prefix-number/bank code, for example 19-2000145399/0800. The prefix may be left out.',
    accountPrefixCheck: 'The account prefix does not pass its checksum. Check the digits before the hyphen.',
    accountNumberCheck: 'The account number does not pass its checksum. Compare it with an invoice or the contract.',
    accountTooShort: 'An account number needs at least two digits other than zero.',
    ibanFormat: 'An IBAN starts with two letters of the country and two check digits. Check how it is written.',
    ibanCountry: 'We do not know the country at the start of the IBAN. Check the first two letters.',
    ibanLength: 'The IBAN has a wrong number of characters for its country. Check whether one is missing or extra.',
    ibanCheckDigits: 'The check digits of the IBAN do not match. Compare it with an invoice or the contract.',
    glnFormat: 'A GLN has exactly 13 digits. Check whether one is missing.',
    glnCheckDigit: 'The check digit of the GLN does not match. Compare it with what the customer sent.',
    birthNumber:
      'The text holds a birth number. We do not store birth numbers, as trade does not need them. Remove it and save the text again.',
    postcodeFormat: 'The postcode does not fit the chosen country. A Czech one has five digits, for example 110 00.',
    postcodePadded: 'The postcode was shorter; we added the leading zero.',
  },
}
