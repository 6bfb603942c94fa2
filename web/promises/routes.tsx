// Addresses of promises: the ledger as a list, and one promise.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '#web/kit/list/list-search.ts'

export function promiseRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/promises',
      validateSearch: listSearch,
      component: lazyRouteComponent(() => import('#web/promises/PromisesPage.tsx'), 'PromisesPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/promises/$id',
      component: lazyRouteComponent(() => import('#web/promises/PromisePage.tsx'), 'PromisePage'),
    }),
  ]
}
