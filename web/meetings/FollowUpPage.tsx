// What comes of a meeting: promises and objections from its minutes, then the letter. Everything is prefilled and editable.
import { Button, Skeleton, Stack } from '@mantine/core'
import { IconCalendarPlus, IconPencil, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import { LetterForm } from '#web/meetings/LetterForm.tsx'
import { StateWord } from '#web/meetings/MeetingCard.tsx'
import { letterQuery, meetingQuery, minutesPdf, moveMeeting, proposalsQuery } from '#web/meetings/queries.ts'
import { SettleForm } from '#web/meetings/SettleForm.tsx'

export function FollowUpPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const t = useMessages('meetings')
  const toast = useToast()
  const { data: m, error, refetch } = useQuery(meetingQuery(id))
  const proposals = useQuery(proposalsQuery(id))
  const letter = useQuery(letterQuery(id))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!m || !proposals.data) return <Skeleton height={420} m="md" />
  const nothing = proposals.data.promises.length + proposals.data.objections.length === 0
  return (
    <Page
      width="medium"
      above={
        <Link to={`/meetings/${id}`} className="k-link">
          {m.title}
        </Link>
      }
      title={t.followUp}
      below={<StateWord meeting={m} />}
      actions={
        <>
          {!m.whyNot.note && (
            <Button
              component={Link}
              to={`/meetings/${id}/run`}
              variant="default"
              leftSection={<IconPencil size={16} stroke={1.5} />}
            >
              {t.run.continue}
            </Button>
          )}
          <Button
            component="a"
            href={minutesPdf(id, 'us')}
            target="_blank"
            variant="default"
            leftSection={<IconPrinter size={16} stroke={1.5} />}
          >
            {t.minutesPdf}
          </Button>
          {m.client && (
            <Button
              component={Link}
              to="/meetings/new"
              search={{ client: m.client.id } as never}
              variant="default"
              leftSection={<IconCalendarPlus size={16} stroke={1.5} />}
            >
              {t.plan}
            </Button>
          )}
        </>
      }
    >
      <Stack gap="xl">
        <Section title={t.settle.title}>
          {nothing ? (
            <p className="k-dim">{t.settle.nothing}</p>
          ) : (
            <SettleForm key={proposals.dataUpdatedAt} meeting={m} proposals={proposals.data} />
          )}
        </Section>
        <Section
          title={t.letter}
          actions={
            <a href={minutesPdf(id, 'client')} target="_blank" rel="noreferrer" className="k-link">
              {t.minutesPdfClient}
            </a>
          }
        >
          <p className="k-dim">{t.internal}</p>
          {letter.data ? (
            <LetterForm key={letter.data.version} meetingId={id} letter={letter.data} />
          ) : (
            <Skeleton height={240} />
          )}
        </Section>
        {m.state === 'held' && !m.whyNot['move.close'] && (
          <Button
            variant="default"
            style={{ alignSelf: 'flex-start' }}
            onClick={() => void moveMeeting(id, { move: 'close' }).catch(toast.problem)}
          >
            {t.moves.close}
          </Button>
        )}
      </Stack>
    </Page>
  )
}
