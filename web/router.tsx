// Every route of the product: a hand-written list of capabilities inside the shell, and the few pages before sign-in.
import { useQuery } from '@tanstack/react-query'
import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  useNavigate,
} from '@tanstack/react-router'
import { bookingRoutes, calendarRoutes } from '#web/calendars/routes.tsx'
import { callRoutes } from '#web/calls/routes.tsx'
import { customFieldRoutes } from '#web/custom-fields/routes.tsx'
import { dayRoutes } from '#web/days/routes.tsx'
import { exportRoutes } from '#web/exports/routes.tsx'
import { importRoutes } from '#web/imports/routes.tsx'
import { journalRoutes } from '#web/journal/routes.tsx'
import { ProblemError, signedOut } from '#web/kit/call.ts'
import { ErrorPage, NotFoundPage } from '#web/kit/feedback.tsx'
import { dropDrafts } from '#web/kit/form/use-draft.ts'
import { Later } from '#web/kit/Later.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { LiveProvider } from '#web/kit/live.tsx'
import { sendAs } from '#web/kit/offline/whose.ts'
import { PageSkeleton } from '#web/kit/PageSkeleton.tsx'
import type { Preference } from '#web/kit/PersonMenu.tsx'
import { queryClient } from '#web/kit/query-client.ts'
import { Shell } from '#web/kit/Shell.tsx'
import { SessionProvider } from '#web/kit/session.tsx'
import { leadRoutes } from '#web/leads/routes.tsx'
import { meetingRoutes } from '#web/meetings/routes.tsx'
import { commands, places, sources } from '#web/menu.ts'
import { notificationRoutes } from '#web/notifications/routes.tsx'
import { objectionRoutes } from '#web/objections/routes.tsx'
import { overviewRoutes } from '#web/overview/routes.tsx'
import { peculiarityRoutes } from '#web/peculiarities/routes.tsx'
import { QuickPromiseHost } from '#web/promises/QuickPromiseHost.tsx'
import { promiseRoutes } from '#web/promises/routes.tsx'
import { registerRoutes } from '#web/registers/routes.tsx'
import { sessionOf, sessionQuery } from '#web/session.ts'
import { settingsRoutes } from '#web/settings/routes.tsx'
import { tagRoutes } from '#web/tags/routes.tsx'
import { changeMe } from '#web/users/queries.ts'
import { signInRoutes, userRoutes } from '#web/users/routes.tsx'

const root = createRootRoute({
  component: Outlet,
  errorComponent: ({ error, reset }) => <ErrorPage error={error} reset={reset} />,
  notFoundComponent: NotFoundPage,
})

/** Everything a signed-in person sees, inside the shell. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    await queryClient.ensureQueryData(sessionQuery).catch((error: unknown) => {
      if (!(error instanceof ProblemError) || error.status !== 401) throw error
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { back: location.href } })
    })
  },
  component: Inside,
})

const Bell = lazily(() => import('#web/notifications/Bell.tsx'), 'Bell')
const CallPop = lazily(() => import('#web/calls/CallPop.tsx'), 'CallPop')
const OfflineMark = lazily(() => import('#web/kit/offline/OfflineMark.tsx'), 'OfflineMark')
const marks = (
  <Later instead={<span style={{ width: 32 }} />}>
    <OfflineMark />
    <Bell />
  </Later>
)

function Inside() {
  const { data } = useQuery(sessionQuery)
  const navigate = useNavigate()
  const signOut = async () => {
    await fetch('/api/auth/sign-out', { method: 'POST', credentials: 'same-origin' }).catch(() => undefined)
    dropDrafts()
    sendAs(undefined)
    await import('#web/kit/offline/device.ts').then((device) => device.forgetPerson()).catch(() => undefined)
    queryClient.clear()
    void navigate({ to: '/sign-in' })
  }
  // On the screen it holds at once; a server out of reach only means that the next device does not know.
  const keep = (chosen: Preference) => void changeMe(chosen).catch(() => undefined)
  if (!data) return null
  // Before anything inside is drawn: what it writes is this person's.
  sendAs(data.id)
  return (
    <SessionProvider session={sessionOf(data)}>
      <LiveProvider>
        <Shell
          places={places}
          commands={commands}
          sources={sources}
          onSignOut={signOut}
          onPreference={keep}
          marks={marks}
        >
          <Outlet />
          <QuickPromiseHost />
          <Later>
            <CallPop />
          </Later>
        </Shell>
      </LiveProvider>
    </SessionProvider>
  )
}

/** An address nobody knows is answered inside the shell, so that the menu stays at hand. */
const unknown = createRoute({ getParentRoute: () => inside, path: '$', component: NotFoundPage })

/** One line per capability: each gives its routes for the inside of the shell. */
const capabilities: readonly ((parent: AnyRoute) => AnyRoute[])[] = [
  dayRoutes,
  overviewRoutes,
  leadRoutes,
  callRoutes,
  importRoutes,
  exportRoutes,
  settingsRoutes,
  tagRoutes,
  peculiarityRoutes,
  promiseRoutes,
  registerRoutes,
  meetingRoutes,
  objectionRoutes,
  customFieldRoutes,
  userRoutes,
  journalRoutes,
  notificationRoutes,
  calendarRoutes,
]
/** Pages before sign-in: sign-in itself, first run, a forgotten password. */
const outside: readonly ((parent: AnyRoute) => AnyRoute[])[] = [signInRoutes, bookingRoutes]

export const router = createRouter({
  routeTree: root.addChildren([
    inside.addChildren([unknown, ...capabilities.flatMap((routes) => routes(inside))]),
    ...outside.flatMap((routes) => routes(root)),
  ]),
  // Every value of the search is text, so that addresses stay readable and can be typed.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const entries = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
    const text = new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString()
    return text ? `?${text}` : ''
  },
  defaultPreload: 'intent',
  defaultPreloadDelay: 60,
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 100,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: ({ error, reset }) => <ErrorPage error={error} reset={reset} />,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
})

signedOut.addEventListener('signedOut', () => {
  const { href, pathname } = router.state.location
  if (['/sign-in', '/setup', '/set-password', '/forgotten-password'].some((path) => pathname.startsWith(path))) return
  queryClient.removeQueries({ queryKey: sessionQuery.queryKey })
  void router.navigate({ to: '/sign-in', search: { back: href } as never })
})
