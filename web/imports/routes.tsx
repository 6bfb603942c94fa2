// Addresses of imports.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export function importRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/imports',
      component: lazyRouteComponent(() => import('#web/imports/ImportsPage.tsx'), 'ImportsPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/imports/new',
      component: lazyRouteComponent(() => import('#web/imports/NewImportPage.tsx'), 'NewImportPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/imports/$id',
      component: lazyRouteComponent(() => import('#web/imports/ImportPage.tsx'), 'ImportPage'),
    }),
  ]
}
