// A password with an eye: whoever types on a phone in a car may look at what was typed.
import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { type FieldProps, fieldId } from '#web/kit/form/TextField.tsx'
import { useMessages } from '#web/kit/language.tsx'

interface PasswordFieldProps extends FieldProps {
  value: string
  onChange(value: string): void
  /** A password being chosen now, not the one in use. */
  fresh?: boolean
}

export function PasswordField({ value, onChange, fresh, help, name = 'password', ...rest }: PasswordFieldProps) {
  const t = useMessages('users').signIn
  const [visible, setVisible] = useState(false)
  return (
    <PasswordInput
      {...rest}
      id={fieldId(name)}
      name={name}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      description={help}
      autoComplete={fresh ? 'new-password' : 'current-password'}
      visible={visible}
      onVisibilityChange={setVisible}
      visibilityToggleButtonProps={{ 'aria-label': visible ? t.hidePassword : t.showPassword, tabIndex: 0 }}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
    />
  )
}
