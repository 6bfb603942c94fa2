// A write that waited met a newer record: what differs, in the words the screens of its capability use.
import type { Language } from '#messages/plural.ts'
import type { ConflictField } from '#web/kit/form/ConflictDialog.tsx'
import { dayText } from '#web/kit/format.ts'

export type Theirs = Record<string, unknown> & { version: number }
/** The sentences of a capability, as far as they name fields and their values. */
export type Words = Record<'columns' | 'fields' | 'choices', Record<string, unknown> | undefined> | undefined

/** What the record was before is not known here; both sides are shown as they are. */
export function disputed(body: unknown, theirs: Theirs, words: Words): ConflictField[] {
  return Object.entries((body ?? {}) as Record<string, unknown>)
    .map(([key, mine]) => ({
      key,
      label: labelOf(key, words),
      base: undefined,
      mine,
      theirs: recordValue(key, theirs),
    }))
    .filter(({ mine, theirs: other }) => JSON.stringify(mine ?? null) !== JSON.stringify(other ?? null))
}

/** A write says `ownerId` where the record holds the person as `owner`. */
function recordValue(key: string, record: Record<string, unknown>): unknown {
  if (key in record || !key.endsWith('Id')) return record[key]
  return (record[key.slice(0, -2)] as { id?: unknown } | null | undefined)?.id
}

function labelOf(key: string, words: Words): string {
  for (const name of [key, key.replace(/Id$/, '')]) {
    const word = words?.columns?.[name] ?? words?.fields?.[name]
    if (typeof word === 'string') return word
  }
  return key
}

/** One value as it is read: a chosen one by its word, a day as days are written. */
export function shown(
  value: unknown,
  key: string,
  words: Words,
  said: { language: Language; yes: string; no: string },
) {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? said.yes : said.no
  const text = String(value)
  const word = (words?.choices?.[key] as Record<string, unknown> | undefined)?.[text]
  if (typeof word === 'string') return word
  return /^\d{4}-\d\d-\d\d$/.test(text) ? dayText(said.language, text) : text
}
