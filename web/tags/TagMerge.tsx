// Puts another tag in the place of one everywhere; says first how many records that concerns.
import { Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { TagUse } from '#api/tags.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import type { OptionSource } from '#web/kit/list/list-types.ts'
import { mergeTag, restoreTag, tagOptions } from '#web/tags/queries.ts'

export function TagMerge({ tag, onClose }: { tag: TagUse; onClose(): void }) {
  const t = useMessages('tags')
  const toast = useToast()
  const [into, setInto] = useState<string>()
  const others = useMemo<OptionSource>(
    () => ({
      search: async (text, signal) => (await tagOptions.search(text, signal)).filter((one) => one.value !== tag.id),
      labels: tagOptions.labels,
    }),
    [tag.id],
  )
  const saving = useSaving(async () => {
    if (!into) return
    const merged = await mergeTag(tag.id, into)
    const undo = () => void restoreTag(tag.id).then(() => toast.done(t.restored(tag.name)), toast.problem)
    toast.done(t.merged(tag.name, merged.tag.name), { undo })
    onClose()
  })
  return (
    <FormDialog
      onClose={onClose}
      title={t.mergeTitle(tag.name)}
      saving={saving}
      labels={{ into: t.mergeInto }}
      ready={into !== undefined}
      onSave={() => void saving.save()}
      label={t.mergeAction}
    >
      <Text>{t.mergeText(tag.records ?? tag.clients + tag.contacts)}</Text>
      <OptionField
        name="into"
        label={t.mergeInto}
        source={others}
        value={into ? [into] : []}
        onChange={([id]) => setInto(id)}
        autoFocus
      />
    </FormDialog>
  )
}
