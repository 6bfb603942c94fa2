// Finds people named as `@Name` in a text being written and in a text being read.

export interface Person {
  readonly id: string
  readonly name: string
}

/** What stands after the last `@` before the caret, as long as it can still be the beginning of a name. */
export function askedName(text: string, caret: number): { from: number; asked: string } | undefined {
  const before = text.slice(0, caret)
  const at = before.lastIndexOf('@')
  if (at < 0 || (at > 0 && !/[\s(„"'–-]/.test(before[at - 1] ?? ''))) return undefined
  const asked = before.slice(at + 1)
  // A name has at most three words; a sentence after a mention is no longer a name.
  if (/[\n@,;:.!?]/.test(asked) || asked.split(' ').length > 3 || asked.startsWith(' ')) return undefined
  return { from: at, asked }
}

/** The text with the name put in place of what was typed of it, and where the caret belongs. */
export function withName(text: string, caret: number, from: number, name: string): { text: string; caret: number } {
  const put = `@${name} `
  const after = text.slice(caret).replace(/^ /, '')
  return { text: text.slice(0, from) + put + after, caret: from + put.length }
}

/** Of the people offered those whose name still stands in the text. */
export function mentioned(text: string, people: readonly Person[]): string[] {
  return [...new Set(people.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id))]
}

/** The text cut into plain pieces and names, so that names can be drawn apart. */
export function pieces(text: string, people: readonly Person[]): { text: string; person?: Person }[] {
  const names = [...people].sort((a, b) => b.name.length - a.name.length)
  const found: { text: string; person?: Person }[] = []
  let plain = ''
  for (let i = 0; i < text.length; ) {
    const person = text[i] === '@' ? names.find(({ name }) => text.startsWith(name, i + 1)) : undefined
    if (!person) {
      plain += text[i++]
      continue
    }
    if (plain) found.push({ text: plain })
    plain = ''
    found.push({ text: `@${person.name}`, person })
    i += person.name.length + 1
  }
  if (plain) found.push({ text: plain })
  return found
}
