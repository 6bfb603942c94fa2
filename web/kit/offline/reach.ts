// Whether the server is within reach: what the browser believes, corrected by how the last requests ended.

const changed = new EventTarget()
let answered = true

/** Told by every request: the server answered, or it did not. */
export function noticeServer(answers: boolean) {
  if (answered === answers) return
  answered = answers
  changed.dispatchEvent(new Event('changed'))
}

export const isInReach = () => navigator.onLine && answered

export function onReach(listener: () => void): () => void {
  const back = () => {
    // The browser says there is a network again: the next request will tell.
    answered = true
    listener()
  }
  window.addEventListener('online', back)
  window.addEventListener('offline', listener)
  changed.addEventListener('changed', listener)
  return () => {
    window.removeEventListener('online', back)
    window.removeEventListener('offline', listener)
    changed.removeEventListener('changed', listener)
  }
}

/** Asks the server for the smallest thing, past everything kept on the device. */
export async function askServer(): Promise<boolean> {
  const answer = await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(8000) }).catch(
    () => undefined,
  )
  noticeServer(answer?.ok === true)
  return answer?.ok === true
}
