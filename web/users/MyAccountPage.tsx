// Everything about myself: profile, language and look, password, devices, deputies, what I may decide.
import { Button, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { colorSchemes, type Me } from '#api/users.ts'
import { isConflict } from '#web/kit/call.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import { queryClient } from '#web/kit/query-client.ts'
import { sessionQuery } from '#web/session.ts'
import { CompetenceCard } from '#web/users/CompetenceCard.tsx'
import { DeputiesCard } from '#web/users/DeputiesCard.tsx'
import { PasswordField } from '#web/users/PasswordField.tsx'
import { changeMe, changePassword } from '#web/users/queries.ts'
import { SessionsCard } from '#web/users/SessionsCard.tsx'

export function MyAccountPage() {
  const t = useMessages('users')
  const { data: me } = useSuspenseQuery(sessionQuery)
  return (
    <Page
      title={t.account.title}
      below={[<span key="email">{me.email}</span>, <span key="help">{t.account.emailHelp}</span>]}
      width="narrow"
    >
      <Section title={t.account.profile}>
        <ProfileForm me={me} />
      </Section>
      <Section title={t.account.look}>
        <LookFields />
      </Section>
      <Section title={t.deputies.title}>
        <DeputiesCard />
      </Section>
      <Section title={t.competence.title}>
        <CompetenceCard />
      </Section>
      <Section title={t.account.password}>
        <PasswordForm />
      </Section>
      <Section title={t.account.sessions}>
        <SessionsCard />
      </Section>
    </Page>
  )
}

function ProfileForm({ me }: { me: Me }) {
  const t = useMessages('users').account
  const toast = useToast()
  const [name, setName] = useState(me.name)
  const [phone, setPhone] = useState(me.phone ?? '')
  const dirty = name.trim() !== me.name || (phone.trim() || null) !== me.phone
  const saving = useSaving(async () => {
    try {
      const saved = await changeMe({ name, phone: phone.trim() || null }, me.version)
      setName(saved.name)
      setPhone(saved.phone ?? '')
      toast.done(t.profileSaved)
    } catch (error) {
      // The administrator changed something meanwhile: what is typed stays, the next save goes on the newer version.
      if (isConflict(error)) await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
      throw error
    }
  })
  return (
    <form noValidate onSubmit={(event) => [event.preventDefault(), void saving.save()]}>
      <Stack gap="md">
        <ErrorSummary problem={saving.problem} labels={{ name: t.name, phone: t.phone }} />
        <TextField
          name="name"
          label={t.name}
          value={name}
          onChange={setName}
          error={saving.errorOf('name')}
          maxLength={200}
          required
        />
        <TextField
          name="phone"
          kind="tel"
          label={t.phone}
          value={phone}
          onChange={setPhone}
          error={saving.errorOf('phone')}
          maxLength={40}
        />
        <Button type="submit" loading={saving.saving} disabled={!dirty || !name.trim()} style={{ alignSelf: 'start' }}>
          {t.save}
        </Button>
      </Stack>
    </form>
  )
}

function LookFields() {
  const t = useMessages('users').account
  const kit = useMessages('kit')
  const toast = useToast()
  const { language, setLanguage } = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" fw={500} mb={4}>
          {t.language}
        </Text>
        <SegmentedControl
          aria-label={t.language}
          value={language}
          data={(['cs', 'en'] as const).map((one) => ({ value: one, label: kit.shell.languages[one] }))}
          onChange={(value) => {
            const chosen = value === 'en' ? 'en' : 'cs'
            setLanguage(chosen)
            changeMe({ language: chosen }).catch(toast.problem)
          }}
        />
      </div>
      <div>
        <Text size="sm" fw={500} mb={4}>
          {t.colorScheme}
        </Text>
        <SegmentedControl
          aria-label={t.colorScheme}
          value={colorScheme}
          data={colorSchemes.map((one) => ({ value: one, label: t.schemes[one] }))}
          onChange={(value) => {
            const chosen = colorSchemes.find((one) => one === value) ?? 'auto'
            setColorScheme(chosen)
            changeMe({ colorScheme: chosen }).catch(toast.problem)
          }}
        />
      </div>
    </Stack>
  )
}

function PasswordForm() {
  const texts = useMessages('users')
  const t = texts.account
  const toast = useToast()
  const [current, setCurrent] = useState('')
  const [fresh, setFresh] = useState('')
  const saving = useSaving(async () => {
    await changePassword(current, fresh)
    setCurrent('')
    setFresh('')
    toast.done(t.passwordChanged)
    await queryClient.invalidateQueries({ queryKey: ['me', 'sessions'] })
  })
  return (
    <form noValidate onSubmit={(event) => [event.preventDefault(), void saving.save()]}>
      <Stack gap="md">
        <ErrorSummary problem={saving.problem} />
        <PasswordField
          name="currentPassword"
          label={t.currentPassword}
          value={current}
          onChange={setCurrent}
          required
        />
        <PasswordField
          name="newPassword"
          fresh
          label={t.newPassword}
          help={texts.passwordHelp}
          value={fresh}
          onChange={setFresh}
          required
        />
        <Button
          type="submit"
          variant="default"
          loading={saving.saving}
          disabled={!current || !fresh}
          style={{ alignSelf: 'start' }}
        >
          {t.changePassword}
        </Button>
      </Stack>
    </form>
  )
}
