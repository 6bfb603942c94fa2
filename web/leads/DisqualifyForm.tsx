// Why a lead is turned down: one of the usual reasons by a click, or one's own words.
import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Lead } from '#api/leads.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { moveLead } from '#web/leads/queries.ts'

export function DisqualifyForm({ lead, onClose }: { lead: Lead; onClose(): void }) {
  const t = useMessages('leads')
  const kit = useMessages('kit')
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
    <Modal opened onClose={onClose} title={t.disqualify.title} closeButtonProps={{ 'aria-label': kit.close }}>
      <form onSubmit={(event) => event.preventDefault()}>
        <Stack gap="md">
          <Group gap={6}>
            {t.disqualify.reasons.split('|').map((usual) => (
              <Button
                key={usual}
                size="xs"
                variant={text === usual ? 'light' : 'default'}
                onClick={() => setText(usual)}
              >
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
          <SaveBar
            label={t.moves.disqualify}
            onSave={() => text.trim() && void saving.save()}
            saving={saving.saving}
            onCancel={onClose}
            disabled={!text.trim()}
          />
        </Stack>
      </form>
    </Modal>
  )
}
