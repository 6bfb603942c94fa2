// The language of the person: its sentences (loaded alone), numbers and dates, and the text of every refusal.
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Problem } from '#api/endpoint.ts'
import type { Language } from '#messages/plural.ts'
import { ProblemError } from '#web/kit/call.ts'
import {
  daysBetween,
  dayText,
  instantText,
  localDay,
  minorText,
  moneyText,
  numberText,
  timeText,
} from '#web/kit/format.ts'
import { type AllMessages, type CapabilityName, loadRest, loadSame } from '#web/kit/sentences.ts'

interface LanguageValue {
  language: Language
  messages: AllMessages
  setLanguage(language: Language): void
}
const LanguageContext = createContext<LanguageValue | undefined>(undefined)
const storageKey = 'klientela-language'

/** The language chosen before, else the one of the browser, else Czech. */
export function initialLanguage(): Language {
  const stored = localStorage.getItem(storageKey)
  if (stored === 'cs' || stored === 'en') return stored
  return /^(cs|sk)/.test(navigator.language) || !navigator.language ? 'cs' : 'en'
}

export function LanguageProvider(props: { language: Language; messages: AllMessages; children: ReactNode }) {
  const [state, setState] = useState({ language: props.language, messages: props.messages })
  const current = useRef(props.language)
  const setLanguage = useCallback((language: Language) => {
    localStorage.setItem(storageKey, language)
    void loadSame(current.current, language).then((messages) => {
      current.current = language
      setState({ language, messages })
    })
  }, [])
  useEffect(() => {
    document.documentElement.lang = state.language
    const timer = setTimeout(() => void loadRest(state.language), 3000)
    return () => clearTimeout(timer)
  }, [state.language])
  const value = useMemo(() => ({ ...state, setLanguage }), [state, setLanguage])
  return <LanguageContext value={value}>{props.children}</LanguageContext>
}

export function useLanguage(): LanguageValue {
  const value = use(LanguageContext)
  if (!value) throw new Error('LanguageProvider is missing')
  return value
}

/** Sentences of one capability: `const t = useMessages('clients')`. */
export function useMessages<C extends CapabilityName>(capability: C): AllMessages[C] {
  return useLanguage().messages[capability]
}

/** Sentences of a capability known only by name (lists are given theirs so). */
export function useMessagesOf(capability: string): Record<string, unknown> {
  return ((useLanguage().messages as Record<string, unknown>)[capability] ?? {}) as Record<string, unknown>
}

/** Text of a reason such as `clients.ownerMissing`; functions get the details of the refusal. */
export function reasonTextOf(messages: AllMessages, reason: string, details: unknown = {}): string | undefined {
  const dot = reason.indexOf('.')
  const name = reason.slice(0, dot).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  // A refusal must be read at once: sentences still on the way are replaced by those the server sent along.
  if (!(name in messages)) return undefined
  const capability = (messages as Record<string, unknown>)[name] as { reasons?: Record<string, unknown> } | undefined
  const text = capability?.reasons?.[reason.slice(dot + 1)]
  if (typeof text === 'function') return text(details ?? {}) as string
  return typeof text === 'string' ? text : undefined
}

/** `reasonText(error or problem or reason)` gives the sentence to show. */
export function useReasonText() {
  const { messages } = useLanguage()
  return useCallback(
    (cause: unknown, details?: unknown): string => {
      if (typeof cause === 'string') return reasonTextOf(messages, cause, details) ?? messages.kit.reasons.unknown
      const problem = cause instanceof ProblemError ? cause.problem : isProblem(cause) ? cause : undefined
      if (!problem) return messages.kit.reasons.bug
      return reasonTextOf(messages, problem.reason, problem.details) ?? (problem.title || messages.kit.reasons.unknown)
    },
    [messages],
  )
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'reason' in value && typeof value.reason === 'string'
}

/** Formats values by the language: `f.day('2026-11-24')`, `f.money('1250000')`, `f.relativeDay(day)`. */
export function useFormat() {
  const { language, messages } = useLanguage()
  return useMemo(() => {
    const t = messages.kit
    const relativeDay = (value: string | null | undefined): string => {
      if (!value) return ''
      const n = daysBetween(localDay(new Date()), value.length > 10 ? localDay(new Date(value)) : value)
      if (n === 0) return t.today
      if (n === 1) return t.tomorrow
      if (n === -1) return t.yesterday
      if (Math.abs(n) > 60) return dayText(language, value)
      return n > 0 ? t.inDays(n) : t.daysAgo(-n)
    }
    return {
      language,
      number: (value: number | string | null | undefined, digits?: number) => numberText(language, value, digits),
      money: (value: number | string | null | undefined, currency?: string) => moneyText(language, value, currency),
      minor: (value: number | string | null | undefined, currency?: string) => minorText(language, value, currency),
      day: (value: string | null | undefined) => dayText(language, value),
      instant: (value: string | null | undefined) => instantText(language, value),
      time: (value: string) => timeText(language, value),
      relativeDay,
      /** `před 5 minutami`, later the day. */
      ago: (value: string | null | undefined): string => {
        if (!value) return ''
        const minutes = Math.floor((Date.now() - Date.parse(value)) / 60_000)
        if (minutes < 1) return t.justNow
        if (minutes < 60) return t.minutesAgo(minutes)
        if (minutes < 12 * 60) return t.hoursAgo(Math.floor(minutes / 60))
        return relativeDay(value)
      },
    }
  }, [language, messages])
}
