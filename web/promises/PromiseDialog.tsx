// The dialogs of one promise: change it, keep it with a proof, waive it, or remind the other side by a letter.
import { Checkbox, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import type { PromiseView } from '#api/promises.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { localDay } from '#web/kit/format.ts'
import { useMessages } from '#web/kit/language.tsx'
import { PromiseForm } from '#web/promises/PromiseForm.tsx'
import { keepPromise, reopenPromise, waivePromise } from '#web/promises/queries.ts'
import { UrgingLetterForm } from '#web/promises/UrgingLetterForm.tsx'

export type PromiseStep = 'edit' | 'proof' | 'waive' | 'urge'

export function PromiseDialog({
  promise,
  step,
  onClose,
}: {
  promise: PromiseView
  step: PromiseStep
  onClose(): void
}) {
  const t = useMessages('promises')
  const kit = useMessages('kit')
  const titles = { edit: t.form.editTitle, proof: t.keep, waive: t.waiveTitle, urge: t.letter.title }
  return (
    <Modal
      opened
      onClose={onClose}
      title={titles[step]}
      size={step === 'urge' ? 720 : 560}
      closeButtonProps={{ 'aria-label': kit.close }}
    >
      {step === 'edit' && <PromiseForm promise={promise} onClose={onClose} />}
      {step === 'proof' && <KeepForm promise={promise} onClose={onClose} />}
      {step === 'waive' && <WaiveForm promise={promise} onClose={onClose} />}
      {step === 'urge' && <UrgingLetterForm promise={promise} onClose={onClose} />}
    </Modal>
  )
}

function KeepForm({ promise, onClose }: { promise: PromiseView; onClose(): void }) {
  const t = useMessages('promises')
  const toast = useToast()
  const [proof, setProof] = useState(promise.proof ?? '')
  const [settledOn, setSettledOn] = useState<string | null>(localDay(new Date()))
  const saving = useSaving(async () => {
    await keepPromise(promise.id, { proof: proof.trim() || null, ...(settledOn ? { settledOn } : {}) })
    toast.done(t.kept, { undo: () => void reopenPromise(promise.id).catch(toast.problem) })
    onClose()
  })
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack gap="sm">
        <ErrorSummary problem={saving.problem} labels={t.columns} />
        <p style={{ margin: 0 }}>{promise.text}</p>
        <TextField
          name="proof"
          label={t.proofLabel}
          help={t.proofHelp}
          value={proof}
          onChange={setProof}
          lines={2}
          maxLength={4000}
          autoFocus
        />
        <DateField
          name="settledOn"
          label={t.settledOnLabel}
          value={settledOn}
          onChange={setSettledOn}
          max={localDay(new Date())}
          error={saving.errorOf('settledOn')}
        />
        <SaveBar label={t.keep} onSave={() => void saving.save()} onCancel={onClose} saving={saving.saving} />
      </Stack>
    </form>
  )
}

function WaiveForm({ promise, onClose }: { promise: PromiseView; onClose(): void }) {
  const t = useMessages('promises')
  const toast = useToast()
  const [reason, setReason] = useState('')
  const [endSeries, setEndSeries] = useState(false)
  const saving = useSaving(async () => {
    await waivePromise(promise.id, { reason, ...(endSeries ? { endSeries } : {}) })
    toast.done(t.waived, { undo: () => void reopenPromise(promise.id).catch(toast.problem) })
    onClose()
  })
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack gap="sm">
        <ErrorSummary problem={saving.problem} labels={t.columns} />
        <p style={{ margin: 0 }}>{promise.text}</p>
        <TextField
          name="reason"
          label={t.waiveReason}
          value={reason}
          onChange={setReason}
          error={saving.errorOf('reason')}
          maxLength={500}
          required
          autoFocus
        />
        {promise.rrule && (
          <Checkbox
            label={t.waiveSeries}
            checked={endSeries}
            onChange={(event) => setEndSeries(event.currentTarget.checked)}
          />
        )}
        <SaveBar
          label={t.waiveSave}
          onSave={() => reason.trim() && void saving.save()}
          onCancel={onClose}
          saving={saving.saving}
          disabled={!reason.trim()}
        />
      </Stack>
    </form>
  )
}
