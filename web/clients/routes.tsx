// Addresses of the databank.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '#web/kit/list/list-search.ts'

export function clientRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/clients',
      validateSearch: listSearch,
      component: lazyRouteComponent(() => import('#web/clients/ClientsPage.tsx'), 'ClientsPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/clients/new',
      component: lazyRouteComponent(() => import('#web/clients/ClientFormPage.tsx'), 'NewClientPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/clients/$id',
      component: lazyRouteComponent(() => import('#web/clients/ClientPage.tsx'), 'ClientPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/clients/$id/edit',
      component: lazyRouteComponent(() => import('#web/clients/ClientFormPage.tsx'), 'EditClientPage'),
    }),
  ]
}
