// Hands /api/auth/* to better-auth as web requests; the address it throttles by is the one the server saw.
import type { FastifyInstance } from 'fastify'
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
      const body = request.method === 'POST' ? JSON.stringify(request.body ?? {}) : undefined
      const answer = await auth.handler(new Request(url, { method: request.method, headers, ...(body === undefined ? {} : { body }) }))
      reply.code(answer.status)
      for (const [key, value] of answer.headers) if (key !== 'set-cookie') reply.header(key, value)
      for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie)
      return reply.send(answer.body ? Buffer.from(await answer.arrayBuffer()) : null)
    },
  })
}
