import { describe, expect, test } from 'vitest'
import { impossibleDates, readDateWords } from '#domain/activities/date-words.ts'

// 2026-11-24 is a Tuesday.
const today = '2026-11-24'
const read = (text: string) => {
  const [one] = readDateWords(text, today)
  return one && [one.day, ...(one.time ? [one.time] : [])].join(' ')
}

describe('days in words', () => {
  test.each([
    ['dnes', '2026-11-24'],
    ['zítra', '2026-11-25'],
    ['pozítří', '2026-11-26'],
    ['včera', '2026-11-23'],
    ['předevčírem', '2026-11-22'],
    ['v pátek', '2026-11-27'],
    ['do pátku', '2026-11-27'],
    ['ve středu', '2026-11-25'],
    ['v úterý', '2026-12-01'],
    ['příští úterý', '2026-12-01'],
    ['příští úterý 14h', '2026-12-01 14:00'],
    ['příští pátek ve 14:30', '2026-12-04 14:30'],
    ['příští týden', '2026-11-30'],
    ['příští týden ve čtvrtek', '2026-12-03'],
    ['ve čtvrtek příští týden', '2026-12-03'],
    ['minulý pátek', '2026-11-20'],
    ['minulé úterý', '2026-11-17'],
    ['tento pátek v 9', '2026-11-27 09:00'],
    ['za 3 dny', '2026-11-27'],
    ['za dva týdny', '2026-12-08'],
    ['za týden', '2026-12-01'],
    ['za 14 dní', '2026-12-08'],
    ['za měsíc', '2026-12-24'],
    ['před týdnem', '2026-11-17'],
    ['před 2 dny', '2026-11-22'],
    ['do konce týdne', '2026-11-27'],
    ['do konce měsíce', '2026-11-30'],
    ['do konce roku', '2026-12-31'],
    ['24. 12.', '2026-12-24'],
    ['24.12.2027', '2027-12-24'],
    ['24. 12. 27', '2027-12-24'],
    ['5. 1.', '2027-01-05'],
    ['20. 10.', '2026-10-20'],
    ['2. prosince', '2026-12-02'],
    ['2. prosince 2027 v 10 hodin', '2027-12-02 10:00'],
    ['2026-12-02', '2026-12-02'],
    ['29. 2.', '2028-02-29'],
    ['1. 12. 14:00', '2026-12-01 14:00'],
    ['v 15:30 zítra', '2026-11-25 15:30'],
    ['zítra v poledne', '2026-11-25 12:00'],
    ['tomorrow', '2026-11-25'],
    ['next Tuesday at 2pm', '2026-12-01 14:00'],
    ['by Friday', '2026-11-27'],
    ['last Friday', '2026-11-20'],
    ['next week on Thursday', '2026-12-03'],
    ['day after tomorrow', '2026-11-26'],
    ['in two weeks', '2026-12-08'],
    ['3 days ago', '2026-11-21'],
    ['end of month', '2026-11-30'],
    ['2 December', '2026-12-02'],
    ['December 2nd, 2027', '2027-12-02'],
    ['24/12/2026', '2026-12-24'],
  ])('%s is %s', (text, expected) => {
    expect(read(`Ozvat se ${text}, jinak nic`)).toBe(expected)
  })

  test.each(['31. 2.', '2026-02-30', '45. 12.', '30. února', '12. 13. 2026'])('%s is in no calendar', (text) => {
    expect(read(`do ${text} platí`)).toBeUndefined()
    expect(impossibleDates(`do ${text} platí`, today)).toHaveLength(1)
  })

  test.each([
    'paletách',
    'patka',
    'nedělat',
    'středisko',
    'po telefonu',
    'verze 1.2.3',
    'cena 24.50 Kč',
    'marže',
    'Maynard',
    'mayonnaise',
    'v 2026',
  ])('%s is no day', (text) => {
    expect(readDateWords(`o ${text} nic`, today)).toEqual([])
  })

  test('places in the text hold also after letters with diacritics', () => {
    const text = 'Žluťoučký kůň přijde příští úterý 14h a znovu v pátek'
    const found = readDateWords(text, today)
    expect(found.map(({ from, to }) => text.slice(from, to))).toEqual(['příští úterý 14h', 'pátek'])
  })

  test('a clock alone is of today', () => {
    expect(read('volal 14:30')).toBe('2026-11-24 14:30')
    expect(read('volal v 9')).toBeUndefined()
    expect(read('volal 25:30')).toBeUndefined()
  })
})
