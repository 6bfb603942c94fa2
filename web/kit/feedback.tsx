// What the product says back: done with a way to undo, refused with the reason, empty with the next step, work under way.
import { Anchor, Button, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconFileSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'
import { ProblemError } from '#web/kit/call.ts'
import styles from '#web/kit/feedback.module.css'
import { useFormat, useLanguage, useMessages, useReasonText } from '#web/kit/language.tsx'
import { hide, show } from '#web/kit/notify.ts'
import { isInReach } from '#web/kit/offline/reach.ts'

/** `toast.done('Smazáno', { undo })` and `toast.problem(error)`. */
export function useToast() {
  const t = useMessages('kit')
  const reasonText = useReasonText()
  const done = useCallback(
    (message: string, more: { undo?(): void; link?: { to: string; label: string } } = {}) => {
      const id = crypto.randomUUID()
      const act = () => {
        hide(id)
        more.undo?.()
      }
      show({
        id,
        icon: <IconCheck size={18} stroke={1.5} />,
        color: 'green',
        autoClose: more.undo || more.link ? 10_000 : 4_000,
        closeButtonProps: { 'aria-label': t.close },
        message: (
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <span>{message}</span>
            {more.undo && (
              <button type="button" className={styles.undo} onClick={act}>
                {t.undo}
              </button>
            )}
            {more.link && (
              <Link to={more.link.to} className={styles.undo} onClick={() => hide(id)}>
                {more.link.label}
              </Link>
            )}
          </Group>
        ),
      })
    },
    [t],
  )
  const problem = useCallback(
    (cause: unknown) => {
      const code = cause instanceof ProblemError && cause.status >= 500 ? cause.problem.requestId : undefined
      show({
        icon: <IconAlertTriangle size={18} stroke={1.5} />,
        color: 'red',
        autoClose: 12_000,
        closeButtonProps: { 'aria-label': t.close },
        message: [reasonText(cause), code && t.requestId(code)].filter(Boolean).join(' '),
      })
    },
    [reasonText, t],
  )
  return { done, problem }
}

export interface EmptyStateProps {
  icon?: ReactNode
  title?: string
  /** One sentence: what this place is for. */
  text: string
  /** One button to start. */
  action?: ReactNode
  /** Page of the manual. */
  manual?: string
}

export function EmptyState({ icon, title, text, action, manual }: EmptyStateProps) {
  const t = useMessages('kit')
  const { language } = useLanguage()
  return (
    <div className={styles.empty}>
      <div className={styles.emptyIcon}>{icon ?? <IconFileSearch size={28} stroke={1.25} aria-hidden />}</div>
      {title && (
        <Title order={2} size="h3">
          {title}
        </Title>
      )}
      <Text c="dimmed" maw={420}>
        {text}
      </Text>
      {action}
      {manual && (
        <Anchor href={`${manual}?lang=${language}`} target="_blank" size="sm">
          {t.manual}
        </Anchor>
      )}
    </div>
  )
}

/** A screen that could not be drawn: what happened and what to do. */
export function ErrorPage({ error, reset }: { error: unknown; reset?(): void }) {
  const t = useMessages('kit')
  const reasonText = useReasonText()
  const code = error instanceof ProblemError ? error.problem.requestId : undefined
  if (error instanceof ProblemError && error.status === 404) return <NotFoundPage />
  const missing = error instanceof Error && /import|module|preload/i.test(error.message)
  // A chunk missing after an update of the server: only a fresh page helps. Without a connection it comes when that is back.
  const outdated = missing && isInReach()
  return (
    <div className={styles.empty} role="alert">
      <div className={styles.emptyIcon}>
        <IconAlertTriangle size={28} stroke={1.25} aria-hidden />
      </div>
      <Title order={1} size="h2">
        {t.errorPage.title}
      </Title>
      <Text c="dimmed" maw={460}>
        {outdated ? t.errorPage.newVersion : missing ? t.errorPage.unreachable : reasonText(error)}
      </Text>
      {code && (
        <Text size="sm" c="dimmed">
          {t.requestId(code)}
        </Text>
      )}
      <Group>
        {missing ? (
          <Button onClick={() => location.reload()}>{t.errorPage.reload}</Button>
        ) : (
          reset && <Button onClick={reset}>{t.errorPage.retry}</Button>
        )}
        <Button variant="default" component="a" href="/">
          {t.errorPage.home}
        </Button>
      </Group>
    </div>
  )
}

export function NotFoundPage() {
  const t = useMessages('kit')
  return (
    <div className={styles.empty}>
      <div className={styles.emptyIcon}>
        <IconFileSearch size={28} stroke={1.25} aria-hidden />
      </div>
      <Title order={1} size="h2">
        {t.errorPage.notFound}
      </Title>
      <Text c="dimmed" maw={460}>
        {t.errorPage.notFoundText}
      </Text>
      <Button variant="default" component="a" href="/">
        {t.errorPage.home}
      </Button>
    </div>
  )
}

export interface JobProgressProps {
  title: string
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  done: number
  /** Unknown until the work has counted it. */
  total?: number | null
  /** Instant the work began, for the rate and the time left. */
  startedAt?: string | null
  onCancel?(): void
  /** Link to the result. */
  result?: ReactNode
  /** What went wrong, already as a sentence. */
  failure?: string
}

/** Work in the background: bar, rate, time left, cancel, result. */
export function JobProgress({ title, state, done, total, startedAt, onCancel, result, failure }: JobProgressProps) {
  const t = useMessages('kit')
  const f = useFormat()
  const seconds = startedAt ? Math.max(1, (Date.now() - Date.parse(startedAt)) / 1000) : 0
  const rate = seconds > 0 ? done / seconds : 0
  const left = state === 'running' && total && rate > 0 ? (total - done) / rate : undefined
  const share = state === 'done' ? 100 : total ? Math.min(100, (done / total) * 100) : 0
  const leftText =
    left === undefined
      ? undefined
      : left < 90
        ? t.job.seconds(Math.ceil(left))
        : left < 5400
          ? t.job.minutes(Math.round(left / 60))
          : t.job.hours(Math.round(left / 3600))
  const facts = [
    state === 'running' ? undefined : t.job[state],
    total ? t.job.of(f.number(done), f.number(total)) : f.number(done),
    state === 'running' && rate >= 1 ? t.job.rate(f.number(rate, 0)) : undefined,
    leftText && t.job.left(leftText),
  ]
  const color = state === 'failed' ? 'red' : state === 'cancelled' ? 'gray' : state === 'done' ? 'green' : 'teal'
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={500}>{title}</Text>
        {onCancel && (state === 'running' || state === 'waiting') && (
          <Button size="xs" variant="default" onClick={onCancel}>
            {t.job.cancel}
          </Button>
        )}
      </Group>
      <Progress value={share} color={color} size="md" animated={state === 'running' && !total} aria-label={title} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status" className={styles.facts}>
          {facts.filter(Boolean).join(' · ')}
        </Text>
        {result}
      </Group>
      {failure && (
        <Text size="sm" c="var(--k-late)">
          {failure}
        </Text>
      )}
    </Stack>
  )
}
