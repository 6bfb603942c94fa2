// Picks people, teams, clients or tags by typing part of the name; one or several, with keyboard only.
import { Combobox, Pill, PillsInput, useCombobox } from '@mantine/core'
import { useState } from 'react'
import { type FieldProps, fieldId } from '#web/kit/form/TextField.tsx'
import { rememberOption, useOptionLabels, useOptionSearch } from '#web/kit/form/use-options.ts'
import { useMessages } from '#web/kit/language.tsx'
import type { Option, OptionSource } from '#web/kit/list/list-types.ts'
import '#web/kit/form/form.css'

export interface OptionFieldProps extends Omit<FieldProps, 'label'> {
  label?: FieldProps['label']
  source: OptionSource
  value: readonly string[]
  onChange(value: string[], picked?: Option): void
  /** Several values; otherwise the new one replaces the old one. */
  multiple?: boolean
  /** Options always offered first, such as me. */
  first?: readonly Option[]
  placeholder?: string
  ariaLabel?: string
  /** The list of options stays inside the parent: needed inside a popover, which would close otherwise. */
  inPlace?: boolean
}

export function OptionField(props: OptionFieldProps) {
  const {
    source,
    value,
    onChange,
    multiple,
    first = [],
    label,
    help,
    error,
    required,
    disabled,
    name,
    ariaLabel,
  } = props
  const t = useMessages('kit')
  const [text, setText] = useState('')
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const search = useOptionSearch(source, text, combobox.dropdownOpened)
  const labelOf = useOptionLabels(source, value)
  const nameOf = (id: string) => first.find((option) => option.value === id)?.label ?? labelOf(id)

  const offered = [
    ...first.filter((option) => option.label.toLowerCase().includes(text.toLowerCase())),
    ...(search.data ?? []),
  ].filter((option) => !value.includes(option.value))
  const exact = offered.some((option) => option.label.toLowerCase() === text.trim().toLowerCase())
  const creatable = source.create && text.trim() !== '' && !exact

  const pick = async (id: string) => {
    if (id === '\u0000create') {
      const made = await source.create?.(text.trim())
      if (!made) return
      rememberOption(source, made)
      onChange(multiple ? [...value, made.value] : [made.value], made)
    } else {
      onChange(
        multiple ? [...value, id] : [id],
        offered.find((option) => option.value === id),
      )
    }
    setText('')
    // Also with several values: an open list would cover the button under the field; typing opens it again.
    combobox.closeDropdown()
  }
  const drop = (id: string) => onChange(value.filter((one) => one !== id))

  return (
    <Combobox store={combobox} onOptionSubmit={pick} shadow="md" withinPortal={!props.inPlace}>
      <Combobox.DropdownTarget>
        <PillsInput
          label={label}
          description={help}
          error={error}
          required={required}
          disabled={disabled}
          {...(name ? { id: fieldId(name) } : {})}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          onClick={() => combobox.openDropdown()}
        >
          <Pill.Group>
            {value.map((id) => (
              <Pill
                key={id}
                withRemoveButton={!disabled}
                onRemove={() => drop(id)}
                removeButtonProps={{
                  'aria-label': t.form.removeValue(nameOf(id)),
                  tabIndex: 0,
                  'aria-hidden': false,
                }}
              >
                {nameOf(id)}
              </Pill>
            ))}
            <Combobox.EventsTarget>
              <PillsInput.Field
                value={text}
                disabled={disabled}
                aria-label={ariaLabel}
                placeholder={value.length === 0 ? (props.placeholder ?? t.form.typeToSearch) : undefined}
                {...(props.autoFocus ? { autoFocus: true, 'data-autofocus': true } : {})}
                onFocus={() => combobox.openDropdown()}
                onBlur={() => combobox.closeDropdown()}
                onChange={(event) => {
                  setText(event.target.value)
                  combobox.openDropdown()
                  combobox.updateSelectedOptionIndex()
                }}
                onKeyDown={(event) => {
                  const last = value.at(-1)
                  if (event.key === 'Backspace' && text === '' && last !== undefined) drop(last)
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown>
        <Combobox.Options
          aria-label={ariaLabel ?? (typeof label === 'string' ? label : t.form.pick)}
          mah={260}
          style={{ overflowY: 'auto' }}
        >
          {offered.map((option) => (
            <Combobox.Option key={option.value} value={option.value}>
              {option.label}
              {option.detail && <span className="k-option-detail">{option.detail}</span>}
            </Combobox.Option>
          ))}
          {creatable && <Combobox.Option value={'\u0000create'}>{t.form.create(text.trim())}</Combobox.Option>}
          {offered.length === 0 && !creatable && (
            <Combobox.Empty>{search.isFetching ? t.loading : t.nothingFound}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
