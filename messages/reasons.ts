// Finds the text of a reason: `clients.icoTaken` is messages.<language>.clients.reasons.icoTaken.
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import type { Language } from '#messages/plural.ts'

type Reasons = Record<string, string | ((details: Record<string, unknown>) => string)>
const all: Record<Language, Record<string, { reasons?: unknown; [other: string]: unknown }>> = { cs, en }

/** The sentence for a reason, filled with its details; the key itself when a text is missing (a test forbids that). */
export function reasonText(language: Language, reason: string, details: Record<string, unknown>): string {
  const dot = reason.indexOf('.')
  const reasons = all[language][reason.slice(0, dot)]?.reasons as Reasons | undefined
  const text = reasons?.[reason.slice(dot + 1)]
  if (text === undefined) return reason
  return typeof text === 'function' ? text(details) : text
}
