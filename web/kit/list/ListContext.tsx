// What every part of one list needs: its columns with names, where values are looked up, and how values read.
import { createContext, use, useMemo } from 'react'
import type { ListColumn } from '#api/lists.ts'
import { useFormat, useLanguage, useMessages, useMessagesOf } from '#web/kit/language.tsx'
import type { OptionSource, OptionSources, Row } from '#web/kit/list/list-types.ts'

export interface ListWords {
  columns: readonly ListColumn[]
  column(key: string): ListColumn | undefined
  labelOf(column: ListColumn): string
  choiceOf(column: ListColumn, value: string): string
  /** A value as plain text: chips, cards, groups, conflict dialogs. */
  textOf(column: ListColumn, value: unknown, row?: Row): string
  sourceOf(column: ListColumn): OptionSource | undefined
}

const ListContext = createContext<ListWords | undefined>(undefined)
export const ListProvider = ListContext

export function useList(): ListWords {
  const words = use(ListContext)
  if (!words) throw new Error('This part belongs inside a list')
  return words
}

export function useListWords(
  capability: string,
  columns: readonly ListColumn[],
  sources: OptionSources | undefined,
): ListWords {
  const { language } = useLanguage()
  const messages = useMessagesOf(capability) as {
    columns?: Record<string, string>
    choices?: Record<string, Record<string, string> | undefined>
  }
  const t = useMessages('kit')
  const f = useFormat()
  return useMemo(() => {
    const byKey = new Map(columns.map((column) => [column.key, column]))
    const choiceOf = (column: ListColumn, value: string) =>
      column.choiceLabels?.[value]?.[language] ?? messages.choices?.[column.key]?.[value] ?? value
    const textOf = (column: ListColumn, value: unknown, row?: Row): string => {
      if (value === null || value === undefined || value === '') return ''
      if (Array.isArray(value)) return value.map((one) => textOf(column, one, row)).join(', ')
      if (typeof value === 'object') return nameOf(value)
      switch (column.type) {
        case 'number':
          return f.number(value as number)
        case 'money':
          return f.money(value as string, currencyOf(column, row))
        case 'date':
          return f.day(String(value))
        case 'instant':
          return f.instant(String(value))
        case 'boolean':
          return value === true || value === 'true' ? t.yes : t.no
        case 'choice':
        case 'choices':
          return choiceOf(column, String(value))
        default:
          return String(value)
      }
    }
    return {
      columns,
      column: (key) => byKey.get(key),
      labelOf: (column) => column.label?.[language] ?? messages.columns?.[column.key] ?? column.key,
      choiceOf,
      textOf,
      sourceOf: (column) => sources?.[column.key] ?? sources?.[column.type],
    }
  }, [columns, language, messages, f, t, sources])
}

/** The currency of a money column: its own companion, the currency of the row, or crowns. */
export function currencyOf(column: ListColumn, row: Row | undefined): string {
  const own = row?.[`${column.key}Currency`] ?? row?.currency
  return typeof own === 'string' ? own : 'CZK'
}

function nameOf(value: object): string {
  if ('name' in value) return String(value.name)
  return 'label' in value ? String(value.label) : ''
}

/** Id of a person, team, client or tag however the row carries it. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return value && typeof value === 'object' && 'id' in value ? String(value.id) : undefined
}
