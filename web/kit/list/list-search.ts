// The whole state of a list lives in the URL as plain text, so that a pasted link opens the same view.
import type { Filter } from '#api/lists.ts'

/** Search parameters of a list page; every value is text, absent means the default. */
export interface ListSearch {
  filter?: string
  sort?: string
  q?: string
  columns?: string
  view?: string
  groupBy?: string
  peek?: string
  /** The tab inside the peek panel. */
  tab?: string
}

const keys = ['filter', 'sort', 'q', 'columns', 'view', 'groupBy', 'peek', 'tab'] as const

/** For `validateSearch` of a list route. */
export function listSearch(search: Record<string, unknown>): ListSearch {
  const clean: ListSearch = {}
  for (const key of keys) {
    const value = search[key]
    if (typeof value === 'string' && value !== '') clean[key] = value
    else if (typeof value === 'number') clean[key] = String(value)
    else if (key === 'filter' && value && typeof value === 'object') clean[key] = JSON.stringify(value)
  }
  return clean
}

/** The filter in the URL, or undefined when there is none or it is broken. */
export function parseFilter(text: string | undefined): Filter | undefined {
  if (!text) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isFilter(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isFilter(value: unknown): value is Filter {
  if (!value || typeof value !== 'object') return false
  if ('and' in value) return Array.isArray(value.and) && value.and.every(isFilter)
  if ('or' in value) return Array.isArray(value.or) && value.or.every(isFilter)
  return 'f' in value && typeof value.f === 'string' && 'op' in value && typeof value.op === 'string'
}

export interface SortKey {
  key: string
  descending: boolean
}

export function parseSort(text: string | undefined): SortKey[] {
  if (!text) return []
  return text
    .split(',')
    .filter(Boolean)
    .map((part) => (part.startsWith('-') ? { key: part.slice(1), descending: true } : { key: part, descending: false }))
}

export function sortText(sort: readonly SortKey[]): string | undefined {
  return sort.length === 0 ? undefined : sort.map((s) => (s.descending ? `-${s.key}` : s.key)).join(',')
}

/** A click walks ascending, descending, none; with `also` (shift) the other keys stay. */
export function nextSort(sort: readonly SortKey[], key: string, also: boolean): SortKey[] {
  const current = sort.find((s) => s.key === key)
  const next = !current ? { key, descending: false } : current.descending ? undefined : { key, descending: true }
  if (!also) return next ? [next] : []
  if (!current) return [...sort, { key, descending: false }]
  return next ? sort.map((s) => (s.key === key ? next : s)) : sort.filter((s) => s.key !== key)
}
