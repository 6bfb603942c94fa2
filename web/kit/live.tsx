// Events of the signed-in person as they happen: one stream for all windows of the browser, fetched after the first screen.
import { type ReactNode, useEffect, useRef } from 'react'

type Listener = (data: unknown) => void
const listeners = new Map<string, Set<Listener>>()

function hear(kind: string, data: unknown) {
  for (const listener of listeners.get(kind) ?? []) listener(data)
}

/** Runs `fn` with every event of this kind, `capability.event`. `live.open` comes when events may have been missed. */
export function useLive<T = unknown>(kind: string, fn: (data: T) => void) {
  const latest = useRef(fn)
  latest.current = fn
  useEffect(() => {
    const listener: Listener = (data) => latest.current(data as T)
    const set = listeners.get(kind) ?? new Set()
    listeners.set(kind, set)
    set.add(listener)
    return () => {
      set.delete(listener)
    }
  }, [kind])
}

/** Keeps the stream open while somebody is signed in; it is started once the screen stands. */
export function LiveProvider({ children }: { children: ReactNode }) {
  useEffect(() => {
    let close = () => {}
    let over = false
    const timer = setTimeout(async () => {
      const { openStream } = await import('#web/kit/live-stream.ts')
      if (!over) close = openStream(hear)
    }, 1500)
    return () => {
      over = true
      clearTimeout(timer)
      close()
    }
  }, [])
  return children
}
