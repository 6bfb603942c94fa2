// The one-time link: whose account it is, a new password, and straight in.
import { Anchor, Button, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { refuseUnfilled } from '#web/kit/form/refuse-unfilled.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { OutsidePage } from '#web/users/OutsidePage.tsx'
import { PasswordField } from '#web/users/PasswordField.tsx'
import { isExpiredLink, passwordLinkQuery, setNewPassword, signIn } from '#web/users/queries.ts'
import { useOwnPreferences } from '#web/users/use-own-preferences.ts'

export function SetPasswordPage() {
  const texts = useMessages('users')
  const t = texts.setPassword
  const { token } = useParams({ strict: false }) as { token: string }
  const link = useQuery(passwordLinkQuery(token))
  const navigate = useNavigate()
  const applyPreferences = useOwnPreferences()
  const [password, setPassword] = useState('')
  const saving = useSaving(async () => {
    if (!link.data) return
    refuseUnfilled({ password })
    await setNewPassword(token, password)
    await signIn(link.data.email, password)
    await applyPreferences()
    await navigate({ to: '/' })
  })
  if (link.isError && !isExpiredLink(link.error)) return <ErrorPage error={link.error} reset={() => link.refetch()} />
  if (link.isError) {
    return (
      <OutsidePage title={t.expiredTitle}>
        <Stack gap="md">
          <Text>{t.expired}</Text>
          <Anchor component={Link} to="/sign-in" size="sm">
            {texts.forgot.back}
          </Anchor>
        </Stack>
      </OutsidePage>
    )
  }
  return (
    <OutsidePage title={t.title} lead={link.data ? t.lead(link.data.name, link.data.email) : <Skeleton height={20} />}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void saving.save()
        }}
      >
        <Stack gap="md">
          <ErrorSummary problem={saving.problem} labels={t} />
          {/* So that a password keeper knows which account the password belongs to. */}
          <input type="email" name="username" autoComplete="username" value={link.data?.email ?? ''} readOnly hidden />
          <PasswordField
            fresh
            label={t.password}
            help={texts.passwordHelp}
            value={password}
            onChange={setPassword}
            error={saving.errorOf('password')}
            required
            autoFocus
          />
          <Button type="submit" loading={saving.saving} style={{ alignSelf: 'flex-start' }}>
            {t.submit}
          </Button>
        </Stack>
      </form>
    </OutsidePage>
  )
}
