// A calendar day typed freely (24. 11., 24.11.2026, dnes, +7) or picked from the calendar of the device.
import { ActionIcon, TextInput } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type FieldProps, fieldId } from '#web/kit/form/TextField.tsx'
import { dayText, localDay, parseDay } from '#web/kit/format.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'

export interface DateFieldProps extends FieldProps {
  /** YYYY-MM-DD or null. */
  value: string | null | undefined
  onChange(value: string | null): void
  min?: string
  max?: string
  ariaLabel?: string
}

export function DateField({
  value,
  onChange,
  help,
  error,
  name,
  min,
  max,
  ariaLabel,
  autoFocus,
  ...rest
}: DateFieldProps) {
  const { language } = useLanguage()
  const t = useMessages('kit')
  const [text, setText] = useState(() => dayText(language, value))
  const [wrong, setWrong] = useState(false)
  const native = useRef<HTMLInputElement>(null)

  useEffect(() => {
    setWrong(false)
    setText((before) =>
      (parseDay(before, localDay(new Date())) ?? null) === (value ?? null) ? before : dayText(language, value),
    )
  }, [value, language])

  // A day is complete when its field is left, or by Enter: the form may save by the same key, so it has to know at once.
  const settle = () => {
    if (text.trim() === '') return setWrong(false)
    const day = parseDay(text, localDay(new Date()))
    setWrong(!day)
    if (!day) return
    setText(dayText(language, day))
    onChange(day)
  }

  return (
    <TextInput
      {...rest}
      {...(name ? { id: fieldId(name), name } : {})}
      {...(autoFocus ? { 'data-autofocus': true, autoFocus: true } : {})}
      aria-label={ariaLabel}
      data-unreadable={(text.trim() !== '' && !parseDay(text, localDay(new Date()))) || undefined}
      description={help}
      error={wrong ? t.reasons.notADate : error}
      value={text}
      autoComplete="off"
      placeholder={dayText(language, localDay(new Date()))}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      onChange={(event) => {
        const typed = event.target.value
        setText(typed)
        if (typed.trim() === '') onChange(null)
        else {
          const day = parseDay(typed, localDay(new Date()))
          // A day with its year is complete while it is typed; shorter entries wait.
          if (day && /\d{4}/.test(typed)) onChange(day)
        }
      }}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && flushSync(settle)}
      rightSection={
        <>
          <input
            ref={native}
            type="date"
            tabIndex={-1}
            aria-hidden="true"
            value={value ?? ''}
            min={min}
            max={max}
            onChange={(event) => {
              onChange(event.target.value || null)
              setText(dayText(language, event.target.value))
            }}
            style={{ position: 'absolute', inset: 0, opacity: 0, pointerEvents: 'none', width: '100%' }}
          />
          <ActionIcon
            size="sm"
            disabled={rest.disabled}
            aria-label={t.form.calendar}
            onClick={() => native.current?.showPicker()}
          >
            <IconCalendar size={16} stroke={1.5} />
          </ActionIcon>
        </>
      }
    />
  )
}
