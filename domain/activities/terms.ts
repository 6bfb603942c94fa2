// When a promise is due, and its wording without the words that say so: it keeps the term beside it.
import { type DateWords, foldInPlace } from '#domain/activities/date-words.ts'
import type { Day } from '#domain/day.ts'

export interface Term {
  readonly wording: string
  readonly due: DateWords | undefined
}

/**
 * `dates` are the days written in the text, at their places in it; one before `since`, the day of the promise, is no term. A text that
 * is nothing but its term stays whole.
 */
export function readTerm(text: string, dates: readonly DateWords[], since: Day): Term {
  const plain = foldInPlace(text)
  const ahead = dates.filter(({ day }) => day >= since)
  const term = ahead.find((date) => !isOfTheThing(plain, date))
  const whole = spaced(text)
  if (!term) return { wording: whole, due: ahead[0] }
  const before = plain.slice(0, term.from)
  const kept = before.slice(0, before.length - (leading.exec(before)?.[0].length ?? 0)).replace(/[\s,;–-]+$/u, '')
  return { wording: spaced(`${text.slice(0, kept.length)} ${text.slice(term.to)}`) || whole, due: term }
}

/** Words that lead to a term and go with it: "nejpozději do pátku". */
const leading =
  /(?<=^|[\s(,;–-])(?:(?:nejpozdeji|nejdele|do|v|ve|dne|(?:no|not) later than|until|till|by|on|at|the)\s+)+$/u

/** Whether a day belongs to what was promised, not to when: "the order of 1 November", "ceník na příští týden". */
function isOfTheThing(plain: string, date: DateWords): boolean {
  return /(?<=^|[\s(])(?:na|z|ze|k|ke|od|ode|po|pro|za|pred|for|from|of|since|about|after|before)\s+$/u.test(
    plain.slice(Math.max(0, date.from - 12), date.from),
  )
}

/** One space between words, none before punctuation nor at either end. */
function spaced(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\( ?\)/g, '')
    .replace(/([,;])(?: *[,;])+/g, '$1')
    .replace(/ +(?=[,;:.)])/g, '')
    .replace(/^[\s,;:–-]+/u, '')
    .replace(/[\s,;:–-]+$/u, '')
}
