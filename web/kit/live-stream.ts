// The connection behind the live events: a browser allows few to one server, so one window holds it and tells the others.

const address = '/api/live'
type Hear = (kind: string, data: unknown) => void
interface Event {
  readonly kind: string
  readonly data: unknown
}

export function openStream(hear: Hear): () => void {
  const others = 'BroadcastChannel' in window ? new BroadcastChannel('klientela-live') : undefined
  others?.addEventListener('message', ({ data }: MessageEvent<Event>) => hear(data.kind, data.data))
  const tell: Hear = (kind, data) => {
    hear(kind, data)
    others?.postMessage({ kind, data } satisfies Event)
  }
  const over = new AbortController()
  const close = () => {
    over.abort()
    others?.close()
  }
  // Without locks (a plain http address) every window has a stream of its own.
  if (!navigator.locks || !others) {
    void hold(hear, over.signal)
    return close
  }
  navigator.locks
    .request('klientela-live', { signal: over.signal }, () => hold(tell, over.signal))
    .catch((error: unknown) => {
      if (!over.signal.aborted) throw error
    })
  return close
}

/** Holds the stream until the window goes or the person signs out; a lost one is opened again, ever more patiently. */
function hold(tell: Hear, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let wait = 2000
    const open = () => {
      clearTimeout(timer)
      // Trying without a network only fills the browser's log of errors.
      if (!navigator.onLine) return
      source?.close()
      source = new EventSource(address)
      source.onopen = () => {
        wait = 2000
      }
      source.onmessage = ({ data }: MessageEvent<string>) => {
        const event = JSON.parse(data) as Event
        tell(event.kind, event.data)
      }
      source.onerror = () => {
        source?.close()
        timer = setTimeout(open, wait)
        wait = Math.min(wait * 2, 60_000)
      }
    }
    const away = () => source?.close()
    window.addEventListener('online', open)
    window.addEventListener('offline', away)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      source?.close()
      window.removeEventListener('online', open)
      window.removeEventListener('offline', away)
      resolve()
    })
    open()
  })
}
