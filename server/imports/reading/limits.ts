// Keeps the reading of files from holding up the rest of the program.
import { setImmediate } from 'node:timers/promises'

/** Long work asks it often; it lets others be served whenever they have waited some 10 ms. */
export function breather(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < 10) return
    await setImmediate()
    since = performance.now()
  }
}
