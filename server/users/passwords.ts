// How good a password is: length, lists of leaked and common ones, what is known about the person, guessability.
import { createRequire } from 'node:module'
import type { DictionaryMatch, MatchExtended, ZxcvbnFactory } from '@zxcvbn-ts/core'
import { foldText } from '#domain/names.ts'
import { czechPasswords } from '#server/users/czech-passwords.ts'

export const leastPasswordLength = 10
export const mostPasswordLength = 200

export type PasswordReason =
  | 'users.passwordShort'
  | 'users.passwordLong'
  | 'users.passwordCommon'
  | 'users.passwordPersonal'
  | 'users.passwordGuessable'

const require = createRequire(import.meta.url)
let made: ZxcvbnFactory | undefined

/** Made when the first password is judged: its dictionaries take a tenth of the memory of a server at rest. */
function judge(): ZxcvbnFactory {
  if (made) return made
  const core = require('@zxcvbn-ts/core') as typeof import('@zxcvbn-ts/core')
  const { adjacencyGraphs, dictionary } =
    require('@zxcvbn-ts/language-common') as typeof import('@zxcvbn-ts/language-common')
  made = new core.ZxcvbnFactory({
    dictionary: { ...dictionary, czech: czechPasswords },
    graphs: adjacencyGraphs,
    // What follows only adds strength, and judging time grows with the square of the length.
    maxLength: 64,
  })
  return made
}

/**
 * Why the password is too weak, or undefined. It must resist about 10^8 guesses of somebody who knows the usual
 * lists, Czech words, keyboard rows, and the name and address of the person.
 */
export function weaknessOf(
  password: string,
  person: { email: string; name: string; firm?: string | null },
): PasswordReason | undefined {
  const length = [...password].length
  if (length < leastPasswordLength) return 'users.passwordShort'
  if (length > mostPasswordLength) return 'users.passwordLong'
  const known = wordsOf(person)
  // Folded as well: a password with diacritics is no harder to guess than one without.
  const spellings = [...new Set([password, foldText(password)])]
  for (const spelling of spellings) {
    const result = judge().check(spelling, known)
    const words = result.sequence.filter(isWord)
    const personal = words.filter((word) => word.dictionaryName === 'userInputs')
    // Who knows the person tries the name first, so it adds nothing: what is left must hold alone.
    if (personal.length > 0 && !holdsWithout(spelling, personal)) return 'users.passwordPersonal'
    if (result.score < 3) return words.length > 0 ? 'users.passwordCommon' : 'users.passwordGuessable'
  }
  return undefined
}

function holdsWithout(spelling: string, words: readonly DictionaryMatch[]): boolean {
  const rest = [...spelling].filter((_, at) => !words.some((word) => at >= word.i && at <= word.j)).join('')
  return rest.length >= 8 && judge().check(rest).score >= 2
}

function isWord(match: MatchExtended): match is DictionaryMatch {
  return match.pattern === 'dictionary'
}

function wordsOf(person: { email: string; name: string; firm?: string | null }): string[] {
  const texts = [person.email, person.name, person.firm ?? '', 'klientela']
  const words = texts.flatMap((text) => [text, foldText(text), ...foldText(text).split(/[^\p{L}\p{N}]+/u)])
  return [...new Set(words.map((word) => word.toLowerCase()).filter((word) => word.length >= 3))]
}
