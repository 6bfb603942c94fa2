// Addresses of tags.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export function tagRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/tags',
      component: lazyRouteComponent(() => import('#web/tags/TagsPage.tsx'), 'TagsPage'),
    }),
  ]
}
