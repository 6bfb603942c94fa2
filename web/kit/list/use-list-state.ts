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

/** The list without its panel: stays the same object while the panel moves from row to row. */
export interface ListState {
  search: Omit<ListSearch, 'peek' | 'tab'>
  filter: Filter | undefined
  sort: SortKey[]
  /** Keys of the shown columns, in order. */
  shown: string[]
  set(change: Partial<ListSearch>, how?: { push?: boolean }): void
  setFilter(filter: Filter | undefined): void
  setSort(sort: readonly SortKey[]): void
}

export function useListState(
  columns: readonly ListColumn[],
  initialSort: string | undefined,
): { state: ListState; peek: string | undefined } {
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const { peek, tab: _, ...rest } = listSearch(raw)
  const text = JSON.stringify(rest)
  const search = useMemo(() => JSON.parse(text) as ListState['search'], [text])

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

  const setFilter = useCallback(
    (next: Filter | undefined) => set({ filter: next ? JSON.stringify(next) : undefined }),
    [set],
  )
  const setSort = useCallback((next: readonly SortKey[]) => set({ sort: sortText(next) }), [set])
  const state = useMemo(
    () => ({ search, filter, sort, shown, set, setFilter, setSort }),
    [search, filter, sort, shown, set, setFilter, setSort],
  )
  return { state, peek }
}
