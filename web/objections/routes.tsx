// Addresses of objections: the list, the library, one objection.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '#web/kit/list/list-search.ts'

export function objectionRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/objections',
      validateSearch: listSearch,
      component: lazyRouteComponent(() => import('#web/objections/ObjectionsPage.tsx'), 'ObjectionsPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/objections/library',
      component: lazyRouteComponent(() => import('#web/objections/LibraryPage.tsx'), 'LibraryPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/objections/$id',
      component: lazyRouteComponent(() => import('#web/objections/ObjectionPage.tsx'), 'ObjectionPage'),
    }),
  ]
}
