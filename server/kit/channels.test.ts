// The short way of plain Czech numbers ends where the world's numbering plans would.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { expect, test } from 'vitest'
import { checkChannel, plainCzechPhone } from '#server/kit/channels.ts'

test('a plain Czech phone is read as the numbering plans read it', () => {
  for (let start = 200; start < 900; start += 1) {
    for (const text of [`${start}123456`, `+420${start}123456`]) {
      const known = parsePhoneNumberFromString(text, 'CZ')
      expect(plainCzechPhone(text)).toBe(known?.number)
      expect(checkChannel('phone', text)).toEqual({
        ok: known?.isPossible(),
        value: known?.formatInternational(),
        matchKey: known?.number,
      })
    }
  }
})

test('every other phone is left to them', () => {
  for (const text of [
    '112',
    '+421905123456',
    '777 123 456',
    '96012345678',
    '123456789',
    '7771234567',
    '+420 777123456',
  ])
    expect(plainCzechPhone(text)).toBeUndefined()
  expect(checkChannel('phone', '777 123 456')).toEqual({
    ok: true,
    value: '+420 777 123 456',
    matchKey: '+420777123456',
  })
})
