// A form in a dialog: what was refused on top, the fields under it, the bar with save and cancel at the foot.
import { Modal, type ModalProps, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Problem } from '#api/endpoint.ts'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { useMessages } from '#web/kit/language.tsx'

export interface FormDialogProps {
  title: string
  size?: ModalProps['size']
  saving: { readonly saving: boolean; readonly problem: Problem | undefined }
  /** What the summary of a refusal calls the fields; left out when the form itself says what was refused. */
  labels?: Readonly<Record<string, unknown>>
  /** What is being typed, when it survives a reload; then only a change can be saved. */
  draft?: { readonly dirty: boolean; readonly restored: boolean; reset(): void }
  /** What must be filled in is. */
  ready: boolean
  onSave(): void
  /** The verb of the main button. */
  label?: string
  /** More buttons beside save and cancel. */
  buttons?: ReactNode
  /** Under the bar. */
  foot?: ReactNode
  onClose(): void
  children: ReactNode
}

export function FormDialog({ title, size, saving, labels, draft, ready, onSave, onClose, ...rest }: FormDialogProps) {
  const t = useMessages('kit')
  const maySave = ready && draft?.dirty !== false
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      {...(size ? { size } : {})}
      closeButtonProps={{ 'aria-label': t.close }}
    >
      <form onSubmit={(event) => event.preventDefault()}>
        <Stack gap="md">
          {labels && <ErrorSummary problem={saving.problem} labels={labels} />}
          {rest.children}
          <SaveBar
            {...(rest.label ? { label: rest.label } : {})}
            onSave={() => maySave && onSave()}
            onCancel={onClose}
            saving={saving.saving}
            disabled={!maySave}
            {...(draft ? { dirty: draft.dirty, restored: draft.restored, onDropDraft: () => draft.reset() } : {})}
          >
            {rest.buttons}
          </SaveBar>
          {rest.foot}
        </Stack>
      </form>
    </Modal>
  )
}
