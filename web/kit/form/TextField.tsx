// A line or a few lines of text: label above, help and error under, the right keyboard on a phone.
import { Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'

export interface FieldProps {
  label: ReactNode
  help?: ReactNode
  error?: ReactNode
  required?: boolean
  disabled?: boolean
  /** Anchor for the summary of errors; by default the field cannot be linked. */
  name?: string
  autoFocus?: boolean
}

const keyboards = {
  text: {},
  email: { type: 'email', inputMode: 'email', autoCapitalize: 'off', autoComplete: 'email' },
  tel: { type: 'tel', inputMode: 'tel', autoComplete: 'tel' },
  url: { type: 'url', inputMode: 'url', autoCapitalize: 'off' },
  digits: { inputMode: 'numeric', autoComplete: 'off' },
  password: { type: 'password', autoComplete: 'current-password' },
  newPassword: { type: 'password', autoComplete: 'new-password' },
} as const

export interface TextFieldProps extends FieldProps {
  value: string | null | undefined
  onChange(value: string): void
  kind?: keyof typeof keyboards
  lines?: number
  placeholder?: string
  maxLength?: number
  /** A mark or a button at the end of the field. */
  aside?: ReactNode
  /** For fields without a visible label. */
  ariaLabel?: string
  onBlur?(): void
}

export function TextField(props: TextFieldProps) {
  const { value, onChange, kind = 'text', lines, aside, help, name, autoFocus, ariaLabel, ...rest } = props
  const shared = {
    ...rest,
    value: value ?? '',
    description: help,
    'aria-label': ariaLabel,
    ...(name ? { id: fieldId(name), name } : {}),
    ...(autoFocus ? { 'data-autofocus': true, autoFocus: true } : {}),
  }
  if (lines && lines > 1) {
    return (
      <Textarea {...shared} autosize minRows={lines} maxRows={20} onChange={(event) => onChange(event.target.value)} />
    )
  }
  return (
    <TextInput
      {...shared}
      {...keyboards[kind]}
      rightSection={aside}
      onChange={(event) => onChange(event.target.value)}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
    />
  )
}

export const fieldId = (name: string) => `field-${name.replace(/\W/g, '-')}`
