// A calendar on a foreign server (CalDAV, RFC 4791) by the library tsdav. Calls go only to origins an administrator allowed:
// every redirect is checked again, nothing waits or grows without bound.
import { isIP } from 'node:net'

/** Loaded with the first connection: most firms have none. */
const dav = () => import('tsdav')

/** What went wrong, as a key of the messages. */
export class CaldavProblem extends Error {
  constructor(reason: string, details: Record<string, unknown> = {}) {
    super(reason)
    this.reason = reason
    this.details = details
  }
  readonly reason: string
  readonly details: Record<string, unknown>
}

const mostMs = 30_000
const mostBytes = 50 * 1024 * 1024
const mostRedirects = 5

/** Scheme, host and port of an address an administrator allows, or the reason why it cannot be one. */
export function originOf(text: string): { origin: string } | { reason: string } {
  if (!URL.canParse(text.trim())) return { reason: 'calendars.badServer' }
  const url = new URL(text.trim())
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { reason: 'calendars.badServer' }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // Addresses of machines that hold keys of clouds are nobody's calendar.
  if (/^169\.254\./.test(host) || /^fe80:/i.test(host)) return { reason: 'calendars.badServer' }
  const near =
    host === 'localhost' ||
    !/[.:]/.test(host) ||
    (isIP(host) !== 0 && /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/i.test(host))
  if (url.protocol === 'http:' && !near) return { reason: 'calendars.needsHttps' }
  return { origin: url.origin }
}

/** fetch that calls allowed origins only. */
export function guardedFetch(allowed: ReadonlySet<string>, signal?: AbortSignal): typeof fetch {
  return async (input, init) => {
    let url = new URL(typeof input === 'string' ? input : input instanceof URL ? input.href : input.url)
    for (let hop = 0; hop <= mostRedirects; hop++) {
      if (!allowed.has(url.origin)) throw new CaldavProblem('calendars.serverNotAllowed', { origin: url.origin })
      const limit = AbortSignal.timeout(mostMs)
      const reply = await fetch(url, {
        ...init,
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      }).catch((error: unknown) => {
        throw new CaldavProblem('calendars.serverSilent', {
          origin: url.origin,
          said: String((error as { cause?: unknown }).cause ?? error).slice(0, 200),
        })
      })
      const location = reply.headers.get('location')
      if (reply.status >= 300 && reply.status < 400 && location && init?.redirect !== 'manual') {
        await reply.body?.cancel()
        url = new URL(location, url)
        continue
      }
      return whole(reply)
    }
    throw new CaldavProblem('calendars.serverSilent', { origin: url.origin, said: 'redirects' })
  }
}

/** The body read up to a bound, so that a server cannot fill the memory. */
async function whole(reply: Response): Promise<Response> {
  if (!reply.body || reply.status === 204 || reply.status === 304) return reply
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of reply.body) {
    size += chunk.length
    if (size > mostBytes) throw new CaldavProblem('calendars.serverTooMuch')
    chunks.push(chunk)
  }
  return new Response(Buffer.concat(chunks), {
    status: reply.status,
    statusText: reply.statusText,
    headers: reply.headers,
  })
}

export interface Login {
  readonly serverUrl: string
  readonly userName: string
  readonly password: string
}

export interface RemoteCalendar {
  readonly url: string
  readonly name: string
}

/** Calendars for appointments that the login finds. */
export async function findCalendars(login: Login, guarded: typeof fetch): Promise<RemoteCalendar[]> {
  const headers = headersOf(login)
  try {
    const account = await (await dav()).createAccount({
      account: { serverUrl: login.serverUrl, accountType: 'caldav' },
      headers,
      loadCollections: false,
      fetch: guarded,
    })
    const calendars = await (await dav()).fetchCalendars({ account, headers, fetch: guarded })
    return calendars
      .filter(({ components }) => !components || components.length === 0 || components.includes('VEVENT'))
      .map(({ url, displayName }) => ({
        url,
        name: typeof displayName === 'string' && displayName ? displayName : decodeURIComponent(new URL(url).pathname),
      }))
  } catch (error) {
    throw problemOf(error)
  }
}

export interface RemoteObject {
  readonly href: string
  readonly etag: string
  readonly ics: string
}

export interface Remote {
  /** The mark of the whole calendar; the same mark means nothing changed. */
  mark(): Promise<string | undefined>
  etags(): Promise<Map<string, string>>
  read(hrefs: readonly string[]): Promise<RemoteObject[]>
  /** Undefined: somebody else changed it meanwhile. */
  write(
    href: string | undefined,
    uid: string,
    ics: string,
    etag: string | undefined,
  ): Promise<{ href: string; etag: string } | undefined>
  /** False: somebody else changed it meanwhile. */
  remove(href: string, etag: string): Promise<boolean>
}

