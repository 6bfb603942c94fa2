// db/fold.sql and domain/names.ts are one rule written twice; here every list of the one is found in the other.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  foldedLegalForms,
  foldedLetters,
  foldedPairs,
  longestLegalForm,
  punctuationCharacters,
  removedCharacters,
  spaceCharacters,
} from '#domain/names.ts'

const sql = readFileSync(new URL('../db/fold.sql', import.meta.url), 'utf8')

test('the database folds the same letters, spaces and punctuation as the domain', () => {
  for (const list of [removedCharacters, spaceCharacters, punctuationCharacters]) expect(sql).toContain(`'${list}'`)
  expect(sql).toContain(`'${foldedLetters.from}', '${foldedLetters.to}'`)
  for (const [letter, pair] of foldedPairs) expect(sql).toContain(`, '${letter}', '${pair}')`)
})

test('the database knows the same legal forms as the domain', () => {
  const list = sql.slice(sql.indexOf('tail in ('), sql.indexOf(') then'))
  const forms = [...list.matchAll(/'([^']+)'/g)].map((match) => match[1])
  expect(forms).toEqual([...foldedLegalForms])
  expect(sql).toContain(`kept - ${longestLegalForm - 1})`)
})
