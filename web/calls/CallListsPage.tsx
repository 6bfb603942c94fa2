// One's call lists, the open ones first; new ones from what the day proposes, or from any list of rows.
import { Button, Progress, Skeleton } from '@mantine/core'
import { IconPhoneOutgoing, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import type { CallList } from '#api/call-lists.ts'
import styles from '#web/calls/Calls.module.css'
import { callListsQuery } from '#web/calls/queries.ts'
import { EmptyState, ErrorPage } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { Page, Section } from '#web/kit/Page.tsx'
import { useMay } from '#web/kit/session.tsx'

const CallListForm = lazily(() => import('#web/calls/CallListForm.tsx'), 'CallListForm')

export function CallListsPage() {
  const t = useMessages('calls')
  const may = useMay()
  const { data, error, refetch } = useQuery(callListsQuery)
  const [adding, setAdding] = useState(false)
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  const open = data?.lists.filter((list) => list.state === 'open') ?? []
  const done = data?.lists.filter((list) => list.state === 'done') ?? []
  const add = may('clients.write') && (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setAdding(true)}>
      {t.lists.fromDay}
    </Button>
  )
  return (
    <Page
      title={t.lists.title}
      actions={
        <>
          <Button component={Link} to="/calls" variant="default">
            {t.title}
          </Button>
          <Button component={Link} to="/call-scripts" variant="default">
            {t.scripts.title}
          </Button>
          {data && data.lists.length > 0 && add}
        </>
      }
    >
      {!data && <Skeleton height={160} radius="md" />}
      {data?.lists.length === 0 && (
        <EmptyState
          icon={<IconPhoneOutgoing size={28} stroke={1.25} aria-hidden />}
          text={t.lists.empty}
          action={add}
          manual="/manual/calls"
        />
      )}
      {open.length > 0 && <Lists title={t.lists.open} lists={open} />}
      {done.length > 0 && <Lists title={t.lists.done} lists={done} />}
      <Suspense>{adding && <CallListForm onClose={() => setAdding(false)} />}</Suspense>
    </Page>
  )
}

function Lists({ title, lists }: { title: string; lists: readonly CallList[] }) {
  const t = useMessages('calls')
  const f = useFormat()
  return (
    <Section title={title}>
      <ul className={styles.list}>
        {lists.map((list) => {
          const { all, done, skipped } = list.counts
          return (
            <li key={list.id} className={styles.row}>
              <div>
                <p style={{ fontWeight: 500 }}>
                  <Link to={`/call-lists/${list.id}`} className="k-link">
                    {list.name}
                  </Link>
                </p>
                <p className="k-dim">
                  {[list.purpose, f.ago(list.createdAt), list.owner.name].filter(Boolean).join(' · ')}
                </p>
              </div>
              <div style={{ width: 140 }}>
                <Progress
                  value={all > 0 ? (100 * (done + skipped)) / all : 0}
                  aria-label={t.lists.progress(done + skipped, all)}
                />
                <p className="k-dim k-numbers">{t.lists.left(all - done - skipped)}</p>
              </div>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
