// One line of a list: a row (a card on a phone), the head of a group, or the shape of a row still on its way.
// biome-ignore-all lint/a11y/useSemanticElements: rows drawn only in part cannot be an HTML table
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: header or cell by place
// biome-ignore-all lint/a11y/noStaticElementInteractions: a double click is an extra, the keyboard has F2 and e
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row
import { IconChevronRight, IconPencil } from '@tabler/icons-react'
import { memo, Suspense } from 'react'
import type { ListColumn, ListGroup } from '#api/lists.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { CellValue } from '#web/kit/list/CellValue.tsx'
import { isNumeric } from '#web/kit/list/filter-tree.ts'
import type { ListWords } from '#web/kit/list/ListContext.tsx'
import type { ListPageProps, Row } from '#web/kit/list/list-types.ts'
import type { CellSaving } from '#web/kit/list/use-cell-saving.tsx'

const CellEditor = lazily(() => import('#web/kit/list/CellEditor.tsx'), 'CellEditor')

interface Place {
  index: number
  top: number
  height: number
  phone: boolean
}

interface ListLineProps extends Place {
  row: Row
  shown: readonly ListColumn[]
  nameKey: string
  cells: ListPageProps['cells']
  cardColumns: readonly string[] | undefined
  words: ListWords
  href: string | undefined
  /** Undefined when rows cannot be ticked. */
  ticked: boolean | undefined
  active: boolean
  activeColumn: number
  peeked: boolean
  editing: string | undefined
  saving: CellSaving | undefined
  onChoose(index: number): void
  onToggle(index: number, range: boolean): void
  onEdit(cell: { id: string; key: string }): void
  onStopEditing(): void
}

