// Addresses of custom fields.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export function customFieldRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/custom-fields',
      validateSearch: (search: Record<string, unknown>) => (search.of === 'contacts' ? { of: 'contacts' } : {}),
      component: lazyRouteComponent(() => import('#web/custom-fields/CustomFieldsPage.tsx'), 'CustomFieldsPage'),
    }),
  ]
}
