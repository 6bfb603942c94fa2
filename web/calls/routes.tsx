// Addresses of calls: the log, call lists and the screen of a call, scripts, and the exchange.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '#web/kit/list/list-search.ts'

export function callRoutes(parent: AnyRoute): AnyRoute[] {
  const page = (path: string, component: ReturnType<typeof lazyRouteComponent>, more: object = {}) =>
    createRoute({ getParentRoute: () => parent, path, component, ...more })
  return [
    page(
      '/calls',
      lazyRouteComponent(() => import('#web/calls/CallsPage.tsx'), 'CallsPage'),
      { validateSearch: listSearch },
    ),
    page(
      '/calls/new',
      lazyRouteComponent(() => import('#web/calls/LogCallPage.tsx'), 'LogCallPage'),
    ),
    page(
      '/calls/$id',
      lazyRouteComponent(() => import('#web/calls/CallPage.tsx'), 'CallPage'),
    ),
    page(
      '/call-lists',
      lazyRouteComponent(() => import('#web/calls/CallListsPage.tsx'), 'CallListsPage'),
    ),
    page(
      '/call-lists/$id',
      lazyRouteComponent(() => import('#web/calls/CallListPage.tsx'), 'CallListPage'),
    ),
    page(
      '/call-list-items/$id',
      lazyRouteComponent(() => import('#web/calls/CallItemPage.tsx'), 'CallItemPage'),
    ),
    page(
      '/call-scripts',
      lazyRouteComponent(() => import('#web/calls/ScriptsPage.tsx'), 'ScriptsPage'),
    ),
    page(
      '/telephony',
      lazyRouteComponent(() => import('#web/calls/TelephonyPage.tsx'), 'TelephonyPage'),
    ),
  ]
}
