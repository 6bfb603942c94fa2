// Naming a view and saying who sees it.
import { Button, Group, Modal, SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import type { SavedView, ViewScope } from '#web/kit/list/list-types.ts'

export interface ViewFormProps {
  /** Undefined when a new view is being saved. */
  view: SavedView | undefined
  save(name: string, scope: ViewScope): Promise<unknown>
  onClose(): void
}

export function ViewForm(props: ViewFormProps) {
  const t = useMessages('kit')
  const [name, setName] = useState(props.view?.name ?? '')
  const [scope, setScope] = useState<ViewScope>(props.view?.scope ?? 'mine')
  const saving = useSaving(async () => {
    await props.save(name.trim(), scope)
    return true
  })
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.view ? t.list.viewRename : t.list.viewSave}
      size="sm"
      closeButtonProps={{ 'aria-label': t.close }}
    >
      <form
        onSubmit={async (event) => {
          event.preventDefault()
          if (name.trim() && (await saving.save())) props.onClose()
        }}
      >
        <Stack gap="sm">
          <ErrorSummary problem={saving.problem} labels={{ name: t.list.viewName }} />
          <TextField
            label={t.list.viewName}
            name="name"
            value={name}
            onChange={setName}
            maxLength={80}
            autoFocus
            required
          />
          <SegmentedControl
            aria-label={t.list.viewShare}
            value={scope}
            onChange={(value) => setScope(value as ViewScope)}
            data={(['mine', 'team', 'all'] as const).map((value) => ({ value, label: t.list.viewScopes[value] }))}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={saving.saving} disabled={!name.trim()}>
              {t.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
