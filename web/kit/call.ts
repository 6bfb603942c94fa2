// Calls an endpoint of api/ and returns its typed reply, or throws a ProblemError that says why not.
import type { TSchema } from 'typebox'
import type { BodyOf, Endpoint, ParamsOf, Problem, QueryOf, ReplyOf } from '#api/endpoint.ts'
import { noticeServer } from '#web/kit/offline/reach.ts'

type Part<Name extends string, T> = Record<never, never> extends T ? { [K in Name]?: T } : { [K in Name]: T }
type AnyEndpoint = Endpoint<TSchema, TSchema, TSchema, TSchema>

export type CallParts<E> = Part<'params', ParamsOf<E>> &
  Part<'query', QueryOf<E>> &
  Part<'body', BodyOf<E>> & {
    /** The version the change was made on; a newer one on the server is a conflict. */
    version?: number
    signal?: AbortSignal
  }

/** A refusal of the server, or `kit.network` when there was no answer at all. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.reason)
    this.name = 'ProblemError'
    this.problem = problem
  }
  get status() {
    return this.problem.status
  }
  get reason() {
    return this.problem.reason
  }
}

export const isConflict = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && error.problem.reason === 'kit.conflict'

/** Heard by the router, which leads to the sign-in page and back. */
export const signedOut = new EventTarget()

export async function call<E extends AnyEndpoint>(
  endpoint: E,
  ...[parts]: Record<never, never> extends CallParts<E> ? [parts?: CallParts<E>] : [parts: CallParts<E>]
): Promise<ReplyOf<E>> {
  const { params, query, body, version, signal } = (parts ?? {}) as {
    params?: Record<string, unknown>
    query?: Record<string, unknown>
    body?: unknown
    version?: number
    signal?: AbortSignal
  }
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': document.documentElement.lang,
  }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (version !== undefined) headers['if-match'] = `"${version}"`
  const init: RequestInit = { method: endpoint.method, headers, credentials: 'same-origin' }
  if (body !== undefined) init.body = JSON.stringify(body)
  if (signal) init.signal = signal
  return request(addressOf(endpoint, params, query), init) as Promise<ReplyOf<E>>
}

/** A write made earlier, sent under its key: the server does it once however often it comes. */
export async function sendJson(
  address: string,
  write: { method: string; body: unknown; version?: number | undefined; key: string },
): Promise<unknown> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': document.documentElement.lang,
    'idempotency-key': write.key,
  }
  if (write.body !== null) headers['content-type'] = 'application/json'
  if (write.version !== undefined) headers['if-match'] = `"${write.version}"`
  // A line that neither carries nor breaks counts as none: the write waits instead of the writer.
  const signal = AbortSignal.timeout(15_000)
  const init: RequestInit = { method: write.method, headers, credentials: 'same-origin', signal }
  if (write.body !== null) init.body = JSON.stringify(write.body)
  return request(address, init)
}

/** Sends a file or form data; same errors as call(). */
export async function send(path: string, form: FormData, signal?: AbortSignal): Promise<unknown> {
  return request(path, { method: 'POST', body: form, credentials: 'same-origin', ...(signal ? { signal } : {}) })
}

/** The address of a GET endpoint, for download links and prefetching. */
export function addressOf(
  endpoint: { path: string },
  params: Record<string, unknown> = {},
  query: Record<string, unknown> = {},
): string {
  const path = endpoint.path.replace(/[:{](\w+)}?/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue
    if (Array.isArray(value)) for (const one of value) search.append(name, String(one))
    else search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

async function request(address: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(address, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    noticeServer(false)
    throw new ProblemError({ type: 'about:blank', title: 'network', status: 0, reason: 'kit.network' })
  })
  // What the device had kept says that the server did not answer.
  noticeServer(!response.headers.has('x-kept-at'))
  if (response.status === 204) return undefined
  const reply = await response.json().catch(() => undefined)
  if (response.ok) return reply
  const problem = problemOf(response.status, reply)
  if (response.status === 401) signedOut.dispatchEvent(new Event('signedOut'))
  throw new ProblemError(problem)
}

const reasonByStatus: Record<number, string> = {
  400: 'kit.badRequest',
  401: 'kit.signInFirst',
  403: 'kit.forbidden',
  404: 'kit.notFound',
  429: 'kit.tooMany',
  502: 'kit.network',
  503: 'kit.network',
  504: 'kit.network',
}

function problemOf(status: number, reply: unknown): Problem {
  if (reply && typeof reply === 'object' && 'reason' in reply && typeof reply.reason === 'string') {
    return { type: 'about:blank', title: '', ...reply, status } as Problem
  }
  const reason = reasonByStatus[status] ?? (status >= 500 ? 'kit.bug' : 'kit.unknown')
  return { type: 'about:blank', title: '', status, reason }
}
