// Addresses of exports.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export function exportRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/exports',
      component: lazyRouteComponent(() => import('#web/exports/ExportsPage.tsx'), 'ExportsPage'),
    }),
  ]
}
