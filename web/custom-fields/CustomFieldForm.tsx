// One custom field: what it is called in both languages, of what type, with which choices, and whether it is in use.
import { Button, Checkbox, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CustomCapability, CustomField } from '#api/custom-fields.ts'
import { currencyCodes } from '#domain/choices.ts'
import { type CustomType, customTypes } from '#domain/custom-fields/values.ts'
import { type ChoiceRow, ChoiceRows } from '#web/custom-fields/ChoiceRows.tsx'
import { changeCustomField, createCustomField, fieldUsageQuery, removeCustomField } from '#web/custom-fields/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'

export interface CustomFieldFormProps {
  capability: CustomCapability
  /** The field being changed; a new one otherwise. */
  field?: CustomField
  onClose(): void
}

export function CustomFieldForm({ capability, field, onClose }: CustomFieldFormProps) {
  const t = useMessages('customFields')
  const { language } = useLanguage()
  const toast = useToast()
  const draft = useDraft(`custom-field-${field ? `${field.id}-${field.version}` : `new-${capability}`}`, {
    type: (field?.type ?? 'text') as CustomType,
    cs: field?.label.cs ?? '',
    en: field?.label.en ?? '',
    help: field?.help ?? '',
    required: field?.required ?? false,
    currency: field?.currency ?? null,
    choices: (field?.choices ?? [{ cs: '', en: '' }]) as ChoiceRow[],
  })
  const { value: v, change } = draft
  const chosen = v.type === 'choice' || v.type === 'choices'
  const close = () => {
    draft.reset()
    onClose()
  }
  const saving = useSaving(async () => {
    const en = v.en.trim() || v.cs
    const common = {
      help: v.help || null,
      required: v.required,
      ...(v.type === 'money' && v.currency ? { currency: v.currency } : {}),
      ...(chosen
        ? {
            choices: v.choices
              .filter((choice) => choice.cs.trim())
              .map(({ key, cs, en: english }) => ({ ...(key ? { key } : {}), cs, en: english.trim() || cs })),
          }
        : {}),
    }
    if (field) await changeCustomField(field.id, { label: { cs: v.cs, en }, ...common }, field.version)
    else await createCustomField({ capability, type: v.type, label: { cs: v.cs, en }, ...common })
    const name = language === 'cs' ? v.cs : en
    toast.done(field ? t.saved(name) : t.created(name))
    close()
  })
  return (
    <FormDialog
      size="lg"
      onClose={close}
      title={field ? t.editTitle(field.label[language]) : t.newTitle}
      saving={saving}
      labels={{ ...t.columns, 'label.cs': t.labelCs, 'label.en': t.labelEn }}
      draft={draft}
      ready={v.cs.trim() !== ''}
      onSave={() => void saving.save()}
      label={t.save}
      foot={field && <FieldEnd field={field} onClose={close} />}
    >
      <Group grow align="start">
        <TextField
          name="label.cs"
          label={t.labelCs}
          value={v.cs}
          onChange={(cs) => change({ cs })}
          error={saving.errorOf('label.cs')}
          maxLength={80}
          required
          autoFocus
        />
        <TextField
          name="label.en"
          label={t.labelEn}
          value={v.en}
          onChange={(en) => change({ en })}
          error={saving.errorOf('label.en')}
          maxLength={80}
        />
      </Group>
      <ChoiceField
        name="type"
        label={t.columns.type}
        value={v.type}
        onChange={(type) => change({ type: type as CustomType })}
        choices={customTypes.map((type) => ({ value: type, label: t.types[type] }))}
        help={field ? t.typeFixed : t.typeHelp[v.type]}
        disabled={!!field}
      />
      {v.type === 'money' && (
        <ChoiceField
          name="currency"
          label={t.currency}
          value={v.currency}
          onChange={(currency) => change({ currency })}
          choices={currencyCodes.map((code) => ({ value: code, label: code }))}
          error={saving.errorOf('currency')}
        />
      )}
      {chosen && <ChoiceRows rows={v.choices} onChange={(choices) => change({ choices })} errorOf={saving.errorOf} />}
      <TextField name="help" label={t.help} value={v.help} onChange={(help) => change({ help })} maxLength={500} />
      <Checkbox
        label={t.required}
        description={t.requiredHelp}
        checked={v.required}
        onChange={(event) => change({ required: event.currentTarget.checked })}
      />
    </FormDialog>
  )
}

/** A field that is filled somewhere is only switched off; an empty one may be deleted. */
function FieldEnd({ field, onClose }: { field: CustomField; onClose(): void }) {
  const t = useMessages('customFields')
  const { language } = useLanguage()
  const toast = useToast()
  const { data: usage } = useQuery(fieldUsageQuery(field.id))
  const name = field.label[language]
  const turn = async (active: boolean, version: number, undoable: boolean) => {
    try {
      const after = await changeCustomField(field.id, { active }, version)
      toast.done(
        active ? t.switchedOn(name) : t.switchedOff(name),
        undoable ? { undo: () => void turn(!active, after.version, false) } : {},
      )
      onClose()
    } catch (error) {
      toast.problem(error)
    }
  }
  const remove = async () => {
    try {
      await removeCustomField(field.id)
      const { capability, type, key, label, help, required, currency, choices } = field
      const undo = () =>
        void createCustomField({
          capability,
          type,
          key,
          label,
          help,
          required,
          ...(currency ? { currency } : {}),
          ...(choices.length > 0 ? { choices } : {}),
        }).catch(toast.problem)
      toast.done(t.removed(name), { undo })
      onClose()
    } catch (error) {
      toast.problem(error)
    }
  }
  return (
    <Group>
      <Text size="sm" c="dimmed">
        {usage && t.filled(usage.records)}
      </Text>
      <Button variant="default" size="xs" onClick={() => void turn(!field.active, field.version, true)}>
        {field.active ? t.switchOff : t.switchOn}
      </Button>
      {usage?.records === 0 && (
        <Button variant="default" size="xs" onClick={() => void remove()}>
          {t.remove}
        </Button>
      )}
    </Group>
  )
}
