// Above the rows: the full-text box, the filters as chips, grouping and columns.
import { Button, CloseButton, Menu, TextInput } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconFilterPlus, IconSearch, IconStack2 } from '@tabler/icons-react'
import { memo, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { Condition, ListColumn } from '#api/lists.ts'
import { useShortcuts } from '#web/kit/keyboard.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { ColumnChooser } from '#web/kit/list/ColumnChooser.tsx'
import { ConditionPopover } from '#web/kit/list/ColumnFilter.tsx'
import { FilterChips } from '#web/kit/list/FilterChips.tsx'
import { allOf, topParts } from '#web/kit/list/filter-tree.ts'
import { useList } from '#web/kit/list/ListContext.tsx'
import type { ListState } from '#web/kit/list/use-list-state.ts'

const FilterEditor = lazily(() => import('#web/kit/list/FilterEditor.tsx'), 'FilterEditor')

export interface ListToolbarProps {
  state: ListState
  shown: readonly ListColumn[]
  nameKey: string
  phone: boolean
}

export const ListToolbar = memo(function ListToolbar({ state, shown, nameKey, phone }: ListToolbarProps) {
  const t = useMessages('kit')
  const words = useList()
  const [advanced, setAdvanced] = useState(false)
  const openAdvanced = useCallback(() => setAdvanced(true), [])
  const groupable = words.columns.filter((column) => column.groupable)
  const grouped = state.search.groupBy ? words.column(state.search.groupBy) : undefined
  return (
    <div className="k-toolbar">
      <FulltextBox state={state} />
      <AddFilter state={state} onAdvanced={openAdvanced} />
      <FilterChips state={state} onAdvanced={openAdvanced} />
      <div className="k-toolbar-end">
        {groupable.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button
                size="xs"
                variant={grouped ? 'light' : 'subtle'}
                color={grouped ? 'teal' : 'gray'}
                leftSection={<IconStack2 size={16} stroke={1.5} />}
                aria-label={t.list.groupBy}
                className="k-tool"
              >
                {grouped ? words.labelOf(grouped) : !phone && t.list.groupBy}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {grouped && <Menu.Item onClick={() => state.set({ groupBy: undefined })}>{t.list.groupNone}</Menu.Item>}
              {groupable.map((column) => (
                <Menu.Item key={column.key} onClick={() => state.set({ groupBy: column.key })}>
                  {words.labelOf(column)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {!phone && <ColumnChooser state={state} shown={shown} nameKey={nameKey} />}
      </div>
      <Suspense>{advanced && <FilterEditor onClose={() => setAdvanced(false)} state={state} />}</Suspense>
    </div>
  )
})

function FulltextBox({ state }: { state: ListState }) {
  const t = useMessages('kit')
  const { q } = state.search
  const [text, setText] = useState(q ?? '')
  const input = useRef<HTMLInputElement>(null)
  const sent = useRef(q ?? '')
  useEffect(() => {
    if ((q ?? '') !== sent.current) {
      sent.current = q ?? ''
      setText(q ?? '')
    }
  }, [q])
  const { set } = state
  useEffect(() => {
    if (text === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text
      set({ q: text.trim() === '' ? undefined : text })
    }, 180)
    return () => clearTimeout(timer)
  }, [text, set])
  useShortcuts([{ keys: 'f', label: t.keyboard.fulltext, section: 'list', run: () => input.current?.focus() }])
  return (
    <TextInput
      ref={input}
      size="xs"
      type="search"
      className="k-fulltext"
      aria-label={t.list.fulltext}
      placeholder={t.list.fulltext}
      leftSection={<IconSearch size={15} stroke={1.5} aria-hidden />}
      rightSection={text && <CloseButton size="sm" aria-label={t.clear} onClick={() => setText('')} />}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Enter') input.current?.blur()
      }}
    />
  )
}

function AddFilter({ state, onAdvanced }: { state: ListState; onAdvanced(): void }) {
  const t = useMessages('kit')
  const words = useList()
  const [column, setColumn] = useState<ListColumn>()
  const [menu, setMenu] = useState(false)
  const filterable = words.columns.filter((one) => one.filterable)
  const apply = (condition: Condition | undefined) => {
    if (condition) state.setFilter(allOf([...topParts(state.filter), condition]))
  }
  const button = (
    <Button
      size="xs"
      variant="subtle"
      color="gray"
      className="k-tool"
      leftSection={<IconFilterPlus size={16} stroke={1.5} />}
      aria-haspopup="menu"
    >
      {t.list.addFilter}
    </Button>
  )
  if (column) {
    return (
      <ConditionPopover
        column={column}
        condition={undefined}
        opened
        onOpened={(opened) => !opened && setColumn(undefined)}
        onApply={apply}
      >
        {button}
      </ConditionPopover>
    )
  }
  return (
    <Menu opened={menu} onChange={setMenu} position="bottom-start" width={240}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        <Menu.Item leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.5} />} onClick={onAdvanced}>
          {t.list.advanced}
        </Menu.Item>
        <Menu.Divider />
        {filterable.map((one) => (
          <Menu.Item key={one.key} onClick={() => setColumn(one)}>
            {words.labelOf(one)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
