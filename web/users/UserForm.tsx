// One person for the administrator: details, roles, team, one-time link, end of access. In the panel and on its page.
import { Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconKey, IconUserCheck, IconUserOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OneTimeLink, User, UserChange } from '#api/users.ts'
import { isConflict } from '#web/kit/call.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { ConflictDialog, type ConflictField } from '#web/kit/form/ConflictDialog.tsx'
import { conflictFields, mergedChange } from '#web/kit/form/conflict.ts'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { OneTimeLinkCard } from '#web/users/OneTimeLinkCard.tsx'
import { PersonFields, type PersonValues } from '#web/users/PersonFields.tsx'
import { changeUser, deactivateUser, makeOneTimeLink, reactivateUser, userQuery } from '#web/users/queries.ts'

export function UserForm({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(userQuery(id))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={320} radius="md" />
  return <Fields key={`${data.id} ${data.version}`} user={data} />
}

function Fields({ user }: { user: User }) {
  const t = useMessages('users').admin
  const f = useFormat()
  const toast = useToast()
  const reasonText = useReasonText()
  const base = valuesOf(user)
  const draft = useDraft(`user-${user.id}-${user.version}`, base)
  const [conflict, setConflict] = useState<{ fields: ConflictField[]; version: number }>()
  const store = async (change: Partial<PersonValues>, version: number) => {
    draft.reset()
    await changeUser(user.id, change as UserChange, version)
    setConflict(undefined)
    toast.done(t.saved(draft.value.name))
  }
  const saving = useSaving(async () => {
    const typed = draft.value
    try {
      await store(mergedChange(base, typed, {}), user.version)
    } catch (error) {
      draft.change(typed)
      if (!isConflict(error)) throw error
      const theirs = error.problem.theirs as User
      setConflict({ version: theirs.version, fields: conflictFields(base, typed, valuesOf(theirs), labels) })
    }
  })
  const labels = { name: t.name, email: t.email, phone: t.phone, roles: t.roles, teamId: t.team, language: t.language }
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack gap="md">
        <Group gap="xs">
          {!user.active && (
            <Badge color="gray" variant="light">
              {t.inactive}
            </Badge>
          )}
          {user.active && !user.hasPassword && (
            <Badge color="amber" variant="light">
              {t.waiting}
            </Badge>
          )}
          <Text size="sm" c="dimmed">
            {t.owned(user.ownedClients)} · {user.lastSeenAt ? f.ago(user.lastSeenAt) : t.never}
          </Text>
        </Group>
        <ErrorSummary problem={saving.problem} labels={labels} />
        <PersonFields
          value={draft.value}
          change={draft.change}
          errorOf={saving.errorOf}
          rolesReason={user.whyNot.roles && reasonText(user.whyNot.roles)}
        />
        <AccessParts user={user} />
        <SaveBar
          label={t.save}
          onSave={() => draft.dirty && void saving.save()}
          saving={saving.saving}
          dirty={draft.dirty}
          restored={draft.restored}
          onDropDraft={() => draft.reset()}
          disabled={!draft.dirty || draft.value.roles.length === 0 || !draft.value.name.trim()}
        />
      </Stack>
      <ConflictDialog
        fields={conflict?.fields}
        onClose={() => setConflict(undefined)}
        onResolve={(chosen) => {
          if (conflict) store(mergedChange(base, draft.value, chosen), conflict.version).catch(toast.problem)
        }}
      />
    </form>
  )
}

function AccessParts({ user }: { user: User }) {
  const t = useMessages('users').admin
  const toast = useToast()
  const reasonText = useReasonText()
  const [link, setLink] = useState<OneTimeLink>()
  const making = useSaving(async () => setLink(await makeOneTimeLink(user.id)))
  const giveBack = () => reactivateUser(user.id).then(() => toast.done(t.reactivated(user.name)), toast.problem)
  const end = () =>
    deactivateUser(user.id).then(
      () => toast.done(t.deactivated(user.name), { undo: () => void giveBack() }),
      toast.problem,
    )
  const whyNot = user.whyNot.deactivate
  return (
    <Stack gap="sm">
      {link && <OneTimeLinkCard link={link} />}
      <ErrorSummary problem={making.problem} />
      <Group gap="xs">
        {user.active && (
          <Button
            variant="default"
            leftSection={<IconKey size={16} stroke={1.5} />}
            loading={making.saving}
            onClick={() => void making.save()}
          >
            {t.linkMake}
          </Button>
        )}
        {user.active ? (
          <Button
            variant="default"
            leftSection={<IconUserOff size={16} stroke={1.5} />}
            disabled={!!whyNot}
            onClick={() => void end()}
          >
            {t.deactivate}
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconUserCheck size={16} stroke={1.5} />}
            onClick={() => void giveBack()}
          >
            {t.reactivate}
          </Button>
        )}
      </Group>
      {user.active && (
        <Text size="sm" c="dimmed">
          {whyNot ? reasonText(whyNot) : t.deactivateText}
        </Text>
      )}
    </Stack>
  )
}

function valuesOf(user: User): PersonValues {
  const { name, email, phone, language, roles, team } = user
  return { name, email, phone, language, roles: [...roles], teamId: team?.id ?? null }
}
