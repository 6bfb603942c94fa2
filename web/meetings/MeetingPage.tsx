// One meeting: its plan before, its minutes after, and the way to the next step.
import { Button, Group, Menu, Modal, Skeleton, Stack } from '@mantine/core'
import {
  IconChevronDown,
  IconFileText,
  IconListCheck,
  IconMailForward,
  IconPencil,
  IconPlayerPlay,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import type { Meeting } from '#api/meetings.ts'
import type { MeetingMove } from '#domain/meetings/lifecycle.ts'
import { Attachments } from '#web/attachments/Attachments.tsx'
import { Comments } from '#web/comments/Comments.tsx'
import { HistoryPanel } from '#web/journal/HistoryPanel.tsx'
import { useCommands } from '#web/kit/commands.tsx'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import { PageTabs } from '#web/kit/PageTabs.tsx'
import { InviteDialog } from '#web/meetings/InviteDialog.tsx'
import { MeetingFacts } from '#web/meetings/MeetingCard.tsx'
import { MinutesText } from '#web/meetings/MinutesText.tsx'
import {
  meetingQuery,
  minutesPdf,
  moveMeeting,
  removeMeeting,
  restoreMeeting,
  sheetPdf,
} from '#web/meetings/queries.ts'

export function MeetingPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const t = useMessages('meetings')
  const c = useMessages('clients')
  const files = useMessages('attachments')
  const comments = useMessages('comments')
  const { data: m, error, refetch } = useQuery(meetingQuery(id))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!m) return <Skeleton height={320} m="md" />
  return (
    <Page
      above={
        <Link to={m.client ? `/clients/${m.client.id}` : `/leads/${m.lead?.id}`} className="k-link">
          {m.client?.name ?? m.lead?.name}
        </Link>
      }
      title={m.title}
      actions={<Actions meeting={m} />}
    >
      <PageTabs
        tabs={[
          {
            key: 'overview',
            label: c.sections.overview,
            content: (
              <Stack gap="lg">
                <Section>
                  <MeetingFacts meeting={m} />
                </Section>
                {(m.lines > 0 || m.summary) && (
                  <Section title={t.minutesTitle}>
                    <MinutesText meeting={m} />
                  </Section>
                )}
                <Suspense fallback={<Skeleton height={80} />}>
                  <Section title={files.title}>
                    <Attachments recordType="meetings" recordId={id} mayWrite={!m.whyNot.edit} />
                  </Section>
                  <Section title={comments.title}>
                    <Comments recordType="meetings" recordId={id} />
                  </Section>
                </Suspense>
              </Stack>
            ),
          },
          {
            key: 'history',
            label: c.sections.history,
            content: <HistoryPanel recordType="meetings" recordId={id} />,
          },
        ]}
      />
    </Page>
  )
}

