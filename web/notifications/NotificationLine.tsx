// One notification as a sentence that opens what it is about.
import { ActionIcon } from '@mantine/core'
import { IconMail, IconMailOpened } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import type { Notification } from '#api/notifications.ts'
import { isEvent } from '#domain/notifications/events.ts'
import { wordsOf } from '#domain/notifications/words.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import styles from '#web/notifications/Notifications.module.css'
import { mark } from '#web/notifications/queries.ts'

export function NotificationLine({ item, onOpen }: { item: Notification; onOpen?(): void }) {
  const t = useMessages('notifications')
  const f = useFormat()
  const toast = useToast()
  const { history } = useRouter()
  const words = wordsOf(item, f.day)
  const unread = item.readAt === null
  const sentence = isEvent(item.event) ? t.events[item.event].says(words) : t.unknownEvent
  const standsFor = item.details.standsFor
  const about = [
    words.client === words.title ? '' : words.client,
    words.actor,
    typeof standsFor === 'string' ? t.standsFor(standsFor) : '',
  ].filter(Boolean)
  const settle = (read: boolean) => void mark({ read, ids: [item.id] }).catch(toast.problem)
  const open = (event: React.MouseEvent) => {
    if (unread) settle(true)
    // A new window or tab is the browser's own work.
    if (!item.href || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    onOpen?.()
    history.push(item.href)
  }
  return (
    <div className={styles.line} data-unread={unread || undefined}>
      <a className={styles.open} href={item.href ?? undefined} onClick={open}>
        <span className={styles.sentence}>
          {unread && <span className={styles.dot} role="img" aria-label={t.unreadMark} />}
          {sentence}
        </span>
        {words.text && words.text !== words.title && <span className={styles.text}>{words.text}</span>}
        <span className={styles.about}>{[...about, f.ago(item.createdAt)].join(' · ')}</span>
      </a>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={unread ? t.markRead : t.markUnread}
        title={unread ? t.markRead : t.markUnread}
        onClick={() => settle(unread)}
      >
        {unread ? <IconMailOpened size={16} stroke={1.5} /> : <IconMail size={16} stroke={1.5} />}
      </ActionIcon>
    </div>
  )
}
