// What leaves the house asks first: exactly who gets the invitation and who cannot.
import { Button, Group, Modal, Stack } from '@mantine/core'
import type { Meeting } from '#api/meetings.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { inviteToMeeting } from '#web/meetings/queries.ts'

export function InviteDialog({ meeting, opened, onClose }: { meeting: Meeting; opened: boolean; onClose(): void }) {
  const t = useMessages('meetings').invite
  const toast = useToast()
  const theirs = meeting.people.filter((person) => !person.userId)
  const reached = theirs.filter((person) => person.email)
  const others = theirs.filter((person) => !person.email)
  const send = () =>
    inviteToMeeting(meeting.id).then(() => {
      toast.done(t.sent)
      onClose()
    }, toast.problem)
  return (
    <Modal opened={opened} onClose={onClose} title={t.title}>
      <Stack gap="sm">
        {reached.length > 0 && <p>{t.to}</p>}
        <ul>
          {reached.map((person) => (
            <li key={person.id}>
              {person.name}, {person.email}
            </li>
          ))}
        </ul>
        {others.length > 0 && (
          <p className="k-risk">
            {t.without} {others.map((person) => person.name).join(', ')}
          </p>
        )}
        <p className="k-dim">{t.later}</p>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t.back}
          </Button>
          <Button onClick={() => void send()} disabled={reached.length === 0} data-autofocus>
            {t.send}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
