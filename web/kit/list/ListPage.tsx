// The one list of the product: any number of rows, every state in the URL, keyboard first, a panel beside the rows.
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { ListGroup } from '#api/lists.ts'
import { BulkBar } from '#web/kit/list/BulkBar.tsx'
import { allOf } from '#web/kit/list/filter-tree.ts'
import { groupCondition } from '#web/kit/list/group-condition.ts'
import { ListProvider, useListWords } from '#web/kit/list/ListContext.tsx'
import { ListFooter } from '#web/kit/list/ListFooter.tsx'
import { ListGrid, type ListGridControl } from '#web/kit/list/ListGrid.tsx'
import { ListNothing } from '#web/kit/list/ListNothing.tsx'
import { ListToolbar } from '#web/kit/list/ListToolbar.tsx'
import { parseFilter } from '#web/kit/list/list-search.ts'
import type { ListPageProps, ViewState } from '#web/kit/list/list-types.ts'
import { PeekPanel } from '#web/kit/list/PeekPanel.tsx'
import { countTicked, nothingTicked, selectionOf, type Ticked, tick } from '#web/kit/list/selection.ts'
import { useCellSaving } from '#web/kit/list/use-cell-saving.tsx'
import { useListState } from '#web/kit/list/use-list-state.ts'
import { groupKey, useRows } from '#web/kit/list/use-rows.ts'
import { ViewTabs } from '#web/kit/list/ViewTabs.tsx'
import '#web/kit/list/list.css'

/** What a click will need is fetched while the person reads. */
function usePreload() {
  useEffect(() => {
    const timer = setTimeout(() => {
      void import('#web/kit/list/ConditionForm.tsx')
      void import('#web/kit/list/CellEditor.tsx')
      void import('#web/kit/list/ColumnOrder.tsx')
      void import('#web/kit/list/FilterEditor.tsx')
    }, 1500)
    return () => clearTimeout(timer)
  }, [])
}

