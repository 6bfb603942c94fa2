import { describe, expect, test } from 'vitest'
import { checkValue, checkValues, type FieldRule, keyOfLabel, mergeValues } from '#domain/custom-fields/values.ts'

const field = (rule: Partial<FieldRule> & Pick<FieldRule, 'type'>): FieldRule => ({
  key: 'f',
  required: false,
  active: true,
  currency: null,
  choices: [],
  ...rule,
})
const size = field({
  type: 'choice',
  choices: [
    { key: 'small', cs: 'Malý', en: 'Small' },
    { key: 'big', cs: 'Velký, řetězcový', en: 'Big, chain' },
  ],
})
const ranges = field({
  type: 'choices',
  choices: [
    { key: 'dairy', cs: 'Mléčné', en: 'Dairy' },
    { key: 'bakery', cs: 'Pečivo', en: 'Bakery' },
    { key: 'frozen', cs: 'Mražené', en: 'Frozen' },
  ],
})
const id = '019a0000-0000-7000-8000-0000000000ab'

describe('values of own fields', () => {
  test.each<[string, FieldRule, unknown, unknown]>([
    ['text is trimmed', field({ type: 'text' }), '  Regál u\u0020pokladny ', 'Regál u pokladny'],
    ['empty text empties', field({ type: 'text' }), '  ', null],
    ['null empties', field({ type: 'date' }), null, null],
    ['a number written by hand', field({ type: 'number' }), '1 250,50', '1250.5'],
    ['a number of a program', field({ type: 'number' }), 12.25, '12.25'],
    ['zero is a value', field({ type: 'number' }), 0, '0'],
    ['a big number keeps every digit', field({ type: 'number' }), '123456789012345.123456', '123456789012345.123456'],
    ['money with its currency', field({ type: 'money', currency: 'CZK' }), '1 000 Kč', '1000'],
    ['a day as ISO', field({ type: 'date' }), '2026-11-24', '2026-11-24'],
    ['a day as written in Czech', field({ type: 'date' }), '4. 1. 2026', '2026-01-04'],
    ['a day of a spreadsheet', field({ type: 'date' }), '2026-11-24T00:00:00', '2026-11-24'],
    ['a choice by key', size, 'small', 'small'],
    ['a choice by label without diacritics', size, 'maly', 'small'],
    ['a choice whose label has a comma', size, 'Velký, řetězcový', 'big'],
    ['choices in the order of the definition', ranges, ['frozen', 'dairy', 'frozen'], ['dairy', 'frozen']],
    ['choices of one cell', ranges, 'Pečivo, mlecne', ['dairy', 'bakery']],
    ['no choice at all', ranges, [], null],
    ['a person', field({ type: 'person' }), id.toUpperCase(), id],
  ])('%s', (_, rule, raw, value) => {
    expect(checkValue(rule, raw)).toEqual({ ok: true, value })
  })

  test.each<[string, FieldRule, unknown, string]>([
    ['an object is no text', field({ type: 'text' }), {}, 'customFields.notText'],
    ['a long text', field({ type: 'text' }), 'x'.repeat(2001), 'customFields.tooLong'],
    ['a birth number', field({ type: 'text' }), 'jednatel 710319/2745', 'identifiers.birthNumber'],
    ['a word is no number', field({ type: 'number' }), 'asi 5', 'customFields.notANumber'],
    ['a currency in a number', field({ type: 'number' }), '5 Kč', 'customFields.notANumber'],
    ['another currency', field({ type: 'money', currency: 'CZK' }), '5 EUR', 'customFields.otherCurrency'],
    ['a number finer than can be kept', field({ type: 'number' }), '0.1234567', 'customFields.numberTooLong'],
    ['a number longer than can be kept', field({ type: 'number' }), '1234567890123456', 'customFields.numberTooLong'],
    ['a float of nonsense size', field({ type: 'number' }), 1e300, 'customFields.notANumber'],
    ['no such day', field({ type: 'date' }), '2026-02-30', 'customFields.notADay'],
    ['no such choice', size, 'střední', 'customFields.unknownChoice'],
    ['one unknown choice among known', ranges, ['dairy', 'x'], 'customFields.unknownChoice'],
    ['a name is no person', field({ type: 'person' }), 'Jana', 'customFields.notAPerson'],
    ['a number is no client', field({ type: 'client' }), 5, 'customFields.notAClient'],
  ])('refuses: %s', (_, rule, raw, reason) => {
    expect(checkValue(rule, raw)).toMatchObject({ ok: false, reason })
  })

  test('one separator means decimals unless the file says otherwise', () => {
    expect(checkValue(field({ type: 'number' }), '1,250')).toEqual({ ok: true, value: '1.25' })
    expect(checkValue(field({ type: 'number' }), '1,250', { separator: '.' })).toEqual({ ok: true, value: '1250' })
  })

  test('names every wrong field at once and asks for required ones only when a record is made', () => {
    const fields = [
      field({ key: 'a', type: 'text', required: true }),
      field({ key: 'b', type: 'number' }),
      field({ key: 'old', type: 'text', active: false, required: true }),
    ]
    expect(checkValues(fields, { b: 'x', c: 1, old: 'y' }, { creating: true }).errors).toMatchObject([
      { field: 'custom.b', reason: 'customFields.notANumber' },
      { field: 'custom.c', reason: 'customFields.unknownField' },
      { field: 'custom.old', reason: 'customFields.inactiveField' },
      { field: 'custom.a', reason: 'customFields.required' },
    ])
    expect(checkValues(fields, { b: '1' }).errors).toEqual([])
    expect(checkValues(fields, { a: '' }).errors).toMatchObject([
      { field: 'custom.a', reason: 'customFields.required' },
    ])
    expect(checkValues(fields, { old: null, b: null })).toEqual({ values: { old: null, b: null }, errors: [] })
  })

  test('lays changes over what is there', () => {
    expect(mergeValues({ a: '1', b: '2' }, { b: null, c: ['x'] })).toEqual({ a: '1', c: ['x'] })
  })

  test('makes keys of labels', () => {
    expect(keyOfLabel('Počet prodejen (ks)')).toBe('pocetProdejenKs')
    expect(keyOfLabel('24 hodin')).toBe('field24Hodin')
    expect(keyOfLabel('Obrat', ['obrat', 'obrat2'])).toBe('obrat3')
    expect(keyOfLabel('漢字')).toBe('field')
  })
})
