// The API described: OpenAPI 3.1 at /api/openapi.json and pages to read at /api/docs, from the endpoints themselves.
import type { FastifyInstance } from 'fastify'

export function apiDocs(app: FastifyInstance): void {
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(app.swagger()))
  })
}
