// The sentence of a notification in the reader's language, for letters and pushes.
import { isEvent } from '#domain/notifications/events.ts'
import { wordsOf } from '#domain/notifications/words.ts'
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import type { Language } from '#messages/plural.ts'

const days = {
  cs: new Intl.DateTimeFormat('cs-CZ', { timeZone: 'UTC', day: 'numeric', month: 'numeric', year: 'numeric' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }),
}

export const textsFor = (language: Language) => (language === 'en' ? en : cs).notifications

export function sentenceOf(
  language: Language,
  notice: {
    readonly event: string
    readonly details: Readonly<Record<string, unknown>>
    readonly actor: { readonly name: string } | null
    readonly client: { readonly name: string } | null
  },
): { line: string; below: string } {
  const t = textsFor(language)
  const words = wordsOf(notice, (day) => dayText(language, day))
  const standsFor = typeof notice.details.standsFor === 'string' ? t.standsFor(notice.details.standsFor) : ''
  const line = isEvent(notice.event) ? t.events[notice.event].says(words) : t.unknownEvent
  return { line, below: [words.client, words.actor, standsFor].filter(Boolean).join(' · ') }
}

function dayText(language: Language, day: string): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? '' : days[language].format(date)
}
