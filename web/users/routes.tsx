// Addresses of people: inside the shell, and the pages before sign-in.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '#web/kit/list/list-search.ts'

export function userRoutes(parent: AnyRoute): AnyRoute[] {
  const getParentRoute = () => parent
  return [
    createRoute({
      getParentRoute,
      path: '/account',
      component: lazyRouteComponent(() => import('#web/users/MyAccountPage.tsx'), 'MyAccountPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/teams',
      component: lazyRouteComponent(() => import('#web/users/TeamsPage.tsx'), 'TeamsPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/users',
      validateSearch: listSearch,
      component: lazyRouteComponent(() => import('#web/users/UsersPage.tsx'), 'UsersPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/users/$id',
      component: lazyRouteComponent(() => import('#web/users/UserPage.tsx'), 'UserPage'),
    }),
  ]
}

export function signInRoutes(parent: AnyRoute): AnyRoute[] {
  const getParentRoute = () => parent
  return [
    createRoute({
      getParentRoute,
      path: '/sign-in',
      component: lazyRouteComponent(() => import('#web/users/SignInPage.tsx'), 'SignInPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/setup',
      component: lazyRouteComponent(() => import('#web/users/FirstRunPage.tsx'), 'FirstRunPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/forgotten-password',
      component: lazyRouteComponent(() => import('#web/users/ForgotPasswordPage.tsx'), 'ForgotPasswordPage'),
    }),
    createRoute({
      getParentRoute,
      path: '/set-password/$token',
      component: lazyRouteComponent(() => import('#web/users/SetPasswordPage.tsx'), 'SetPasswordPage'),
    }),
  ]
}
