// What waits to be sent, for the parts of the page that show it; kept right across windows.
import { useEffect, useState } from 'react'
import { onQueue, waitingWrites } from '#web/kit/offline/queued-send.ts'
import type { WaitingWrite } from '#web/kit/offline/waiting-store.ts'

/**
 * Writes that wait, in the order of writing; `fits` picks those of this place, for example
 * `useWaiting((one) => one.endpoint === 'activities.write' && (one.body as Draft).clientId === id)`.
 */
export function useWaiting(fits: (write: WaitingWrite) => boolean = () => true): readonly WaitingWrite[] {
  const [all, setAll] = useState<readonly WaitingWrite[]>([])
  useEffect(() => {
    let over = false
    const look = async () => {
      const writes = await waitingWrites()
      if (!over) setAll(writes)
    }
    void look()
    const stop = onQueue(() => void look())
    return () => {
      over = true
      stop()
    }
  }, [])
  return all.filter(fits)
}
