// Messages in the corner; their library is fetched with the first one.
import type { NotificationData } from '@mantine/notifications'

const library = () => import('@mantine/notifications')

export function show(message: NotificationData) {
  void library().then(({ notifications }) => notifications.show(message))
}

export function hide(id: string) {
  void library().then(({ notifications }) => notifications.hide(id))
}