export function ListPage(props: ListPageProps) {
  const { columns, queryKey, fetchPage, rowHref, cells, title } = props
  const words = useListWords(props.capability, columns, props.sources)
  const { state, peek } = useListState(columns, props.initialSort)
  const navigate = useNavigate()
  usePreload()
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false
  const nameKey = props.nameColumn ?? columns[0]?.key ?? 'name'
  const shown = useMemo(() => {
    const keys = [nameKey, ...state.shown.filter((key) => key !== nameKey)]
    return keys.flatMap((key) => words.column(key) ?? [])
  }, [nameKey, state.shown, words])

  const { q, sort: sortInUrl, groupBy } = state.search
  const whole = useMemo(() => {
    const filter = allOf([parseFilter(props.fixedFilter), state.filter].filter((part) => part !== undefined))
    return filter ? JSON.stringify(filter) : undefined
  }, [props.fixedFilter, state.filter])
  const [openGroups, setOpenGroups] = useState<ReadonlySet<string>>(new Set())
  const groupFilter = useCallback(
    (group: ListGroup) => {
      const column = groupBy ? words.column(groupBy) : undefined
      if (!column) return whole
      const inside = allOf(
        [parseFilter(whole), groupCondition(column, group.value)].filter((part) => part !== undefined),
      )
      return inside ? JSON.stringify(inside) : undefined
    },
    [groupBy, whole, words],
  )
  const [range, setRange] = useState({ first: 0, last: 40 })
  const rows = useRows({
    queryKey,
    fetchPage,
    filter: whole,
    q,
    sort: sortInUrl ?? props.initialSort,
    columns: wantedColumns(
      shown.map((column) => column.key),
      props.cardColumns,
    ),
    groupBy,
    openGroups,
    groupFilter,
    ...range,
  })

  const [ticked, setTicked] = useState<Ticked>(nothingTicked)
  const resultKey = JSON.stringify([whole, q])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a selection belongs to one result
  useEffect(() => setTicked(nothingTicked), [resultKey])
  const selection = selectionOf(ticked, { ...(whole ? { filter: whole } : {}), ...(q ? { q } : {}) })
  const count = countTicked(ticked, rows.total ?? 0)
  const clear = useCallback(() => setTicked(nothingTicked), [])

  const grid = useRef<ListGridControl>(null)
  const openPeek = useCallback((id: string | undefined) => state.set({ peek: id, tab: undefined }), [state.set])
  const openPage = useCallback(
    (row: { id: string }) => {
      const href = rowHref?.(row)
      if (href) void navigate({ to: href })
    },
    [navigate, rowHref],
  )
  const saving = useCellSaving({ rows, save: props.save, words })
  const toggleGroup = useCallback((group: ListGroup) => {
    setOpenGroups((before) => {
      const next = new Set(before)
      const key = groupKey(group)
      if (!next.delete(key)) next.add(key)
      return next
    })
  }, [])

  const query: ViewState = useMemo(
    () => ({
      ...(state.search.filter ? { filter: state.search.filter } : {}),
      ...(sortInUrl ? { sort: sortInUrl } : {}),
      ...(q ? { q } : {}),
      ...(state.search.columns ? { columns: state.search.columns } : {}),
      ...(groupBy ? { groupBy } : {}),
    }),
    [state.search.filter, sortInUrl, q, state.search.columns, groupBy],
  )
  // The row answers at once, the panel beside it may come a frame later.
  const opened = useDeferredValue(peek)
  const peekRow = opened ? findRow(rows, range, opened) : undefined
  const nothing = !rows.pending && !rows.error && rows.length === 0
  const filtered = state.filter !== undefined || !!q
  // A filter matches nothing, or there is nothing to match: whoever is new here is taught, not sent to clear a filter.
  const atAll = useQuery({
    queryKey: [...queryKey, 'at-all', props.fixedFilter ?? ''],
    enabled: nothing && filtered,
    queryFn: ({ signal }) =>
      fetchPage({ limit: 1, totals: false, ...(props.fixedFilter ? { filter: props.fixedFilter } : {}) }, signal),
  })
  const nothingAtAll = nothing && (!filtered || atAll.data?.rows.length === 0)
  // There is nothing to filter yet; what the person set stays in sight, a view only came with its filter.
  const view = props.views?.views.find((one) => one.id === state.search.view)
  const bare = nothingAtAll && !q && (!state.filter || state.search.filter === view?.state.filter)

  return (
    <ListProvider value={words}>
      <div className="k-list" data-peek={(opened && props.peek && true) || undefined}>
        <div className="k-list-main">
          <header className="k-list-head">
            <h1 className="k-list-title">{title}</h1>
            {props.views && <ViewTabs views={props.views} current={state.search.view} state={query} set={state.set} />}
            <div className="k-list-actions">
              {props.actions?.({ query, total: rows.total, selection, columns: shown.map((column) => column.key) })}
            </div>
          </header>
          {!bare && <ListToolbar state={state} shown={shown} nameKey={nameKey} phone={phone} />}
          {nothing && filtered && atAll.isPending ? null : rows.error || nothing ? (
            <ListNothing
              error={rows.error}
              retry={rows.retry}
              filtered={!nothingAtAll && filtered}
              onClear={() => state.set({ filter: undefined, q: undefined, view: undefined })}
              empty={props.empty}
            />
          ) : (
            <ListGrid
              control={grid}
              title={title}
              rows={rows}
              shown={shown}
              nameKey={nameKey}
              cells={cells}
              cardColumns={props.cardColumns}
              phone={phone}
              state={state}
              ticked={ticked}
              selectable={!!props.bulk}
              onTick={(ids, on) => setTicked((before) => tick(before, ids, on))}
              peek={props.peek ? peek : undefined}
              onPeek={props.peek ? openPeek : undefined}
              onOpen={openPage}
              rowHref={rowHref}
              onToggleGroup={toggleGroup}
              onRange={setRange}
              saving={props.save ? saving : undefined}
              rowKeys={props.rowKeys}
              resultKey={`${resultKey}${sortInUrl}${groupBy}`}
            />
          )}
          {count > 0 && props.bulk && selection ? (
            <BulkBar
              count={count}
              total={rows.total ?? 0}
              all={ticked.kind === 'all'}
              onAll={() => setTicked({ kind: 'all', except: new Set() })}
              onClear={clear}
            >
              {props.bulk({ selection, count, clear })}
            </BulkBar>
          ) : (
            !nothing && !rows.error && <ListFooter total={rows.total} sums={rows.sums} stale={rows.stale} />
          )}
        </div>
        {opened && props.peek && (
          <PeekPanel
            href={rowHref?.({ id: opened })}
            onClose={() => {
              openPeek(undefined)
              grid.current?.focus()
            }}
            onMove={(by) => grid.current?.move(by)}
          >
            {props.peek(opened, peekRow)}
          </PeekPanel>
        )}
        {saving.dialog}
      </div>
    </ListProvider>
  )
}

function wantedColumns(shown: readonly string[], cards: readonly string[] | undefined): string {
  return [...new Set([...shown, ...(cards ?? [])])].join(',')
}

function findRow(rows: ReturnType<typeof useRows>, range: { first: number; last: number }, id: string) {
  for (let i = range.first; i < Math.min(range.last, rows.length); i += 1) {
    const slot = rows.at(i)
    if (slot.kind === 'row' && slot.row.id === id) return slot.row
  }
  return undefined
}
