// The filter of one column: a funnel in the header, or a chip; both open the same small form.
import { Popover } from '@mantine/core'
import { IconFilter, IconFilterFilled } from '@tabler/icons-react'
import { type ReactElement, Suspense, useState } from 'react'
import type { Condition, ListColumn } from '#api/lists.ts'
import { useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { conditionsOn, withCondition } from '#web/kit/list/filter-tree.ts'
import { useList } from '#web/kit/list/ListContext.tsx'
import type { ListState } from '#web/kit/list/use-list-state.ts'

const ConditionForm = lazily(() => import('#web/kit/list/ConditionForm.tsx'), 'ConditionForm')

export function ColumnFilter({ column, state }: { column: ListColumn; state: ListState }) {
  const t = useMessages('kit')
  const words = useList()
  const [opened, setOpened] = useState(false)
  const current = conditionsOn(state.filter, column.key)[0]
  return (
    <ConditionPopover
      column={column}
      condition={current}
      opened={opened}
      onOpened={setOpened}
      onApply={(condition) => state.setFilter(withCondition(state.filter, column.key, condition))}
    >
      <button
        type="button"
        className="k-funnel"
        data-on={current ? true : undefined}
        data-open={opened || undefined}
        aria-label={t.list.filterColumn(words.labelOf(column))}
        aria-haspopup="dialog"
        aria-expanded={opened}
        onClick={() => setOpened(!opened)}
      >
        {current ? <IconFilterFilled size={14} /> : <IconFilter size={14} stroke={1.5} />}
      </button>
    </ConditionPopover>
  )
}

export interface ConditionPopoverProps {
  column: ListColumn
  condition: Condition | undefined
  opened: boolean
  onOpened(opened: boolean): void
  onApply(condition: Condition | undefined): void
  children: ReactElement
}

export function ConditionPopover({ column, condition, opened, onOpened, onApply, children }: ConditionPopoverProps) {
  const t = useMessages('kit')
  const words = useList()
  return (
    <Popover opened={opened} onChange={onOpened} position="bottom-start" returnFocus width={300} shadow="md">
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown aria-label={t.list.filterColumn(words.labelOf(column))}>
        {opened && (
          <Suspense>
            <ConditionForm
              column={column}
              condition={condition}
              onApply={(next) => {
                onApply(next)
                onOpened(false)
              }}
            />
          </Suspense>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
