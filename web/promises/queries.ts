// The only place of the web that asks about promises; and the door by which any screen opens the quick form.
import { queryOptions } from '@tanstack/react-query'
import type { ListQuery } from '#api/lists.ts'
import * as api from '#api/promises.ts'
import { call } from '#web/kit/call.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { queuedSend } from '#web/kit/offline/queued-send.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const promisesKey = ['promises', 'list'] as const
export const fetchPromises = (query: ListQuery, signal: AbortSignal) => call(api.listPromises, { query, signal })

export const promiseQuery = (id: string) =>
  queryOptions({
    queryKey: ['promises', 'one', id],
    queryFn: ({ signal }) => call(api.getPromise, { params: { id }, signal }),
  })

export interface PromisesOf {
  readonly clientId?: string
  readonly leadId?: string
  readonly contactId?: string
}

export const promisesOfQuery = (whose: PromisesOf) =>
  queryOptions({
    queryKey: ['promises', 'of', whose],
    queryFn: ({ signal }) => call(api.promisesOf, { query: { ...whose }, signal }),
  })

/** A promise shows on many screens: the list, the client, the day, the timeline. */
async function afterChange<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    for (const key of ['promises', 'days', 'clients', 'activities', 'history'])
      void queryClient.invalidateQueries({ queryKey: [key] })
  }
}

/** Without a connection it waits on the device and is sent later, once; the promise is then not known yet. */
export const makePromise = async (body: api.PromiseDraft): Promise<api.PromiseView | undefined> => {
  const sent = await afterChange(queuedSend(api.makePromise, { body }))
  return sent.sent ? sent.reply : undefined
}
export const changePromise = (id: string, body: api.PromiseChange, version: number) =>
  afterChange(call(api.changePromise, { params: { id }, body, version }))
export const saveCell = (id: string, body: api.PromiseChange, version: number) =>
  call(api.changePromise, { params: { id }, body, version })
/** Undefined when it waits for a connection. `what` names it among what waits. */
export const keepPromise = async (id: string, body: api.PromiseKeeping = {}, what?: string) => {
  const sent = await afterChange(queuedSend(api.keepPromise, { params: { id }, body }, what))
  return sent.sent ? sent.reply : undefined
}
export const waivePromise = (id: string, body: { reason: string; endSeries?: boolean }) =>
  afterChange(call(api.waivePromise, { params: { id }, body }))
export const reopenPromise = (id: string) => afterChange(call(api.reopenPromise, { params: { id } }))
export const removePromise = (id: string, version: number) =>
  afterChange(call(api.removePromise, { params: { id }, version }))
export const restorePromise = (id: string) => afterChange(call(api.restorePromise, { params: { id } }))

export const letterQuery = (id: string, language: 'cs' | 'en' | undefined) =>
  queryOptions({
    queryKey: ['promises', 'letter', id, language ?? 'own'],
    queryFn: ({ signal }) => call(api.draftUrging, { params: { id }, query: language ? { language } : {}, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
export const urgePromise = (
  id: string,
  body: { by: 'copied' | 'mail' | 'sent'; to?: string; subject?: string; text?: string },
) => afterChange(call(api.urgePromise, { params: { id }, body }))

/** Keeping and deleting with one key or click, each with a way back. */
export function usePromiseSteps() {
  const t = useMessages('promises')
  const toast = useToast()
  const back = (work: Promise<unknown>, said: string) => void work.then(() => toast.done(said), toast.problem)
  return {
    keep: (promise: { id: string; text?: unknown }, body: api.PromiseKeeping = {}) =>
      keepPromise(promise.id, body, `${t.keep}: ${String(promise.text ?? '')}`).then(
        (kept) =>
          kept ? toast.done(t.kept, { undo: () => back(reopenPromise(promise.id), t.reopened) }) : toast.done(t.waits),
        toast.problem,
      ),
    reopen: (promise: { id: string }) => back(reopenPromise(promise.id), t.reopened),
    remove: (promise: { id: string; version: number }) =>
      removePromise(promise.id, promise.version).then(
        () => toast.done(t.removed, { undo: () => back(restorePromise(promise.id), t.restored) }),
        toast.problem,
      ),
  }
}

/** The day due in words: late ones say so, near ones relatively. */
export function useDueText() {
  const t = useMessages('promises')
  const f = useFormat()
  return (promise: { dueOn: string | null; dueTime?: string | null; late?: boolean }): string => {
    if (!promise.dueOn) return t.due.none
    const day = f.relativeDay(promise.dueOn)
    const when = promise.dueTime ? t.due.at(day, promise.dueTime) : day
    return promise.late ? t.due.late(when) : when
  }
}

export type PromiseDefaults = Partial<
  Pick<api.PromiseDraft, 'side' | 'kind' | 'text' | 'clientId' | 'leadId' | 'contactId' | 'dueOn' | 'source'>
>

/** Heard by QuickPromise, which stands once in the frame of the product. */
export const promiseAsked = new EventTarget()

/** Opens the form over whatever is on the screen; on the page of a client or lead it is about that one. */
export function askForPromise(defaults: PromiseDefaults = {}) {
  const [, kind, id] = /^\/(clients|leads)\/([0-9a-f-]{36})/.exec(location.pathname) ?? []
  const about = kind === 'clients' && id ? { clientId: id } : kind === 'leads' && id ? { leadId: id } : {}
  promiseAsked.dispatchEvent(new CustomEvent('ask', { detail: { ...about, ...defaults } }))
}
