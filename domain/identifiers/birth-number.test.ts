import { describe, expect, test } from 'vitest'
import { findBirthNumber, whyNotStoreText } from '#domain/identifiers/birth-number.ts'

describe('birth numbers in free text', () => {
  test.each([
    ['710319/2745', true],
    ['123456/0100', false],
    ['Jednatel Jan Novák, 710319/2745, volat ráno', true],
    ['710319 / 2745', true],
    ['nar. 710319\u20442745', true],
    ['710319/2746', false],
    ['711319/2745', false],
    ['720230/2747', false],
    ['r. č. 7103192745', true],
    ['RČ: 7103192745', true],
    ['rodné číslo 710319 2745', true],
    ['Rodného čísla 7103192745', true],
    ['rodne cislo 530101123', true],
    ['birth number 7103192745', true],
    ['objednávka 7103192745', false],
    ['obrč 7103192745', false],
    ['účet 19-710319/2745', false],
    ['IČO 27082440, tel. 777 123 456', false],
    ['účet 2000145399/0800', false],
    ['faktura 250101/001', false],
    ['1710319/2745', false],
    ['710319/27455', false],
    ['', false],
  ])('%s holds one: %s', (text, expected) => {
    expect(findBirthNumber(text) !== undefined).toBe(expected)
    expect(whyNotStoreText(text)).toBe(expected ? 'identifiers.birthNumber' : undefined)
  })

  test('months of women and of exhausted days count', () => {
    // The last four digits are chosen so that the whole is divisible by eleven.
    for (const month of ['03', '23', '53', '73']) {
      const date = `71${month}19`
      const end = [...Array(11).keys()].map((n) => String(2740 + n)).find((four) => Number(date + four) % 11 === 0)
      expect(findBirthNumber(`${date}/${end}`)).toBeDefined()
    }
  })

  test('the place is told, so the screen can mark it', () => {
    const text = 'Jednatel 710319/2745 volat'
    const place = findBirthNumber(text)
    expect(place && text.slice(place.from, place.to)).toBe('710319/2745')
    const labelled = 'viz rč 7103192745.'
    const other = findBirthNumber(labelled)
    expect(other && labelled.slice(other.from, other.to)).toBe('7103192745')
  })
})
