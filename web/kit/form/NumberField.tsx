// A number or an amount typed as people write it; the value is decimal text, never a float.
import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { FieldProps } from '#web/kit/form/TextField.tsx'
import { fieldId } from '#web/kit/form/TextField.tsx'
import { numberText, parseNumber } from '#web/kit/format.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'

export interface NumberFieldProps extends FieldProps {
  /** Decimal text or null. */
  value: string | null | undefined
  onChange(value: string | null): void
  /** Shown after the number: a currency, a unit, a percent sign. */
  unit?: string
  placeholder?: string
  /** For fields without a visible label. */
  ariaLabel?: string
}

export function NumberField({
  value,
  onChange,
  unit,
  help,
  error,
  name,
  ariaLabel,
  autoFocus,
  ...rest
}: NumberFieldProps) {
  const { language } = useLanguage()
  const t = useMessages('kit')
  const [text, setText] = useState(() => numberText(language, value, 6))
  const [wrong, setWrong] = useState(false)

  // What is being typed stays as typed; only a value from elsewhere replaces it.
  useEffect(() => {
    setText((before) =>
      (parseNumber(language, before) ?? null) === (value ?? null) ? before : numberText(language, value, 6),
    )
  }, [value, language])

  return (
    <TextInput
      {...rest}
      {...(name ? { id: fieldId(name), name } : {})}
      {...(autoFocus ? { 'data-autofocus': true, autoFocus: true } : {})}
      aria-label={ariaLabel}
      data-unreadable={(text.trim() !== '' && parseNumber(language, text) === undefined) || undefined}
      description={help}
      error={wrong ? t.reasons.notANumber : error}
      value={text}
      inputMode="decimal"
      autoComplete="off"
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      rightSection={unit ? <span style={{ color: 'var(--k-dim)', fontSize: 13 }}>{unit}</span> : undefined}
      rightSectionWidth={unit ? 16 + unit.length * 9 : undefined}
      rightSectionPointerEvents="none"
      styles={{ input: { fontVariantNumeric: 'tabular-nums' } }}
      onChange={(event) => {
        const typed = event.target.value
        setText(typed)
        const parsed = parseNumber(language, typed)
        if (typed.trim() === '') {
          setWrong(false)
          onChange(null)
        } else if (parsed !== undefined) {
          setWrong(false)
          onChange(parsed)
        }
      }}
      onBlur={() => {
        const parsed = parseNumber(language, text)
        setWrong(text.trim() !== '' && parsed === undefined)
        if (parsed !== undefined) setText(numberText(language, parsed, 6))
      }}
    />
  )
}
