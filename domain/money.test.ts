import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  compareAmounts,
  divide,
  fromMinor,
  multiply,
  negate,
  parseAmount,
  round,
  splitProportionally,
  subtract,
  toMinor,
} from '#domain/money.ts'

describe('reading amounts', () => {
  test.each([
    ['1 250 000,50', '1250000.5'],
    ['1\u00a0250\u202f000,50', '1250000.5'],
    ['1250000.5', '1250000.5'],
    ['1.250.000,50', '1250000.5'],
    ['1,250,000.50', '1250000.5'],
    ["1'250.00", '1250'],
    ['1.250.000', '1250000'],
    ['98 000,00', '98000'],
    ['−5', '-5'],
    ['-0,00', '0'],
    ['+7', '7'],
    ['1 250,-', '1250'],
    ['1 250,- Kč', '1250'],
    ['0,1', '0.1'],
    [',5', '0.5'],
    ['007', '7'],
    ['99999999999999999999,99', '99999999999999999999.99'],
    ['', undefined],
    ['-', undefined],
    ['abc', undefined],
    ['12a', undefined],
    ['1,2,3', undefined],
    ['1.25.000,5', undefined],
    ['1,250.50,1', undefined],
    ['1e5', undefined],
    ['=1+1', undefined],
  ])('%s is %s', (text, expected) => {
    const amount = parseAmount(text)
    expect(amount.ok ? amount.value : undefined).toBe(expected)
  })

  test.each([
    ['1 250 Kč', 'CZK'],
    ['CZK 1 250', 'CZK'],
    ['€ 12,50', 'EUR'],
    ['12,50 EUR', 'EUR'],
    ['$12.50', 'USD'],
    ['12,50', undefined],
  ])('%s is in %s', (text, currency) => {
    expect(parseAmount(text)).toMatchObject({ ok: true, ...(currency ? { currency } : {}) })
  })

  test('one separator with three digits behind it is marked, and the format decides', () => {
    expect(parseAmount('1.250')).toEqual({ ok: true, value: '1.25', ambiguous: true })
    expect(parseAmount('1.250', ',')).toEqual({ ok: true, value: '1250' })
    expect(parseAmount('1.250', '.')).toEqual({ ok: true, value: '1.25' })
    expect(parseAmount('1,250', ',')).toEqual({ ok: true, value: '1.25' })
    expect(parseAmount('0.125')).toEqual({ ok: true, value: '0.125' })
  })
})

describe('exact arithmetic', () => {
  test('tenths add up as people expect', () => {
    expect(add('0.1', '0.2')).toBe('0.3')
    expect(add()).toBe('0')
    expect(subtract('1', '1.000')).toBe('0')
    expect(negate('0')).toBe('0')
    expect(multiply('1250.00', '0.96')).toBe('1200')
    expect(multiply('-1.5', '0.1')).toBe('-0.15')
  })

  test.each([
    ['1.005', 2, '1.01'],
    ['-1.005', 2, '-1.01'],
    ['1.0049999', 2, '1.00'],
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['-0.004', 2, '0.00'],
    ['7', 2, '7.00'],
    ['30.84875', 4, '30.8488'],
  ])('%s rounded to %i decimals is %s', (amount, decimals, expected) => {
    expect(round(amount, decimals)).toBe(expected)
  })

  test.each([
    ['1250.00', '24.315', 2, '51.41'],
    ['1', '3', 4, '0.3333'],
    ['2', '3', 4, '0.6667'],
    ['-2', '3', 2, '-0.67'],
    ['0', '5', 2, '0.00'],
  ])('%s divided by %s to %i decimals is %s', (a, b, decimals, expected) => {
    expect(divide(a, b, decimals)).toBe(expected)
  })

  test('dividing by zero is refused, so is a wrong text', () => {
    expect(() => divide('1', '0', 2)).toThrow(RangeError)
    expect(() => add('1,5')).toThrow(RangeError)
    expect(() => toMinor('1.005')).toThrow(RangeError)
  })

  test('minor units there and back', () => {
    expect(toMinor('1250.5')).toBe(125050n)
    expect(toMinor('1250.500')).toBe(125050n)
    expect(fromMinor('125050')).toBe('1250.50')
    expect(fromMinor(-5n)).toBe('-0.05')
    expect(fromMinor(7n, 0)).toBe('7')
  })

  test('amounts compare as numbers', () => {
    expect(['10', '9.5', '-1', '9.50'].sort(compareAmounts)).toEqual(['-1', '9.5', '9.50', '10'])
  })
})

describe('splitting', () => {
  test.each([
    ['P14', '100.00', ['333.33', '333.33', '333.33'], ['33.34', '33.33', '33.33']],
    ['P5', '450.00', ['10000.00', '3333.33', '1666.67'], ['300.00', '100.00', '50.00']],
    ['a credit', '-100', ['1', '1', '1'], ['-33.34', '-33.33', '-33.33']],
    ['no weights', '1', ['0', '0'], ['0.50', '0.50']],
    ['one line', '5.55', ['7'], ['5.55']],
    ['a free line', '10', ['1', '0'], ['10.00', '0.00']],
    ['haléře to the largest remainder', '0.01', ['1', '2'], ['0.00', '0.01']],
  ])('%s', (_, total, weights, expected) => {
    expect(splitProportionally(total, weights)).toEqual(expected)
  })

  test('parts always sum to the whole and miss the exact share by less than one minor unit', () => {
    const weight = fc.nat(10_000_000).map((n) => fromMinor(BigInt(n)))
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
        fc.array(weight, { minLength: 1, maxLength: 12 }),
        (minor, weights) => {
          const parts = splitProportionally(fromMinor(minor), weights)
          expect(toMinor(add(...parts))).toBe(minor)
          const sum = toMinor(add(...weights))
          if (sum === 0n) return
          for (const [i, part] of parts.entries()) {
            const difference = toMinor(part) * sum - minor * toMinor(weights[i] ?? '0')
            expect(difference < sum && difference > -sum).toBe(true)
          }
        },
      ),
    )
  })

  test('a negative weight or nobody to split among is refused', () => {
    expect(() => splitProportionally('1', ['-1', '2'])).toThrow(RangeError)
    expect(() => splitProportionally('1', [])).toThrow(RangeError)
  })
})
