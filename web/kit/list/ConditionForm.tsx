// The small form of one condition: operator, value, apply.
import { Button, FocusTrap, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Condition, ListColumn } from '#api/lists.ts'
import { heldByUnreadable } from '#web/kit/form/unreadable.ts'
import { useMessages } from '#web/kit/language.tsx'
import { ConditionEditor } from '#web/kit/list/ConditionEditor.tsx'
import { firstCondition, isComplete } from '#web/kit/list/filter-tree.ts'

export interface ConditionFormProps {
  column: ListColumn
  condition: Condition | undefined
  /** Undefined takes the condition away. */
  onApply(condition: Condition | undefined): void
}

export function ConditionForm(props: ConditionFormProps) {
  const t = useMessages('kit')
  const [draft, setDraft] = useState<Condition>(props.condition ?? firstCondition(props.column))
  return (
    <FocusTrap active>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!heldByUnreadable(event.currentTarget)) props.onApply(isComplete(draft) ? draft : undefined)
        }}
      >
        <Stack gap="sm">
          <ConditionEditor column={props.column} condition={draft} onChange={setDraft} autoFocus />
          <Group gap="xs" justify="space-between">
            <Button type="submit" size="xs" disabled={!isComplete(draft)}>
              {t.list.apply}
            </Button>
            {props.condition && (
              <Button size="xs" variant="subtle" color="gray" onClick={() => props.onApply(undefined)}>
                {t.list.clearFilter}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </FocusTrap>
  )
}
