// Guesses the kind of an objection from its words, so that it need not be chosen by hand in the middle of a meeting.
import { foldText } from '#domain/names.ts'
import type { ObjectionKind } from '#domain/objections/lifecycle.ts'

/** Beginnings of words, folded; the kind with most of them wins, on a tie the one listed first. */
const beginnings: readonly (readonly [ObjectionKind, readonly string[]])[] = [
  [
    'price',
    [
      'cen',
      'drah',
      'draz',
      'sleva',
      'slev',
      'rozpoc',
      'korun',
      'eur',
      'naklad',
      'price',
      'expens',
      'cost',
      'budget',
      'discount',
      'cheap',
      'levn',
    ],
  ],
  [
    'competitor',
    [
      'konkuren',
      'jiny dodavatel',
      'jineho dodavatel',
      'stavajici dodavatel',
      'nabidl',
      'competit',
      'rival',
      'other supplier',
      'current supplier',
    ],
  ],
  [
    'time',
    [
      'termin',
      'cas',
      'pozde',
      'brzy',
      'letos',
      'pristi rok',
      'lhut',
      'dodac',
      'time',
      'deadline',
      'later',
      'lead time',
      'next year',
      'too soon',
    ],
  ],
  [
    'trust',
    [
      'duver',
      'zkusenost',
      'referenc',
      'neznam',
      'reklamac',
      'zklam',
      'spoleh',
      'trust',
      'experience',
      'referen',
      'complain',
      'reliab',
      'let us down',
    ],
  ],
  ['need', ['nepotreb', 'potreb', 'nevyuzij', 'zbytec', 'mame dost', 'zasob', 'need', 'enough', 'no use', 'stock']],
  [
    'product',
    [
      'kvalit',
      'rozmer',
      'parametr',
      'vlastnost',
      'obal',
      'material',
      'quality',
      'feature',
      'packag',
      'spec',
      'vyrob',
      'product',
    ],
  ],
]

/** The most likely kind; product when no word says anything. */
export function guessKind(text: string): ObjectionKind {
  const folded = ` ${foldText(text).replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  let best: ObjectionKind = 'product'
  let most = 0
  for (const [kind, words] of beginnings) {
    const hits = words.filter((word) => folded.includes(` ${word}`)).length
    if (hits > most) {
      most = hits
      best = kind
    }
  }
  return best
}
