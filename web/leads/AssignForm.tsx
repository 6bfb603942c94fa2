// Hands a lead over to a person, or lets the rules of the firm decide.
import { Button, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Lead } from '#api/leads.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { assignLead } from '#web/leads/queries.ts'
import { people } from '#web/users/queries.ts'

export function AssignForm({ lead, onClose }: { lead: Lead; onClose(): void }) {
  const t = useMessages('leads')
  const kit = useMessages('kit')
  const toast = useToast()
  const [ownerId, setOwnerId] = useState<string | null>(null)
  const saving = useSaving(async (byRules: boolean) => {
    const before = lead.owner?.id ?? null
    const after = await assignLead(lead.id, byRules ? { byRules } : { ownerId })
    toast.done(after.owner ? t.assign.done(after.owner.name) : t.assign.toNobody, {
      undo: () => void assignLead(lead.id, { ownerId: before }).catch(toast.problem),
    })
    onClose()
  })
  return (
    <Modal opened onClose={onClose} title={t.assign.title} closeButtonProps={{ 'aria-label': kit.close }}>
      <form onSubmit={(event) => event.preventDefault()}>
        <Stack gap="md">
          <ErrorSummary problem={saving.problem} labels={t.columns} />
          <OptionField
            name="ownerId"
            label={t.columns.owner}
            source={people}
            value={ownerId ? [ownerId] : []}
            onChange={(ids) => setOwnerId(ids[0] ?? null)}
            error={saving.errorOf('ownerId')}
            autoFocus
          />
          <SaveBar
            label={t.assign.give}
            onSave={() => ownerId && void saving.save(false)}
            saving={saving.saving}
            onCancel={onClose}
            disabled={!ownerId}
          >
            <Button variant="default" onClick={() => void saving.save(true)}>
              {t.assign.byRules}
            </Button>
          </SaveBar>
        </Stack>
      </form>
    </Modal>
  )
}
