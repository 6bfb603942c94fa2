// Addresses of leads: entering and editing one, and how they come in. The list and the page belong to the overview.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export function leadRoutes(parent: AnyRoute): AnyRoute[] {
  const form = () => import('#web/leads/LeadFormPage.tsx')
  const page = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
    createRoute({ getParentRoute: () => parent, path, component })
  return [
    page('/leads/new', lazyRouteComponent(form, 'NewLeadPage')),
    page('/leads/$id/edit', lazyRouteComponent(form, 'EditLeadPage')),
    page(
      '/leads/intake',
      lazyRouteComponent(() => import('#web/leads/IntakePage.tsx'), 'IntakePage'),
    ),
  ]
}
