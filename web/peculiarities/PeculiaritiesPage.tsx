// Reminders that have come, of my clients or of all I see; each is settled in place.
import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { DuePeculiarity } from '#api/peculiarities.ts'
import { EmptyState, ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'
import styles from '#web/peculiarities/PeculiarityList.module.css'
import { changePeculiarity, dueQuery } from '#web/peculiarities/queries.ts'

export function PeculiaritiesPage() {
  const t = useMessages('peculiarities')
  const { whose } = useSearch({ strict: false }) as { whose?: string }
  const navigate = useNavigate()
  const scope = whose === 'all' ? 'all' : 'mine'
  const { data, error, refetch } = useQuery(dueQuery(scope))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  return (
    <Page
      title={t.due.title}
      below={data && data.total > 0 && t.due.count(data.total)}
      actions={
        <SegmentedControl
          aria-label={t.due.title}
          value={scope}
          onChange={(next) => void navigate({ to: '.', search: next === 'all' ? { whose: next } : {} } as never)}
          data={[
            { value: 'mine', label: t.due.mine },
            { value: 'all', label: t.due.all },
          ]}
        />
      }
    >
      {!data && <Skeleton height={120} radius="md" />}
      {data?.total === 0 && <EmptyState icon={<IconBell size={28} stroke={1.25} aria-hidden />} text={t.due.empty} />}
      {data && data.total > 0 && (
        <ul className={styles.items}>
          {data.due.map((item) => (
            <li key={item.id}>
              <DueLine item={item} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}

function DueLine({ item }: { item: DuePeculiarity }) {
  const t = useMessages('peculiarities')
  const f = useFormat()
  const toast = useToast()
  const settle = () =>
    changePeculiarity(item, { remindOn: null }, item.version).then((after) => {
      const { remindOn } = item
      toast.done(t.remindDone, {
        undo: () => void changePeculiarity(item, { remindOn }, after.version).catch(toast.problem),
      })
    }, toast.problem)
  return (
    <div className={styles.item}>
      <div>
        <Link to={`/clients/${item.client.id}`} className="k-link">
          {item.client.name}
        </Link>
        <p className={styles.text}>{item.text}</p>
      </div>
      <Button variant="default" size="xs" onClick={() => void settle()}>
        {t.remindDone}
      </Button>
      <p className={styles.days}>
        <span className="k-risk">{item.remindOn && f.relativeDay(item.remindOn)}</span>
        <span className="k-dim">{t.kinds[item.kind]}</span>
        {item.client.owner && <span className="k-dim">{item.client.owner.name}</span>}
      </p>
    </div>
  )
}
