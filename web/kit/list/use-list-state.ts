// Reads the state of the list from the URL and writes it back.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { Filter, ListColumn } from '#api/lists.ts'
import {
  type ListSearch,
  listSearch,
  parseFilter,
  parseSort,
  type SortKey,
  sortText,
} from '#web/kit/list/list-search.ts'

export interface ListState {
  search: ListSearch
  filter: Filter | undefined
  sort: SortKey[]
  /** Keys of the shown columns, in order. */
  shown: string[]
  set(change: Partial<ListSearch>, how?: { push?: boolean }): void
  setFilter(filter: Filter | undefined): void
  setSort(sort: readonly SortKey[]): void
}

export function useListState(columns: readonly ListColumn[], initialSort: string | undefined): ListState {
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const text = JSON.stringify(listSearch(raw))
  const search = useMemo(() => JSON.parse(text) as ListSearch, [text])

  const set = useCallback(
    (change: Partial<ListSearch>, how?: { push?: boolean }) => {
      void navigate({
        to: '.',
        search: ((before: Record<string, unknown>) => {
          const next: Record<string, unknown> = { ...before, ...change }
          for (const key of Object.keys(next)) if (next[key] === undefined || next[key] === '') delete next[key]
          return next
        }) as never,
        replace: !how?.push,
        resetScroll: false,
      })
    },
    [navigate],
  )
  const filter = useMemo(() => parseFilter(search.filter), [search.filter])
  const sort = useMemo(() => parseSort(search.sort ?? initialSort), [search.sort, initialSort])
  const shown = useMemo(() => {
    const known = new Set(columns.map((column) => column.key))
    const chosen = search.columns?.split(',').filter((key) => known.has(key)) ?? []
    if (chosen.length > 0) return chosen
    return columns.filter((column) => column.initial).map((column) => column.key)
  }, [columns, search.columns])

  return {
    search,
    filter,
    sort,
    shown,
    set,
    setFilter: useCallback((next) => set({ filter: next ? JSON.stringify(next) : undefined }), [set]),
    setSort: useCallback((next) => set({ sort: sortText(next) }), [set]),
  }
}
