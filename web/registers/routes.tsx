// Addresses of registers.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export function registerRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/register-differences',
      component: lazyRouteComponent(() => import('#web/registers/DifferencesPage.tsx'), 'DifferencesPage'),
    }),
  ]
}
