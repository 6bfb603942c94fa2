// What the first screen does not need comes a second later, so that it does not stand in its way.
import { type ReactNode, Suspense, useEffect, useState } from 'react'

export function Later({ instead = null, children }: { instead?: ReactNode; children: ReactNode }) {
  const [time, setTime] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setTime(true), 1000)
    return () => clearTimeout(timer)
  }, [])
  return time ? <Suspense fallback={instead}>{children}</Suspense> : instead
}
