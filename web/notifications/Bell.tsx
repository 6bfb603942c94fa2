// The bell of the shell: how much is unread, the latest in a panel, a gentle word when something comes.
import { Button, Group, Popover, Skeleton, UnstyledButton } from '@mantine/core'
import { IconBell, IconSettings } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useToast } from '#web/kit/feedback.tsx'
import { useShortcuts } from '#web/kit/keyboard.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { useLive } from '#web/kit/live.tsx'
import { NotificationLine } from '#web/notifications/NotificationLine.tsx'
import styles from '#web/notifications/Notifications.module.css'
import { forgetNotifications, latestQuery, mark, unreadQuery } from '#web/notifications/queries.ts'

export function Bell() {
  const t = useMessages('notifications')
  const [opened, setOpened] = useState(false)
  const { data } = useQuery(unreadQuery)
  const unread = data?.unread ?? 0
  for (const kind of ['notifications.new', 'notifications.read', 'live.open']) {
    // biome-ignore lint/correctness/useHookAtTopLevel: always the same three, in the same order
    useLive(kind, () => void forgetNotifications())
  }
  useShortcuts([{ keys: 'g u', label: t.title, section: 'go', run: () => setOpened(true) }])
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={400} trapFocus returnFocus shadow="md">
      <Popover.Target>
        <UnstyledButton
          className={styles.bell}
          aria-label={t.bell(unread)}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconBell size={20} stroke={1.5} />
          {unread > 0 && <span className={styles.count}>{unread > 99 ? '99+' : unread}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0} className={styles.panel}>
        <Latest unread={unread} onClose={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Latest({ unread, onClose }: { unread: number; onClose(): void }) {
  const t = useMessages('notifications')
  const toast = useToast()
  const { data } = useQuery(latestQuery)
  const newest = data?.items[0]
  const readAll = () =>
    void mark({ read: true, until: newest?.createdAt ?? new Date().toISOString() }).then(
      ({ ids }) =>
        toast.done(t.marked(ids.length), { undo: () => void mark({ read: false, ids }).catch(toast.problem) }),
      toast.problem,
    )
  return (
    <>
      <div className={styles.head}>
        <h2>{t.title}</h2>
        <Group gap={4}>
          {unread > 0 && newest && (
            <Button variant="subtle" size="compact-xs" onClick={readAll}>
              {t.markAll}
            </Button>
          )}
          <Link
            to="/notifications/settings"
            className={styles.gear}
            aria-label={t.settings}
            title={t.settings}
            onClick={onClose}
          >
            <IconSettings size={16} stroke={1.5} />
          </Link>
        </Group>
      </div>
      {!data && <Skeleton height={120} m="sm" />}
      {data?.items.length === 0 && <p className={styles.nothing}>{t.empty}</p>}
      <ul className={styles.lines}>
        {data?.items.map((item) => (
          <li key={item.id}>
            <NotificationLine item={item} onOpen={onClose} />
          </li>
        ))}
      </ul>
      <Link to="/notifications" className={styles.all} onClick={onClose}>
        {t.seeAll}
      </Link>
    </>
  )
}
