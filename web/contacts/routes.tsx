// Addresses of contacts.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '#web/kit/list/list-search.ts'

export function contactRoutes(parent: AnyRoute): AnyRoute[] {
  const page = (path: string, component: ReturnType<typeof lazyRouteComponent>, more: object = {}) =>
    createRoute({ getParentRoute: () => parent, path, component, ...more })
  const form = () => import('#web/contacts/ContactFormPage.tsx')
  return [
    page(
      '/contacts',
      lazyRouteComponent(() => import('#web/contacts/ContactsPage.tsx'), 'ContactsPage'),
      { validateSearch: listSearch },
    ),
    page('/contacts/new', lazyRouteComponent(form, 'NewContactPage')),
    page(
      '/contacts/$id',
      lazyRouteComponent(() => import('#web/contacts/ContactPage.tsx'), 'ContactPage'),
    ),
    page('/contacts/$id/edit', lazyRouteComponent(form, 'EditContactPage')),
  ]
}
