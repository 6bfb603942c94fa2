// Puts the client under another company, or takes it out of its group, from a day on or for a period.
import { Button, Group, Modal, Stack } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { ClientGroup, GroupNode } from '#api/groups.ts'
import { clientOptions } from '#web/clients/queries.ts'
import { moveInGroup } from '#web/groups/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { localDay } from '#web/kit/format.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import type { OptionSource } from '#web/kit/list/list-types.ts'

export interface GroupMoveFormProps {
  client: Pick<GroupNode, 'id' | 'name' | 'parentId'>
  group: ClientGroup
  onClose(): void
}

export function GroupMoveForm({ client, group, onClose }: GroupMoveFormProps) {
  const t = useMessages('groups')
  const kit = useMessages('kit')
  const f = useFormat()
  const toast = useToast()
  const today = localDay(new Date())
  const [parentId, setParentId] = useState<string | null>(client.parentId)
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState<string | null>(null)
  const others = useMemo<OptionSource>(
    () => ({
      search: async (text, signal) =>
        (await clientOptions.search(text, signal)).filter((one) => one.value !== client.id),
      labels: clientOptions.labels,
    }),
    [client.id],
  )
  const saving = useSaving(async (parent: string | null) => {
    await moveInGroup(client.id, { parentId: parent, from, to }, group.version)
    toast.done(from > today ? t.planned(f.day(from)) : t.moved)
    onClose()
  })
  const belongs = group.memberships.some((one) => one.to === null || one.to >= today)
  return (
    <Modal opened onClose={onClose} title={t.moveTitle(client.name)} closeButtonProps={{ 'aria-label': kit.close }}>
      <form onSubmit={(event) => event.preventDefault()}>
        <Stack gap="md">
          <ErrorSummary problem={saving.problem} labels={{ parentId: t.parent, from: t.from, to: t.to }} />
          <OptionField
            name="parentId"
            label={t.parent}
            help={t.parentHelp}
            source={others}
            value={parentId ? [parentId] : []}
            onChange={([id]) => setParentId(id ?? null)}
            error={saving.errorOf('parentId')}
          />
          <Group align="start">
            <DateField
              name="from"
              label={t.from}
              value={from}
              onChange={(day) => setFrom(day ?? today)}
              error={saving.errorOf('from')}
            />
            <DateField
              name="to"
              label={t.to}
              help={t.toHelp}
              value={to}
              onChange={setTo}
              error={saving.errorOf('to')}
            />
          </Group>
          <SaveBar
            label={t.moveAction}
            onSave={() => parentId && void saving.save(parentId)}
            onCancel={onClose}
            saving={saving.saving}
            disabled={!parentId}
          >
            {belongs && (
              <Button variant="default" onClick={() => void saving.save(null)}>
                {t.leave}
              </Button>
            )}
          </SaveBar>
        </Stack>
      </form>
    </Modal>
  )
}
