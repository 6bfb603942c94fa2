// One telephone call: what is known of it, the card of the caller, and writing it down.
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Call } from '#api/calls.ts'
import { CallFacts, UnknownCaller } from '#web/calls/CallFacts.tsx'
import { CallRecordForm } from '#web/calls/CallRecordForm.tsx'
import styles from '#web/calls/Calls.module.css'
import { CardHead, CardView, Phones } from '#web/calls/CardView.tsx'
import { type CardOf, callCardQuery, callQuery } from '#web/calls/queries.ts'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { useLive } from '#web/kit/live.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import { useMay } from '#web/kit/session.tsx'

export function CallPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error, refetch } = useQuery(callQuery(id))
  useLive<{ call?: { id: string } }>('calls.changed', (event) => {
    if (event.call?.id === id) void refetch()
  })
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={320} m="md" />
  return <Loaded call={data} />
}

function Loaded({ call }: { call: Call }) {
  const t = useMessages('calls')
  const may = useMay()
  const name = call.contact?.name ?? call.client?.name ?? call.lead?.name
  const of: CardOf | undefined = call.client
    ? { clientId: call.client.id, ...(call.contact ? { contactId: call.contact.id } : {}) }
    : call.lead
      ? { leadId: call.lead.id }
      : undefined
  return (
    <Page
      width="wide"
      title={name ?? call.number ?? t.hiddenNumber}
      above={
        <Link to="/calls" className="k-link">
          {t.title}
        </Link>
      }
      below={name && call.number}
    >
      <div className={styles.screen}>
        <div>
          <Section>
            <CallFacts call={call} />
          </Section>
          {!of && (
            <Section>
              <UnknownCaller call={call} />
            </Section>
          )}
          {of && !call.activityId && may('clients.write') && (
            <Section title={t.screen.logTitle}>
              <CallRecordForm
                draftKey={call.id}
                about={{
                  clientId: call.client?.id ?? null,
                  leadId: call.client ? null : (call.lead?.id ?? null),
                  contactId: call.contact?.id ?? null,
                  callId: call.id,
                  direction: call.direction,
                }}
                minutes={call.minutes}
                saveLabel={t.screen.save}
                onSaved={() => undefined}
              />
            </Section>
          )}
        </div>
        <div>{of && <Beside of={of} />}</div>
      </div>
    </Page>
  )
}

function Beside({ of }: { of: CardOf }) {
  const { data: card, error, refetch } = useQuery(callCardQuery(of))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!card) return <Skeleton height={240} radius="md" />
  return (
    <>
      <Section>
        <CardHead card={card} />
        <Phones card={card} />
      </Section>
      <CardView card={card} />
    </>
  )
}
