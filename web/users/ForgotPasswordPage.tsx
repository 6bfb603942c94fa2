// A forgotten password: a letter when the firm sends mail, otherwise who to ask.
import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { refuseUnfilled } from '#web/kit/form/refuse-unfilled.ts'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { OutsidePage } from '#web/users/OutsidePage.tsx'
import { requestReset, setupQuery } from '#web/users/queries.ts'

export function ForgotPasswordPage() {
  const t = useMessages('users').forgot
  const labels = useMessages('users').signIn
  const { data: setup } = useQuery(setupQuery)
  const [email, setEmail] = useState('')
  const [sentTo, setSentTo] = useState<string>()
  const saving = useSaving(async () => {
    refuseUnfilled({ email })
    await requestReset(email)
    setSentTo(email.trim())
  })
  const back = (
    <Anchor component={Link} to="/sign-in" size="sm">
      {t.back}
    </Anchor>
  )
  if (sentTo || setup?.mailReset === false) {
    return (
      <OutsidePage title={t.title}>
        <Stack gap="md" role="status">
          <Text>{sentTo ? t.sent(sentTo) : t.noMail}</Text>
          {sentTo && <Text c="dimmed">{t.sentMore}</Text>}
          {back}
        </Stack>
      </OutsidePage>
    )
  }
  return (
    <OutsidePage title={t.title} lead={t.lead}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void saving.save()
        }}
      >
        <Stack gap="md">
          <ErrorSummary problem={saving.problem} labels={labels} />
          <TextField
            name="email"
            kind="email"
            label={labels.email}
            value={email}
            onChange={setEmail}
            error={saving.errorOf('email')}
            required
            autoFocus
          />
          <Group justify="space-between" mt="xs">
            <Button type="submit" loading={saving.saving}>
              {t.submit}
            </Button>
            {back}
          </Group>
        </Stack>
      </form>
    </OutsidePage>
  )
}
