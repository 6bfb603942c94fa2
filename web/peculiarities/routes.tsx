// Addresses of peculiarities: the reminders that have come.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export function peculiarityRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/peculiarities',
      validateSearch: (search: Record<string, unknown>) => (search.whose === 'all' ? { whose: 'all' } : {}),
      component: lazyRouteComponent(() => import('#web/peculiarities/PeculiaritiesPage.tsx'), 'PeculiaritiesPage'),
    }),
  ]
}