export const ListLine = memo(function ListLine(props: ListLineProps) {
  const { index, top, height, row, shown, words, ticked, phone } = props
  const t = useMessages('kit')
  const nameColumn = words.column(props.nameKey)
  const name = nameColumn ? words.textOf(nameColumn, row[props.nameKey], row) : ''
  const first = ticked === undefined ? 1 : 2
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keyboard
    <div
      id={`k-row-${index}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={ticked}
      className="k-row"
      data-active={props.active || undefined}
      data-peeked={props.peeked || undefined}
      data-ticked={ticked || undefined}
      style={{ top, height }}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        const target = event.target as HTMLElement
        // Clicks in a floating list of options arrive here too, although they happen elsewhere on the page.
        if (!event.currentTarget.contains(target)) return
        if (target.closest('input,button,select,textarea,label,[data-editing]')) return
        event.preventDefault()
        props.onChoose(index)
      }}
    >
      {ticked !== undefined && !phone && (
        <div role="gridcell" aria-colindex={1} className="k-cell k-cell-tick">
          <label>
            <input
              type="checkbox"
              tabIndex={-1}
              checked={ticked}
              aria-label={t.list.select(name)}
              onChange={() => undefined}
              onClick={(event) => props.onToggle(index, event.shiftKey)}
            />
          </label>
        </div>
      )}
      {phone ? (
        <Card {...props} name={name} />
      ) : (
        shown.map((column, i) => (
          <Cell key={column.key} {...props} column={column} place={i} colindex={i + first} editText={t.keyboard.edit} />
        ))
      )}
    </div>
  )
})

function Cell(props: ListLineProps & { column: ListColumn; place: number; colindex: number; editText: string }) {
  const { column, row, place, saving, editing } = props
  const own = props.cells?.[column.key]
  const editable = !!column.editable && !!saving
  const content = own ? own(row) : <CellValue column={column} row={row} words={props.words} />
  const isEdited = editing === column.key && saving
  return (
    <div
      role={place === 0 ? 'rowheader' : 'gridcell'}
      aria-colindex={props.colindex}
      className="k-cell"
      data-name={place === 0 || undefined}
      data-number={isNumeric(column.type) || undefined}
      data-active={props.activeColumn === place || undefined}
      data-editable={editable || undefined}
      data-editing={isEdited || undefined}
      onDoubleClick={editable ? () => props.onEdit({ id: row.id, key: column.key }) : undefined}
    >
      {isEdited ? (
        <Suspense>
          <CellEditor column={column} row={row} words={props.words} saving={saving} onStop={props.onStopEditing} />
        </Suspense>
      ) : place === 0 && props.href ? (
        <a href={props.href} tabIndex={-1} className="k-name">
          {content}
        </a>
      ) : (
        content
      )}
      {editable && !isEdited && (
        <button
          type="button"
          tabIndex={-1}
          className="k-pencil"
          aria-label={`${props.words.labelOf(column)}: ${props.editText}`}
          onClick={() => props.onEdit({ id: row.id, key: column.key })}
        >
          <IconPencil size={14} stroke={1.5} aria-hidden />
        </button>
      )}
    </div>
  )
}

/** On a phone: the name and under it what tells most. */
function Card(props: ListLineProps & { name: string }) {
  const { row, words, cells, nameKey } = props
  const keys = props.cardColumns ?? props.shown.filter((column) => column.key !== nameKey).map((column) => column.key)
  const second = keys
    .flatMap((key) => words.column(key) ?? [])
    .filter((column) => row[column.key] !== null && row[column.key] !== undefined && row[column.key] !== '')
    .slice(0, 3)
  const nameCell = cells?.[nameKey]
  return (
    <div role="gridcell" className="k-card">
      <span className="k-card-name">{nameCell ? nameCell(row) : props.name}</span>
      <span className="k-card-second">
        {second.map((column) => (
          <span key={column.key} data-short={column.type === 'text' || column.type === 'client' ? undefined : true}>
            {cells?.[column.key]?.(row) ?? words.textOf(column, row[column.key], row)}
          </span>
        ))}
      </span>
      <IconChevronRight size={18} stroke={1.5} aria-hidden />
    </div>
  )
}

export function GroupLine(
  props: Place & {
    group: ListGroup
    open: boolean
    column: ListColumn | undefined
    words: ListWords
    active: boolean
    onChoose(index: number): void
  },
) {
  const { group, column, words, open, index } = props
  const t = useMessages('kit')
  const f = useFormat()
  // The server names people and records; words of choices are known here, in the person's language.
  const worded = column?.type === 'choice' || column?.type === 'choices' || column?.type === 'boolean'
  const label =
    group.value === null
      ? t.list.groupEmpty
      : column && (worded || !group.label)
        ? words.textOf(column, group.value)
        : (group.label ?? group.value)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keyboard
    <div
      id={`k-row-${index}`}
      role="row"
      aria-rowindex={index + 2}
      aria-expanded={open}
      className="k-row k-group"
      data-active={props.active || undefined}
      style={{ top: props.top, height: props.height }}
      onClick={() => props.onChoose(index)}
    >
      <div
        role="gridcell"
        className="k-group-cell"
        aria-label={open ? t.list.groupClose(label) : t.list.groupOpen(label)}
      >
        <IconChevronRight size={16} stroke={1.5} data-open={open || undefined} aria-hidden />
        <span className="k-group-name">{label}</span>
        <span className="k-group-count">{f.number(group.count)}</span>
        {Object.entries(group.sums).map(([key, sum]) => {
          const summed = words.column(key)
          return summed && sum !== null ? (
            <span key={key} className="k-group-sum">
              {words.labelOf(summed)} {words.textOf(summed, sum)}
            </span>
          ) : null
        })}
      </div>
    </div>
  )
}

const lengths = [62, 78, 48, 70, 55, 84]

export function WaitingLine(
  props: Place & { shown: readonly ListColumn[]; selectable: boolean; retry: (() => void) | undefined },
) {
  const t = useMessages('kit')
  const bar = (i: number) => ({ width: `${lengths[(props.index + i * 2) % lengths.length]}%` })
  return (
    <div
      id={`k-row-${props.index}`}
      role="row"
      aria-rowindex={props.index + 2}
      className="k-row"
      style={{ top: props.top, height: props.height }}
    >
      {props.retry ? (
        <div role="gridcell" className="k-group-cell">
          {t.list.rowFailed}
          <button type="button" className="k-link" onClick={props.retry}>
            {t.list.retry}
          </button>
        </div>
      ) : props.phone ? (
        <div role="gridcell" className="k-card" aria-label={t.loading}>
          <span className="k-waiting" style={{ width: '60%' }} />
          <span className="k-waiting" style={{ width: '40%' }} />
        </div>
      ) : (
        <>
          {props.selectable && <div role="gridcell" className="k-cell k-cell-tick" aria-label={t.loading} />}
          {props.shown.map((column, i) => (
            <div
              key={column.key}
              role="gridcell"
              className="k-cell"
              aria-label={t.loading}
              data-name={i === 0 || undefined}
              data-number={isNumeric(column.type) || undefined}
            >
              <span className="k-waiting" style={bar(i)} />
            </div>
          ))}
        </>
      )}
    </div>
  )
}
