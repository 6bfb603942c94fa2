// One relation between two companies: which, to whom, since when, with a note.
import { Group } from '@mantine/core'
import { mutualRelations, type Relation, type RelationDraft, relationKinds } from '#api/groups.ts'
import { clientOptions } from '#web/clients/queries.ts'
import { addRelation, changeRelation } from '#web/groups/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { localDay } from '#web/kit/format.ts'
import { useMessages } from '#web/kit/language.tsx'

export interface RelationFormProps {
  clientId: string
  /** The relation being changed; a new one otherwise. */
  relation?: Relation
  onClose(): void
}

export function RelationForm({ clientId, relation, onClose }: RelationFormProps) {
  const t = useMessages('groups')
  const toast = useToast()
  const draft = useDraft(`relation-${relation ? `${relation.id}-${relation.version}` : `new-${clientId}`}`, {
    /** Direction and relation in one choice: that is how people say it. */
    said: relation ? `${relation.direction}.${relation.relation}` : 'out.supplies',
    otherId: relation?.other.id ?? null,
    note: relation?.note ?? '',
    from: relation ? relation.from : localDay(new Date()),
    to: relation?.to ?? null,
  })
  const { value: v, change } = draft
  const close = () => {
    draft.reset()
    onClose()
  }
  const saving = useSaving(async () => {
    const days = { note: v.note || null, from: v.from, to: v.to }
    if (relation) await changeRelation(clientId, relation, days)
    else {
      const [direction, kind] = v.said.split('.') as ['out' | 'in', RelationDraft['relation']]
      await addRelation(clientId, { otherId: v.otherId ?? '', relation: kind, direction, ...days })
    }
    toast.done(t.relations.saved)
    close()
  })
  const choices = relationKinds.flatMap((kind) => [
    { value: `out.${kind}`, label: t.out[kind] },
    ...(mutualRelations.includes(kind) ? [] : [{ value: `in.${kind}`, label: t.in[kind] }]),
  ])
  const title = relation ? t.relations.edit(relation.other.name) : t.relations.addTitle
  return (
    <FormDialog
      onClose={close}
      title={title}
      saving={saving}
      labels={{ ...t.columns, otherId: t.relations.other }}
      draft={draft}
      ready={v.otherId !== null}
      onSave={() => void saving.save()}
      label={t.relations.save}
    >
      <ChoiceField
        name="relation"
        label={t.relations.relation}
        value={v.said}
        onChange={(said) => change({ said: said ?? v.said })}
        choices={choices}
        disabled={!!relation}
      />
      <OptionField
        name="otherId"
        label={t.relations.other}
        source={clientOptions}
        value={v.otherId ? [v.otherId] : []}
        onChange={([id]) => change({ otherId: id ?? null })}
        error={saving.errorOf('otherId')}
        disabled={!!relation}
        required
        autoFocus={!relation}
      />
      <Group align="start">
        <DateField name="from" label={t.columns.from} value={v.from} onChange={(from) => change({ from })} />
        <DateField
          name="to"
          label={t.columns.to}
          help={t.toHelp}
          value={v.to}
          onChange={(to) => change({ to })}
          error={saving.errorOf('to')}
        />
      </Group>
      <TextField
        name="note"
        label={t.relations.note}
        value={v.note}
        onChange={(note) => change({ note })}
        error={saving.errorOf('note')}
        maxLength={500}
        lines={2}
      />
    </FormDialog>
  )
}
