// Sentences and dates of papers and letters, in the language asked for and the time zone of the meeting.
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import { isoOf } from '#server/kit/zoned-time.ts'

export type PaperLanguage = 'cs' | 'en'

export const wordsOf = (language: string) => (language === 'en' ? en : cs).meetings

/** Letters to Czech and Slovak clients are Czech, to all others English. */
export function letterLanguage(language: string | null | undefined): PaperLanguage {
  const short = (language ?? 'cs').slice(0, 2).toLowerCase()
  return short === 'cs' || short === 'sk' ? 'cs' : 'en'
}

const locale = (language: PaperLanguage) => (language === 'en' ? 'en-GB' : 'cs-CZ')

/** 24. 11. 2026, 24 November 2026. */
export function dayText(day: string, language: PaperLanguage): string {
  const options =
    language === 'en'
      ? ({ dateStyle: 'long' } as const)
      : ({ day: 'numeric', month: 'numeric', year: 'numeric' } as const)
  return new Intl.DateTimeFormat(locale(language), { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}

/** úterý 24. 11. 2026, 9:00–10:30 (Europe/London): the zone only where it is not the firm's. */
export function spanText(from: string, to: string, zone: string, language: PaperLanguage): string {
  const [start, end] = [new Date(isoOf(from)), new Date(isoOf(to))]
  const day = new Intl.DateTimeFormat(locale(language), {
    weekday: 'long',
    day: 'numeric',
    month: language === 'en' ? 'long' : 'numeric',
    year: 'numeric',
    timeZone: zone,
  })
  const time = new Intl.DateTimeFormat(locale(language), { hour: 'numeric', minute: '2-digit', timeZone: zone })
  const overnight = day.format(start) !== day.format(end)
  const until = overnight ? `${day.format(end)} ${time.format(end)}` : time.format(end)
  const place = zone === 'Europe/Prague' ? '' : ` (${zone})`
  return `${day.format(start)}, ${time.format(start)}–${until}${place}`
}

export function instantText(at: string, language: PaperLanguage, zone = 'Europe/Prague'): string {
  return new Intl.DateTimeFormat(locale(language), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  }).format(new Date(isoOf(at)))
}
