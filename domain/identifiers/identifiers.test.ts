import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkBankAccount } from '#domain/identifiers/bank-account.ts'
import type { Checked } from '#domain/identifiers/checked.ts'
import { checkDic, isVatGroupDic, maskDic } from '#domain/identifiers/dic.ts'
import { checkGln, gs1CheckDigit } from '#domain/identifiers/gln.ts'
import {
  accountOfIban,
  checkAnyAccount,
  checkIban,
  ibanOfAccount,
  printedIban,
  remainder97,
} from '#domain/identifiers/iban.ts'
import { checkIco } from '#domain/identifiers/ico.ts'
import { checkPostcode, writtenPostcode } from '#domain/identifiers/postcode.ts'

/** The value, or the last word of the reason: short enough for a table. */
const short = (checked: Checked) => (checked.ok ? checked.value : checked.reason.replace('identifiers.', '!'))

describe('IČO', () => {
  test.each([
    ['00177041', '00177041'],
    ['27082440', '27082440'],
    ['25123891', '25123891'],
    ['12345679', '12345679'],
    ['00177042', '!icoCheckDigit'],
    ['25123890', '!icoCheckDigit'],
    ['1234567X', '!icoFormat'],
    ['00000000', '!icoZero'],
    ['177041', '00177041'],
    ['6947', '00006947'],
    ['IČO: 270 82 440', '27082440'],
    ['IČ 27082440', '27082440'],
    ['27082440.0', '27082440'],
    ['\u00a027082440\u200b', '27082440'],
    ['270824400', '!icoFormat'],
    ['', '!icoFormat'],
    ['CZ27082440', '!icoFormat'],
  ])('%s gives %s', (text, expected) => {
    expect(short(checkIco(text))).toBe(expected)
  })

  test('lost zeros are put back and said', () => {
    expect(checkIco('177041')).toMatchObject({ note: 'identifiers.icoPadded' })
    expect(checkIco('00177041')).not.toHaveProperty('note')
  })
})

describe('DIČ', () => {
  test.each([
    ['CZ25123891', 'CZ25123891', 'legalPerson'],
    ['CZ640903926', 'CZ640903926', 'special'],
    ['CZ699004572', 'CZ699004572', 'special'],
    ['CZ25123890', '!dicCheckDigit', undefined],
    ['CZ640903927', '!dicCheckDigit', undefined],
    ['CZ95123891', '!dicCheckDigit', undefined],
    ['cz 251 23 891', 'CZ25123891', 'legalPerson'],
    ['DIČ: CZ25123891', 'CZ25123891', 'legalPerson'],
    ['25123891', 'CZ25123891', 'legalPerson'],
    ['CZ7103192745', 'CZ7103192745', 'naturalPerson'],
    ['7103192745', 'CZ7103192745', 'naturalPerson'],
    ['CZ530101123', 'CZ530101123', 'naturalPerson'],
    ['2020317068', '!dicPrefixMissing', undefined],
    ['SK2020317068', 'SK2020317068', 'foreign'],
    ['DE 811 569 869', 'DE811569869', 'foreign'],
    ['ATU12345678', 'ATU12345678', 'foreign'],
    ['DE12345', '!dicForeignFormat', undefined],
    ['GR123456789', 'EL123456789', 'foreign'],
    ['CHE-116.281.710 MWST', 'CHE116281710MWST', 'foreign'],
    ['US123456789', 'US123456789', 'other'],
    ['ZZ123456789', '!dicFormat', undefined],
    ['CZ123', '!dicFormat', undefined],
    ['', '!dicFormat', undefined],
  ])('%s gives %s', (text, expected, kind) => {
    const checked = checkDic(text)
    expect(short(checked)).toBe(expected)
    expect(checked.ok ? checked.kind : undefined).toBe(kind)
  })

  test.each([
    ['CZ7103192745', 'CZ******2745'],
    ['CZ530101123', 'CZ******123'],
    ['CZ25123891', 'CZ25123891'],
    ['CZ699004572', 'CZ699004572'],
    ['SK2020317068', 'SK2020317068'],
  ])('%s is shown as %s', (dic, expected) => {
    expect(maskDic(dic)).toBe(expected)
  })

  test('the number of a VAT group is recognised', () => {
    expect(isVatGroupDic('CZ699004572')).toBe(true)
    expect(isVatGroupDic('CZ640903926')).toBe(false)
  })
})

describe('bank account', () => {
  test.each([
    ['19-2000145399/0800', '19-2000145399/0800'],
    ['34278-0727558021/0100', '34278-727558021/0100'],
    ['000019-2000145399 / 0800', '19-2000145399/0800'],
    ['20-2000145399/0800', '!accountPrefixCheck'],
    ['19-2000145398/0800', '!accountNumberCheck'],
    ['0000000001/0800', '!accountTooShort'],
    ['2000145399', '!accountFormat'],
    ['23709231/0100', '23709231/0100'],
    ['131\u2013170970237/0100', '131-170970237/0100'],
  ])('%s gives %s', (text, expected) => {
    expect(short(checkBankAccount(text))).toBe(expected)
  })
})

