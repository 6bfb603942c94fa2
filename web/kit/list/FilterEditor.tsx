// The advanced filter: conditions in nested groups, each joined by and or by or; nothing changes until applied.
import { ActionIcon, Button, Modal, NativeSelect, Group as Row, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Filter } from '#api/lists.ts'
import { heldByUnreadable } from '#web/kit/form/unreadable.ts'
import { useMessages } from '#web/kit/language.tsx'
import { ConditionEditor } from '#web/kit/list/ConditionEditor.tsx'
import {
  appendAt,
  firstCondition,
  type Group,
  groupOf,
  isGroup,
  joinOf,
  leavesOf,
  type Path,
  partsOf,
  pruned,
  replaceAt,
} from '#web/kit/list/filter-tree.ts'
import { useList } from '#web/kit/list/ListContext.tsx'
import type { ListState } from '#web/kit/list/use-list-state.ts'

const deepest = 4
const most = 50

export function FilterEditor({ onClose, state }: { onClose(): void; state: ListState }) {
  const t = useMessages('kit')
  return (
    <Modal opened onClose={onClose} title={t.list.advanced} size={720} closeButtonProps={{ 'aria-label': t.close }}>
      <EditorBody state={state} onClose={onClose} />
    </Modal>
  )
}

function EditorBody({ state, onClose }: { state: ListState; onClose(): void }) {
  const t = useMessages('kit')
  const words = useList()
  const filterable = words.columns.filter((column) => column.filterable)
  const [tree, setTree] = useState<Group>(() => {
    const current = state.filter
    if (current && isGroup(current)) return current
    const first = filterable[0]
    return { and: current ? [current] : first ? [firstCondition(first)] : [] }
  })
  const apply = () => {
    state.setFilter(pruned(tree))
    onClose()
  }
  return (
    <form onSubmit={(event) => [event.preventDefault(), heldByUnreadable(event.currentTarget) || apply()]}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t.list.advancedHelp}
        </Text>
        <GroupEditor group={tree} path={[]} tree={tree} onTree={setTree} />
        <Row gap="xs" justify="flex-end">
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              state.setFilter(undefined)
              onClose()
            }}
          >
            {t.list.clearFilter}
          </Button>
          <Button type="submit">{t.list.apply}</Button>
        </Row>
      </Stack>
    </form>
  )
}

interface GroupEditorProps {
  group: Group
  path: Path
  tree: Group
  onTree(tree: Group): void
}

function GroupEditor({ group, path, tree, onTree }: GroupEditorProps) {
  const t = useMessages('kit')
  const words = useList()
  const filterable = words.columns.filter((column) => column.filterable)
  const full = leavesOf(tree) >= most
  const put = (at: Path, next: Filter | undefined) => onTree(replaceAt(tree, at, next))
  const add = (filter: Filter) => onTree(appendAt(tree, path, filter))
  const first = filterable[0]
  return (
    <div className="k-filter-group" data-inner={path.length > 0 || undefined}>
      <Row justify="space-between" mb={8}>
        <SegmentedControl
          size="xs"
          value={joinOf(group)}
          onChange={(join) => put(path, groupOf(join as 'and' | 'or', partsOf(group)))}
          data={[
            { value: 'and', label: t.list.all },
            { value: 'or', label: t.list.any },
          ]}
        />
        {path.length > 0 && (
          <ActionIcon aria-label={t.list.removeGroup} onClick={() => put(path, undefined)}>
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
        )}
      </Row>
      <Stack gap="xs">
        {partsOf(group).map((part, i) => {
          const at = [...path, i]
          if (isGroup(part)) return <GroupEditor key={at.join()} group={part} path={at} tree={tree} onTree={onTree} />
          const column = words.column(part.f)
          return (
            <div key={at.join()} className="k-filter-line">
              <NativeSelect
                size="sm"
                aria-label={t.list.column}
                value={part.f}
                onChange={(event) => {
                  const next = words.column(event.target.value)
                  if (next) put(at, firstCondition(next))
                }}
                data={filterable.map((one) => ({ value: one.key, label: words.labelOf(one) }))}
              />
              {column && <ConditionEditor inline column={column} condition={part} onChange={(next) => put(at, next)} />}
              <ActionIcon size={36} aria-label={t.list.removeCondition} onClick={() => put(at, undefined)}>
                <IconX size={16} stroke={1.5} />
              </ActionIcon>
            </div>
          )
        })}
      </Stack>
      <Row gap="xs" mt={8}>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconPlus size={14} stroke={1.75} />}
          disabled={full || !first}
          onClick={() => first && add(firstCondition(first))}
        >
          {t.list.addCondition}
        </Button>
        {path.length < deepest - 1 && (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconPlus size={14} stroke={1.75} />}
            disabled={full || !first}
            onClick={() => first && add(groupOf(joinOf(group) === 'and' ? 'or' : 'and', [firstCondition(first)]))}
          >
            {t.list.addGroup}
          </Button>
        )}
      </Row>
    </div>
  )
}
