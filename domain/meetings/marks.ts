// Short marks with which a line of minutes becomes a thing: two keys at its beginning instead of a form.

export const lineMarks = [
  'line',
  'promiseOurs',
  'promiseTheirs',
  'objection',
  'need',
  'rival',
  'decision',
  'question',
] as const
export type LineMark = (typeof lineMarks)[number]

/** The signs as they are typed. `- + = /` need a space or a letter after them, `/` a capital: "-5 %", "+420" and "/cesta" are no marks. */
export const markSigns: Readonly<Record<Exclude<LineMark, 'line'>, string>> = {
  promiseOurs: '!',
  promiseTheirs: '!!',
  objection: '-',
  need: '+',
  rival: '/',
  decision: '=',
  question: '?',
}

/** Takes the sign off the beginning of a line; undefined when there is none, or nothing but the sign yet. */
export function readMark(text: string): { mark: LineMark; text: string } | undefined {
  const loose = /^(!!|!|\?)\s*(?=[^\s!?])/.exec(text)
  const careful = /^(?:([-+=/])\s+(?=\S)|([-+=])(?=\p{L})|(\/)(?=\p{Lu}))/u.exec(text)
  const found = loose ?? careful
  if (!found) return undefined
  const sign = found[0].trimEnd()
  const mark = (Object.keys(markSigns) as (keyof typeof markSigns)[]).find((key) => markSigns[key] === sign)
  return mark && { mark, text: text.slice(found[0].length) }
}

/** Facts of ours that never leave the house: objections and what we know of rivals. */
export function isInternal(mark: LineMark): boolean {
  return mark === 'objection' || mark === 'rival'
}
