// Addresses of the day and the week; the day is the home of the product.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

const whose = (search: Record<string, unknown>) => ({
  ...(typeof search.person === 'string' && search.person ? { person: search.person } : {}),
  ...(typeof search.team === 'string' && search.team ? { team: search.team } : {}),
})

export function dayRoutes(parent: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/',
      validateSearch: whose,
      component: lazyRouteComponent(() => import('#web/days/DayPage.tsx'), 'DayPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/week',
      validateSearch: (search: Record<string, unknown>) => ({
        ...whose(search),
        ...(typeof search.day === 'string' && search.day ? { day: search.day } : {}),
      }),
      component: lazyRouteComponent(() => import('#web/days/WeekPage.tsx'), 'WeekPage'),
    }),
  ]
}
