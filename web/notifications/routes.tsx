// Addresses of notifications: all of them, and what the person wants to be told.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export function notificationRoutes(parent: AnyRoute): AnyRoute[] {
  const getParentRoute = () => parent
  return [
    createRoute({
      getParentRoute,
      path: '/notifications',
      validateSearch: (search: Record<string, unknown>) => (search.show === 'unread' ? { show: 'unread' } : {}),
      component: lazyRouteComponent(() => import('#web/notifications/NotificationsPage.tsx'), 'NotificationsPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/notifications/settings',
      component: lazyRouteComponent(
        () => import('#web/notifications/NotificationSettingsPage.tsx'),
        'NotificationSettingsPage',
      ),
    }),
  ]
}
