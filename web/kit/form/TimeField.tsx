// A time of day typed freely (9, 930, 9:30) or picked from a list. Always of 24 hours in the way of the product's language: the field
// of the browser would follow the browser's.
import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { type FieldProps, fieldId } from '#web/kit/form/TextField.tsx'
import { parseTime, timeText } from '#web/kit/format.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'

export interface TimeFieldProps extends Omit<FieldProps, 'help' | 'autoFocus'> {
  /** HH:MM, or empty. */
  value: string
  onChange(value: string): void
  ariaLabel?: string
}

const times = Array.from({ length: 48 }, (_, i) => `${String(i >> 1).padStart(2, '0')}:${i % 2 ? '30' : '00'}`)

export function TimeField({ value, onChange, name, ariaLabel, error, ...rest }: TimeFieldProps) {
  const { language } = useLanguage()
  const t = useMessages('kit')
  const [text, setText] = useState(() => timeText(language, value))
  const [wrong, setWrong] = useState(false)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { dropdownOpened: opened, updateSelectedOptionIndex } = combobox

  useEffect(() => {
    setWrong(false)
    setText((before) => ((parseTime(before) ?? '') === value ? before : timeText(language, value)))
  }, [value, language])
  // The list opens at the time there is.
  useEffect(() => {
    if (opened) updateSelectedOptionIndex('active', { scrollIntoView: true })
  }, [opened, updateSelectedOptionIndex])

  const take = (time: string) => {
    setText(timeText(language, time))
    setWrong(false)
    if (time !== value) onChange(time)
  }
  const asItIs = text === timeText(language, value)
  const empty = text.trim() === ''
  const settle = () => {
    if (asItIs && !empty) return
    const time = empty && !rest.required ? '' : parseTime(text)
    if (time === undefined) setWrong(true)
    else take(time)
  }
  const unreadable = empty ? rest.required : !asItIs && !parseTime(text)
  const digits = text.replace(/\D/g, '')
  const offered = asItIs ? times : times.filter((time) => timeText('cs', time).replace(':', '').startsWith(digits))

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(time) => {
        take(time)
        combobox.closeDropdown()
      }}
      shadow="md"
    >
      <Combobox.Target>
        <TextInput
          {...rest}
          {...(name ? { id: fieldId(name), name } : {})}
          aria-label={ariaLabel}
          data-unreadable={unreadable || undefined}
          error={wrong ? t.reasons.notATime : error}
          value={text}
          inputMode="decimal"
          autoComplete="off"
          maxLength={10}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          styles={{ input: { fontVariantNumeric: 'tabular-nums' } }}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => combobox.openDropdown()}
          onChange={(event) => {
            const typed = event.currentTarget.value
            setText(typed)
            combobox.resetSelectedOption()
            combobox.openDropdown()
            // "9:30" is complete while it is typed; "9" may yet become 930.
            const time = /\d[:.,]\d\d/.test(typed) ? parseTime(typed) : undefined
            if (time && time !== value) onChange(time)
          }}
          onBlur={() => {
            combobox.closeDropdown()
            settle()
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            // Ctrl+Enter saves the form; it does not pick from the list.
            if (event.ctrlKey || event.metaKey) combobox.resetSelectedOption()
            if (combobox.getSelectedOptionIndex() >= 0) return
            // The form may save by the same key, so it has to know at once.
            flushSync(settle)
            combobox.closeDropdown()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={offered.length === 0}>
        <Combobox.Options aria-label={ariaLabel ?? String(rest.label)} mah={220} style={{ overflowY: 'auto' }}>
          {offered.map((time) => (
            <Combobox.Option key={time} value={time} active={time === value}>
              {timeText(language, time)}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
