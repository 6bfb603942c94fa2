// Structured logs: one JSON object per line with request ids, and nothing that says who somebody is.
import pino, { type Logger } from 'pino'
import type { LogLevel } from '#server/kit/config.ts'

/** Logs to standard output in pieces, at the latest after half a second; `flush` writes what is left before the process ends. */
export function makeLogger(level: LogLevel): { log: Logger; flush(): void } {
  const destination = pino.destination({ fd: 1, sync: false, minLength: 4_096, periodicFlush: 500 })
  const log = pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: withoutPeople },
    },
    destination,
  )
  return {
    log,
    flush: () => {
      try {
        destination.flushSync()
      } catch {
        // The reader of our output is gone; there is nobody left to tell.
      }
    },
  }
}

/** PostgreSQL's errors repeat the rejected values in their details and sometimes in the message; both stay out. */
export function withoutPeople(error: Error & { code?: string; constraint?: string; table?: string }) {
  const code = error.code
  const quotes = code !== undefined && /^22/.test(code)
  const clean = (text: string) => (quotes ? text.replace(/"[^"]*"/g, '"…"') : text)
  return {
    type: error.name,
    message: clean(error.message ?? String(error)),
    ...(code ? { code } : {}),
    ...(error.constraint ? { constraint: error.constraint } : {}),
    ...(error.table ? { table: error.table } : {}),
    ...(error.stack ? { stack: clean(error.stack) } : {}),
  }
}
