// Rows of a list by their place: pages are fetched where the person looks, by cursor when scrolling and by offset
// after a jump; groups open into stretches of rows of their own.
import { type QueryKey, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useRef } from 'react'
import type { ListGroup, ListQuery, ListReply } from '#api/lists.ts'
import type { Row } from '#web/kit/list/list-types.ts'
import { type PageWanted, pageSize, pagesWanted, placeOf, type Stretch, stretchesOf } from '#web/kit/list/stretches.ts'

export interface RowsQuery {
  queryKey: QueryKey
  fetchPage(query: ListQuery, signal: AbortSignal): Promise<ListReply>
  filter: string | undefined
  q: string | undefined
  sort: string | undefined
  columns: string
  groupBy: string | undefined
  openGroups: ReadonlySet<string>
  /** The filter of the rows inside one group. */
  groupFilter(group: ListGroup): string | undefined
  /** Rows in sight, first and last exclusive. */
  first: number
  last: number
}

export type RowSlot =
  | { kind: 'row'; row: Row }
  | { kind: 'group'; group: ListGroup; key: string; open: boolean }
  | { kind: 'loading' }
  | { kind: 'failed'; retry(): void }

export interface Rows {
  /** Lines to draw: rows, or groups and the rows of open ones. */
  length: number
  /** Rows of the whole result. */
  total: number | undefined
  sums: Readonly<Record<string, string | null>> | undefined
  at(index: number): RowSlot
  /** The first answer has not come yet. */
  pending: boolean
  /** Shown rows belong to the query before; the new answer is on its way. */
  stale: boolean
  error: unknown
  retry(): void
  /** Changes a row in every loaded page; gives a function that puts it back. */
  patch(id: string, change: Partial<Row>): () => void
}

export const groupKey = (group: ListGroup) => group.value ?? '\u0000'

export function useRows(query: RowsQuery): Rows {
  const client = useQueryClient()
  const cursors = useRef(new Map<string, string>())
  const last = useRef<Rows | undefined>(undefined)
  const base: ListQuery = { limit: pageSize, totals: false }
  if (query.q) base.q = query.q
  if (query.sort) base.sort = query.sort
  if (query.columns) base.columns = query.columns
  const shape = JSON.stringify([query.q, query.sort, query.columns])

  const groups = useQuery({
    queryKey: [...query.queryKey, 'groups', query.filter, query.q, query.groupBy],
    enabled: !!query.groupBy,
    queryFn: ({ signal }) =>
      query.fetchPage(
        { ...withFilter({ q: query.q }, query.filter), groupBy: query.groupBy, limit: 500, totals: true },
        signal,
      ),
  })
  const pageQuery = (page: PageWanted) => ({
    queryKey: [...query.queryKey, 'page', shape, page.filter ?? '', page.number],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const stretch = `${shape}${page.filter ?? ''}`
      // A fresh first page may have moved the borders of the others: their cursors no longer fit.
      if (page.number === 0) {
        for (const key of cursors.current.keys()) if (key.startsWith(`${stretch}#`)) cursors.current.delete(key)
      }
      const cursor = cursors.current.get(`${stretch}#${page.number}`)
      const where = cursor ? { cursor } : page.number > 0 ? { offset: page.number * pageSize } : {}
      const totals = page.number === 0 && page.totals
      const reply = await query.fetchPage({ ...withFilter(base, page.filter), ...where, totals }, signal)
      if (reply.next) cursors.current.set(`${stretch}#${page.number + 1}`, reply.next)
      return reply
    },
  })

  const firstPage = useQuery({
    ...pageQuery({ filter: query.filter, number: 0, totals: true }),
    enabled: !query.groupBy,
  })
  const head = query.groupBy ? groups : firstPage
  const stretches = useMemo(
    () =>
      stretchesOf(
        query.groupBy ? (groups.data?.groups ?? []) : undefined,
        query.filter,
        firstPage.data?.total ?? 0,
        query.openGroups,
        query.groupFilter,
      ),
    [query.groupBy, groups.data, query.filter, firstPage.data?.total, query.openGroups, query.groupFilter],
  )
  const wanted = pagesWanted(stretches, query.first, query.last).filter((page) => !(page.number === 0 && page.totals))
  const results = useQueries({ queries: wanted.map(pageQuery) })
  const pages = new Map<string, (typeof results)[number] | typeof firstPage>()
  pages.set(`${query.filter ?? ''}#0`, firstPage)
  for (const [i, page] of wanted.entries()) {
    const result = results[i]
    if (result) pages.set(`${page.filter ?? ''}#${page.number}`, result)
  }

  const patch = useCallback(
    (id: string, change: Partial<Row>) => {
      const scope = { queryKey: [...query.queryKey, 'page'] }
      const before = client.getQueriesData<ListReply>(scope)
      client.setQueriesData<ListReply>(scope, (data) => {
        if (!data?.rows.some((row) => row.id === id)) return data
        return { ...data, rows: data.rows.map((row) => (row.id === id ? { ...row, ...change } : row)) }
      })
      return () => {
        for (const [key, data] of before) client.setQueryData(key, data)
      }
    },
    [client, query.queryKey],
  )

  const rows: Rows = {
    length: stretches.reduce((sum, stretch) => sum + stretch.count, 0),
    total: query.groupBy ? groups.data?.total : firstPage.data?.total,
    sums: query.groupBy ? groups.data?.sums : firstPage.data?.sums,
    at: (index) => slotAt(stretches, pages, index),
    pending: head.isPending,
    stale: false,
    error: head.error,
    retry: () => void head.refetch(),
    patch,
  }
  if (head.isPending && last.current) return { ...last.current, stale: true, patch }
  if (head.data) last.current = rows
  return rows
}

function withFilter(query: ListQuery, filter: string | undefined): ListQuery {
  const clean = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as ListQuery
  return filter ? { ...clean, filter } : clean
}

interface PageResult {
  data: ListReply | undefined
  isError: boolean
  refetch(): unknown
}

function slotAt(stretches: readonly Stretch[], pages: ReadonlyMap<string, PageResult>, index: number): RowSlot {
  const place = placeOf(stretches, index)
  if (!place) return { kind: 'loading' }
  const { stretch } = place
  if (stretch.kind === 'group') return { kind: 'group', group: stretch.group, key: stretch.key, open: stretch.open }
  const page = pages.get(`${stretch.filter ?? ''}#${Math.floor(place.within / pageSize)}`)
  const row = page?.data?.rows[place.within % pageSize] as Row | undefined
  if (row) return { kind: 'row', row }
  return page?.isError ? { kind: 'failed', retry: () => void page.refetch() } : { kind: 'loading' }
}
