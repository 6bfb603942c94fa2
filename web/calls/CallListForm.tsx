// Names a new call list, gives it a purpose and a script, and goes to the first call.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { CallListDraft } from '#api/call-lists.ts'
import { callListsQuery, createCallList, scriptsQuery } from '#web/calls/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'

export interface CallListFormProps {
  /** The rows chosen; left out, a rule of the day is chosen here. */
  from?: Extract<CallListDraft['from'], { kind: 'selection' }>
  count?: number
  onClose(): void
  onMade?(): void
}

export function CallListForm({ from, count, onClose, onMade }: CallListFormProps) {
  const t = useMessages('calls')
  const f = useFormat()
  const toast = useToast()
  const navigate = useNavigate()
  const scripts = useQuery(scriptsQuery).data?.scripts.filter((script) => script.active) ?? []
  // Only rules that mean calling somebody are offered.
  const rules = (useQuery(callListsQuery).data?.rules ?? []).filter((rule) => t.rules[rule])
  const [v, setV] = useState({ name: '', purpose: '', scriptId: null as string | null, rule: null as string | null })
  const set = (patch: Partial<typeof v>) => setV((before) => ({ ...before, ...patch }))
  const saving = useSaving(async () => {
    const { list, leftOut } = await createCallList({
      name: v.name,
      purpose: v.purpose || null,
      scriptId: v.scriptId,
      from: from ?? { kind: 'rule', rule: v.rule as string },
    })
    const out = t.lists.leftOut(leftOut.noContact, leftOut.noPhone, leftOut.noClient)
    toast.done([t.lists.built(list.counts.all), out && `${t.lists.leftOutLabel}: ${out}.`].filter(Boolean).join(' '))
    onClose()
    onMade?.()
    void navigate({ to: `/call-lists/${list.id}` } as never)
  })
  const ready = v.name.trim() && (from || v.rule)
  return (
    <FormDialog
      onClose={onClose}
      title={from ? t.lists.ofSelection(f.number(count ?? 0)) : t.lists.fromDay}
      saving={saving}
      labels={t.columns}
      ready={!!ready}
      onSave={() => void saving.save()}
      label={t.lists.add}
    >
      {!from && (
        <ChoiceField
          label={t.lists.rule}
          value={v.rule}
          onChange={(rule) => set({ rule, ...(v.name ? {} : { name: t.rules[rule ?? ''] ?? '' }) })}
          choices={rules.map((rule) => ({ value: rule, label: t.rules[rule] ?? rule }))}
          required
          autoFocus
        />
      )}
      <TextField
        name="name"
        label={t.lists.name}
        value={v.name}
        onChange={(name) => set({ name })}
        error={saving.errorOf('name')}
        placeholder={t.lists.nameExample}
        maxLength={120}
        required
        autoFocus={!!from}
      />
      <TextField
        name="purpose"
        label={t.lists.purpose}
        value={v.purpose}
        onChange={(purpose) => set({ purpose })}
        maxLength={500}
      />
      {scripts.length > 0 && (
        <ChoiceField
          name="scriptId"
          label={t.columns.script}
          value={v.scriptId}
          onChange={(scriptId) => set({ scriptId })}
          choices={scripts.map((script) => ({ value: script.id, label: script.name }))}
          clearable
          placeholder={t.lists.noScript}
        />
      )}
    </FormDialog>
  )
}
