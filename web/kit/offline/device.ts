// What this device keeps for work without a connection, and how it forgets it.

/**
 * Starts the keeper of the program and of opened records; the program itself is fetched once nothing else is going on.
 * `again` is called when the keeper has just taken over a page that was opened without it.
 */
export async function keepOnDevice(person: string, again: () => void): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const first = !navigator.serviceWorker.controller
  try {
    await navigator.serviceWorker.register('/sw.js')
  } catch {
    // A browser that forbids it works as before, only not without a connection.
    return
  }
  const { active } = await navigator.serviceWorker.ready
  active?.postMessage({ kind: 'person', person })
  if (first) navigator.serviceWorker.addEventListener('controllerchange', again, { once: true })
  setTimeout(() => active?.postMessage({ kind: 'program' }), 6000)
}

/** At sign-out: opened records go, and messages of the firm come here no more. Entries that wait stay for their writer. */
export async function forgetPerson(): Promise<void> {
  if ('caches' in window) await caches.delete('klientela-data').catch(() => false)
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  const subscription = await registration?.pushManager?.getSubscription().catch(() => null)
  await subscription?.unsubscribe().catch(() => false)
}