describe('IBAN', () => {
  test.each([
    ['CZ65 0800 0000 1920 0014 5399', 'CZ6508000000192000145399'],
    ['CZ21 0100 0342 7807 2755 8021', 'CZ2101000342780727558021'],
    ['CZ59 0100 0000 3512 3456 7899', 'CZ5901000000351234567899'],
    ['CZ65 0800 0000 1920 0014 5398', '!ibanCheckDigits'],
    ['IBAN: DE89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['sk31 1200 0000 1987 4263 7541', 'SK3112000000198742637541'],
    ['DE8937040044053201300', '!ibanLength'],
    ['ZZ89370400440532013000', '!ibanCountry'],
    ['CZ65', '!ibanFormat'],
  ])('%s gives %s', (text, expected) => {
    expect(short(checkIban(text))).toBe(expected)
  })

  test('the remainder of the broken example is 71', () => {
    expect(remainder97('CZ6508000000192000145398')).toBe(71)
  })

  test.each([
    ['19-2000145399/0800', 'CZ6508000000192000145399'],
    ['34278-727558021/0100', 'CZ2101000342780727558021'],
  ])('%s and %s are one account', (account, iban) => {
    const checked = checkBankAccount(account)
    expect(checked.ok && ibanOfAccount(checked.parts)).toBe(iban)
    expect(accountOfIban(iban)).toBe(account)
    expect(checkAnyAccount(account)).toEqual({ ok: true, value: account, iban })
    expect(checkAnyAccount(printedIban(iban))).toEqual({ ok: true, value: account, iban })
  })

  test('a foreign IBAN stays an IBAN', () => {
    expect(accountOfIban('DE89370400440532013000')).toBeUndefined()
    expect(checkAnyAccount('DE89370400440532013000')).toMatchObject({ value: 'DE89370400440532013000' })
  })

  test('every Czech account leads to a valid IBAN and back', () => {
    const digits = (min: number, max: number) => fc.integer({ min, max }).map(String)
    fc.assert(
      fc.property(digits(0, 999999), digits(10, 9999999999), digits(1000, 9999), (prefix, number, bank) => {
        const checked = checkBankAccount(`${prefix}-${number}/${bank}`)
        fc.pre(checked.ok)
        if (!checked.ok) return
        const iban = ibanOfAccount(checked.parts)
        expect(checkIban(iban)).toEqual({ ok: true, value: iban })
        expect(accountOfIban(iban)).toBe(checked.value)
      }),
      { numRuns: 50, maxSkipsPerRun: 1000 },
    )
  })
})

describe('GLN', () => {
  test.each([
    ['8594000123453', '8594000123453'],
    ['5412345000013', '5412345000013'],
    ['GLN: 859 4000 123453', '8594000123453'],
    ['8594000123454', '!glnCheckDigit'],
    ['859400012345', '!glnFormat'],
    ['0000000000000', '!glnFormat'],
  ])('%s gives %s', (text, expected) => {
    expect(short(checkGln(text))).toBe(expected)
  })

  test('any single wrong digit is noticed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{11}$/), fc.nat(12), fc.integer({ min: 1, max: 9 }), (body, at, plus) => {
        const good = body + gs1CheckDigit(body)
        const bad = [...good].map((digit, i) => (i === at ? (Number(digit) + plus) % 10 : digit)).join('')
        expect(checkGln(good).ok).toBe(true)
        expect(checkGln(bad).ok).toBe(false)
      }),
    )
  })
})

describe('postcode', () => {
  test.each([
    ['110 00', 'CZ', '11000', '110 00'],
    ['11000', 'CZ', '11000', '110 00'],
    ['CZ-679 51', 'CZ', '67951', '679 51'],
    ['11000.0', 'CZ', '11000', '110 00'],
    ['8101', 'SK', '08101', '081 01'],
    ['00-950', 'PL', '00950', '00-950'],
    ['1010', 'AT', '1010', '1010'],
    ['SW1A 1AA', 'GB', 'SW1A1AA', 'SW1A1AA'],
    ['0110', 'CZ', '!postcodeFormat', ''],
    ['99999', 'CZ', '!postcodeFormat', ''],
  ])('%s in %s gives %s', (text, country, expected, written) => {
    const checked = checkPostcode(text, country)
    expect(short(checked)).toBe(expected)
    if (checked.ok) expect(writtenPostcode(checked.value, country)).toBe(written)
  })
})
