// A call list: how far one is, who is next, and what became of each.
import { Button, Group, Menu, Progress, Skeleton } from '@mantine/core'
import { IconCheck, IconDots, IconPhone, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { CallList, CallListItem } from '#api/call-lists.ts'
import styles from '#web/calls/Calls.module.css'
import { callListQuery, changeCallList, putOffCallItem, removeCallList, restoreCallList } from '#web/calls/queries.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useShortcuts } from '#web/kit/keyboard.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'

export function CallListPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const t = useMessages('calls')
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery(callListQuery(id))
  const next = data?.nextItemId ?? null
  const start = () => next && void navigate({ to: `/call-list-items/${next}` } as never)
  useShortcuts(next ? [{ keys: 'Enter', label: t.lists.start, section: 'page', run: start }] : [])
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={320} m="md" />
  const { list, items } = data
  const { all, done, skipped } = list.counts
  const settled = done + skipped
  return (
    <Page
      title={list.name}
      above={
        <Link to="/call-lists" className="k-link">
          {t.lists.title}
        </Link>
      }
      below={[list.purpose, list.script?.name, list.owner.name].filter(Boolean).join(' · ')}
      actions={
        <>
          {next && (
            <Button leftSection={<IconPhone size={16} stroke={1.5} />} onClick={start}>
              {settled > 0 ? t.lists.goOn : t.lists.start}
            </Button>
          )}
          <ListMenu list={list} />
        </>
      }
    >
      <Group gap="sm" mb="md">
        <Progress
          value={all > 0 ? (100 * settled) / all : 0}
          style={{ flex: 1 }}
          aria-label={t.lists.progress(settled, all)}
        />
        <span className="k-numbers">{t.lists.progress(settled, all)}</span>
      </Group>
      <ul className={styles.list}>
        {items.map((item) => (
          <Line key={item.id} item={item} next={item.id === next} />
        ))}
      </ul>
    </Page>
  )
}

function Line({ item, next }: { item: CallListItem; next: boolean }) {
  const t = useMessages('calls')
  const f = useFormat()
  const toast = useToast()
  const about = item.client ?? item.lead
  const outcome = item.outcome ? t.outcomes[item.outcome as keyof typeof t.outcomes] : undefined
  const state =
    item.state === 'later' && item.laterAt
      ? `${t.lists.states.later}, ${f.instant(item.laterAt)}`
      : t.lists.states[item.state]
  const settled = item.state === 'done' || item.state === 'skipped'
  return (
    <li className={styles.row} aria-current={next ? 'step' : undefined}>
      <div>
        <p style={{ fontWeight: next ? 650 : 500 }}>
          {about ? (
            <Link to={`/call-list-items/${item.id}`} className="k-link">
              {about.name}
            </Link>
          ) : (
            <span className="k-dim">{t.lists.hidden}</span>
          )}
        </p>
        <p className="k-dim">{[item.contact?.name, item.phone, item.city].filter(Boolean).join(' · ')}</p>
      </div>
      <Group gap="xs">
        <span className={settled ? 'k-dim' : undefined}>{outcome ?? state}</span>
        {item.state !== 'waiting' && item.state !== 'done' && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => void putOffCallItem(item.id, 'waiting').catch(toast.problem)}
          >
            {t.lists.again}
          </Button>
        )}
      </Group>
    </li>
  )
}

function ListMenu({ list }: { list: CallList }) {
  const t = useMessages('calls')
  const m = useMessages('leads')
  const toast = useToast()
  const navigate = useNavigate()
  const set = (state: 'open' | 'done') => void changeCallList(list.id, { state }, list.version).catch(toast.problem)
  const remove = () =>
    void removeCallList(list.id, list.version).then(() => {
      toast.done(t.lists.removed(list.name), {
        undo: () => void restoreCallList(list.id).then(() => toast.done(t.lists.restored), toast.problem),
      })
      void navigate({ to: '/call-lists' })
    }, toast.problem)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" px={10} aria-label={m.more}>
          <IconDots size={16} stroke={1.5} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCheck size={16} stroke={1.5} />}
          onClick={() => set(list.state === 'open' ? 'done' : 'open')}
        >
          {list.state === 'open' ? t.lists.close : t.lists.reopen}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.5} />} onClick={remove}>
          {t.lists.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
