// Addresses of meetings: the list, the plan, the preparation sheet, the cockpit, and what follows.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '#web/kit/list/list-search.ts'

export function meetingRoutes(parent: AnyRoute): AnyRoute[] {
  const page = (path: string, component: ReturnType<typeof lazyRouteComponent>, more: object = {}) =>
    createRoute({ getParentRoute: () => parent, path, component, ...more })
  const form = () => import('#web/meetings/MeetingFormPage.tsx')
  return [
    page(
      '/meetings',
      lazyRouteComponent(() => import('#web/meetings/MeetingsPage.tsx'), 'MeetingsPage'),
      { validateSearch: listSearch },
    ),
    page('/meetings/new', lazyRouteComponent(form, 'NewMeetingPage')),
    page(
      '/meetings/$id',
      lazyRouteComponent(() => import('#web/meetings/MeetingPage.tsx'), 'MeetingPage'),
    ),
    page('/meetings/$id/edit', lazyRouteComponent(form, 'EditMeetingPage')),
    page(
      '/meetings/$id/sheet',
      lazyRouteComponent(() => import('#web/meetings/SheetPage.tsx'), 'SheetPage'),
    ),
    page(
      '/meetings/$id/run',
      lazyRouteComponent(() => import('#web/meetings/CockpitPage.tsx'), 'CockpitPage'),
    ),
    page(
      '/meetings/$id/follow-up',
      lazyRouteComponent(() => import('#web/meetings/FollowUpPage.tsx'), 'FollowUpPage'),
    ),
  ]
}
