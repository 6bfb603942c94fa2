// Inviting a colleague: who, in which roles, in which team; then the link to hand over.
import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import type { OneTimeLink } from '#api/users.ts'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import { OneTimeLinkCard } from '#web/users/OneTimeLinkCard.tsx'
import { PersonFields, type PersonValues } from '#web/users/PersonFields.tsx'
import { inviteUser } from '#web/users/queries.ts'

export function InviteForm({ onClose }: { onClose(): void }) {
  const t = useMessages('users').admin
  const kit = useMessages('kit')
  const { language } = useLanguage()
  const empty: PersonValues = { name: '', email: '', phone: null, language, roles: ['AM'], teamId: null }
  const draft = useDraft('user-new', empty)
  const [made, setMade] = useState<{ name: string; link: OneTimeLink }>()
  const saving = useSaving(async () => {
    const { user, link } = await inviteUser(draft.value)
    draft.reset()
    setMade({ name: user.name, link })
  })
  const close = () => {
    draft.reset()
    onClose()
  }
  const { name, email, roles } = draft.value
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={made ? t.invited(made.name) : t.inviteTitle}
      closeButtonProps={{ 'aria-label': kit.close }}
    >
      {made ? (
        <Stack gap="md">
          <OneTimeLinkCard link={made.link} />
          <Group>
            <Button onClick={close}>{kit.close}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={(event) => event.preventDefault()}>
          <Stack gap="md">
            <ErrorSummary
              problem={saving.problem}
              labels={{
                name: t.name,
                email: t.email,
                phone: t.phone,
                roles: t.roles,
                teamId: t.team,
                language: t.language,
              }}
            />
            <PersonFields value={draft.value} change={draft.change} errorOf={saving.errorOf} autoFocus />
            <SaveBar
              label={t.inviteSubmit}
              onSave={() => void saving.save()}
              onCancel={close}
              saving={saving.saving}
              dirty={draft.dirty}
              restored={draft.restored}
              onDropDraft={() => draft.reset()}
              disabled={!name.trim() || !email.trim() || roles.length === 0}
            />
          </Stack>
        </form>
      )}
    </Modal>
  )
}
