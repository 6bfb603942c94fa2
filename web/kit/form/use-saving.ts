// One saving at a time, with its refusal kept for the form: the summary on top and the text under each field.
import { useCallback, useRef, useState } from 'react'
import type { Problem } from '#api/endpoint.ts'
import { ProblemError } from '#web/kit/call.ts'
import { useReasonText } from '#web/kit/language.tsx'

export interface Saving<A extends unknown[], R> {
  /** Saves; undefined when it was refused (the problem is then set). */
  save(...args: A): Promise<R | undefined>
  saving: boolean
  problem: Problem | undefined
  /** The text to show under a field. */
  errorOf(field: string): string | undefined
  dismiss(): void
}

export function useSaving<A extends unknown[], R>(work: (...args: A) => Promise<R>): Saving<A, R> {
  const [state, setState] = useState<{ saving: boolean; problem?: Problem }>({ saving: false })
  const latest = useRef(work)
  latest.current = work
  const running = useRef(false)
  const reasonText = useReasonText()

  const save = useCallback(async (...args: A) => {
    if (running.current) return undefined
    running.current = true
    setState({ saving: true })
    try {
      const reply = await latest.current(...args)
      setState({ saving: false })
      return reply
    } catch (error) {
      if (!(error instanceof ProblemError)) {
        setState({ saving: false })
        throw error
      }
      setState({ saving: false, problem: error.problem })
      return undefined
    } finally {
      running.current = false
    }
  }, [])

  const errorOf = (field: string) => {
    const error = state.problem?.errors?.find((one) => one.field === field || one.field === `/${field}`)
    return error ? error.title || reasonText(error.reason) : undefined
  }
  return { save, saving: state.saving, problem: state.problem, errorOf, dismiss: () => setState({ saving: false }) }
}
