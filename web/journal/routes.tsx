// Addresses of the audit trail.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '#web/kit/list/list-search.ts'

export function journalRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/journal',
      validateSearch: listSearch,
      component: lazyRouteComponent(() => import('#web/journal/JournalPage.tsx'), 'JournalPage'),
    }),
  ]
}
