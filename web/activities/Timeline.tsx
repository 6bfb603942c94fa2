// The timeline of a client, contact, lead or group: entries and milestones by day, newest first, filtered as one likes.
import { Button, Skeleton } from '@mantine/core'
import { IconCloudUp } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Fragment, useMemo, useState } from 'react'
import { type ActivityDraft, type TimelineItem, writeActivity as writeEndpoint } from '#api/activities.ts'
import { activityQuery, type TimelineChoice, type TimelineOf, timelineQuery } from '#web/activities/queries.ts'
import styles from '#web/activities/Timeline.module.css'
import { TimelineEntry } from '#web/activities/TimelineEntry.tsx'
import { TimelineFilter } from '#web/activities/TimelineFilter.tsx'
import { TimelineMilestone } from '#web/activities/TimelineMilestone.tsx'
import { EmptyState, ErrorPage } from '#web/kit/feedback.tsx'
import { daysBetween, localDay } from '#web/kit/format.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { useWaiting } from '#web/kit/offline/use-waiting.ts'

export interface TimelineProps extends TimelineOf {
  /** The entry to be shown opened, as a link from elsewhere names it. */
  entry?: string
  mayWrite?: boolean
}

export function Timeline({ entry, mayWrite = true, ...of }: TimelineProps) {
  const t = useMessages('activities')
  const [choice, setChoice] = useState<TimelineChoice>({})
  const chosen = Object.keys(choice).length > 0
  const query = useInfiniteQuery(timelineQuery(of, choice))
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  // An entry asked for by a link may lie deep below; it then stands on top by itself.
  const missing = query.isSuccess && entry !== undefined && items.every((item) => item.activity?.id !== entry)
  const asked = useQuery({ ...activityQuery(entry ?? ''), enabled: missing && !chosen })
  return (
    <div className={styles.timeline}>
      {missing && asked.data && (
        <TimelineEntry activity={asked.data} several={!of.clientId} opened mayWrite={mayWrite} />
      )}
      <TimelineFilter of={of} choice={choice} onChange={setChoice} />
      <WaitingEntries of={of} />
      {query.isPending && <Skeleton height={160} />}
      {query.isError && <ErrorPage error={query.error} reset={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && (
        <EmptyState
          text={chosen ? t.filter.nothing : mayWrite ? t.empty : t.emptyToRead}
          {...(chosen
            ? {
                action: (
                  <Button size="xs" variant="default" onClick={() => setChoice({})}>
                    {t.filter.clear}
                  </Button>
                ),
              }
            : { manual: '/manual/activities' })}
        />
      )}
      {items.length > 0 && <Days items={items} of={of} entry={entry} mayWrite={mayWrite} />}
      {query.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t.more}
        </Button>
      )}
    </div>
  )
}

interface DaysProps {
  items: readonly TimelineItem[]
  of: TimelineOf
  entry: string | undefined
  mayWrite: boolean
}

function Days({ items, of, entry, mayWrite }: DaysProps) {
  const t = useMessages('activities')
  const f = useFormat()
  const today = localDay(new Date())
  const name = (day: string) => {
    const ago = daysBetween(day, today)
    return ago === 0 ? t.today : ago === 1 ? t.yesterday : f.day(day)
  }
  let before = ''
  // Whose entry it is stands on it only where several records meet.
  const several = of.clientId === undefined
  return (
    <ol className={styles.items}>
      {items.map((item) => {
        const day = localDay(new Date(item.activity?.happenedAt ?? item.milestone?.at ?? ''))
        const heading = day !== before
        before = day
        return (
          <Fragment key={item.activity?.id ?? `m${item.milestone?.id}`}>
            {heading && (
              <li className={styles.day}>
                <h3>{name(day)}</h3>
              </li>
            )}
            <li>
              {item.activity && (
                <TimelineEntry
                  activity={item.activity}
                  several={several}
                  opened={entry === item.activity.id}
                  mayWrite={mayWrite}
                />
              )}
              {item.milestone && <TimelineMilestone milestone={item.milestone} several={several} />}
            </li>
          </Fragment>
        )
      })}
    </ol>
  )
}

/** What was typed without a connection and has not left this device yet. */
function WaitingEntries({ of }: { of: TimelineOf }) {
  const t = useMessages('activities')
  const waiting = useWaiting(({ endpoint, body }) => {
    const draft = body as Partial<ActivityDraft> | null
    if (endpoint !== writeEndpoint.id || !draft) return false
    return of.leadId ? draft.leadId === of.leadId : draft.clientId === (of.clientId ?? of.groupOf)
  })
  if (waiting.length === 0) return null
  return (
    <ul className={styles.waiting} aria-label={t.box.waiting}>
      {waiting.map((write) => (
        <li key={write.key}>
          <IconCloudUp size={16} stroke={1.5} aria-hidden />
          <span>
            {write.what} <span className="k-dim">· {t.box.waiting}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
