// A component fetched when it is first drawn: `const Form = lazily(() => import('#web/x/XForm.tsx'), 'XForm')`.
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

/** Draw it inside `<Suspense>`; dialogs and panels that wait for a click belong here, so that the first screen is light. */
export function lazily<M extends object, K extends keyof M>(
  load: () => Promise<M>,
  name: K,
): LazyExoticComponent<M[K] extends ComponentType<infer P> ? ComponentType<P> : never> {
  return lazy(async () => ({ default: (await load())[name] as never }))
}
