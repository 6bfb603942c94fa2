import { expect, test } from 'vitest'
import { legalFormOf, legalForms } from '#domain/legal-forms.ts'

test('legal forms have unique three-digit codes in order and names in both languages', () => {
  const codes = legalForms.map((form) => form.code)
  expect(codes).toEqual([...new Set(codes)].sort())
  for (const form of legalForms) {
    expect(form.code).toMatch(/^\d{3}$/)
    expect(form.cs).not.toBe('')
    expect(form.en).not.toBe('')
  }
})

test.each([
  ['112', 's.r.o.'],
  ['121', 'a.s.'],
  ['706', 'z.s.'],
  ['932', 'SE'],
])('the form %s is written %s', (code, short) => {
  expect(legalFormOf(code)?.short).toBe(short)
})

test('sole traders are known as natural persons, an unknown code as nothing', () => {
  expect(legalFormOf('101')?.naturalPerson).toBe(true)
  expect(legalFormOf('112')?.naturalPerson).toBeUndefined()
  expect(legalFormOf('999')).toBeUndefined()
  expect(legalFormOf(null)).toBeUndefined()
})
