// Addresses of the pages that gather what several capabilities know: lists, the client page, the contact page, the bin.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '#web/kit/list/list-search.ts'

export function overviewRoutes(parent: AnyRoute): AnyRoute[] {
  const page = (path: string, component: ReturnType<typeof lazyRouteComponent>, more: object = {}) =>
    createRoute({ getParentRoute: () => parent, path, component, ...more })
  const clientForm = () => import('#web/overview/ClientFormPage.tsx')
  const contactForm = () => import('#web/contacts/ContactFormPage.tsx')
  const list = { validateSearch: listSearch }
  return [
    page(
      '/clients',
      lazyRouteComponent(() => import('#web/overview/ClientsPage.tsx'), 'ClientsPage'),
      list,
    ),
    page('/clients/new', lazyRouteComponent(clientForm, 'NewClientPage')),
    page(
      '/clients/$id',
      lazyRouteComponent(() => import('#web/overview/ClientPage.tsx'), 'ClientPage'),
    ),
    page('/clients/$id/edit', lazyRouteComponent(clientForm, 'EditClientPage')),
    page(
      '/contacts',
      lazyRouteComponent(() => import('#web/overview/ContactsPage.tsx'), 'ContactsPage'),
      list,
    ),
    page(
      '/leads',
      lazyRouteComponent(() => import('#web/overview/LeadsPage.tsx'), 'LeadsPage'),
      list,
    ),
    page(
      '/leads/$id',
      lazyRouteComponent(() => import('#web/overview/LeadPage.tsx'), 'LeadPage'),
    ),
    page('/contacts/new', lazyRouteComponent(contactForm, 'NewContactPage')),
    page(
      '/contacts/$id',
      lazyRouteComponent(() => import('#web/overview/ContactPage.tsx'), 'ContactPage'),
    ),
    page('/contacts/$id/edit', lazyRouteComponent(contactForm, 'EditContactPage')),
    page(
      '/bin',
      lazyRouteComponent(() => import('#web/overview/BinPage.tsx'), 'BinPage'),
      list,
    ),
  ]
}
