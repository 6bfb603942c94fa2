// Writing down a call no exchange told of: whom with, the note, the outcome, the next step.
import { SegmentedControl, SimpleGrid, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { CallRecordForm } from '#web/calls/CallRecordForm.tsx'
import styles from '#web/calls/Calls.module.css'
import { CardHead, CardView, Phones } from '#web/calls/CardView.tsx'
import { type CardOf, callCardQuery } from '#web/calls/queries.ts'
import { clientOptions } from '#web/clients/queries.ts'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import { leadOptions } from '#web/leads/queries.ts'

export function LogCallPage() {
  const t = useMessages('calls')
  const l = useMessages('leads')
  const navigate = useNavigate()
  const from = useSearch({ strict: false }) as { client?: string; lead?: string; contact?: string }
  const [direction, setDirection] = useState<'in' | 'out'>('out')
  const go = (search: Record<string, string>) => void navigate({ to: '.', search, replace: true } as never)
  const of: CardOf | undefined =
    from.client || from.contact
      ? { ...(from.client ? { clientId: from.client } : {}), ...(from.contact ? { contactId: from.contact } : {}) }
      : from.lead
        ? { leadId: from.lead }
        : undefined
  const { data: card, error, refetch } = useQuery({ ...callCardQuery(of ?? {}), enabled: of !== undefined })
  const done = () => {
    const to = card?.client ? `/clients/${card.client.id}` : card?.lead ? `/leads/${card.lead.id}` : '/calls'
    void navigate({ to } as never)
  }
  const whom = (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <OptionField
        name="clientId"
        label={t.columns.client}
        source={clientOptions}
        value={card?.client ? [card.client.id] : []}
        onChange={(ids) => go(ids[0] ? { client: ids[0] } : {})}
        autoFocus={!of}
      />
      {!card?.client && (
        <OptionField
          label={l.one}
          source={leadOptions}
          value={from.lead ? [from.lead] : []}
          onChange={(ids) => go(ids[0] ? { lead: ids[0] } : {})}
        />
      )}
    </SimpleGrid>
  )
  return (
    <Page width="wide" title={t.screen.logTitle}>
      <div className={styles.screen}>
        <div>
          <Section>
            {error && <ErrorPage error={error} reset={() => void refetch()} />}
            {of && !card && !error && <Skeleton height={200} />}
            {!of && whom}
            {card && (
              <CallRecordForm
                key={`${card.client?.id}${card.lead?.id}${card.contact?.id}`}
                draftKey={`new-${card.client?.id ?? card.lead?.id ?? card.contact?.id}`}
                about={{
                  clientId: card.client?.id ?? null,
                  leadId: card.lead?.id ?? null,
                  contactId: card.contact?.id ?? null,
                  direction,
                }}
                saveLabel={t.screen.save}
                onSaved={done}
                above={
                  <>
                    {whom}
                    <SegmentedControl
                      w="fit-content"
                      aria-label={t.screen.direction}
                      value={direction}
                      onChange={(next) => setDirection(next as 'in' | 'out')}
                      data={[
                        { value: 'out', label: t.directions.out },
                        { value: 'in', label: t.directions.in },
                      ]}
                    />
                  </>
                }
              />
            )}
          </Section>
        </div>
        <div>
          {card && (
            <>
              <Section>
                <CardHead card={card} />
                <Phones card={card} />
              </Section>
              <CardView card={card} />
            </>
          )}
        </div>
      </div>
    </Page>
  )
}
