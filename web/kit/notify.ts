// Messages in the corner; their library is fetched with the first one.
import type { NotificationData } from '@mantine/notifications'

/** Heard by the corner, which then draws itself. */
export const corner = new EventTarget()
const library = () => import('@mantine/notifications')

export function show(message: NotificationData) {
  corner.dispatchEvent(new Event('wanted'))
  void library().then(({ notifications }) => notifications.show(message))
}

export function hide(id: string) {
  void library().then(({ notifications }) => notifications.hide(id))
}
