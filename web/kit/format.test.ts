// Dates, numbers and money read and are typed as people of each language do.
import { expect, test } from 'vitest'
import {
  dayText,
  decimalOfMinor,
  minorText,
  moneyText,
  numberText,
  parseDay,
  parseNumber,
  parseTime,
  timeText,
} from '#web/kit/format.ts'

const today = '2026-11-24'

test.each([
  ['24. 11. 2026', '2026-11-24'],
  ['24.11.', '2026-11-24'],
  ['5.1.27', '2027-01-05'],
  ['24/11/2026', '2026-11-24'],
  ['24 Nov 2026', '2026-11-24'],
  ['2026-11-24', '2026-11-24'],
  ['dnes', '2026-11-24'],
  ['zítra', '2026-11-25'],
  ['+7', '2026-12-01'],
  ['-30', '2026-10-25'],
  ['31.2.2026', undefined],
  ['29.2.2028', '2028-02-29'],
  ['13.13.', undefined],
  ['někdy', undefined],
])('the day %s is %s', (text, day) => {
  expect(parseDay(text, today)).toBe(day)
})

test.each([
  ['cs', '1 250 000,50', '1250000.50'],
  ['cs', '1\u00a0250 Kč', '1250'],
  ['cs', '1.250.000', '1250000'],
  ['cs', '−12,5', '-12.5'],
  ['en', '1,250,000.50', '1250000.50'],
  ['cs', 'mnoho', undefined],
  ['cs', '', undefined],
] as const)('in %s the number %s is %s', (language, text, value) => {
  expect(parseNumber(language, text)).toBe(value)
})

test('money and days are written by the locale with spaces that do not break', () => {
  expect(moneyText('cs', '1250000')).toBe('1\u00a0250\u00a0000\u00a0Kč')
  expect(moneyText('cs', '1250000.5')).toBe('1\u00a0250\u00a0000,50\u00a0Kč')
  expect(moneyText('en', '1250000', 'EUR')).toBe('€1,250,000')
  expect(numberText('cs', '99999999999999999.25')).toBe('99\u00a0999\u00a0999\u00a0999\u00a0999\u00a0999,25')
  expect(dayText('cs', '2026-11-24')).toBe('24.\u00a011.\u00a02026')
  expect(dayText('en', '2026-11-24')).toBe('24\u00a0Nov\u00a02026')
  expect(timeText('cs', '09:30')).toBe('9:30')
  expect(timeText('cs', '00:05')).toBe('0:05')
  expect(timeText('en', '09:30')).toBe('09:30')
})

test('minor units never pass through floating point', () => {
  expect(decimalOfMinor('900719925474099301')).toBe('9007199254740993.01')
  expect(decimalOfMinor('-5')).toBe('-0.05')
  expect(minorText('cs', '-12345')).toBe('-123,45\u00a0Kč')
})

test.each([
  ['9', '09:00'],
  ['930', '09:30'],
  ['0930', '09:30'],
  ['1430', '14:30'],
  ['9:30', '09:30'],
  ['9.05', '09:05'],
  ['9,30', '09:30'],
  ['14h', '14:00'],
  ['14 hod.', '14:00'],
  ['8h15', '08:15'],
  ['2:30 pm', '14:30'],
  ['12am', '00:00'],
  ['12 PM', '12:00'],
  ['0:00', '00:00'],
  ['24', undefined],
  ['9:60', undefined],
  ['9:3', undefined],
  ['13pm', undefined],
  ['ráno', undefined],
  ['', undefined],
])('the time %s is %s', (text, value) => {
  expect(parseTime(text)).toBe(value)
})
