// The button that opens the choice of columns.
import { ActionIcon, Popover, Tooltip } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import type { ListColumn } from '#api/lists.ts'
import { useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import type { ListState } from '#web/kit/list/use-list-state.ts'

const ColumnOrder = lazily(() => import('#web/kit/list/ColumnOrder.tsx'), 'ColumnOrder')

export interface ColumnChooserProps {
  state: ListState
  shown: readonly ListColumn[]
  nameKey: string
}

export function ColumnChooser({ state, shown, nameKey }: ColumnChooserProps) {
  const t = useMessages('kit')
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={300} returnFocus shadow="md">
      <Popover.Target>
        <Tooltip label={t.list.columns}>
          <ActionIcon size={30} aria-label={t.list.columns} aria-expanded={opened} onClick={() => setOpened(!opened)}>
            <IconColumns3 size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t.list.columns} p="xs">
        <Suspense>{opened && <ColumnOrder state={state} shown={shown} nameKey={nameKey} />}</Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
