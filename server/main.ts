// The process of the product: starts it, prints its address, and ends in order when told to or when it must.
import type { Outside } from '#server/app.ts'
import { readConfig } from '#server/kit/config.ts'
import { makeLogger } from '#server/kit/logger.ts'
import { bilingual, explained, tell } from '#server/kit/startup-problem.ts'
import { startProduct } from '#server/product.ts'

const print = (line: string) => process.stdout.write(`${line}\n`)

/** A stop that hangs is ended by force; the next start recovers. */
const longestStopMs = 30_000

async function main(): Promise<number> {
  const told = stopRequests()
  let flush = () => {}
  try {
    const config = readConfig(process.env, process.argv.slice(2))
    const logger = makeLogger(config.logLevel)
    flush = logger.flush
    const product = await startProduct(config, logger.log, print, told.signal)
    try {
      if (config.demo) await printDemo(product.outside)
      print(bilingual((texts) => texts.ready(product.address)))
      setTimeout(sweep, 2000).unref()
      await Promise.race([told.heard, product.broken])
      print(bilingual((texts) => texts.draining))
      return 0
    } finally {
      await within(longestStopMs, product.stop())
      print(bilingual((texts) => texts.stopped))
    }
  } catch (error) {
    if (told.signal.aborted && error === told.signal.reason) return 0
    return tell(explained(error))
  } finally {
    flush()
  }
}

/** `--demo`: fills an empty databank; one already filled is left alone. Checks and people read the printed lines. */
async function printDemo(outside: Outside): Promise<void> {
  const { openDemo } = await import('#server/demo/start.ts')
  const logins = await openDemo(outside)
  if (logins.length === 0) print(bilingual((texts) => texts.demoSkipped))
  for (const { role, email, password } of logins) print(`login: ${role} ${email} ${password}`)
}

/** What starting needed is let go once, a quarter of the memory: a server at rest would keep it, for nothing asks for room. */
function sweep(): void {
  // Present when started as bin/launch.mjs does.
  globalThis.gc?.({ type: 'major', flavor: 'last-resort', execution: 'sync' })
}

/** SIGTERM, SIGINT, SIGHUP and the end of the process that started us. A second Ctrl-C does not wait any more. */
function stopRequests(): { signal: AbortSignal; heard: Promise<void> } {
  const controller = new AbortController()
  let first = 0
  const heard = new Promise<void>((resolve) => {
    const stop = (signal?: NodeJS.Signals) => {
      if (!first) {
        first = performance.now()
        controller.abort()
        resolve()
        // A terminal sends the signal to the whole group and npm passes it on once more: that is one request, not two.
      } else if (signal === 'SIGINT' && performance.now() - first > 1000) {
        process.exit(130)
      }
    }
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop)
    if (process.channel) {
      process.once('disconnect', () => stop())
      process.channel.unref()
    }
  })
  return { signal: controller.signal, heard }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const timer = setTimeout(() => process.exit(1), ms)
  await work
  clearTimeout(timer)
}

process.exitCode = await main()
process.exit()
