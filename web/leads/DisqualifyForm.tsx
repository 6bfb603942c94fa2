// Why a lead is turned down: one of the usual reasons by a click, or one's own words.
import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import type { Lead } from '#api/leads.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { moveLead } from '#web/leads/queries.ts'

export function DisqualifyForm({ lead, onClose }: { lead: Lead; onClose(): void }) {
  const t = useMessages('leads')
  const toast = useToast()
  const [text, setText] = useState('')
  const saving = useSaving(async () => {
    await moveLead(lead.id, 'disqualify', text)
    toast.done(t.moved.disqualify, {
      undo: () => void moveLead(lead.id, 'reopen').then(() => toast.done(t.moved.reopen), toast.problem),
    })
    onClose()
  })
  return (
    <FormDialog
      onClose={onClose}
      title={t.disqualify.title}
      saving={saving}
      ready={text.trim() !== ''}
      onSave={() => void saving.save()}
      label={t.moves.disqualify}
    >
      <Group gap={6}>
        {t.disqualify.reasons.split('|').map((usual) => (
          <Button key={usual} size="xs" variant={text === usual ? 'light' : 'default'} onClick={() => setText(usual)}>
            {usual}
          </Button>
        ))}
      </Group>
      <TextField
        name="reason"
        label={t.columns.stateReason}
        value={text}
        onChange={setText}
        error={saving.problem?.reason === 'leads.reasonMissing' ? t.reasons.reasonMissing : undefined}
        maxLength={500}
        required
        autoFocus
      />
    </FormDialog>
  )
}
