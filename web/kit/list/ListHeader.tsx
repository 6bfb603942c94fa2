// Names of the columns: a click sorts, shift adds to the sort, the funnel filters.
// biome-ignore-all lint/a11y/useSemanticElements: rows drawn only in part cannot be an HTML table
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row

import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { memo } from 'react'
import type { ListColumn } from '#api/lists.ts'
import { useMessages } from '#web/kit/language.tsx'
import { ColumnFilter } from '#web/kit/list/ColumnFilter.tsx'
import { isNumeric } from '#web/kit/list/filter-tree.ts'
import { useList } from '#web/kit/list/ListContext.tsx'
import { nextSort, type SortKey } from '#web/kit/list/list-search.ts'
import type { ListState } from '#web/kit/list/use-list-state.ts'

export interface ListHeaderProps {
  shown: readonly ListColumn[]
  state: ListState
  sorting: readonly SortKey[]
  selectable: boolean
  nameKey: string
  allTicked: boolean
  someTicked: boolean
  onTickLoaded(on: boolean): void
}

export const ListHeader = memo(function ListHeader({
  shown,
  state,
  sorting,
  selectable,
  allTicked,
  someTicked,
  onTickLoaded,
}: ListHeaderProps) {
  const t = useMessages('kit')
  const words = useList()
  return (
    <div role="rowgroup" className="k-grid-head">
      <div role="row" aria-rowindex={1} className="k-row k-row-head">
        {selectable && (
          <div role="columnheader" aria-colindex={1} className="k-cell k-cell-tick">
            <label>
              <input
                type="checkbox"
                aria-label={t.list.selectLoaded}
                checked={allTicked}
                ref={(box) => {
                  if (box) box.indeterminate = someTicked && !allTicked
                }}
                onChange={() => onTickLoaded(!someTicked)}
              />
            </label>
          </div>
        )}
        {shown.map((column, i) => {
          const at = sorting.findIndex((one) => one.key === column.key)
          const sort = sorting[at]
          const label = words.labelOf(column)
          return (
            <div
              key={column.key}
              role="columnheader"
              aria-colindex={i + (selectable ? 2 : 1)}
              aria-sort={sort ? (sort.descending ? 'descending' : 'ascending') : undefined}
              className="k-cell k-head-cell"
              data-name={i === 0 || undefined}
              data-number={isNumeric(column.type) || undefined}
            >
              {column.sortable ? (
                <button
                  type="button"
                  className="k-sort"
                  title={label}
                  onClick={(event) => state.setSort(nextSort(sorting, column.key, event.shiftKey))}
                >
                  <span>{label}</span>
                  {sort &&
                    (sort.descending ? (
                      <IconArrowDown size={14} stroke={1.75} aria-hidden />
                    ) : (
                      <IconArrowUp size={14} stroke={1.75} aria-hidden />
                    ))}
                  {sort && sorting.length > 1 && <small>{at + 1}</small>}
                </button>
              ) : (
                <span className="k-sort" title={label}>
                  <span>{label}</span>
                </span>
              )}
              {column.filterable && <ColumnFilter column={column} state={state} />}
            </div>
          )
        })}
      </div>
    </div>
  )
})
