import { describe, expect, it } from 'vitest'
import { parseAddresses } from '#server/imports/reading/addresses.ts'
import { cellFormat, numberCellText } from '#server/imports/reading/cell-formats.ts'
import {
  dateOrderOf,
  icoText,
  numberStyleOf,
  parseBoolean,
  parseDate,
  parseEmails,
  parseNumber,
  parsePhones,
} from '#server/imports/reading/values.ts'

const outcome = (parsed: { value?: unknown; reason?: string | undefined }) => parsed.reason ?? parsed.value

describe('numbers', () => {
  for (const [cell, want] of [
    ['98 000,00', '98000'],
    ['12\u00a0750,25', '12750.25'],
    ['1\u202f250\u202f000,50 Kč', '1250000.5'],
    ['1.250,50', '1250.5'],
    ['1,250.50', '1250.5'],
    ['1.250.000', '1250000'],
    ['1,25', '1.25'],
    ['-3 500,-', '-3500'],
    ['(120,50)', '-120.5'],
    ['1.25E+6', '1250000'],
    ['2e-3', '0.002'],
    ['€ 15', '15'],
    ['5 %', '5'],
    ['0,000', '0'],
    ['12345678901234567890,12', '12345678901234567890.12'],
    ['1.250', 'imports.valueNumberAmbiguous'],
    ['1,250', 'imports.valueNumberAmbiguous'],
    ['1.25.3', 'imports.valueNotNumber'],
    ['abc', 'imports.valueNotNumber'],
    ['', 'imports.valueNotNumber'],
  ])
    it(`${JSON.stringify(cell)} is ${want}`, () => expect(outcome(parseNumber(cell as string))).toBe(want))

  it('a column settles what one value cannot', () => {
    expect(numberStyleOf(['1.250', '3,5', '12,75'])).toBe('comma')
    expect(numberStyleOf(['1,250', '3.5'])).toBe('point')
    expect(numberStyleOf(['1.250', '2.000'])).toBeUndefined()
    expect(parseNumber('1.250', 'comma').value).toBe('1250')
    expect(parseNumber('1.250', 'point').value).toBe('1.25')
    expect(parseNumber('1,250', 'comma').value).toBe('1.25')
  })
})

describe('dates', () => {
  for (const [cell, want] of [
    ['5. 1. 2026', '2026-01-05'],
    ['05.01.2026', '2026-01-05'],
    ['5.\u00a01.\u00a02026', '2026-01-05'],
    ['2026-01-05', '2026-01-05'],
    ['2026-01-05T10:30:00', '2026-01-05'],
    ['05.01.2026 8:15', '2026-01-05'],
    ['5. ledna 2026', '2026-01-05'],
    ['09-Mar-11', '2011-03-09'],
    ['25/12/2026', '2026-12-25'],
    ['12/25/2026', '2026-12-25'],
    ['3/3/2026', '2026-03-03'],
    ['1/5/2026', 'imports.valueDateAmbiguous'],
    ['31.4.2026', 'imports.valueDateImpossible'],
    ['29.2.2024', '2024-02-29'],
    ['29.2.2026', 'imports.valueDateImpossible'],
    ['zítra', 'imports.valueNotDate'],
  ])
    it(`${cell} is ${want}`, () => expect(outcome(parseDate(cell as string))).toBe(want))

  it('a column says whether days or months come first', () => {
    expect(dateOrderOf(['1/5/2026', '25/5/2026'])).toBe('dmy')
    expect(dateOrderOf(['1/5/2026', '5/25/2026'])).toBe('mdy')
    expect(dateOrderOf(['25/5/2026', '5/25/2026'])).toBeUndefined()
    expect(parseDate('1/5/2026', 'dmy').value).toBe('2026-05-01')
    expect(parseDate('1/5/2026', 'mdy').value).toBe('2026-01-05')
  })
})

