// Puts the client under another company, or takes it out of its group, from a day on or for a period.
import { Button, Group } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { ClientGroup, GroupNode } from '#api/groups.ts'
import { clientOptions } from '#web/clients/queries.ts'
import { moveInGroup } from '#web/groups/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
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
    <FormDialog
      onClose={onClose}
      title={t.moveTitle(client.name)}
      saving={saving}
      labels={{ parentId: t.parent, from: t.from, to: t.to }}
      ready={parentId !== null}
      onSave={() => void saving.save(parentId)}
      label={t.moveAction}
      buttons={
        belongs && (
          <Button variant="default" onClick={() => void saving.save(null)}>
            {t.leave}
          </Button>
        )
      }
    >
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
        <DateField name="to" label={t.to} help={t.toHelp} value={to} onChange={setTo} error={saving.errorOf('to')} />
      </Group>
    </FormDialog>
  )
}
