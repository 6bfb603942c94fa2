// The rows: drawn only where one looks, moved through by keyboard, with the name frozen and the header always there.
// biome-ignore-all lint/a11y/useSemanticElements: rows drawn only in part cannot be an HTML table
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: grid or tree grid by grouping
// biome-ignore-all lint/a11y/noStaticElementInteractions: the same
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row
import { type RefObject, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import type { ListColumn, ListGroup } from '#api/lists.ts'
import { isTyping, useShortcuts } from '#web/kit/keyboard.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { useList } from '#web/kit/list/ListContext.tsx'
import { ListHeader } from '#web/kit/list/ListHeader.tsx'
import { GroupLine, ListLine, WaitingLine } from '#web/kit/list/ListLine.tsx'
import type { ListPageProps, Row } from '#web/kit/list/list-types.ts'
import { isTicked, type Ticked } from '#web/kit/list/selection.ts'
import type { CellSaving } from '#web/kit/list/use-cell-saving.tsx'
import type { ListState } from '#web/kit/list/use-list-state.ts'
import type { Rows } from '#web/kit/list/use-rows.ts'
import { useScroll } from '#web/kit/list/use-scroll.ts'
import { templateOf } from '#web/kit/list/widths.ts'
import '#web/kit/list/grid.css'

export interface ListGridControl {
  focus(): void
  move(by: number): void
}

export interface ListGridProps {
  control: RefObject<ListGridControl | null>
  title: string
  rows: Rows
  shown: readonly ListColumn[]
  nameKey: string
  cells: ListPageProps['cells']
  cardColumns: readonly string[] | undefined
  phone: boolean
  state: ListState
  ticked: Ticked
  selectable: boolean
  onTick(ids: readonly string[], on: boolean): void
  peek: string | undefined
  onPeek: ((id: string | undefined) => void) | undefined
  onOpen(row: Row): void
  rowHref: ListPageProps['rowHref']
  onToggleGroup(group: ListGroup): void
  onRange(range: { first: number; last: number }): void
  saving: CellSaving | undefined
  rowKeys: ListPageProps['rowKeys']
  /** Changes when the result does: back to the top. */
  resultKey: string
}

const headerHeight = 36

export function ListGrid(props: ListGridProps) {
  const { rows, shown, phone, onRange, onPeek, onOpen, onTick, ticked, peek, saving, selectable } = props
  const t = useMessages('kit')
  const words = useList()
  const rowHeight = phone ? 72 : 40
  const scroll = useScroll(rows.pending ? 20 : rows.length, rowHeight, phone ? 0 : headerHeight)
  const [active, setActive] = useState(0)
  const [activeColumn, setActiveColumn] = useState(0)
  const [editing, setEditing] = useState<{ id: string; key: string } | undefined>()
  const lastTicked = useRef<number | undefined>(undefined)
  const { scroller, showRow, moveTo } = scroll

  useEffect(() => onRange(scroll.wanted), [onRange, scroll.wanted])
  const first = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another result starts at its top
  useEffect(() => {
    if (!first.current) {
      setActive(0)
      moveTo(0)
    }
    first.current = false
  }, [props.resultKey, moveTo])

  const slots = useRef(rows)
  slots.current = rows
  const rowAt = useCallback((index: number): Row | undefined => {
    const slot = slots.current.at(index)
    return slot.kind === 'row' ? slot.row : undefined
  }, [])

  const activate = useCallback(
    (index: number) => {
      const next = Math.max(0, Math.min(slots.current.length - 1, index))
      setActive(next)
      showRow(next)
      const row = rowAt(next)
      if (peek && row && row.id !== peek) onPeek?.(row.id)
    },
    [onPeek, peek, rowAt, showRow],
  )
  const move = useCallback((by: number) => activate(active + by), [activate, active])
  useImperativeHandle(props.control, () => ({ focus: () => scroller.current?.focus({ preventScroll: true }), move }))

  // With a pasted link the panel is open before anything was chosen: find its row among those in sight.
  useEffect(() => {
    if (!peek || rowAt(active)?.id === peek) return
    for (let i = scroll.window.first; i < scroll.window.last; i += 1) if (rowAt(i)?.id === peek) setActive(i)
  }, [peek, active, rowAt, scroll.window])

  const toggle = useCallback(
    (index: number, range: boolean) => {
      const row = rowAt(index)
      if (!row || !selectable) return
      const on = !isTicked(ticked, row.id)
      const from = range && lastTicked.current !== undefined ? lastTicked.current : index
      const ids: string[] = []
      for (let i = Math.min(from, index); i <= Math.max(from, index); i += 1) {
        const one = rowAt(i)
        if (one) ids.push(one.id)
      }
      lastTicked.current = index
      onTick(ids, on)
    },
    [onTick, rowAt, selectable, ticked],
  )
  const choose = (index: number) => {
    const slot = rows.at(index)
    if (slot.kind === 'group') props.onToggleGroup(slot.group)
    else if (slot.kind === 'row') {
      setActive(index)
      if (onPeek) onPeek(slot.row.id)
      else onOpen(slot.row)
    }
  }
  const edit = (columnIndex: number) => {
    const row = rowAt(active)
    const column = shown[columnIndex]?.editable ? shown[columnIndex] : shown.find((one) => one.editable)
    if (saving && row && column && !phone) setEditing({ id: row.id, key: column.key })
  }
  // Rows are drawn again only when they change: what they call must stay the same.
  const ticking = useRef({ rows, ticked, onTick })
  ticking.current = { rows, ticked, onTick }
  const latest = useRef({ choose, toggle })
  latest.current = { choose, toggle }
  const onChoose = useCallback((index: number) => latest.current.choose(index), [])
  const onToggle = useCallback((index: number, range: boolean) => latest.current.toggle(index, range), [])
  const onTickLoaded = useCallback((on: boolean) => {
    const { rows, ticked, onTick } = ticking.current
    const ids: string[] = []
    for (let i = 0; i < Math.min(rows.length, 10_000); i += 1) {
      const slot = rows.at(i)
      if (slot.kind === 'row') ids.push(slot.row.id)
    }
    onTick(on ? ids : [...(ticked.kind === 'some' ? ticked.ids : ids)], on)
  }, [])
  const stopEditing = useCallback(() => {
    setEditing(undefined)
    scroller.current?.focus({ preventScroll: true })
  }, [scroller])

  useShortcuts([
    { keys: 'j', label: t.keyboard.down, section: 'list', run: () => move(1) },
    { keys: 'k', label: t.keyboard.up, section: 'list', run: () => move(-1) },
    ...(selectable
      ? [{ keys: 'x', label: t.keyboard.select, section: 'list' as const, run: () => toggle(active, false) }]
      : []),
    ...(saving ? [{ keys: 'e', label: t.keyboard.edit, section: 'list' as const, run: () => edit(activeColumn) }] : []),
    ...(onPeek
      ? [
          { keys: 'Enter', label: t.keyboard.peek, section: 'list' as const, run: () => choose(active) },
          {
            keys: 'Escape',
            label: t.keyboard.escape,
            section: 'list' as const,
            run: () => {
              onPeek(undefined)
              scroller.current?.focus({ preventScroll: true })
            },
          },
        ]
      : []),
    ...(props.rowKeys ?? []).map(({ keys, label, run }) => ({
      keys,
      label,
      section: 'list' as const,
      run: () => {
        const row = rowAt(active)
        if (row) run(row)
      },
    })),
    {
      keys: 'mod+Enter',
      label: t.keyboard.open,
      section: 'list',
      run: () => {
        const row = rowAt(active)
        if (row) onOpen(row)
      },
    },
  ])

  const pressed = (event: React.KeyboardEvent<HTMLDivElement>) => {
    if (isTyping(event.target) || event.target !== event.currentTarget) return
    const page = Math.max(1, Math.floor(scroll.viewport / rowHeight) - 1)
    const mod = event.ctrlKey || event.metaKey
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'PageDown') move(page)
    else if (event.key === 'PageUp') move(-page)
    else if (event.key === 'Home' && (mod || activeColumn === 0)) activate(0)
    else if (event.key === 'End' && mod) activate(rows.length - 1)
    else if (event.key === 'Home') setActiveColumn(0)
    else if (event.key === 'End') setActiveColumn(shown.length - 1)
    else if (event.key === 'ArrowRight') setActiveColumn(Math.min(shown.length - 1, activeColumn + 1))
    else if (event.key === 'ArrowLeft') setActiveColumn(Math.max(0, activeColumn - 1))
    else if (event.key === ' ') toggle(active, event.shiftKey)
    else if (event.key === 'F2') edit(activeColumn)
    else return
    event.preventDefault()
  }

  const template = useMemo(() => templateOf(shown, selectable), [shown, selectable])
  const sorting = props.state.sort
  const { window } = scroll
  const lines: React.ReactNode[] = []
  for (let index = window.first; index < window.last; index += 1) {
    const slot = rows.pending && !rows.stale ? ({ kind: 'loading' } as const) : rows.at(index)
    const place = { index, top: (index - window.first) * rowHeight, height: rowHeight, phone }
    if (slot.kind === 'row') {
      lines.push(
        <ListLine
          key={index}
          {...place}
          row={slot.row}
          shown={shown}
          nameKey={props.nameKey}
          cells={props.cells}
          cardColumns={props.cardColumns}
          words={words}
          href={props.rowHref?.(slot.row)}
          ticked={selectable ? isTicked(ticked, slot.row.id) : undefined}
          active={index === active}
          activeColumn={index === active ? activeColumn : -1}
          peeked={slot.row.id === peek}
          editing={editing?.id === slot.row.id ? editing.key : undefined}
          saving={saving}
          onChoose={onChoose}
          onToggle={onToggle}
          onEdit={setEditing}
          onStopEditing={stopEditing}
        />,
      )
    } else if (slot.kind === 'group') {
      lines.push(
        <GroupLine
          key={index}
          {...place}
          group={slot.group}
          open={slot.open}
          column={props.state.search.groupBy ? words.column(props.state.search.groupBy) : undefined}
          words={words}
          active={index === active}
          onChoose={onChoose}
        />,
      )
    } else {
      lines.push(
        <WaitingLine
          key={index}
          {...place}
          shown={shown}
          selectable={selectable}
          retry={slot.kind === 'failed' ? slot.retry : undefined}
        />,
      )
    }
  }

  return (
    <div
      ref={scroller}
      role={props.state.search.groupBy ? 'treegrid' : 'grid'}
      tabIndex={0}
      aria-label={t.list.grid(props.title)}
      aria-rowcount={rows.pending ? -1 : rows.length + 1}
      aria-colcount={shown.length + (selectable ? 1 : 0)}
      aria-multiselectable={selectable || undefined}
      aria-busy={rows.pending || rows.stale || undefined}
      aria-activedescendant={rows.length > 0 ? `k-row-${active}` : undefined}
      className="k-grid"
      data-phone={phone || undefined}
      data-stale={rows.stale || undefined}
      style={{ ['--k-template' as string]: template.columns, ['--k-width' as string]: template.width }}
      onScroll={scroll.onScroll}
      onKeyDown={pressed}
    >
      <div className="k-grid-inner" style={{ height: scroll.height + (phone ? 0 : headerHeight) }}>
        {!phone && (
          <ListHeader
            shown={shown}
            state={props.state}
            sorting={sorting}
            selectable={selectable}
            nameKey={props.nameKey}
            allTicked={ticked.kind === 'all' && ticked.except.size === 0}
            someTicked={ticked.kind === 'all' || ticked.ids.size > 0}
            onTickLoaded={onTickLoaded}
          />
        )}
        <div className="k-grid-rows" role="rowgroup" style={{ transform: `translateY(${window.offset}px)` }}>
          {lines}
        </div>
      </div>
    </div>
  )
}
