// Sign-in: e-mail and password, then back to where the person was going.
import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { refuseUnfilled } from '#web/kit/form/refuse-unfilled.ts'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { OutsidePage } from '#web/users/OutsidePage.tsx'
import { PasswordField } from '#web/users/PasswordField.tsx'
import { setupQuery, signIn } from '#web/users/queries.ts'
import { useOwnPreferences } from '#web/users/use-own-preferences.ts'

export function SignInPage() {
  const t = useMessages('users')
  const { back } = useSearch({ strict: false }) as { back?: string }
  const navigate = useNavigate()
  const applyPreferences = useOwnPreferences()
  const setup = useQuery(setupQuery)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const saving = useSaving(async () => {
    refuseUnfilled({ email, password })
    await signIn(email, password)
    await applyPreferences()
    await navigate({ to: safe(back) })
  })
  if (setup.data?.needed) return <Navigate to="/setup" />
  return (
    <OutsidePage title={t.signIn.title} lead={back ? t.signIn.expired : setup.data?.firmName}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void saving.save()
        }}
      >
        <Stack gap="md">
          <ErrorSummary problem={saving.problem} labels={t.signIn} />
          <TextField
            name="email"
            kind="email"
            label={t.signIn.email}
            value={email}
            onChange={setEmail}
            error={saving.errorOf('email')}
            required
            autoFocus
          />
          <PasswordField
            label={t.signIn.password}
            value={password}
            onChange={setPassword}
            error={saving.errorOf('password')}
            required
          />
          <Group justify="space-between" mt="xs">
            <Button type="submit" loading={saving.saving}>
              {t.signIn.submit}
            </Button>
            <Anchor component={Link} to="/forgotten-password" size="sm">
              {t.signIn.forgot}
            </Anchor>
          </Group>
          {setup.isError && (
            <Text size="sm" c="dimmed">
              {t.reasons.noServer}
            </Text>
          )}
        </Stack>
      </form>
    </OutsidePage>
  )
}

/** Only our own addresses: a link in a mail must not carry the person elsewhere after signing in. */
function safe(back: string | undefined): string {
  return back && /^\/(?![/\\])/.test(back) ? back : '/'
}
