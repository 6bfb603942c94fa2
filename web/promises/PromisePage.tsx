// One promise on a page of its own: its facts and steps, and what happened to it.
import { Button, Skeleton } from '@mantine/core'
import { IconBan, IconCircleCheck, IconMail, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { PromiseView } from '#api/promises.ts'
import { Attachments } from '#web/attachments/Attachments.tsx'
import { Comments } from '#web/comments/Comments.tsx'
import { HistoryPanel } from '#web/journal/HistoryPanel.tsx'
import { type PageCommand, useCommands } from '#web/kit/commands.tsx'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import type { IconOf } from '#web/kit/places.ts'
import { PromiseActions, PromiseFacts } from '#web/promises/PromiseCard.tsx'
import type { PromiseStep } from '#web/promises/PromiseDialog.tsx'
import { promiseQuery, usePromiseSteps } from '#web/promises/queries.ts'

export function PromisePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error, refetch } = useQuery(promiseQuery(id))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={320} m="md" />
  return <LoadedPromise promise={data} />
}

function LoadedPromise({ promise }: { promise: PromiseView }) {
  const t = useMessages('promises')
  const reason = useReasonText()
  const steps = usePromiseSteps()
  const navigate = useNavigate()
  const [step, setStep] = useState<PromiseStep>()
  const whyNot = promise.whyNot.remove ? reason(promise.whyNot.remove) : undefined
  const isOpen = promise.state === 'open'
  const key = (keys: string, id: string, icon: IconOf, label: string, run: () => void): PageCommand => ({
    keys,
    id: `promises.${id}`,
    icon,
    label,
    run,
  })
  useCommands(
    promise.whyNot.edit
      ? []
      : [
          key('e', 'edit', IconPencil, t.keys.edit, () => setStep('edit')),
          ...(isOpen
            ? [
                key('d', 'keep', IconCircleCheck, t.keys.keep, () => void steps.keep(promise)),
                key('w', 'waive', IconBan, t.keys.waive, () => setStep('waive')),
              ]
            : []),
          ...(isOpen && promise.side === 'theirs'
            ? [key('u', 'urge', IconMail, t.keys.urge, () => setStep('urge'))]
            : []),
        ],
  )
  const remove = () => void steps.remove(promise).then(() => navigate({ to: '/promises' }))
  return (
    <Page
      title={promise.text}
      above={
        promise.client ? (
          <Link to={`/clients/${promise.client.id}`} className="k-link">
            {promise.client.name}
          </Link>
        ) : (
          <Link to="/promises" className="k-link">
            {t.title}
          </Link>
        )
      }
      actions={
        <Button
          variant="default"
          leftSection={<IconTrash size={16} stroke={1.5} />}
          disabled={!!whyNot}
          title={whyNot}
          onClick={remove}
        >
          {t.remove}
        </Button>
      }
    >
      <Section title={t.page.facts}>
        <PromiseActions promise={promise} step={step} onStep={setStep} />
        <PromiseFacts promise={promise} />
      </Section>
      <Section title={t.page.files}>
        <Attachments recordType="promises" recordId={promise.id} mayWrite={!promise.whyNot.edit} />
      </Section>
      <Section title={t.page.comments}>
        <Comments recordType="promises" recordId={promise.id} />
      </Section>
      <Section title={t.page.history}>
        <HistoryPanel recordType="promises" recordId={promise.id} />
      </Section>
    </Page>
  )
}
