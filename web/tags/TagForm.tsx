// One tag: its name and colour.
import { ColorSwatch, Group, Radio } from '@mantine/core'
import type { Tag } from '#api/tags.ts'
import { tagColors } from '#domain/tags/access.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { changeTag, createTag } from '#web/tags/queries.ts'
import { dotColor } from '#web/tags/TagList.tsx'

export function TagForm({ tag, onClose }: { tag?: Tag; onClose(): void }) {
  const t = useMessages('tags')
  const toast = useToast()
  const draft = useDraft(`tag-${tag ? `${tag.id}-${tag.version}` : 'new'}`, {
    name: tag?.name ?? '',
    color: tag?.color ?? ('teal' as Tag['color']),
  })
  const close = () => {
    draft.reset()
    onClose()
  }
  const saving = useSaving(async () => {
    if (tag) await changeTag(tag.id, draft.value, tag.version)
    else await createTag(draft.value)
    toast.done(t.saved(draft.value.name))
    close()
  })
  return (
    <FormDialog
      onClose={close}
      title={tag ? t.editTitle : t.add}
      saving={saving}
      labels={{ name: t.name, color: t.color }}
      draft={draft}
      ready={draft.value.name.trim() !== ''}
      onSave={() => void saving.save()}
    >
      <TextField
        name="name"
        label={t.name}
        value={draft.value.name}
        onChange={(name) => draft.change({ name })}
        error={saving.errorOf('name')}
        maxLength={60}
        required
        autoFocus
      />
      <Radio.Group
        label={t.color}
        value={draft.value.color}
        onChange={(color) => draft.change({ color: color as Tag['color'] })}
      >
        <Group gap="md" mt={6}>
          {tagColors.map((color) => (
            <Radio
              key={color}
              value={color}
              label={
                <Group gap={6} wrap="nowrap">
                  <ColorSwatch size={14} color={dotColor(color)} withShadow={false} />
                  {t.colors[color]}
                </Group>
              }
            />
          ))}
        </Group>
      </Radio.Group>
    </FormDialog>
  )
}
