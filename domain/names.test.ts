import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldedLetters, foldName, foldText, similarity, trigramSimilarity } from '#domain/names.ts'

describe('folding', () => {
  test.each([
    ['Česká spořitelna', 'ceska sporitelna'],
    ['  Příliš\u00a0žluťoučký \t kůň ', 'prilis zlutoucky kun'],
    ['Łódź Straße Øre Đuro Ægir', 'lodz strasse ore duro aegir'],
    ['İstanbul', 'istanbul'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['ﬁrma', 'firma'],
    ['Č\u200bEZ', 'cez'],
    ['', ''],
    [' ', ''],
  ])('the text %s folds to %s', (text, expected) => {
    expect(foldText(text)).toBe(expected)
  })

  test.each([
    ['Alza.cz a.s.', 'alza cz'],
    ['ALZA.CZ, a. s.', 'alza cz'],
    ['Kiwi.com s.r.o.', 'kiwi com'],
    ['Novák a syn, spol. s r. o.', 'novak a syn'],
    ['Novák a syn spol. s r.o.', 'novak a syn'],
    ['Novák a syn s r.o.', 'novak a syn'],
    ['Pekárna Novák sro', 'pekarna novak'],
    ['Mlékárna, akciová společnost', 'mlekarna'],
    ['Stavby v.o.s.', 'stavby'],
    ['Pivovar k.s.', 'pivovar'],
    ['Tělocvičná jednota, z.s.', 'telocvicna jednota'],
    ['Pomoc, o.p.s.', 'pomoc'],
    ['Lesy, s.p.', 'lesy'],
    ['COOP Jednota, spotřební družstvo', 'coop jednota spotrebni'],
    ['PPF SE', 'ppf'],
    ['Müller GmbH & Co. KG', 'muller'],
    ['Siemens AG', 'siemens'],
    ['Acme Ltd.', 'acme'],
    ['Acme, L.L.C.', 'acme'],
    ['Acme Inc.', 'acme'],
    ['Żabka Polska sp. z o.o.', 'zabka polska'],
    ['Stavby Brno s.r.o. v likvidaci', 'stavby brno'],
    ['Firma GmbH, organizační složka', 'firma'],
    ['„Květinka“ – Jana', 'kvetinka jana'],
    ['a.s.', 'a s'],
    ['s.r.o.', 's r o'],
    ['AS', 'as'],
    ['Asko - Nábytek', 'asko nabytek'],
    ['Vasas', 'vasas'],
    ['', ''],
  ])('the name %s folds to %s', (name, expected) => {
    expect(foldName(name)).toBe(expected)
  })

  test('every special letter has its replacement', () => {
    expect([...foldedLetters.from]).toHaveLength([...foldedLetters.to].length)
  })

  test('folding twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text))
      }),
    )
  })
})

describe('similarity', () => {
  test.each([
    ['word', 'two words', 0.363636],
    ['alza', 'alza cz', 0.625],
    ['abc', 'abc', 1],
    ['abc', 'xyz', 0],
  ])('%s and %s share trigrams as the database says: %f', (a, b, expected) => {
    expect(trigramSimilarity(a, b)).toBeCloseTo(expected, 5)
  })

  test.each([
    ['Česká spořitelna, a.s.', 'Ceska sporitelna', 1, 1],
    ['Pekárna Novák s.r.o.', 'Novák pekárna', 1, 1],
    ['Pekárna Novák', 'Pekařna Novak', 0.9, 1],
    ['Pekárna Novák', 'Pekarma Novák', 0.6, 0.9],
    ['Stavebniny Morava', 'Stavebniny Moravia', 0.7, 1],
    ['Prodejna 12', 'Prodejna 13', 0, 0.5],
    ['Škoda Auto', 'Škoda Plzeň', 0, 0.5],
    ['Alza.cz', 'Kiwi.com', 0, 0.2],
    ['', 'Alza', 0, 0],
  ])('%s and %s are alike between %f and %f', (a, b, low, high) => {
    const score = similarity(foldName(a), foldName(b))
    expect(score).toBeGreaterThanOrEqual(low)
    expect(score).toBeLessThanOrEqual(high)
  })

  test('likeness is the same both ways and never leaves 0 to 1', () => {
    const name = fc.array(fc.constantFrom('alza', 'novak', 'novakova', 'brno', '12', 'cz'), { maxLength: 4 })
    fc.assert(
      fc.property(name, name, (a, b) => {
        const score = similarity(a.join(' '), b.join(' '))
        expect(score).toBeCloseTo(similarity(b.join(' '), a.join(' ')), 10)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
      }),
    )
  })
})
