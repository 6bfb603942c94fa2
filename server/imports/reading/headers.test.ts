import { describe, expect, it } from 'vitest'
import { findHeaderRow } from '#server/imports/reading/header-row.ts'
import { guessColumns } from '#server/imports/reading/headers.ts'

const fields = async (headers: string[], target: 'clients' | 'contacts', rows: string[][] = []) =>
  (await guessColumns(headers, rows, target)).map(({ field }) => field)

describe('columns of clients', () => {
  it('as Pohoda, Money and ABRA name them', async () => {
    expect(
      await fields(['Firma', 'IČ', 'DIČ', 'Ulice', 'Obec', 'PSČ', 'Země', 'Tel.', 'Číslo účtu'], 'clients'),
    ).toEqual(['name', 'ico', 'dic', 'seatStreet', 'seatCity', 'seatPostcode', 'seatCountry', 'phone', 'bankAccount'])
    expect(
      await fields(['Kód', 'Název', 'Fakturační ulice', 'Fakturační město', 'Dodací PSČ', 'Sídlo - obec'], 'clients'),
    ).toEqual(['number', 'name', 'invoiceStreet', 'invoiceCity', 'deliveryPostcode', 'seatCity'])
    expect(
      await fields(
        ['Obchodní jméno', 'Právní forma', 'Měna', 'Jazyk', 'Splatnost', 'Obchodník', 'Zdroj', 'Štítky', 'Stav'],
        'clients',
      ),
    ).toEqual(['name', 'legalForm', 'currency', 'language', 'paymentTermDays', 'owner', 'source', 'tags', 'state'])
  })

  it('as Salesforce and Outlook name them', async () => {
    expect(
      await fields(
        [
          'Account Name',
          'Account Number',
          'BillingStreet',
          'BillingCity',
          'Shipping Zip/Postal Code',
          'Phone',
          'Website',
          'Industry',
          'Account Owner',
          'Parent Account',
          'Description',
        ],
        'clients',
      ),
    ).toEqual([
      'name',
      'number',
      'invoiceStreet',
      'invoiceCity',
      'deliveryPostcode',
      'phone',
      'web',
      'nace',
      'owner',
      'parent',
      'note',
    ])
  })

  it('without names are guessed by their values', async () => {
    const rows = [
      ['Alza.cz a.s.', '27082440', 'a@alza.example', '110 00'],
      ['ČEZ, a. s.', '45274649', 'b@cez.example', '140 53'],
      ['Škoda Auto a.s.', '177041', 'c@skoda.example', '293 01'],
    ]
    const guesses = await guessColumns(['A', 'B', 'C', 'D'], rows, 'clients')
    expect(guesses.map(({ field, why }) => [field, why])).toEqual([
      ['name', 'values'],
      ['ico', 'values'],
      ['email', 'values'],
      ['seatPostcode', 'values'],
    ])
  })

  it('give one field to one column, the surest', async () => {
    const rows = [
      ['Alza', '27082440', '123'],
      ['ČEZ', '45274649', '456'],
      ['Škoda', '00177041', '789'],
    ]
    expect(await fields(['Název', 'IČO', 'IČO matky'], 'clients', rows)).toEqual(['name', 'ico', undefined])
  })

  it('know custom fields by their label', async () => {
    expect(
      (await guessColumns(['Počet prodejen'], [], 'clients', [{ key: 'shops', label: 'počet prodejen' }]))[0],
    ).toMatchObject({ field: 'custom.shops', why: 'customField' })
  })
})

describe('columns of contacts', () => {
  it('as Google, Outlook and RAYNET name them', async () => {
    expect(
      await fields(
        [
          'Given Name',
          'Family Name',
          'Organization 1 - Name',
          'Organization 1 - Title',
          'E-mail 1 - Value',
          'Phone 1 - Value',
          'Mobile Phone',
        ],
        'contacts',
      ),
    ).toEqual(['firstName', 'lastName', 'companyName', 'position', 'email', 'phone', 'mobile'])
    expect(
      await fields(
        ['Titul', 'Jméno', 'Příjmení', 'Firma', 'IČO', 'Pozice', 'Oddělení', 'E-mail', 'Mobil', 'Vliv', 'Poznámka'],
        'contacts',
      ),
    ).toEqual([
      'title',
      'firstName',
      'lastName',
      'companyName',
      'companyIco',
      'position',
      'department',
      'email',
      'mobile',
      'influence',
      'note',
    ])
  })
})

describe('the header row', () => {
  const rows = (...lines: string[]) =>
    lines.map((line, i) => ({ number: i + 1, line: i + 1, cells: line.split(';'), raw: line }))
  it('stands below a preamble', async () => {
    expect(
      await findHeaderRow(
        rows('Export;;;', 'Stav k 11. 5. 2026;;;', 'Kód;Název;IČO;Plán', 'Z1;Alza;27082440;5', 'Z2;ČEZ;45274649;6'),
      ),
    ).toMatchObject({ index: 2, dataFrom: 3 })
  })
  it('is the last of several prints', async () => {
    expect(await findHeaderRow(rows('DATE;QTY', 'DATE;QTY', '2026-01-01;5'))).toMatchObject({ index: 1 })
  })
  it('may be missing', async () => {
    expect((await findHeaderRow(rows('Z1;Alza;27082440;2026-01-01', 'Z2;ČEZ;45274649;2026-01-02'))).index).toBe(-1)
  })
  it('is known by the words in it even when all columns are text', async () => {
    expect((await findHeaderRow(rows('Jméno;Město', 'Jan;Praha', 'Eva;Brno'))).index).toBe(0)
  })
})
