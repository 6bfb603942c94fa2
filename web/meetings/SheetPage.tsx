// The preparation sheet on the screen: one column that reads well on a phone five minutes before the meeting.
import { Button, Skeleton, Stack } from '@mantine/core'
import { IconPlayerPlay, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { SheetBlock } from '#api/meeting-papers.ts'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import { MeetingFacts } from '#web/meetings/MeetingCard.tsx'
import styles from '#web/meetings/Meetings.module.css'
import { sheetPdf, sheetQuery } from '#web/meetings/queries.ts'

export function SheetPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const t = useMessages('meetings')
  const { data, error, refetch } = useQuery(sheetQuery(id))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={420} m="md" />
  const { meeting: m, blocks } = data
  return (
    <Page
      width="narrow"
      above={
        <Link to={`/meetings/${id}`} className="k-link">
          {m.title}
        </Link>
      }
      title={t.sheet.title}
      actions={
        <>
          <Button
            component="a"
            href={sheetPdf(id)}
            target="_blank"
            variant="default"
            leftSection={<IconPrinter size={16} stroke={1.5} />}
          >
            {t.pdf}
          </Button>
          {!m.whyNot.note && (
            <Button component={Link} to={`/meetings/${id}/run`} leftSection={<IconPlayerPlay size={16} stroke={1.5} />}>
              {m.state === 'planned' ? t.cockpit : t.run.continue}
            </Button>
          )}
        </>
      }
    >
      <Stack gap="lg">
        <MeetingFacts meeting={m} />
        {blocks.length === 0 && <p className="k-dim">{t.sheet.empty}</p>}
        {blocks.map((block) => (
          <Section key={block.key} title={block.title}>
            <Lines block={block} />
          </Section>
        ))}
      </Stack>
    </Page>
  )
}

const signs = { late: '!', risk: '–', fine: '+' } as const

/** A sign beside the colour, so that both say the same. */
export function Lines({ block }: { block: SheetBlock }) {
  const t = useMessages('meetings')
  return (
    <>
      {block.lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sheet is built at once and never reordered
        <div key={i} className={styles.sheetLine} data-tone={line.tone}>
          <span aria-hidden>{line.tone ? signs[line.tone] : '·'}</span>
          <div>
            {line.href ? (
              <Link to={line.href} className="k-link">
                {line.text}
              </Link>
            ) : (
              <span className={styles.text}>{line.text}</span>
            )}
            {line.detail && <small>{line.detail}</small>}
          </div>
        </div>
      ))}
      {!!block.more && <p className="k-dim">{t.sheet.more(block.more)}</p>}
    </>
  )
}
