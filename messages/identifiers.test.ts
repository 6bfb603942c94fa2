import { expect, test } from 'vitest'
import { identifierNotes, identifierReasons } from '#domain/identifiers/checked.ts'
import { identifiers as cs } from '#messages/cs/identifiers.ts'
import { identifiers as en } from '#messages/en/identifiers.ts'

test('every reason and note about identifiers has its sentence in both languages, and none is left over', () => {
  const keys = [...identifierReasons, ...identifierNotes].map((key) => key.replace('identifiers.', '')).sort()
  expect(Object.keys(cs.reasons).sort()).toEqual(keys)
  expect(Object.keys(en.reasons).sort()).toEqual(keys)
})
