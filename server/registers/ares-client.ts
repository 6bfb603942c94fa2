// Asks ARES over HTTP: bounded time, size and pace, retries with growing pauses, a proxy if the firm has one.
// Every end is one of four: found, not found, invalid, unavailable with its reason. Unavailable is never "clean".
import http from 'node:http'
import https from 'node:https'
import { setTimeout as pause } from 'node:timers/promises'
import type { RegisterFacts } from '#domain/registers/differences.ts'
import { factsOf, listOf, type PublicRecord, publicRecordOf } from '#server/registers/ares-answer.ts'

export const unavailableReasons = [
  'network',
  'timeout',
  'busy',
  'serverError',
  'refused',
  'badAnswer',
  'tooBig',
] as const
export type UnavailableReason = (typeof unavailableReasons)[number]

export type Outcome<T> =
  | { readonly outcome: 'found'; readonly value: T }
  | { readonly outcome: 'notFound' }
  | { readonly outcome: 'invalid' }
  | { readonly outcome: 'unavailable'; readonly reason: UnavailableReason }

export interface Ares {
  /** One company by its eight digits. */
  byIco(ico: string, signal?: AbortSignal): Promise<Outcome<RegisterFacts>>
  /** Companies by a part of their name. */
  byName(name: string, most: number): Promise<Outcome<{ total: number; companies: RegisterFacts[] }>>
  /** File number and statutory people from the public register; many companies are in none, which is "not found". */
  publicRecord(ico: string): Promise<Outcome<PublicRecord>>
}

export interface AresOptions {
  /** Without a slash at the end; requests go to this host only, redirects are not followed. */
  readonly url: string
  /** For one attempt, from connecting to the last byte. */
  readonly timeoutMs?: number
  readonly retries?: number
  /** The first pause before trying again; each next one is three times as long. */
  readonly pauseMs?: number
  readonly perSecond?: number
  readonly maxBytes?: number
  /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY; left out, no proxy is used. */
  readonly proxyEnv?: Readonly<Record<string, string | undefined>> | undefined
}

interface Answer {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly text: string
}
type Attempt = Answer | { readonly failed: UnavailableReason }

/** Longer waits asked for by the service end the attempt: a person is waiting. */
const longestPauseMs = 5_000
const longestQueue = 200

export function aresClient(options: AresOptions): Ares {
  const { timeoutMs = 10_000, retries = 2, pauseMs = 300, perSecond = 8, maxBytes = 2 * 1024 * 1024 } = options
  const secure = options.url.startsWith('https:')
  const agentOptions = { keepAlive: true, maxSockets: 4, ...(options.proxyEnv ? { proxyEnv: options.proxyEnv } : {}) }
  const agent = secure ? new https.Agent(agentOptions) : new http.Agent(agentOptions)
  const turn = pacemaker(1000 / perSecond)

  async function attempt(
    method: 'GET' | 'POST',
    path: string,
    body: string | undefined,
    signal?: AbortSignal,
  ): Promise<Attempt> {
    const timer = AbortSignal.timeout(timeoutMs)
    const ends = signal ? AbortSignal.any([timer, signal]) : timer
    return new Promise((resolve) => {
      const give = (result: Attempt) => resolve(result)
      const request = (secure ? https : http).request(
        `${options.url}${path}`,
        {
          method,
          agent,
          signal: ends,
          headers: {
            accept: 'application/json',
            'user-agent': 'Klientela',
            ...(body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {}),
          },
        },
        (response) => {
          const pieces: Buffer[] = []
          let size = 0
          response.on('data', (piece: Buffer) => {
            size += piece.length
            pieces.push(piece)
            if (size > maxBytes) {
              give({ failed: 'tooBig' })
              response.destroy()
            }
          })
          response.on('end', () =>
            give({
              status: response.statusCode ?? 0,
              retryAfter: response.headers['retry-after'],
              text: Buffer.concat(pieces).toString('utf8'),
            }),
          )
          response.on('error', () => give({ failed: timer.aborted ? 'timeout' : 'network' }))
        },
      )
      request.on('error', () => give({ failed: timer.aborted ? 'timeout' : 'network' }))
      request.end(body)
    })
  }

  async function ask<T>(
    method: 'GET' | 'POST',
    path: string,
    body: unknown,
    read: (answer: unknown) => T | undefined,
    signal?: AbortSignal,
  ): Promise<Outcome<T>> {
    const text = body === undefined ? undefined : JSON.stringify(body)
    let last: UnavailableReason = 'network'
    for (let tried = 0; tried <= retries; tried++) {
      if (signal?.aborted) return { outcome: 'unavailable', reason: last }
      if (!(await turn())) return { outcome: 'unavailable', reason: 'busy' }
      const answer = await attempt(method, path, text, signal)
      const judged = 'failed' in answer ? answer.failed : judge(answer, read)
      if (typeof judged !== 'string') return judged
      last = judged
      if (!worthRetrying.has(judged) || tried === retries) break
      const asked = 'failed' in answer ? undefined : secondsOf(answer.retryAfter)
      const wait = asked === undefined ? pauseMs * 3 ** tried * (0.75 + Math.random() / 2) : asked * 1000
      if (wait > longestPauseMs) break
      await pause(wait)
    }
    return { outcome: 'unavailable', reason: last }
  }

  return {
    byIco: (ico, signal) =>
      ask('GET', `/ekonomicke-subjekty/${ico}`, undefined, (answer) => factsOf(answer, ico), signal),
    byName: (name, most) =>
      ask('POST', '/ekonomicke-subjekty/vyhledat', { obchodniJmeno: name, start: 0, pocet: most }, listOf),
    publicRecord: (ico) => ask('GET', `/ekonomicke-subjekty-vr/${ico}`, undefined, publicRecordOf),
  }
}

const worthRetrying: ReadonlySet<UnavailableReason> = new Set(['network', 'timeout', 'busy', 'serverError'])

/** Only what ARES itself says counts: a 404 of a proxy or a maintenance page is no "not found". */
function judge<T>(answer: Answer, read: (answer: unknown) => T | undefined): Outcome<T> | UnavailableReason {
  if (answer.status === 429) return 'busy'
  if (answer.status >= 500) return 'serverError'
  if (answer.status === 401 || answer.status === 403 || answer.status === 407) return 'refused'
  let json: unknown
  try {
    json = JSON.parse(answer.text)
  } catch {
    return 'badAnswer'
  }
  const code = (json as { kod?: unknown } | null)?.kod
  if (answer.status === 404) return code === 'NENALEZENO' ? { outcome: 'notFound' } : 'badAnswer'
  if (answer.status === 400) return code === 'CHYBA_VSTUPU' ? { outcome: 'invalid' } : 'badAnswer'
  if (answer.status !== 200) return 'badAnswer'
  const value = read(json)
  return value === undefined ? 'badAnswer' : { outcome: 'found', value }
}

function secondsOf(retryAfter: string | undefined): number | undefined {
  if (!retryAfter) return undefined
  if (/^\d{1,5}$/.test(retryAfter)) return Number(retryAfter)
  const at = Date.parse(retryAfter)
  return Number.isNaN(at) ? undefined : Math.max(0, (at - Date.now()) / 1000)
}

/** Lets one request go each `gapMs`; false when too many wait already. */
function pacemaker(gapMs: number): () => Promise<boolean> {
  let next = 0
  let waiting = 0
  return async () => {
    const now = Date.now()
    const at = Math.max(now, next)
    if (waiting >= longestQueue) return false
    next = at + gapMs
    if (at > now) {
      waiting++
      await pause(at - now)
      waiting--
    }
    return true
  }
}
