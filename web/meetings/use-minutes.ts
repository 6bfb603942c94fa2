// Minutes on the screen: what is typed is kept in the device at once, sent within a second, and tried again until it is saved.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { MeetingLine } from '#api/meeting-minutes.ts'
import { ProblemError } from '#web/kit/call.ts'
import { MinutesBook } from '#web/meetings/minutes-book.ts'
import { linesQuery, sendLines } from '#web/meetings/queries.ts'

export type SaveState = 'saved' | 'saving' | 'offline' | 'refused'

export interface Minutes {
  readonly book: MinutesBook
  /** Grows with every change, so that parts of the screen know. */
  readonly revision: number
  readonly state: SaveState
  readonly problem: unknown
  /** Lines that others changed at the same time, since the page was opened. */
  readonly bothKept: number
  edit<T>(change: (book: MinutesBook) => T): T
  /** Sends what waits now; true when nothing waits any more. */
  flush(): Promise<boolean>
}

const rest = 700
const retry = 4_000
const look = 15_000
const most = 400

export function useMinutes(meetingId: string, userId: string, server: readonly MeetingLine[]): Minutes {
  const queryClient = useQueryClient()
  const key = `klientela-minutes:${userId}:${meetingId}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the book is opened once; later lines come by merge
  const book = useMemo(() => new MinutesBook(server, read(key)), [key])
  const [revision, setRevision] = useState(0)
  const [state, setState] = useState<SaveState>(book.waitingCount > 0 ? 'saving' : 'saved')
  const [problem, setProblem] = useState<unknown>()
  const [bothKept, setBothKept] = useState(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const running = useRef<Promise<boolean>>(undefined)

  const keep = useCallback(() => {
    try {
      if (book.waitingCount > 0) localStorage.setItem(key, JSON.stringify(book.kept))
      else localStorage.removeItem(key)
    } catch {
      // A full device keeps nothing more; the lines still wait in this page and leave with the next sending.
    }
  }, [book, key])

  const send = useCallback(async (): Promise<boolean> => {
    for (;;) {
      const batch = book.batch(most)
      if (!batch) break
      setState('saving')
      try {
        const reply = await sendLines(meetingId, batch)
        book.confirmed(batch, reply)
        if (reply.kept.length > 0) setBothKept((n) => n + reply.kept.length)
        setProblem(undefined)
        keep()
        setRevision((n) => n + 1)
      } catch (error) {
        setProblem(error)
        const away =
          !(error instanceof ProblemError) || error.status === 0 || error.status >= 500 || error.status === 429
        setState(away ? 'offline' : 'refused')
        if (away) timer.current = setTimeout(() => void flushRef.current(), retry)
        return false
      }
    }
    setState(book.waitingCount > 0 ? 'refused' : 'saved')
    return book.waitingCount === 0
  }, [book, meetingId, keep])

  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    // One sending at a time: a second would overtake the first.
    while (running.current) await running.current
    running.current = send().finally(() => {
      running.current = undefined
    })
    return running.current
  }, [send])
  const flushRef = useRef(flush)
  flushRef.current = flush

  const edit = useCallback(
    <T>(change: (book: MinutesBook) => T): T => {
      const result = change(book)
      keep()
      setRevision((n) => n + 1)
      setState((before) => (before === 'offline' ? before : 'saving'))
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flushRef.current(), rest)
      return result
    },
    [book, keep],
  )

  useEffect(() => {
    if (book.waitingCount > 0) void flushRef.current()
    const now = () => void flushRef.current()
    const leave = () => document.visibilityState === 'hidden' && book.waitingCount > 0 && now()
    window.addEventListener('online', now)
    document.addEventListener('visibilitychange', leave)
    const others = setInterval(() => {
      if (document.visibilityState === 'hidden' || running.current || book.waitingCount > 0) return
      void queryClient.fetchQuery({ ...linesQuery(meetingId), staleTime: 0 }).then(
        ({ lines }) => {
          if (book.waitingCount > 0 || running.current) return
          book.merge(lines)
          setRevision((n) => n + 1)
        },
        () => undefined,
      )
    }, look)
    return () => {
      clearInterval(others)
      clearTimeout(timer.current)
      window.removeEventListener('online', now)
      document.removeEventListener('visibilitychange', leave)
      if (book.waitingCount > 0) now()
    }
  }, [book, meetingId, queryClient])

  return { book, revision, state, problem, bothKept, edit, flush }
}

function read(key: string) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}')
  } catch {
    return {}
  }
}
