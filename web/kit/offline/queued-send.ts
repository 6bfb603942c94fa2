// Writing that is never lost: kept in the browser first, sent with a key so that the server does it once, in order;
// without a connection it waits here, visibly, and leaves by itself when the connection is back.
import type { TSchema } from 'typebox'
import type { Endpoint, ReplyOf } from '#api/endpoint.ts'
import { addressOf, type CallParts, ProblemError, sendJson } from '#web/kit/call.ts'
import { allWrites, changeWrite, dropWrite, putWrite, type WaitingWrite } from '#web/kit/offline/waiting-store.ts'
import { sender } from '#web/kit/offline/whose.ts'

type AnyEndpoint = Endpoint<TSchema, TSchema, TSchema, TSchema>
export type Sent<E> =
  | { readonly sent: true; readonly reply: ReplyOf<E> }
  | { readonly sent: false; readonly key: string }

/** Told to the windows and parts of the page that show what waits; `sent` also says what the server answered. */
export type QueueEvent =
  | { readonly type: 'changed' }
  | { readonly type: 'sent'; readonly write: WaitingWrite; readonly reply: unknown }
const listeners = new Set<(event: QueueEvent) => void>()
const others = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('klientela-waiting')
others?.addEventListener('message', ({ data }: MessageEvent<QueueEvent>) => {
  for (const listener of listeners) listener(data)
})

export function onQueue(listener: (event: QueueEvent) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function tell(event: QueueEvent) {
  for (const listener of listeners) listener(event)
  others?.postMessage(event)
}

/** Direct sends take turns: what was written first arrives first. */
let line: Promise<unknown> = Promise.resolve()

/**
 * Sends a write of notes, calls, promises and the like. With a connection it is an ordinary call: it gives the reply, or
 * throws the refusal. Without one the write waits and `sent` is false; show it as waiting with `useWaiting`.
 * `what` is how the list of waiting writes calls it; left out, the text or title of the body is used.
 */
export function queuedSend<E extends AnyEndpoint>(endpoint: E, parts: CallParts<E>, what?: string): Promise<Sent<E>> {
  const turn = line.then(() => sendOne(endpoint, parts, what))
  line = turn.catch(() => undefined)
  return turn
}

async function sendOne<E extends AnyEndpoint>(endpoint: E, parts: CallParts<E>, what?: string): Promise<Sent<E>> {
  const {
    params = {},
    query,
    body,
    version,
  } = parts as {
    params?: Record<string, unknown>
    query?: Record<string, unknown>
    body?: unknown
    version?: number
  }
  const person = sender()
  const key = crypto.randomUUID()
  const write: Omit<WaitingWrite, 'order'> = {
    key,
    userId: person ?? '',
    endpoint: endpoint.id,
    method: endpoint.method,
    address: addressOf(endpoint, params, query),
    params,
    body: body ?? null,
    ...(version === undefined ? {} : { version }),
    what: what ?? wordsOf(body),
    at: new Date().toISOString(),
  }
  const behind = (await waitingWrites()).some((one) => !one.refused)
  // A browser that keeps nothing (private windows of some) still sends; the form keeps the text if that fails.
  const order = person ? await putWrite(write).catch(() => undefined) : undefined
  if (order === undefined) return { sent: true, reply: (await sendWrite(write)) as ReplyOf<E> }
  if (behind) {
    tell({ type: 'changed' })
    void flush()
    return { sent: false, key }
  }
  try {
    const reply = await sendWrite(write)
    await dropWrite(order)
    return { sent: true, reply: reply as ReplyOf<E> }
  } catch (error) {
    if (waits(error)) {
      tell({ type: 'changed' })
      return { sent: false, key }
    }
    // Refused while the writer looks on: the form shows why and keeps the text.
    await dropWrite(order)
    throw error
  }
}

/** What this person has waiting here, in the order of writing. */
export async function waitingWrites(): Promise<WaitingWrite[]> {
  const person = sender()
  if (!person) return []
  return (await allWrites().catch(() => [])).filter((one) => one.userId === person)
}

let flushing: Promise<void> | undefined
/** Sends what waits, one after another; stops at the first that finds no server. Windows take turns. */
export function flush(): Promise<void> {
  flushing ??= (navigator.locks ? navigator.locks.request('klientela-waiting', sendAll) : sendAll()).finally(() => {
    flushing = undefined
  })
  return flushing
}

async function sendAll(): Promise<void> {
  for (const write of await waitingWrites()) {
    if (write.refused) continue
    try {
      const reply = await sendWrite(write)
      await dropWrite(write.order)
      tell({ type: 'sent', write, reply })
    } catch (error) {
      if (waits(error) || !(error instanceof ProblemError)) return
      await changeWrite({ ...write, refused: error.problem })
      tell({ type: 'changed' })
    }
  }
}

/** Tries a refused write once more: as it is, or with another body and version after a conflict was settled. */
export async function sendAgain(write: WaitingWrite, change: { body?: unknown; version?: number } = {}): Promise<void> {
  const { refused: _, ...rest } = write
  // What is sent differently is another write, so it has another key.
  const changed = change.body !== undefined || change.version !== undefined
  await changeWrite({ ...rest, ...change, ...(changed ? { key: crypto.randomUUID() } : {}) })
  tell({ type: 'changed' })
  await flush()
}

export async function dropWaiting(write: WaitingWrite): Promise<void> {
  await dropWrite(write.order)
  tell({ type: 'changed' })
}

/** Takes a dropped write back. */
export async function keepWaiting({ order: _, ...write }: WaitingWrite): Promise<void> {
  await putWrite(write)
  tell({ type: 'changed' })
}

const sendWrite = ({ method, address, body, version, key }: Omit<WaitingWrite, 'order'>) =>
  sendJson(address, { method, body, version, key })

/** No server, or nobody signed in: the write itself may be right, so it waits. A bug of the server is not waited for. */
function waits(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false
  return error.reason === 'kit.network' || [0, 401, 408, 429, 502, 503, 504].includes(error.status)
}

function wordsOf(body: unknown): string {
  const fields = (body ?? {}) as Record<string, unknown>
  for (const key of ['text', 'subject', 'title', 'name', 'note', 'outcome']) {
    const value = fields[key]
    if (typeof value === 'string' && value.trim()) return value.trim().slice(0, 200)
  }
  return ''
}
