// One call of a list on one screen: the number, the script, the card, the note; saved, the next one opens by itself.
import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { getCallItem } from '#api/call-lists.ts'
import type { ReplyOf } from '#api/endpoint.ts'
import { CallRecordForm } from '#web/calls/CallRecordForm.tsx'
import styles from '#web/calls/Calls.module.css'
import { CardHead, CardView, Phones } from '#web/calls/CardView.tsx'
import { callItemQuery, prepareItem, putOffCallItem } from '#web/calls/queries.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useShortcuts } from '#web/kit/keyboard.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'

export function CallItemPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error, refetch } = useQuery(callItemQuery(id))
  useEffect(() => prepareItem(data?.nextItemId ?? null), [data?.nextItemId])
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={320} m="md" />
  // A new call is a new screen: nothing typed for the last one stays.
  return <Loaded key={id} data={data} />
}

function Loaded({ data }: { data: ReplyOf<typeof getCallItem> }) {
  const t = useMessages('calls')
  const toast = useToast()
  const navigate = useNavigate()
  const { item, list, card, script } = data
  const name = card.client?.name ?? card.lead?.name ?? ''
  const person = card.contact
  const goOn = (nextItemId: string | null) => {
    if (nextItemId) return void navigate({ to: `/call-list-items/${nextItemId}` } as never)
    toast.done(t.screen.allDone)
    void navigate({ to: `/call-lists/${list.id}` } as never)
  }
  const put = (state: 'skipped' | 'later') =>
    void putOffCallItem(item.id, state).then(({ nextItemId }) => {
      toast.done(state === 'later' ? t.screen.putOff : t.screen.skipped, {
        undo: () =>
          void putOffCallItem(item.id, 'waiting').then(
            () => navigate({ to: `/call-list-items/${item.id}` } as never),
            toast.problem,
          ),
      })
      goOn(nextItemId)
    }, toast.problem)
  useShortcuts([
    { keys: 'p', label: t.screen.skip, section: 'page', run: () => put('skipped') },
    { keys: 'z', label: t.screen.later, section: 'page', run: () => put('later') },
  ])
  return (
    <Page
      width="wide"
      title={name}
      above={
        <Link to={`/call-lists/${list.id}`} className="k-link">
          {list.name} · {t.screen.position(item.position, list.counts.all)}
        </Link>
      }
      below={
        <span style={{ display: 'inline-flex', gap: 12, flexWrap: 'wrap' }}>
          {person && <span>{[person.name, person.position].filter(Boolean).join(', ')}</span>}
          <CardHead card={card} />
        </span>
      }
    >
      <div className={styles.screen}>
        <div>
          <Section>
            <Phones card={card} firstId="call-number" />
          </Section>
          <Section title={t.screen.logTitle}>
            <CallRecordForm
              draftKey={item.id}
              about={{
                clientId: card.client?.id ?? null,
                leadId: card.lead?.id ?? null,
                contactId: person?.id ?? null,
                itemId: item.id,
              }}
              saveLabel={data.nextItemId ? t.screen.saveNext : t.screen.save}
              onSaved={goOn}
              aside={
                <>
                  <Button variant="default" onClick={() => put('later')}>
                    {t.screen.later}
                  </Button>
                  <Button variant="default" onClick={() => put('skipped')}>
                    {t.screen.skip}
                  </Button>
                </>
              }
            />
          </Section>
        </div>
        <div>
          {(script || list.purpose) && (
            <Section title={script?.name ?? t.columns.purpose}>
              {list.purpose && <p className="k-dim">{list.purpose}</p>}
              {script && <p className={styles.script}>{script.text}</p>}
            </Section>
          )}
          <CardView card={card} />
        </div>
      </div>
    </Page>
  )
}
