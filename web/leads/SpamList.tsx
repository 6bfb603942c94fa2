// What was taken for spam, with the reason; what was none becomes a lead by a click.
import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { IconMailOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Submission } from '#api/leads.ts'
import { EmptyState, ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { SubmissionFacts } from '#web/leads/LeadFacts.tsx'
import styles from '#web/leads/Leads.module.css'
import { acceptSubmission, olderSpam, spamQuery } from '#web/leads/queries.ts'

export function SpamList() {
  const t = useMessages('leads')
  const toast = useToast()
  const { data, error, refetch } = useQuery(spamQuery)
  const [older, setOlder] = useState<readonly Submission[]>([])
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={160} radius="md" />
  const shown = [...data.submissions, ...older]
  const last = shown.at(-1)
  const more = () =>
    last && void olderSpam(last.id).then((page) => setOlder([...older, ...page.submissions]), toast.problem)
  return (
    <Stack gap="md">
      <Text c="dimmed" maw={640}>
        {t.spam.intro}
      </Text>
      {shown.length === 0 && (
        <EmptyState icon={<IconMailOff size={28} stroke={1.25} aria-hidden />} text={t.spam.empty} />
      )}
      <ul className={styles.lines}>
        {shown.map((submission) => (
          <SpamLine
            key={submission.id}
            submission={submission}
            onAccepted={() => setOlder(older.filter((one) => one.id !== submission.id))}
          />
        ))}
      </ul>
      {last && shown.length < data.total && (
        <Button variant="default" w="fit-content" onClick={more}>
          {t.spam.older}
        </Button>
      )}
    </Stack>
  )
}

function SpamLine({ submission, onAccepted }: { submission: Submission; onAccepted(): void }) {
  const t = useMessages('leads')
  const f = useFormat()
  const toast = useToast()
  const navigate = useNavigate()
  const accept = () =>
    void acceptSubmission(submission.id).then((lead) => {
      toast.done(t.spam.accepted)
      onAccepted()
      void navigate({ to: `/leads/${lead.id}` } as never)
    }, toast.problem)
  return (
    <li className={styles.line}>
      <p className="k-dim">
        {f.instant(submission.receivedAt)} ·{' '}
        {submission.form ? t.submission.by(submission.form.name) : t.submission.deletedForm} ·{' '}
        <span className="k-risk">{t.spam.reasons[submission.spamReason ?? ''] ?? submission.spamReason}</span>
      </p>
      <Button size="xs" variant="default" onClick={accept}>
        {t.spam.accept}
      </Button>
      <div className={styles.more}>
        <SubmissionFacts submission={submission} />
      </div>
    </li>
  )
}
