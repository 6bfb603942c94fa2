// Addresses of the firm's settings.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export function settingsRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/firm',
      component: lazyRouteComponent(() => import('#web/settings/SettingsPage.tsx'), 'SettingsPage'),
    }),
  ]
}
