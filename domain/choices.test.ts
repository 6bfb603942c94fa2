import { describe, expect, test } from 'vitest'
import { branchSections, countryCodes, currencyCodes, languageCodes, normaliseNace } from '#domain/choices.ts'

describe('lists to choose from', () => {
  test('home comes first and nothing repeats', () => {
    expect(countryCodes.slice(0, 2)).toEqual(['CZ', 'SK'])
    expect(currencyCodes[0]).toBe('CZK')
    expect(languageCodes[0]).toBe('cs')
    for (const list of [countryCodes, currencyCodes, languageCodes, branchSections]) {
      expect(new Set(list).size).toBe(list.length)
    }
    // 249 codes of ISO 3166-1 and XK, which banks and carriers use.
    expect(countryCodes).toHaveLength(250)
  })

  test('every code has a name in both languages', () => {
    for (const language of ['cs', 'en']) {
      const countries = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
      const currencies = new Intl.DisplayNames(language, { type: 'currency', fallback: 'none' })
      const languages = new Intl.DisplayNames(language, { type: 'language', fallback: 'none' })
      expect(countryCodes.filter((code) => !countries.of(code))).toEqual([])
      expect(currencyCodes.filter((code) => !currencies.of(code))).toEqual([])
      expect(languageCodes.filter((code) => !languages.of(code))).toEqual([])
    }
  })

  test.each([
    ['G', 'G', 'section'],
    ['46', '46', 'division'],
    ['46.9', '46.9', 'group'],
    ['469', '46.9', 'group'],
    ['4690', '46.90', 'class'],
    ['46.90', '46.90', 'class'],
    ['G46.90', '46.90', 'class'],
    ['46900', '46.900', 'national'],
    ['46.90.1', '', ''],
    ['01.1.1', '01.11', 'class'],
    ['00', '', ''],
    ['', '', ''],
    ['W', '', ''],
    ['pekárna', '', ''],
  ])('branch %s is %s', (text, code, level) => {
    expect(normaliseNace(text)).toEqual(code ? { code, level } : undefined)
  })
})
