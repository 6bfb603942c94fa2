// One peculiarity or wish, written in place: text first, days and reminder under it.
import { Group, SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Peculiarity, PeculiarityDraft } from '#api/peculiarities.ts'
import { isConflict } from '#web/kit/call.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ConflictDialog, type ConflictField } from '#web/kit/form/ConflictDialog.tsx'
import { conflictFields, mergedChange } from '#web/kit/form/conflict.ts'
import { DateField } from '#web/kit/form/DateField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { localDay } from '#web/kit/format.ts'
import { useMessages } from '#web/kit/language.tsx'
import { addPeculiarity, changePeculiarity } from '#web/peculiarities/queries.ts'

type Fields = Required<PeculiarityDraft>

export interface PeculiarityFormProps {
  clientId: string
  /** The item being changed; a new one otherwise. */
  item?: Peculiarity
  onClose(): void
}

export function PeculiarityForm({ clientId, item, onClose }: PeculiarityFormProps) {
  const t = useMessages('peculiarities')
  const toast = useToast()
  const base = fieldsOf(item)
  const draft = useDraft(`peculiarity-${item?.id ?? `new-${clientId}`}`, base)
  const [conflict, setConflict] = useState<{ fields: ConflictField[]; theirs: Peculiarity }>()
  const { value: v, change } = draft
  const close = () => {
    draft.reset()
    onClose()
  }
  const done = () => {
    toast.done(t.saved)
    close()
  }
  const saving = useSaving(async () => {
    if (!item) {
      await addPeculiarity(clientId, v)
      return done()
    }
    try {
      await changePeculiarity(item, mergedChange(base, v, {}), item.version)
      return done()
    } catch (error) {
      if (!isConflict(error)) throw error
      const theirs = error.problem.theirs as Peculiarity
      setConflict({ fields: conflictFields(base, v, fieldsOf(theirs), t.columns), theirs })
    }
  })
  const resolve = async (chosen: Record<string, unknown>) => {
    if (!item || !conflict) return
    setConflict(undefined)
    await changePeculiarity(item, mergedChange(base, v, chosen), conflict.theirs.version).then(done, toast.problem)
  }
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack gap="sm" mb="sm">
        <ErrorSummary problem={saving.problem} labels={t.columns} />
        <SegmentedControl
          size="xs"
          w="fit-content"
          aria-label={t.columns.kind}
          value={v.kind}
          onChange={(kind) => change({ kind: kind as Fields['kind'] })}
          data={[
            { value: 'peculiarity', label: t.kinds.peculiarity },
            { value: 'wish', label: t.kinds.wish },
          ]}
        />
        <TextField
          name="text"
          label={t.columns.text}
          help={t.textHelp}
          value={v.text}
          onChange={(text) => change({ text })}
          error={saving.errorOf('text')}
          lines={2}
          maxLength={2000}
          required
          autoFocus
        />
        <Group gap="sm" align="start">
          <DateField
            name="validFrom"
            label={t.columns.validFrom}
            value={v.validFrom}
            onChange={(validFrom) => change({ validFrom: validFrom ?? localDay(new Date()) })}
            error={saving.errorOf('validFrom')}
          />
          <DateField
            name="validTo"
            label={t.columns.validTo}
            value={v.validTo}
            onChange={(validTo) => change({ validTo })}
            error={saving.errorOf('validTo')}
          />
          <DateField
            name="remindOn"
            label={t.columns.remindOn}
            value={v.remindOn}
            onChange={(remindOn) => change({ remindOn })}
            error={saving.errorOf('remindOn')}
          />
        </Group>
        <SaveBar
          label={item ? t.saveChange : t.save}
          onSave={() => v.text.trim() && draft.dirty && void saving.save()}
          onCancel={close}
          saving={saving.saving}
          dirty={draft.dirty}
          restored={draft.restored}
          onDropDraft={() => draft.reset()}
          disabled={!draft.dirty || !v.text.trim()}
        />
      </Stack>
      <ConflictDialog
        fields={conflict?.fields}
        onResolve={(chosen) => void resolve(chosen)}
        onClose={() => setConflict(undefined)}
      />
    </form>
  )
}

function fieldsOf(item: Peculiarity | undefined): Fields {
  return {
    kind: item?.kind ?? 'peculiarity',
    text: item?.text ?? '',
    validFrom: item?.validFrom ?? localDay(new Date()),
    validTo: item?.validTo ?? null,
    remindOn: item?.remindOn ?? null,
  }
}
