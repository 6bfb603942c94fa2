// The filter as readable chips: a click edits one, the cross takes it away.
import { IconX } from '@tabler/icons-react'
import { memo, useState } from 'react'
import type { Condition, Filter } from '#api/lists.ts'
import { useOptionLabels } from '#web/kit/form/use-options.ts'
import { useMessages } from '#web/kit/language.tsx'
import { ConditionPopover } from '#web/kit/list/ColumnFilter.tsx'
import { allOf, isDayType, isGroup, leavesOf, shapeOf, topParts, withoutPart } from '#web/kit/list/filter-tree.ts'
import { useList } from '#web/kit/list/ListContext.tsx'
import { operatorText } from '#web/kit/list/operator-text.ts'
import type { ListState } from '#web/kit/list/use-list-state.ts'

export const FilterChips = memo(function FilterChips({ state, onAdvanced }: { state: ListState; onAdvanced(): void }) {
  const t = useMessages('kit')
  const parts = topParts(state.filter)
  if (parts.length === 0) return null
  return (
    <div className="k-chips">
      {parts.map((part, i) => {
        const drop = () => state.setFilter(withoutPart(state.filter, i))
        const replace = (next: Condition | undefined) =>
          state.setFilter(allOf(parts.flatMap((one, at) => (at === i ? (next ?? []) : one))))
        return <Chip key={JSON.stringify(part)} part={part} onDrop={drop} onReplace={replace} onAdvanced={onAdvanced} />
      })}
      {parts.length > 1 && (
        <button type="button" className="k-chip-clear" onClick={() => state.setFilter(undefined)}>
          {t.list.clearFilter}
        </button>
      )}
    </div>
  )
})

interface ChipProps {
  part: Filter
  onDrop(): void
  onReplace(next: Condition | undefined): void
  onAdvanced(): void
}

function Chip({ part, onDrop, onReplace, onAdvanced }: ChipProps) {
  const t = useMessages('kit')
  const words = useList()
  const [opened, setOpened] = useState(false)
  const column = isGroup(part) ? undefined : words.column(part.f)
  const text = useConditionText(isGroup(part) ? undefined : part) ?? t.list.groupOf(leavesOf(part))
  const body = (
    <button
      type="button"
      className="k-chip-text"
      aria-label={t.list.editFilter(text)}
      onClick={() => (column ? setOpened(!opened) : onAdvanced())}
    >
      {text}
    </button>
  )
  return (
    <span className="k-chip">
      {column && !isGroup(part) ? (
        <ConditionPopover column={column} condition={part} opened={opened} onOpened={setOpened} onApply={onReplace}>
          {body}
        </ConditionPopover>
      ) : (
        body
      )}
      <button type="button" className="k-chip-drop" aria-label={t.list.dropFilter(text)} onClick={onDrop}>
        <IconX size={13} stroke={1.75} aria-hidden />
      </button>
    </span>
  )
}

/** A condition as a sentence: `Třída je některé z klíčový, VIP`. */
function useConditionText(condition: Condition | undefined): string | undefined {
  const t = useMessages('kit')
  const words = useList()
  const column = condition ? words.column(condition.f) : undefined
  const source = column ? words.sourceOf(column) : undefined
  const ids = source && Array.isArray(condition?.v) ? condition.v.map(String) : []
  const nameOf = useOptionLabels(source, ids)
  if (!condition) return undefined
  if (!column) return `${condition.f} ${condition.op}`
  const label = words.labelOf(column)
  const { op, v } = condition
  const one = (value: unknown) => {
    if (source) return value === 'me' ? t.me : nameOf(String(value))
    return isDayType(column.type) ? words.textOf({ ...column, type: 'date' }, value) : words.textOf(column, value)
  }
  switch (shapeOf(op)) {
    case 'none':
      return `${label}: ${operatorText(t, column, op)}`
    case 'many': {
      const values = Array.isArray(v) ? v : []
      const named = values.slice(0, 3).map(one).join(', ')
      const rest = values.length > 3 ? ` +${values.length - 3}` : ''
      return op === 'in' ? `${label}: ${named}${rest}` : `${label} ${operatorText(t, column, op)} ${named}${rest}`
    }
    case 'two':
      return Array.isArray(v) ? `${label}: ${one(v[0])} – ${one(v[1])}` : label
    case 'days':
      return `${label}: ${op === 'lastDays' ? t.list.lastDays(Number(v)) : t.list.nextDays(Number(v))}`
    default:
      return op === 'is' ? `${label}: ${one(v)}` : `${label} ${operatorText(t, column, op)} ${one(v)}`
  }
}
