// The plan of a meeting at a glance: when, where, with whom, what for.
import { Badge, Group, Skeleton, Stack } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Meeting, MeetingPerson } from '#api/meetings.ts'
import { plannedMinutes } from '#domain/meetings/agenda.ts'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { localDay } from '#web/kit/format.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Facts } from '#web/kit/Page.tsx'
import styles from '#web/meetings/Meetings.module.css'
import { meetingQuery } from '#web/meetings/queries.ts'

export function MeetingCard({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(meetingQuery(id))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={200} radius="md" />
  return (
    <Stack gap="md">
      <Link to={`/meetings/${id}`} className="k-link">
        {data.title}
      </Link>
      <MeetingFacts meeting={data} />
    </Stack>
  )
}

export function MeetingFacts({ meeting: m }: { meeting: Meeting }) {
  const t = useMessages('meetings')
  return (
    <Stack gap="md">
      <Facts
        facts={[
          [t.columns.startsAt, <When key="when" meeting={m} />],
          [t.columns.state, <StateWord key="state" meeting={m} />],
          [m.lead && !m.client ? t.columns.lead : t.columns.client, <About key="about" meeting={m} />],
          [t.columns.place, <Place key="place" meeting={m} />],
          [t.columns.organizer, m.organizer.name],
          ...(m.follows ? [[t.follows, <Neighbour key="before" meeting={m.follows} />] as const] : []),
          ...(m.followedBy ? [[t.followedBy, <Neighbour key="next" meeting={m.followedBy} />] as const] : []),
          ...(m.stateReason ? [[t.columns.stateReason, m.stateReason] as const] : []),
        ]}
      />
      {(m.goal || m.fallback) && (
        <dl className={styles.goals}>
          <div>
            <dt>{t.columns.goal}</dt>
            <dd>{m.goal ?? '–'}</dd>
          </div>
          <div>
            <dt>{t.columns.fallback}</dt>
            <dd>{m.fallback ?? '–'}</dd>
          </div>
        </dl>
      )}
      <div className={styles.columns}>
        <People title={t.ours} people={m.people.filter((one) => one.side === 'ours')} />
        <People title={t.theirs} people={m.people.filter((one) => one.side === 'theirs')} />
      </div>
      {m.points.length > 0 && (
        <div>
          <p className={styles.label}>
            {t.columns.points}
            {plannedMinutes(m.points) > 0 && ` · ${t.minutes(plannedMinutes(m.points))}`}
          </p>
          <ol>
            {m.points.map((point) => (
              <li key={point.id}>
                {point.title} {point.minutes !== null && <span className="k-dim">{t.minutes(point.minutes)}</span>}
              </li>
            ))}
          </ol>
        </div>
      )}
    </Stack>
  )
}

export function When({ meeting: m }: { meeting: Pick<Meeting, 'day' | 'startTime' | 'endTime' | 'timeZone'> }) {
  const f = useFormat()
  return (
    <span className="k-numbers">
      {f.day(m.day)} {f.time(m.startTime)}–{f.time(m.endTime)}
      {m.timeZone !== 'Europe/Prague' && <span className="k-dim"> {m.timeZone}</span>}
    </span>
  )
}

/** The state in words; a held one says by when its minutes are to leave. */
export function StateWord({ meeting: m }: { meeting: Pick<Meeting, 'state' | 'minutesDueOn' | 'letterSentAt'> }) {
  const t = useMessages('meetings')
  const f = useFormat()
  const late = m.minutesDueOn !== null && m.minutesDueOn < localDay(new Date())
  return (
    <Group gap="xs">
      <Badge variant={m.state === 'running' ? 'filled' : 'light'} color={m.state === 'cancelled' ? 'gray' : undefined}>
        {t.states[m.state]}
      </Badge>
      {m.minutesDueOn && (
        <span className={late ? 'k-late' : 'k-dim'}>
          {late ? t.minutesLate(f.day(m.minutesDueOn)) : t.minutesDue(f.day(m.minutesDueOn))}
        </span>
      )}
      {m.letterSentAt && <span className="k-fine">{t.letterPage.sentAt(f.day(m.letterSentAt))}</span>}
    </Group>
  )
}

function About({ meeting: { client, lead } }: { meeting: Meeting }) {
  const [to, name] = client ? [`/clients/${client.id}`, client.name] : [`/leads/${lead?.id}`, lead?.name ?? '']
  return (
    <Link to={to} className="k-link">
      {name}
    </Link>
  )
}

function Place({ meeting: m }: { meeting: Meeting }) {
  const t = useMessages('meetings')
  if (!m.place && !m.videoUrl) return <span className="k-dim">{t.noPlace}</span>
  return (
    <>
      {m.place && <span>{m.place} </span>}
      {m.videoUrl && (
        <a href={m.videoUrl} target="_blank" rel="noreferrer noopener" className="k-link">
          {t.join} <IconExternalLink size={14} stroke={1.5} aria-hidden />
        </a>
      )}
    </>
  )
}

function Neighbour({ meeting }: { meeting: { id: string; title: string; startsAt: string } }) {
  const f = useFormat()
  return (
    <Link to={`/meetings/${meeting.id}`} className="k-link">
      {meeting.title} ({f.day(meeting.startsAt)})
    </Link>
  )
}

function People({ title, people }: { title: string; people: readonly MeetingPerson[] }) {
  const t = useMessages('meetings')
  return (
    <div>
      <p className={styles.label}>{title}</p>
      {people.length === 0 && <span className="k-dim">–</span>}
      {people.map((person) => (
        <div key={person.id} className={styles.personRow}>
          {person.contactId ? (
            <Link to={`/contacts/${person.contactId}`} className="k-link">
              {person.name}
            </Link>
          ) : (
            <span>{person.name}</span>
          )}
          <span className="k-dim">
            {[
              person.position,
              person.optional && t.optional,
              person.attended === null && person.side === 'theirs' && t.answers[person.answer],
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
      ))}
    </div>
  )
}
