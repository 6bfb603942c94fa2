// One or several of a known list of values; a search appears when the list is long.
import { MultiSelect, Select } from '@mantine/core'
import { type FieldProps, fieldId } from '#web/kit/form/TextField.tsx'
import { useMessages } from '#web/kit/language.tsx'

export interface Choice {
  value: string
  label: string
  disabled?: boolean
}

export interface ChoiceFieldProps extends FieldProps {
  value: string | null | undefined
  onChange(value: string | null): void
  choices: readonly Choice[]
  /** An empty value may be chosen. */
  clearable?: boolean
  placeholder?: string
  ariaLabel?: string
}

export function ChoiceField({ value, onChange, choices, clearable, help, name, ariaLabel, ...rest }: ChoiceFieldProps) {
  const t = useMessages('kit')
  return (
    <Select
      {...rest}
      {...(name ? { id: fieldId(name) } : {})}
      {...(rest.autoFocus ? { 'data-autofocus': true } : {})}
      aria-label={ariaLabel}
      description={help}
      data={choices as Choice[]}
      value={value ?? null}
      onChange={onChange}
      allowDeselect={false}
      clearable={clearable}
      clearButtonProps={{ 'aria-label': t.clear }}
      searchable={choices.length > 8}
      nothingFoundMessage={t.nothingFound}
      placeholder={rest.placeholder ?? t.form.pick}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      comboboxProps={{ shadow: 'md' }}
    />
  )
}

export interface ChoicesFieldProps extends FieldProps {
  value: readonly string[] | null | undefined
  onChange(value: string[]): void
  choices: readonly Choice[]
  placeholder?: string
  ariaLabel?: string
}

export function ChoicesField({ value, onChange, choices, help, name, ariaLabel, ...rest }: ChoicesFieldProps) {
  const t = useMessages('kit')
  return (
    <MultiSelect
      {...rest}
      {...(name ? { id: fieldId(name) } : {})}
      {...(rest.autoFocus ? { 'data-autofocus': true } : {})}
      aria-label={ariaLabel}
      description={help}
      data={choices as Choice[]}
      value={[...(value ?? [])]}
      onChange={onChange}
      searchable
      hidePickedOptions
      nothingFoundMessage={t.nothingFound}
      placeholder={value?.length ? undefined : (rest.placeholder ?? t.form.pick)}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      comboboxProps={{ shadow: 'md' }}
    />
  )
}
