// Files on their way to the server: one after another, each with its share, stoppable, tried again when refused.
import { useRef, useState } from 'react'
import { attach, type RecordAt } from '#web/attachments/queries.ts'
import { ProblemError } from '#web/kit/call.ts'

export interface SentFile {
  readonly id: string
  readonly file: File
  /** 0 to 1. */
  readonly share: number
  readonly problem?: unknown
}

export function useSendingFiles(at: RecordAt, most: number | undefined, done: (count: number) => void) {
  const [files, setFiles] = useState<readonly SentFile[]>([])
  const stops = useRef(new Map<string, AbortController>())
  const change = (id: string, part: Partial<SentFile>) =>
    setFiles((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)))
  const forget = (id: string) => setFiles((all) => all.filter((one) => one.id !== id))

  async function send(list: readonly SentFile[]) {
    let attached = 0
    for (const one of list) {
      const stop = stops.current.get(one.id)
      if (!stop || stop.signal.aborted) continue
      try {
        // Said at once instead of after minutes of sending.
        if (most !== undefined && one.file.size > most) throw tooLarge(most)
        await attach(at, one.file, (share) => change(one.id, { share }), stop.signal)
        attached++
        forget(one.id)
      } catch (problem) {
        if (stop.signal.aborted) forget(one.id)
        else change(one.id, { problem })
      }
    }
    if (attached > 0) done(attached)
  }

  return {
    files,
    add(list: readonly File[]) {
      const fresh = list.map((file) => ({ id: crypto.randomUUID(), file, share: 0 }))
      for (const one of fresh) stops.current.set(one.id, new AbortController())
      setFiles((all) => [...all, ...fresh])
      void send(fresh)
    },
    again(one: SentFile) {
      stops.current.set(one.id, new AbortController())
      const { problem: _, ...fresh } = { ...one, share: 0 }
      setFiles((all) => all.map((other) => (other.id === one.id ? fresh : other)))
      void send([fresh])
    },
    stop(id: string) {
      stops.current.get(id)?.abort()
      forget(id)
    },
  }
}

const tooLarge = (most: number) =>
  new ProblemError({
    type: 'about:blank',
    title: '',
    status: 413,
    reason: 'attachments.tooLarge',
    details: { megabytes: Math.floor(most / 1024 ** 2) },
  })