describe('other values', () => {
  it('yes and no', () => {
    expect(['Ano', 'x', '1', 'TRUE'].map((cell) => outcome(parseBoolean(cell)))).toEqual([true, true, true, true])
    expect(['ne', '0', 'FALSE'].map((cell) => outcome(parseBoolean(cell)))).toEqual([false, false, false])
    expect(outcome(parseBoolean('možná'))).toBe('imports.valueNotBoolean')
  })

  it('several e-mails in one cell', () => {
    expect(parseEmails('Nákup <a@X.example>; b@x.example, c@x.example\nd@x.example e@x.example').values).toEqual([
      'a@x.example',
      'b@x.example',
      'c@x.example',
      'd@x.example',
      'e@x.example',
    ])
    expect(parseEmails('"Novák, Jan" <jan@x.example>').values).toEqual(['jan@x.example'])
    expect(parseEmails('nemá').rejected).toEqual([{ text: 'nemá', reason: 'imports.valueNotEmail' }])
    expect(parseEmails('jan@localhost').rejected.length).toBe(1)
  })

  it('several phones in one cell', () => {
    expect(parsePhones('555 010 100').values).toEqual(['+420555010100'])
    expect(parsePhones('00420555010102').values).toEqual(['+420555010102'])
    expect(parsePhones('tel.: +420 555 010 100, 555 010 101; +421 2 5555 0101').values).toEqual([
      '+420555010100',
      '+420555010101',
      '+421255550101',
    ])
    expect(parsePhones('555010100 555010101').values).toEqual(['+420555010100', '+420555010101'])
    expect(parsePhones('+420 555 010 100 +420 555 010 101').values).toEqual(['+420555010100', '+420555010101'])
    expect(parsePhones('BusinessPhone').rejected).toEqual([{ text: 'BusinessPhone', reason: 'imports.valueNotPhone' }])
  })

  it('company numbers with lost zeros, blanks and prefixes', () => {
    expect(['177041', 'IČO: 27609057', '452 74 649', 'IČ 00514152'].map((cell) => icoText(cell).value)).toEqual([
      '00177041',
      '27609057',
      '45274649',
      '00514152',
    ])
    expect(outcome(icoText('123456789'))).toBe('imports.valueNotIco')
  })

  it('one address and two addresses in one cell', () => {
    expect(parseAddresses('Nádražní 12, 591 01 Žďár nad Sázavou, Česko')).toMatchObject([
      { street: 'Nádražní 12', city: 'Žďár nad Sázavou', postcode: '59101', country: 'Česko' },
    ])
    expect(parseAddresses('Fakturační: Na Příkopě 1, 110 00 Praha 1; Dodací: Skladová 5, 301 00 Plzeň')).toMatchObject([
      { kind: 'invoice', street: 'Na Příkopě 1', city: 'Praha 1', postcode: '11000' },
      { kind: 'delivery', street: 'Skladová 5', city: 'Plzeň', postcode: '30100' },
    ])
    expect(parseAddresses('Hlavní 1\n110 00 Praha\nSkladová 5\n301 00 Plzeň').map(({ city }) => city)).toEqual([
      'Praha',
      'Plzeň',
    ])
  })
})

describe('spreadsheet values', () => {
  const shown = (stored: string, id: number, code?: string, date1904 = false) =>
    numberCellText(stored, cellFormat(id, code), date1904)
  for (const [stored, id, code, want] of [
    ['27082440', 0, undefined, '27082440'],
    ['1.25E+6', 0, undefined, '1250000'],
    ['0.10000000000000001', 0, undefined, '0.1'],
    ['1E-7', 0, undefined, '0.0000001'],
    ['177041', 164, '00000000', '00177041'],
    ['46027', 14, undefined, '2026-01-05'],
    ['46027.5', 22, undefined, '2026-01-05T12:00:00'],
    ['46027', 164, 'd\\.\\ m\\.\\ yyyy', '2026-01-05'],
    ['46027', 164, '[$-405]d. mmmm yyyy', '2026-01-05'],
    ['46027', 164, '#,##0.00\\ "Kč"', '46027'],
    ['0.5', 20, undefined, '12:00:00'],
    ['1.5', 46, undefined, '36:00:00'],
    ['59', 14, undefined, '1900-02-28'],
    ['61', 14, undefined, '1900-03-01'],
    ['0.21', 9, undefined, '21%'],
  ] as const)
    it(`${stored} under ${code ?? id} is shown as ${want}`, () => expect(shown(stored, id, code)).toBe(want))

  it('counts from 1904 in workbooks of old Macs', () => expect(shown('44565', 14, undefined, true)).toBe('2026-01-05'))
})
