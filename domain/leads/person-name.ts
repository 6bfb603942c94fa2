// Splits a name as people write it into titles, first name and surname, for the contact a lead becomes.

const before =
  /^(?:ing|mgr|bc|judr|mudr|mvdr|phdr|rndr|paeddr|thdr|doc|prof|dr|ing\.? arch|mga|bca|mddr|pharmdr|dipl\.-ing|pan|paní|pani|p|mr|mrs|ms)\.?$/i
const courtesy = /^(?:pan|paní|pani|p|mr|mrs|ms)\.?$/i
const after = /^(?:ph\.?d|csc|drsc|mba|dis|ll\.?m|mpa|msc|bsc|ba|ma|dba|acca)\.?$/i

export interface PersonName {
  readonly titleBefore: string | null
  readonly firstName: string | null
  readonly lastName: string
  readonly titleAfter: string | null
}

/**
 * "Ing. Jan Novák, Ph.D." is the title, Jan and Novák, and a title after; "Nováková Jana" stays as written, the last word being
 * the surname; "NOVÁK, Jan" with a comma has the surname first. A single word is a surname. Undefined when nothing is left.
 */
export function splitPersonName(text: string): PersonName | undefined {
  const clean = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const pieces = clean.split(',').map((piece) => piece.trim())
  const afters: string[] = []
  while (pieces.length > 1 && (pieces.at(-1) ?? '').split(' ').every((word) => after.test(word))) {
    const last = pieces.pop()
    if (last) afters.unshift(last)
  }
  const surnameFirst = pieces.length === 2 && pieces.every(Boolean)
  const words = (surnameFirst ? `${pieces[1]} ${pieces[0]}` : pieces.join(' ')).split(' ').filter(Boolean)
  const befores: string[] = []
  while (words.length > 1 && (before.test(words[0] as string) || (befores.length > 0 && words[0] === 'et'))) {
    const title = words.shift() as string
    if (!courtesy.test(title)) befores.push(title)
  }
  while (words.length > 1 && after.test(words.at(-1) as string)) afters.unshift(words.pop() as string)
  const lastName = words.pop()
  if (!lastName) return undefined
  return {
    titleBefore: befores.join(' ') || null,
    firstName: words.join(' ') || null,
    lastName,
    titleAfter: afters.join(', ') || null,
  }
}
