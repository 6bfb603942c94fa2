// Everything the person was told, newest first.
import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { IconBell, IconSettings } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { EmptyState, ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'
import { NotificationLine } from '#web/notifications/NotificationLine.tsx'
import styles from '#web/notifications/Notifications.module.css'
import { mark, notificationsQuery } from '#web/notifications/queries.ts'

export function NotificationsPage() {
  const t = useMessages('notifications')
  const toast = useToast()
  const navigate = useNavigate()
  const { show } = useSearch({ strict: false }) as { show?: string }
  const unread = show === 'unread'
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    notificationsQuery(unread),
  )
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const readAll = () =>
    void mark({ read: true, until: items[0]?.createdAt ?? new Date().toISOString() }).then(
      ({ ids }) =>
        toast.done(t.marked(ids.length), { undo: () => void mark({ read: false, ids }).catch(toast.problem) }),
      toast.problem,
    )
  return (
    <Page
      title={t.title}
      width="narrow"
      actions={
        <>
          {(data?.pages[0]?.unread ?? 0) > 0 && (
            <Button variant="default" onClick={readAll}>
              {t.markAll}
            </Button>
          )}
          <Button
            variant="default"
            component={Link}
            to="/notifications/settings"
            leftSection={<IconSettings size={16} stroke={1.5} />}
          >
            {t.settings}
          </Button>
        </>
      }
    >
      {(unread || items.length > 0) && (
        <SegmentedControl
          size="xs"
          mb="sm"
          aria-label={t.title}
          value={unread ? 'unread' : 'all'}
          data={[
            { value: 'all', label: t.all },
            { value: 'unread', label: t.onlyUnread },
          ]}
          onChange={(value) =>
            void navigate({ to: '.', search: value === 'unread' ? { show: 'unread' } : {}, replace: true } as never)
          }
        />
      )}
      {!data && <Skeleton height={240} radius="md" />}
      {data && items.length === 0 && (
        <EmptyState
          icon={<IconBell size={28} stroke={1.25} aria-hidden />}
          text={unread ? t.nothingUnread : t.empty}
          manual="/manual/notifications"
        />
      )}
      <ul className={styles.lines}>
        {items.map((item) => (
          <li key={item.id}>
            <NotificationLine item={item} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" mt="md" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t.older}
        </Button>
      )}
    </Page>
  )
}
