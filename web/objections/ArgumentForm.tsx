// One entry of the library: what they say, what to answer, why it is true.
import { Group, Stack } from '@mantine/core'
import type { Argument } from '#api/objections.ts'
import { guessKind } from '#domain/objections/kind-words.ts'
import { objectionKinds } from '#domain/objections/lifecycle.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { addArgument, changeArgument } from '#web/objections/queries.ts'

export function ArgumentForm({ argument, onClose }: { argument?: Argument; onClose(): void }) {
  const t = useMessages('objections')
  const f = t.library.fields
  const toast = useToast()
  const draft = useDraft(`argument-${argument?.id ?? 'new'}`, {
    objection: argument?.objection ?? '',
    kind: (argument?.kind ?? null) as Argument['kind'] | null,
    argument: argument?.argument ?? '',
    evidence: argument?.evidence ?? '',
    product: argument?.product ?? '',
    rival: argument?.rival ?? '',
  })
  const { value: v, change } = draft
  const kind = v.kind ?? guessKind(v.objection)
  const close = () => {
    draft.reset()
    onClose()
  }
  const saving = useSaving(async () => {
    const body = { ...v, kind, evidence: v.evidence || null, product: v.product || null, rival: v.rival || null }
    if (argument) await changeArgument(argument.id, body, argument.version)
    else await addArgument(body)
    toast.done(t.library.saved)
    close()
  })
  const ready = v.objection.trim() !== '' && v.argument.trim() !== ''
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack gap="sm">
        <ErrorSummary problem={saving.problem} labels={f} />
        <TextField
          name="objection"
          label={f.objection}
          value={v.objection}
          onChange={(objection) => change({ objection })}
          error={saving.errorOf('objection')}
          maxLength={500}
          required
          autoFocus
        />
        <ChoiceField
          name="kind"
          label={f.kind}
          value={kind}
          onChange={(next) => change({ kind: next as Argument['kind'] })}
          choices={objectionKinds.map((value) => ({ value, label: t.kinds[value] }))}
        />
        <TextField
          name="argument"
          label={f.argument}
          value={v.argument}
          onChange={(text) => change({ argument: text })}
          error={saving.errorOf('argument')}
          lines={3}
          maxLength={4000}
          required
        />
        <TextField
          name="evidence"
          label={f.evidence}
          help={t.library.evidenceHelp}
          value={v.evidence}
          onChange={(evidence) => change({ evidence })}
          error={saving.errorOf('evidence')}
          lines={2}
          maxLength={4000}
        />
        <Group grow align="start">
          <TextField
            name="product"
            label={f.product}
            value={v.product}
            onChange={(product) => change({ product })}
            error={saving.errorOf('product')}
            maxLength={200}
          />
          <TextField
            name="rival"
            label={f.rival}
            value={v.rival}
            onChange={(rival) => change({ rival })}
            error={saving.errorOf('rival')}
            maxLength={200}
          />
        </Group>
        <SaveBar
          label={argument ? t.saveChange : t.save}
          onSave={() => ready && void saving.save()}
          onCancel={close}
          saving={saving.saving}
          dirty={draft.dirty}
          restored={draft.restored}
          onDropDraft={() => draft.reset()}
          disabled={!ready}
        />
      </Stack>
    </form>
  )
}
