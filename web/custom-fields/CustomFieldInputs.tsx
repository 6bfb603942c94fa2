// One input for each custom field of a form, by its type.
import type { CustomCapability, CustomField } from '#api/custom-fields.ts'
import { useCustomFields } from '#web/custom-fields/queries.ts'
import { ChoiceField, ChoicesField } from '#web/kit/form/ChoiceField.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useLanguage } from '#web/kit/language.tsx'
import type { OptionSource } from '#web/kit/list/list-types.ts'
import { people } from '#web/users/queries.ts'

type Values = Readonly<Record<string, unknown>>

export interface CustomFieldInputsProps {
  capability: CustomCapability
  value: Values
  onChange(value: Record<string, unknown>): void
  /** The text under `custom.<key>`. */
  errorOf(field: string): string | undefined
  /** Where clients are looked up; clients stand above custom fields in the map. */
  clients: OptionSource
}

export function CustomFieldInputs({ capability, value, onChange, errorOf, clients }: CustomFieldInputsProps) {
  const fields = useCustomFields(capability)
  return fields.map((field) => (
    <CustomFieldInput
      key={field.id}
      field={field}
      value={value[field.key]}
      // Null empties the field on the server; a missing key would leave it as it was.
      onChange={(one) => onChange({ ...value, [field.key]: one })}
      error={errorOf(`custom.${field.key}`)}
      clients={clients}
    />
  ))
}

export interface CustomFieldInputProps {
  field: CustomField
  value: unknown
  onChange(value: string | string[] | null): void
  error?: string | undefined
  clients: OptionSource
}

export function CustomFieldInput({ field, value, onChange, error, clients }: CustomFieldInputProps) {
  const { language } = useLanguage()
  const shared = {
    name: `custom.${field.key}`,
    label: field.label[language],
    help: field.help ?? undefined,
    error,
    required: field.required,
  }
  const text = typeof value === 'string' ? value : null
  const choices = field.choices.map((choice) => ({ value: choice.key, label: choice[language] }))
  switch (field.type) {
    case 'text':
      return (
        <TextField
          {...shared}
          value={text}
          onChange={(v) => onChange(v === '' ? null : v)}
          maxLength={2000}
          lines={(text?.length ?? 0) > 80 ? 3 : 1}
        />
      )
    case 'number':
      return <NumberField {...shared} value={text} onChange={onChange} />
    case 'money':
      return <NumberField {...shared} value={text} onChange={onChange} unit={field.currency ?? undefined} />
    case 'date':
      return <DateField {...shared} value={text} onChange={onChange} />
    case 'choice':
      return <ChoiceField {...shared} value={text} onChange={onChange} choices={choices} clearable={!field.required} />
    case 'choices':
      return (
        <ChoicesField
          {...shared}
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={(keys) => onChange(keys.length > 0 ? keys : null)}
          choices={choices}
        />
      )
    case 'person':
    case 'client':
      return (
        <OptionField
          {...shared}
          source={field.type === 'person' ? people : clients}
          value={text ? [text] : []}
          onChange={([id]) => onChange(id ?? null)}
        />
      )
  }
}
