// Addresses of the calendar and its settings; and of the pages a guest opens without signing in.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

const text = (search: Record<string, unknown>, names: readonly string[]) =>
  Object.fromEntries(names.flatMap((name) => (typeof search[name] === 'string' ? [[name, search[name]]] : [])))

export function calendarRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/calendar',
      validateSearch: (search: Record<string, unknown>) =>
        text(search, ['view', 'date', 'users', 'sides', 'appointment', 'at']),
      component: lazyRouteComponent(() => import('#web/calendars/CalendarPage.tsx'), 'CalendarPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/calendar/settings',
      component: lazyRouteComponent(() => import('#web/calendars/CalendarSettingsPage.tsx'), 'CalendarSettingsPage'),
    }),
  ]
}

export function bookingRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/book/$key',
      component: lazyRouteComponent(() => import('#web/calendars/BookPage.tsx'), 'BookPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/booked/$secret',
      component: lazyRouteComponent(() => import('#web/calendars/BookedPage.tsx'), 'BookedPage'),
    }),
  ]
}
