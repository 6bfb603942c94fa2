// Hands /api/auth/* to better-auth as web requests; the address it throttles by is the one the server saw.
// Its refusals leave in the product's one shape, with a sentence in the asker's language.
import type { FastifyInstance } from 'fastify'
import { reasonText } from '#messages/reasons.ts'
import { languageOf } from '#server/kit/problems.ts'
import type { Auth } from '#server/users/auth.ts'

export function authRoutes(app: FastifyInstance, auth: Auth): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    schema: { hide: true },
    handler: async (request, reply) => {
      const url = new URL(request.url, `${request.protocol}://${request.host}`)
      const headers = new Headers()
      for (const [key, value] of Object.entries(request.headers)) {
        if (value !== undefined) headers.set(key, Array.isArray(value) ? value.join(', ') : value)
      }
      headers.set('x-klientela-address', request.ip)
      // The body was read as JSON already; its length and form are ours now.
      headers.delete('content-length')
      if (request.method === 'POST') headers.set('content-type', 'application/json')
      const body = request.method === 'POST' ? JSON.stringify(request.body ?? {}) : undefined
      const init = { method: request.method, headers, ...(body === undefined ? {} : { body }) }
      const answer = await (await auth.service()).handler(new Request(url, init))
      reply.code(answer.status)
      for (const [key, value] of answer.headers) {
        if (key !== 'set-cookie' && key !== 'content-length') reply.header(key, value)
      }
      for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie)
      const text = await answer.text()
      if (answer.status < 400) return reply.send(text || null)
      const said = parsed(text)
      const reason = reasonOf(answer.status, said.code)
      const wait = answer.headers.get('x-retry-after')
      if (wait) reply.header('retry-after', wait)
      return reply
        .type('application/problem+json')
        .serializer(JSON.stringify)
        .send({
          ...said,
          type: 'about:blank',
          title: reasonText(languageOf(request), reason, {}),
          status: answer.status,
          reason,
          requestId: request.id,
        })
    },
  })
}

const reasons: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: 'users.wrongPassword',
  INVALID_EMAIL: 'users.wrongPassword',
  INVALID_PASSWORD: 'users.wrongCurrentPassword',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'users.wrongCurrentPassword',
  PASSWORD_TOO_SHORT: 'users.passwordShort',
  PASSWORD_TOO_LONG: 'users.passwordLong',
  INVALID_TOKEN: 'users.linkExpired',
  USER_NOT_FOUND: 'users.linkExpired',
  // The password was right and the session refused: only people who left meet this.
  FAILED_TO_CREATE_SESSION: 'users.deactivated',
  RESET_PASSWORD_DISABLED: 'users.noMail',
}

function reasonOf(status: number, code: unknown): string {
  if (typeof code === 'string' && code.startsWith('users.')) return code
  const known = typeof code === 'string' ? reasons[code] : undefined
  if (known) return known
  if (status === 429) return 'kit.tooMany'
  if (status === 401) return 'kit.signInFirst'
  if (status === 403) return 'kit.forbidden'
  if (status === 404) return 'kit.notFound'
  return status < 500 ? 'kit.badRequest' : 'kit.bug'
}

function parsed(text: string): { code?: unknown } {
  try {
    const value = JSON.parse(text) as unknown
    return value && typeof value === 'object' ? value : {}
  } catch {
    return {}
  }
}
