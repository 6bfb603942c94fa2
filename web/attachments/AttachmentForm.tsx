// Renames an attachment and notes what it holds.
import type { Attachment } from '#api/attachments.ts'
import { changeAttachment } from '#web/attachments/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'

export function AttachmentForm({ one, onClose }: { one: Attachment; onClose(): void }) {
  const t = useMessages('attachments')
  const kit = useMessages('kit')
  const toast = useToast()
  const draft = useDraft(`attachment-${one.id}`, { name: one.name, note: one.note ?? '' })
  const close = () => {
    draft.reset()
    onClose()
  }
  const saving = useSaving(async () => {
    await changeAttachment(one, { name: draft.value.name, note: draft.value.note || null })
    toast.done(kit.saved)
    close()
  })
  return (
    <FormDialog
      onClose={close}
      title={t.rename}
      saving={saving}
      labels={t.columns}
      draft={draft}
      ready={draft.value.name.trim() !== ''}
      onSave={() => void saving.save()}
    >
      <TextField
        name="name"
        label={t.columns.name}
        value={draft.value.name}
        onChange={(name) => draft.change({ name })}
        error={saving.errorOf('name')}
        maxLength={255}
        required
        autoFocus
      />
      <TextField
        name="note"
        label={t.note}
        help={t.noteHelp}
        value={draft.value.note}
        onChange={(note) => draft.change({ note })}
        error={saving.errorOf('note')}
        maxLength={500}
      />
    </FormDialog>
  )
}
