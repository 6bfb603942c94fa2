// Stands once in the frame of the product and opens the quick form when any screen asks for it.
import { Suspense, useCallback, useEffect, useState } from 'react'
import { lazily } from '#web/kit/lazily.ts'
import { type PromiseDefaults, promiseAsked } from '#web/promises/queries.ts'

const QuickPromise = lazily(() => import('#web/promises/QuickPromise.tsx'), 'QuickPromise')

export function QuickPromiseHost() {
  const [asked, setAsked] = useState<PromiseDefaults>()
  useEffect(() => {
    const ask = (event: Event) => setAsked((event as CustomEvent<PromiseDefaults>).detail)
    promiseAsked.addEventListener('ask', ask)
    return () => promiseAsked.removeEventListener('ask', ask)
  }, [])
  const close = useCallback(() => setAsked(undefined), [])
  return asked ? (
    <Suspense>
      <QuickPromise defaults={asked} onClose={close} />
    </Suspense>
  ) : null
}
