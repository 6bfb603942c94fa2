// One appointment beside the calendar: when, where, with whom, the own answer, and what can be done with it.
import { Anchor, Button, Drawer, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import { IconDownload, IconEdit, IconTrash, IconUsersGroup, IconVideo } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Appointment } from '#api/calendars.ts'
import { AppointmentForm } from '#web/calendars/AppointmentForm.tsx'
import { fieldsOf } from '#web/calendars/appointment-fields.ts'
import { whenText } from '#web/calendars/calendar-time.ts'
import { answerAppointment, appointmentQuery, downloadAddress } from '#web/calendars/queries.ts'
import { Comments } from '#web/comments/Comments.tsx'
import { useToast } from '#web/kit/feedback.tsx'
import { useLanguage, useMessages, useReasonText } from '#web/kit/language.tsx'
import { Facts } from '#web/kit/Page.tsx'
import { useSession } from '#web/kit/session.tsx'

export interface AppointmentPanelProps {
  id: string
  occurrence: string | undefined
  zone: string
  onClose(): void
  onRemove(appointment: Appointment): void
}

export function AppointmentPanel({ id, occurrence, zone, onClose, onRemove }: AppointmentPanelProps) {
  const t = useMessages('calendars')
  const k = useMessages('kit')
  const reasonText = useReasonText()
  const { data, error } = useQuery(appointmentQuery(id, occurrence))
  const [editing, setEditing] = useState(false)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="md"
      title={editing ? t.edit : data?.title || t.one}
      closeButtonProps={{ 'aria-label': k.close }}
    >
      {error ? (
        <Text>{reasonText(error)}</Text>
      ) : !data ? (
        <Skeleton h={160} />
      ) : editing ? (
        <AppointmentForm
          appointment={data}
          initial={fieldsOf(data)}
          onDone={() => {
            setEditing(false)
            onClose()
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <Shown appointment={data} zone={zone} onEdit={() => setEditing(true)} onRemove={() => onRemove(data)} />
      )}
    </Drawer>
  )
}

function Shown({
  appointment: one,
  zone,
  onEdit,
  onRemove,
}: {
  appointment: Appointment
  zone: string
  onEdit(): void
  onRemove(): void
}) {
  const t = useMessages('calendars')
  const { language } = useLanguage()
  const me = useSession()
  const toast = useToast()
  const reasonText = useReasonText()
  const { start, end } = one
  const when = whenText(language, { ...one, fromDay: start.day, toDay: end.day }, zone)
  const answer = (value: string) =>
    answerAppointment(one.id, value as 'accepted').then(() => toast.done(t.answered), toast.problem)
  const mayEdit = !one.whyNot.time || !one.whyNot.content
  return (
    <Stack gap="md">
      {one.status !== 'confirmed' && <Text fw={500}>{t.choices.status[one.status]}</Text>}
      <Facts
        facts={[
          [t.when, when],
          ...(one.timeZone !== zone ? [[t.fields.timeZone, one.timeZone] as const] : []),
          ...(one.rrule ? [[t.fields.rrule, t.repeats] as const] : []),
          ...(one.place ? [[t.fields.place, one.place] as const] : []),
          ...(one.client
            ? [
                [
                  t.fields.client,
                  <Link key="client" to={`/clients/${one.client.id}`}>
                    {one.client.name}
                  </Link>,
                ] as const,
              ]
            : []),
          ...(one.private ? [[t.fields.private, t.help.private] as const] : []),
        ]}
      />
      {one.videoUrl && (
        <Anchor href={one.videoUrl} target="_blank" rel="noopener noreferrer">
          <Group gap={6}>
            <IconVideo size={16} stroke={1.5} />
            {one.videoUrl}
          </Group>
        </Anchor>
      )}
      {one.description && <Text style={{ whiteSpace: 'pre-wrap' }}>{one.description}</Text>}
      {one.organizer ? (
        <Text c="dimmed">{t.organizer(one.organizer.name ?? one.organizer.email)}</Text>
      ) : (
        one.owner.id !== me.id && <Text c="dimmed">{t.ownerIs(one.owner.name)}</Text>
      )}
      {one.myAnswer && one.status !== 'cancelled' && (
        <Stack gap={6}>
          <Text fw={500}>{t.answerAsk}</Text>
          <SegmentedControl
            aria-label={t.answerAsk}
            value={one.myAnswer === 'waiting' ? '' : one.myAnswer}
            onChange={answer}
            data={[
              { value: 'accepted', label: t.answerYes },
              { value: 'tentative', label: t.answerMaybe },
              { value: 'declined', label: t.answerNo },
            ]}
          />
          {one.organizer && one.myAnswer !== 'waiting' && (
            <Anchor href={downloadAddress(one.id, 'REPLY')} download size="sm">
              {t.downloadReply}
            </Anchor>
          )}
        </Stack>
      )}
      {one.people.length > 0 && (
        <Stack gap={4}>
          <Text fw={500}>{t.fields.people}</Text>
          {one.people.map((person) => (
            <Group key={person.id} gap={6} justify="space-between" wrap="nowrap">
              <span>
                {person.contactId ? (
                  <Link to={`/contacts/${person.contactId}`}>{person.name ?? person.email}</Link>
                ) : (
                  (person.name ?? person.email)
                )}
                {person.optional && <span className="k-dim"> · {t.optional}</span>}
              </span>
              <span className="k-dim">{t.answers[person.answer]}</span>
            </Group>
          ))}
        </Stack>
      )}
      <Group gap="xs">
        {one.record?.type === 'meetings' && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconUsersGroup size={16} stroke={1.5} />}
            renderRoot={(props) => <Link to={`/meetings/${one.record?.id}`} {...props} />}
          >
            {t.openMeeting}
          </Button>
        )}
        {mayEdit && one.record === null && (
          <Button size="xs" leftSection={<IconEdit size={16} stroke={1.5} />} onClick={onEdit}>
            {t.edit}
          </Button>
        )}
        <Button
          variant="default"
          size="xs"
          component="a"
          href={downloadAddress(one.id, 'PUBLISH')}
          leftSection={<IconDownload size={16} stroke={1.5} />}
        >
          {t.download}
        </Button>
        {!one.whyNot.remove && (
          <Button variant="default" size="xs" leftSection={<IconTrash size={16} stroke={1.5} />} onClick={onRemove}>
            {t.remove}
          </Button>
        )}
      </Group>
      {one.whyNot.content && one.whyNot.content !== 'calendars.notYours' && (
        <Text size="sm" c="dimmed">
          {reasonText(one.whyNot.content)}
        </Text>
      )}
      <Comments recordType="appointments" recordId={one.id} />
    </Stack>
  )
}
