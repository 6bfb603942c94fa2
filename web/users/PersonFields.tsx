// Fields of a person shared by the invitation and the administrator's form.
import { Checkbox, Input } from '@mantine/core'
import { type Role, roles } from '#domain/access.ts'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { fieldId, TextField } from '#web/kit/form/TextField.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { teamOptions } from '#web/teams/queries.ts'
import styles from '#web/users/PersonFields.module.css'

export interface PersonValues {
  name: string
  email: string
  phone: string | null
  language: 'cs' | 'en'
  roles: Role[]
  teamId: string | null
}

interface PersonFieldsProps {
  value: PersonValues
  change(patch: Partial<PersonValues>): void
  errorOf(field: string): string | undefined
  /** Why the roles may not be changed. */
  rolesReason?: string | undefined
  autoFocus?: boolean
}

export function PersonFields({ value, change, errorOf, rolesReason, autoFocus }: PersonFieldsProps) {
  const texts = useMessages('users')
  const t = texts.admin
  return (
    <>
      <TextField
        name="name"
        label={t.name}
        value={value.name}
        onChange={(name) => change({ name })}
        error={errorOf('name')}
        maxLength={200}
        required
        {...(autoFocus ? { autoFocus } : {})}
      />
      <TextField
        name="email"
        kind="email"
        label={t.email}
        help={t.emailHelp}
        value={value.email}
        onChange={(email) => change({ email })}
        error={errorOf('email')}
        required
      />
      <Input.Wrapper
        id={fieldId('roles')}
        labelElement="div"
        label={t.roles}
        description={rolesReason ?? t.rolesHelp}
        error={errorOf('roles')}
        required
      >
        <fieldset className={styles.roles} aria-label={t.roles}>
          {roles.map((role) => (
            <Checkbox
              key={role}
              label={texts.roles[role]}
              description={texts.roleTexts[role]}
              checked={value.roles.includes(role)}
              disabled={!!rolesReason}
              onChange={(event) =>
                change({
                  roles: event.target.checked ? [...value.roles, role] : value.roles.filter((one) => one !== role),
                })
              }
            />
          ))}
        </fieldset>
      </Input.Wrapper>
      <OptionField
        name="teamId"
        label={t.team}
        help={t.teamHelp}
        source={teamOptions}
        value={value.teamId ? [value.teamId] : []}
        onChange={([id]) => change({ teamId: id ?? null })}
        error={errorOf('teamId')}
        placeholder={t.teamNone}
      />
      <TextField
        name="phone"
        kind="tel"
        label={t.phone}
        value={value.phone}
        onChange={(phone) => change({ phone: phone || null })}
        error={errorOf('phone')}
        maxLength={40}
      />
      <ChoiceField
        name="language"
        label={t.language}
        value={value.language}
        onChange={(language) => change({ language: language === 'en' ? 'en' : 'cs' })}
        choices={(['cs', 'en'] as const).map((one) => ({ value: one, label: texts.choices.language[one] }))}
      />
    </>
  )
}
