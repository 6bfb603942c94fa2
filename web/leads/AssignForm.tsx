// Hands a lead over to a person, or lets the rules of the firm decide.
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Lead } from '#api/leads.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { assignLead } from '#web/leads/queries.ts'
import { people } from '#web/users/queries.ts'

export function AssignForm({ lead, onClose }: { lead: Lead; onClose(): void }) {
  const t = useMessages('leads')
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
    <FormDialog
      onClose={onClose}
      title={t.assign.title}
      saving={saving}
      labels={t.columns}
      ready={ownerId !== null}
      onSave={() => void saving.save(false)}
      label={t.assign.give}
      buttons={
        <Button variant="default" onClick={() => void saving.save(true)}>
          {t.assign.byRules}
        </Button>
      }
    >
      <OptionField
        name="ownerId"
        label={t.columns.owner}
        source={people}
        value={ownerId ? [ownerId] : []}
        onChange={(ids) => setOwnerId(ids[0] ?? null)}
        error={saving.errorOf('ownerId')}
        autoFocus
      />
    </FormDialog>
  )
}