function Actions({ meeting: m }: { meeting: Meeting }) {
  const t = useMessages('meetings')
  const toast = useToast()
  const reason = useReasonText()
  const navigate = useNavigate()
  const [cancelling, setCancelling] = useState(false)
  const [inviting, setInviting] = useState(false)
  const go = (part: string) => void navigate({ to: `/meetings/${m.id}/${part}` } as never)
  const over = m.state === 'held' || m.state === 'closed'
  const why = (key: string) => (m.whyNot[key] ? reason(m.whyNot[key]) : undefined)
  const move = (name: MeetingMove) => moveMeeting(m.id, { move: name }).catch(toast.problem)
  const toCome = !over && m.state !== 'cancelled'
  useCommands([
    ...(m.whyNot.edit
      ? []
      : [{ id: 'meetings.edit', icon: IconPencil, label: t.edit, keys: 'e', run: () => go('edit') }]),
    ...(toCome ? [{ id: 'meetings.prepare', icon: IconFileText, label: t.prepare, run: () => go('sheet') }] : []),
    ...(toCome && !m.whyNot.edit
      ? [
          {
            id: 'meetings.run',
            icon: IconPlayerPlay,
            label: m.state === 'running' ? t.run.continue : t.cockpit,
            run: () => go('run'),
          },
        ]
      : []),
    ...(over ? [{ id: 'meetings.followUp', icon: IconListCheck, label: t.followUp, run: () => go('follow-up') }] : []),
  ])
  const remove = () =>
    removeMeeting(m.id, m.version).then(() => {
      toast.done(t.removed, { undo: () => void restoreMeeting(m.id).then(() => toast.done(t.saved), toast.problem) })
      void navigate({ to: '/meetings' })
    }, toast.problem)
  return (
    <>
      {toCome && (
        <Button
          component={Link}
          to={`/meetings/${m.id}/sheet`}
          variant="default"
          leftSection={<IconFileText size={16} stroke={1.5} />}
        >
          {t.prepare}
        </Button>
      )}
      {toCome && (
        <Button
          disabled={!!m.whyNot.edit}
          title={why('edit')}
          leftSection={<IconPlayerPlay size={16} stroke={1.5} />}
          onClick={() => go('run')}
        >
          {m.state === 'running' ? t.run.continue : t.cockpit}
        </Button>
      )}
      {over && (
        <Button leftSection={<IconListCheck size={16} stroke={1.5} />} onClick={() => go('follow-up')}>
          {t.followUp}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} stroke={1.5} />}>
            {t.columns.state}: {t.states[m.state]}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil size={16} stroke={1.5} />}
            disabled={!!m.whyNot.edit}
            onClick={() => go('edit')}
          >
            {t.edit}
          </Menu.Item>
          {m.state === 'planned' && !m.whyNot.edit && (
            <Menu.Item leftSection={<IconMailForward size={16} stroke={1.5} />} onClick={() => setInviting(true)}>
              {t.invite.open}
            </Menu.Item>
          )}
          {m.state === 'planned' && !m.whyNot['move.end'] && (
            <Menu.Item onClick={() => void move('end')?.then((after) => after && go('follow-up'))}>
              {t.record}
            </Menu.Item>
          )}
          {over && m.state === 'held' && !m.whyNot.note && (
            <Menu.Item onClick={() => go('run')}>{t.run.continue}</Menu.Item>
          )}
          {m.state === 'held' && !m.whyNot['move.close'] && (
            <Menu.Item onClick={() => void move('close')}>{t.moves.close}</Menu.Item>
          )}
          {m.state === 'closed' && !m.whyNot['move.reopen'] && (
            <Menu.Item onClick={() => void move('reopen')}>{t.moves.reopen}</Menu.Item>
          )}
          {m.state === 'cancelled' && !m.whyNot['move.planAgain'] && (
            <Menu.Item onClick={() => void move('planAgain')}>{t.moves.planAgain}</Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item component="a" href={sheetPdf(m.id)} target="_blank">
            {t.sheetPdf}
          </Menu.Item>
          <Menu.Item component="a" href={minutesPdf(m.id, 'us')} target="_blank">
            {t.minutesPdf}
          </Menu.Item>
          <Menu.Item component="a" href={minutesPdf(m.id, 'client')} target="_blank">
            {t.minutesPdfClient}
          </Menu.Item>
          <Menu.Divider />
          {m.state === 'planned' && !m.whyNot.edit && (
            <Menu.Item onClick={() => setCancelling(true)}>{t.moves.cancel}</Menu.Item>
          )}
          <Menu.Item disabled={!!m.whyNot.edit} onClick={() => void remove()}>
            {t.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <InviteDialog meeting={m} opened={inviting} onClose={() => setInviting(false)} />
      <CancelDialog meeting={m} opened={cancelling} onClose={() => setCancelling(false)} />
    </>
  )
}

function CancelDialog({ meeting, opened, onClose }: { meeting: Meeting; opened: boolean; onClose(): void }) {
  const t = useMessages('meetings')
  const toast = useToast()
  const [text, setText] = useState('')
  const cancel = () =>
    moveMeeting(meeting.id, { move: 'cancel', reason: text }).then(() => {
      toast.done(t.cancelled, { undo: () => void moveMeeting(meeting.id, { move: 'planAgain' }).catch(toast.problem) })
      onClose()
    }, toast.problem)
  return (
    <Modal opened={opened} onClose={onClose} title={t.moves.cancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim()) void cancel()
        }}
      >
        <TextField label={t.reasonLabel} value={text} onChange={setText} maxLength={500} required autoFocus />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            {t.letterPage.back}
          </Button>
          <Button type="submit" disabled={!text.trim()}>
            {t.moves.cancel}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