export function remoteOf(login: Login & { calendarUrl: string }, guarded: typeof fetch): Remote {
  const headers = headersOf(login)
  const calendar = { url: login.calendarUrl.endsWith('/') ? login.calendarUrl : `${login.calendarUrl}/` }
  const absolute = (href: string) => new URL(href, calendar.url).href
  const call = async <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => Promise.reject(problemOf(error)))

  const etags: Remote['etags'] = () =>
    call(async () => {
      const replies = await (await dav()).propfind({
        url: calendar.url,
        props: { 'd:getetag': {} },
        depth: '1',
        headers,
        fetch: guarded,
      })
      refuseBad(replies[0]?.status ?? 0)
      const found = new Map<string, string>()
      for (const { href, props } of replies) {
        const etag = etagText(props?.getetag)
        if (href && etag && !absolute(href).endsWith('/')) found.set(absolute(href), etag)
      }
      return found
    })

  return {
    mark: () =>
      call(async () => {
        const replies = await (await dav()).propfind({
          url: calendar.url,
          props: { 'cs:getctag': {}, 'd:sync-token': {} },
          depth: '0',
          headers,
          fetch: guarded,
        })
        refuseBad(replies[0]?.status ?? 0)
        const mark = replies[0]?.props?.getctag ?? replies[0]?.props?.syncToken
        return typeof mark === 'string' && mark ? mark : undefined
      }),
    etags,
    read: (hrefs) =>
      call(async () => {
        const found: RemoteObject[] = []
        for (let i = 0; i < hrefs.length; i += 100) {
          const replies = await (await dav()).calendarMultiGet({
            url: calendar.url,
            props: { 'd:getetag': {}, 'c:calendar-data': {} },
            objectUrls: hrefs.slice(i, i + 100).map((href) => new URL(href).pathname),
            depth: '1',
            headers,
            fetch: guarded,
          })
          for (const { href, props } of replies) {
            const data = props?.calendarData
            const ics = typeof data === 'string' ? data : typeof data?._cdata === 'string' ? data._cdata : undefined
            const etag = etagText(props?.getetag)
            if (href && etag && ics !== undefined) found.push({ href: absolute(href), etag, ics })
          }
        }
        return found
      }),
    write: (href, uid, ics, etag) =>
      call(async () => {
        const url = href ?? absolute(`${encodeURIComponent(uid.replace(/[^\w.@-]/g, '_')).slice(0, 150)}.ics`)
        const reply =
          href && etag
            ? await (await dav()).updateCalendarObject({
                calendarObject: { url, data: ics, etag },
                headers,
                fetch: guarded,
              })
            : await (await dav()).createCalendarObject({
                calendar,
                iCalString: ics,
                filename: url.slice(calendar.url.length),
                headers,
                fetch: guarded,
              })
        if (reply.status === 412 || reply.status === 409) return undefined
        refuseBad(reply.status)
        const written = reply.headers.get('etag') ?? (await etags()).get(url)
        return written ? { href: url, etag: written } : undefined
      }),
    remove: (href, etag) =>
      call(async () => {
        const reply = await (await dav()).deleteCalendarObject({
          calendarObject: { url: href, etag },
          headers,
          fetch: guarded,
        })
        if (reply.status === 412) return false
        if (reply.status !== 404 && reply.status !== 410) refuseBad(reply.status)
        return true
      }),
  }
}

/** Written here and not by the library, which takes no letters beyond Latin 1: Czech passwords have them (RFC 7617 §2.1). */
function headersOf({ userName, password }: Login): Record<string, string> {
  const pair = Buffer.from(`${userName}:${password}`, 'utf8').toString('base64')
  return { authorization: `Basic ${pair}`, 'user-agent': 'Klientela' }
}

/** The library reads a number-like mark as a number. */
function etagText(value: unknown): string | undefined {
  if (typeof value === 'string' && value) return value
  return typeof value === 'number' ? String(value) : undefined
}

function refuseBad(status: number): void {
  if (status === 401 || status === 403) throw new CaldavProblem('calendars.wrongLogin')
  if (status === 404) throw new CaldavProblem('calendars.calendarGone')
  if (status >= 400 || status === 0) throw new CaldavProblem('calendars.serverRefused', { status })
}

function problemOf(error: unknown): CaldavProblem {
  if (error instanceof CaldavProblem) return error
  const said = error instanceof Error ? error.message : String(error)
  if (/401|403|invalid credentials|unauthor/i.test(said)) return new CaldavProblem('calendars.wrongLogin')
  return new CaldavProblem('calendars.serverRefused', { said: said.slice(0, 300) })
}
