// Meetings of a client: those to come first, the last ones below, and a way to plan the next.
import { Button, Skeleton } from '@mantine/core'
import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { MeetingBrief } from '#api/meetings.ts'
import { useCommands } from '#web/kit/commands.tsx'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { StateWord } from '#web/meetings/MeetingCard.tsx'
import styles from '#web/meetings/Meetings.module.css'
import { meetingsOfClientQuery } from '#web/meetings/queries.ts'

export function MeetingsPanel({ clientId }: { clientId: string }) {
  const t = useMessages('meetings')
  const { data, error, refetch } = useQuery(meetingsOfClientQuery(clientId))
  const navigate = useNavigate()
  const plan = () => void navigate({ to: '/meetings/new', search: { client: clientId } } as never)
  useCommands(
    data && !data.whyNot.edit
      ? [{ id: 'meetings.add', icon: IconUsersGroup, label: t.plan, add: true, run: plan }]
      : [],
  )
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={60} radius="md" />
  return (
    <div>
      {data.coming.length + data.past.length === 0 && <p className="k-dim">{t.noneForClient}</p>}
      {data.coming.length > 0 && <Briefs items={data.coming} sheet />}
      {data.past.length > 0 && (
        <details open={data.coming.length === 0}>
          <summary>{t.past}</summary>
          <Briefs items={data.past} />
        </details>
      )}
      {!data.whyNot.edit && (
        <Button
          component={Link}
          to="/meetings/new"
          search={{ client: clientId } as never}
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} stroke={1.5} />}
        >
          {t.plan}
        </Button>
      )}
    </div>
  )
}

function Briefs({ items, sheet }: { items: readonly MeetingBrief[]; sheet?: boolean }) {
  const t = useMessages('meetings')
  const f = useFormat()
  return (
    <ul className={styles.items}>
      {items.map((one) => (
        <li key={one.id} className={styles.brief}>
          <Link to={`/meetings/${one.id}`} className="k-link">
            {one.title}
          </Link>
          <span className="k-numbers">{f.instant(one.startsAt)}</span>
          {one.state !== 'planned' && <StateWord meeting={{ ...one, letterSentAt: null }} />}
          {one.place && <span className="k-dim">{one.place}</span>}
          {sheet && (
            <Link to={`/meetings/${one.id}/sheet`} className="k-link">
              {t.prepare}
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}
