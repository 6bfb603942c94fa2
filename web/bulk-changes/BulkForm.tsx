// What a bulk change should do: which field to which value, to whom, which tags.
import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import type { BulkChange, ListColumn } from '#api/lists.ts'
import type { BulkAction } from '#web/bulk-changes/BulkButtons.tsx'
import { clientOptions } from '#web/clients/queries.ts'
import { ChoiceField, ChoicesField } from '#web/kit/form/ChoiceField.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { heldByUnreadable } from '#web/kit/form/unreadable.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import { TagPicker } from '#web/tags/TagPicker.tsx'
import { people } from '#web/users/queries.ts'

const settable = [
  'source',
  'language',
  'currency',
  'nace',
  'nextTouchOn',
  'confidentiality',
  'class',
  'noContact',
  'creditHold',
  'isSupplier',
  'isPartner',
  'isCompetitor',
]

export function BulkForm({
  action,
  columns,
  count,
  onApply,
}: {
  action: BulkAction
  columns: readonly ListColumn[]
  count: number
  onApply(change: BulkChange): void
}) {
  const t = useMessages('bulkChanges')
  const c = useMessages('clients')
  const { language } = useLanguage()
  const fields = columns.filter((column) => settable.includes(column.key) || column.key.startsWith('custom.'))
  const [field, setField] = useState<string | null>(null)
  const [value, setValue] = useState<unknown>(null)
  const [ids, setIds] = useState<string[]>([])
  const [reason, setReason] = useState('')
  const labels = c.columns as Record<string, string>
  const apply = () => {
    if (action === 'set' && field) onApply({ kind: 'set', field, value })
    if (action === 'assign') onApply({ kind: 'assign', ownerId: ids[0] ?? null, reason: reason.trim() || null })
    if (action === 'addTags' || action === 'removeTags') onApply({ kind: action, tagIds: ids })
  }
  const column = fields.find((f) => f.key === field)
  return (
    <Stack
      component="form"
      gap="sm"
      onSubmit={(event) => [event.preventDefault(), heldByUnreadable(event.currentTarget) || apply()]}
    >
      {action === 'set' && (
        <>
          <ChoiceField
            label={t.field}
            value={field}
            onChange={(next) => {
              setField(next)
              const type = fields.find((f) => f.key === next)?.type
              setValue(type === 'boolean' ? true : null)
            }}
            choices={fields.map((f) => ({ value: f.key, label: f.label?.[language] ?? labels[f.key] ?? f.key }))}
          />
          {column && <ValueField column={column} value={value} onChange={setValue} />}
        </>
      )}
      {action === 'assign' && (
        <>
          <OptionField label={t.newOwner} source={people} value={ids} onChange={setIds} autoFocus />
          <TextField label={t.reason} value={reason} onChange={setReason} lines={2} />
        </>
      )}
      {(action === 'addTags' || action === 'removeTags') && (
        <TagPicker label={c.columns.tags} value={ids} onChange={setIds} />
      )}
      <Group>
        <Button type="submit" disabled={(action === 'set' && !field) || (action.endsWith('Tags') && ids.length === 0)}>
          {t.apply} ({count})
        </Button>
      </Group>
    </Stack>
  )
}

function ValueField({
  column,
  value,
  onChange,
}: {
  column: ListColumn
  value: unknown
  onChange(value: unknown): void
}) {
  const t = useMessages('bulkChanges')
  const c = useMessages('clients')
  const kit = useMessages('kit')
  const { language } = useLanguage()
  const words = c.choices as Record<string, Record<string, string> | undefined>
  const choices = (column.choices ?? []).map((key) => ({
    value: key,
    label: column.choiceLabels?.[key]?.[language] ?? words[column.key]?.[key] ?? key,
  }))
  const text = typeof value === 'string' ? value : null
  switch (column.type) {
    case 'boolean':
      return (
        <ChoiceField
          label={t.value}
          value={value === false ? 'no' : 'yes'}
          onChange={(v) => onChange(v === 'yes')}
          choices={[
            { value: 'yes', label: kit.yes },
            { value: 'no', label: kit.no },
          ]}
        />
      )
    case 'choice':
      return <ChoiceField label={t.value} value={text} onChange={onChange} choices={choices} clearable />
    case 'choices':
      return (
        <ChoicesField
          label={t.value}
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={onChange}
          choices={choices}
        />
      )
    case 'date':
      return <DateField label={t.value} value={text} onChange={onChange} />
    case 'number':
    case 'money':
      return <NumberField label={t.value} value={text} onChange={onChange} />
    case 'person':
      return (
        <OptionField
          label={t.value}
          source={people}
          value={text ? [text] : []}
          onChange={(v) => onChange(v[0] ?? null)}
        />
      )
    case 'client':
      return (
        <OptionField
          label={t.value}
          source={clientOptions}
          value={text ? [text] : []}
          onChange={(v) => onChange(v[0] ?? null)}
        />
      )
    default:
      return <TextField label={t.value} value={text} onChange={(v) => onChange(v || null)} />
  }
}
