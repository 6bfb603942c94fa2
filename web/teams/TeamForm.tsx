// One team: name, place in the tree, lead.
import type { Team } from '#api/teams.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { changeTeam, createTeam, depths } from '#web/teams/queries.ts'

export interface TeamFormProps {
  teams: readonly Team[]
  /** The team being edited; a new one otherwise. */
  team?: Team
  parentId?: string | null
  /** People who may lead: picked outside, because this capability knows no people. */
  leadField(value: string | null, onChange: (id: string | null) => void, error: string | undefined): React.ReactNode
  onClose(): void
}

export function TeamForm({ teams, team, parentId = null, leadField, onClose }: TeamFormProps) {
  const t = useMessages('teams')
  const toast = useToast()
  const draft = useDraft(`team-${team ? `${team.id}-${team.version}` : `new-${parentId}`}`, {
    name: team?.name ?? '',
    parentId: team ? team.parentId : parentId,
    leadId: team?.lead?.id ?? null,
  })
  const { value, change } = draft
  const close = () => {
    draft.reset()
    onClose()
  }
  const saving = useSaving(async () => {
    if (team) await changeTeam(team.id, value, team.version)
    else await createTeam(value)
    toast.done(team ? t.saved(value.name) : t.created(value.name))
    close()
  })
  const deep = depths(teams)
  const below = team ? branchOf(teams, team.id) : new Set<string>()
  return (
    <FormDialog
      onClose={close}
      title={team ? t.editTitle : t.newTitle}
      saving={saving}
      labels={{ ...t.fields, leadId: t.fields.lead, parentId: t.fields.parent }}
      draft={draft}
      ready={value.name.trim() !== ''}
      onSave={() => void saving.save()}
      label={t.save}
    >
      <TextField
        name="name"
        label={t.fields.name}
        value={value.name}
        onChange={(name) => change({ name })}
        error={saving.errorOf('name')}
        maxLength={120}
        required
        autoFocus
      />
      <ChoiceField
        name="parentId"
        label={t.fields.parent}
        value={value.parentId ?? ''}
        onChange={(id) => change({ parentId: id || null })}
        error={saving.errorOf('parentId')}
        choices={[
          { value: '', label: t.fields.parentNone },
          ...teams
            .filter((one) => !below.has(one.id))
            .map((one) => ({ value: one.id, label: `${'\u2003'.repeat(deep.get(one.id) ?? 0)}${one.name}` })),
        ]}
      />
      {leadField(value.leadId, (leadId) => change({ leadId }), saving.errorOf('leadId'))}
    </FormDialog>
  )
}

function branchOf(teams: readonly Team[], id: string): Set<string> {
  const branch = new Set([id])
  for (const team of teams) if (team.parentId && branch.has(team.parentId)) branch.add(team.id)
  return branch
}
