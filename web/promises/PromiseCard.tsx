// A promise read whole: what, whose, by when, how it ended, and the steps one may take; in the panel and on its page.
import { Button, Group, Skeleton } from '@mantine/core'
import { IconBan, IconCircleCheck, IconMail, IconPencil, IconRotate } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import type { PromiseView } from '#api/promises.ts'
import { repeatOf } from '#domain/promises/repeating.ts'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { Facts } from '#web/kit/Page.tsx'
import type { PromiseStep } from '#web/promises/PromiseDialog.tsx'
import { PromiseStanding } from '#web/promises/PromiseStanding.tsx'
import { promiseQuery, useDueText, usePromiseSteps } from '#web/promises/queries.ts'

const PromiseDialog = lazily(() => import('#web/promises/PromiseDialog.tsx'), 'PromiseDialog')

export function PromiseCard({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(promiseQuery(id))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={240} />
  return (
    <div>
      <h2 style={{ margin: '0 0 10px', fontSize: 16, fontWeight: 600, overflowWrap: 'anywhere' }}>{data.text}</h2>
      <PromiseActions promise={data} />
      <PromiseFacts promise={data} />
    </div>
  )
}

/** Kept, edited, reminded, waived or opened again; what is not allowed says why. */
export function PromiseActions({
  promise,
  step,
  onStep,
}: {
  promise: PromiseView
  step?: PromiseStep | undefined
  onStep?(step: PromiseStep | undefined): void
}) {
  const t = useMessages('promises')
  const reason = useReasonText()
  const steps = usePromiseSteps()
  const [own, setOwn] = useState<PromiseStep>()
  const opened = step ?? own
  const open = onStep ?? setOwn
  const whyNot = promise.whyNot.edit ? reason(promise.whyNot.edit) : undefined
  const shared = { size: 'xs', disabled: !!whyNot, title: whyNot } as const
  return (
    <Group gap="xs" mb="md" data-no-print>
      {promise.state === 'open' ? (
        <>
          <Button
            {...shared}
            leftSection={<IconCircleCheck size={15} stroke={1.5} />}
            onClick={() => void steps.keep(promise)}
          >
            {t.keep}
          </Button>
          {promise.side === 'theirs' && (
            <Button
              {...shared}
              variant="default"
              leftSection={<IconMail size={15} stroke={1.5} />}
              onClick={() => open('urge')}
            >
              {t.urge}
            </Button>
          )}
          <Button
            {...shared}
            variant="default"
            leftSection={<IconPencil size={15} stroke={1.5} />}
            onClick={() => open('edit')}
          >
            {t.edit}
          </Button>
          <Button {...shared} variant="default" onClick={() => open('proof')}>
            {t.keepWith}
          </Button>
          <Button
            {...shared}
            variant="default"
            leftSection={<IconBan size={15} stroke={1.5} />}
            onClick={() => open('waive')}
          >
            {t.waive}
          </Button>
        </>
      ) : (
        <>
          <Button
            {...shared}
            variant="default"
            leftSection={<IconRotate size={15} stroke={1.5} />}
            onClick={() => steps.reopen(promise)}
          >
            {t.reopen}
          </Button>
          <Button
            {...shared}
            variant="default"
            leftSection={<IconPencil size={15} stroke={1.5} />}
            onClick={() => open('edit')}
          >
            {t.edit}
          </Button>
        </>
      )}
      {opened && (
        <Suspense>
          <PromiseDialog
            promise={promise}
            step={opened}
            onClose={() => {
              setOwn(undefined)
              onStep?.(undefined)
            }}
          />
        </Suspense>
      )}
    </Group>
  )
}

export function PromiseFacts({ promise }: { promise: PromiseView }) {
  const t = useMessages('promises')
  const f = useFormat()
  const dueText = useDueText()
  const c = t.columns
  const repeat = promise.rrule && repeatOf(promise.rrule)
  const source = promise.source
  const about = promise.client ? (
    <Link to={`/clients/${promise.client.id}`} className="k-link">
      {promise.client.name}
    </Link>
  ) : (
    promise.lead && (
      <Link to={`/leads/${promise.lead.id}`} className="k-link">
        {promise.lead.name}
      </Link>
    )
  )
  const sources: Record<string, string> = t.page.sources
  return (
    <Facts
      facts={[
        [c.standing, <PromiseStanding key="s" value={promise.late ? 'late' : promise.state} />],
        [c.side, t.sides[promise.side]],
        [c.kind, t.kinds[promise.kind]],
        [
          c.dueOn,
          promise.dueOn && (
            <span className={promise.late ? 'k-late' : undefined}>
              {f.day(promise.dueOn)} · {dueText(promise)}
            </span>
          ),
        ],
        [promise.lead && !promise.client ? c.lead : c.client, about],
        [
          t.form.contact[promise.side],
          promise.contact && (
            <Link to={`/contacts/${promise.contact.id}`} className="k-link">
              {promise.contact.name}
            </Link>
          ),
        ],
        [t.form.responsible[promise.side], promise.responsible?.name],
        [c.division, promise.division && t.divisions[promise.division]],
        [c.givenOn, [f.day(promise.givenOn), promise.givenBy?.name].filter(Boolean).join(', ')],
        ...(promise.remindAt ? ([[c.remindAt, f.instant(promise.remindAt)]] as const) : []),
        ...(promise.rrule ? ([[c.repeats, repeat ? t.form.repeats[repeat] : promise.rrule]] as const) : []),
        ...(promise.urgedOn ? ([[c.urgedCount, t.urged(promise.urgedCount, f.day(promise.urgedOn))]] as const) : []),
        ...(promise.state === 'kept'
          ? ([
              [c.settledOn, t.page.keptOn(f.day(promise.settledOn), promise.settledBy?.name ?? '')],
              [c.proof, promise.proof],
            ] as const)
          : []),
        ...(promise.state === 'waived'
          ? ([
              [c.settledOn, f.day(promise.settledOn)],
              [c.waivedReason, promise.waivedReason],
            ] as const)
          : []),
        ...(source
          ? ([
              [
                t.page.source,
                <>
                  {sources[source.type] ?? t.page.sources.other}
                  {source.line && <div className="k-dim">{t.page.sourceLine(source.line)}</div>}
                </>,
              ],
            ] as const)
          : []),
        [c.note, promise.note && <span style={{ whiteSpace: 'pre-wrap' }}>{promise.note}</span>],
      ]}
    />
  )
}
