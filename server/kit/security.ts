// What every request passes: security headers, same-origin writes, a rate limit, one log line without personal data.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '#server/kit/errors.ts'

/** No inline script anywhere; styles of components are set inline by the library, scripts never. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** What foreign pages and exchanges may send to: these act for nobody, whatever cookie comes along, and check who sends. */
const open = (url: string) => url.startsWith('/api/public/')

export interface GuardOptions {
  /** For one signed-in session, and for one address of those who are not signed in. */
  readonly requestsPerMinute: number
  readonly publicUrl?: string | undefined
  /** The session a request names with a cookie that we signed: behind one router sits a whole office. */
  readonly sessionOf?: (request: FastifyRequest) => string | undefined
}

export function guard(app: FastifyInstance, options: GuardOptions): void {
  const counts = new Map<string, { minute: number; n: number }>()
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders(request))
    const guarded = unsafe.has(request.method) && !open(request.url)
    if (guarded && !sameOrigin(request.headers.origin, request.headers.host, options.publicUrl)) {
      throw new Refusal('kit.foreignOrigin', {}, { status: 403 })
    }
    if (guarded && request.headers['sec-fetch-site'] === 'cross-site') {
      throw new Refusal('kit.foreignOrigin', {}, { status: 403 })
    }
    if (options.requestsPerMinute > 0 && request.url.startsWith('/api/')) {
      const minute = Math.floor(Date.now() / 60_000)
      const who = options.sessionOf?.(request) ?? request.ip
      const count = counts.get(who)
      if (!count || count.minute !== minute) {
        if (counts.size > 10_000) counts.clear()
        counts.set(who, { minute, n: 1 })
      } else if (++count.n > options.requestsPerMinute) {
        reply.header('retry-after', '60')
        throw new Refusal('kit.tooMany', {}, { status: 429 })
      }
    }
  })
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    }
    if (reply.statusCode >= 500) request.log.error(line, 'request')
    else request.log.info(line, 'request')
  })
}

/** On every answer, also on those given before any route is found. */
export const securityHeaders = (request: FastifyRequest) => ({
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
  'x-request-id': request.id,
  ...(request.url.startsWith('/api/') ? { 'cache-control': 'no-store' } : {}),
  ...(request.protocol === 'https' ? { 'strict-transport-security': 'max-age=31536000' } : {}),
})

/** Browsers name the origin of every write; a foreign one is refused. Programs that send none carry no cookie by accident. */
function sameOrigin(origin: string | undefined, host: string | undefined, publicUrl: string | undefined): boolean {
  if (!origin || origin === 'null') return origin === undefined
  if (publicUrl && origin === new URL(publicUrl).origin) return true
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}
