// The word for a field of a record as its own screens call it, and the word for one of its values.
import { useCallback } from 'react'
import { useLanguage } from '#web/kit/language.tsx'

type Words = Record<string, Record<string, unknown> | undefined> | undefined

export type FieldLabel = (recordType: string, field: string) => string

/** Own fields of the firm are named by `labels`; a field without a word of its own keeps its key. */
export function useFieldLabel(labels: Readonly<Record<string, string>>): FieldLabel {
  const { messages } = useLanguage()
  return useCallback(
    (recordType, field) => {
      const words = wordsOf(messages, recordType)
      const word = labels[field] ?? words?.columns?.[field] ?? words?.fields?.[field]
      return typeof word === 'string' ? word : field.replace(/^custom\./, '')
    },
    [messages, labels],
  )
}

/** The word for a chosen value such as a state, or undefined when the field is free. */
export function useChoiceLabel(): (recordType: string, field: string, value: string) => string | undefined {
  const { messages } = useLanguage()
  return useCallback(
    (recordType, field, value) => {
      const words = wordsOf(messages, recordType)
      const word = (words?.choices?.[field] as Record<string, unknown> | undefined)?.[value]
      return typeof word === 'string' ? word : undefined
    },
    [messages],
  )
}

/** Records are named by their capability; a few by one of its things, which may have words of its own. */
function wordsOf(messages: object, recordType: string): Words {
  const places: Record<string, string> = {
    user: 'users',
    team: 'teams',
    deputy: 'users',
    tag: 'tags',
    view: 'views',
    relations: 'groups',
    leadRules: 'leads',
    leadForms: 'leads',
    callLists: 'calls',
    callScripts: 'calls',
    exchanges: 'calls',
    appointments: 'calendars',
    'booking-pages': 'calendars',
    'calendar-accounts': 'calendars',
    'calendar-conflicts': 'calendars',
    'calendar-feeds': 'calendars',
    'calendar-servers': 'calendars',
    'objection-arguments': 'objections.library',
  }
  return (places[recordType] ?? recordType)
    .split('.')
    .reduce<unknown>((words, key) => (words as Record<string, unknown> | undefined)?.[key], messages) as Words
}
