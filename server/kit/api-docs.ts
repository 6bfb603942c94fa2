// The API described: OpenAPI 3.1 at /api/openapi.json and pages to read at /api/docs, from the endpoints themselves.
import Fastify, { type FastifyInstance } from 'fastify'
import { withGuide } from '#server/kit/api-guide.ts'

const settings = {
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
}

// No inline script: the reader finds its settings in the attributes of the element.
const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Klientela API</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>.markdown pre, .markdown pre code, .markdown pre code * { white-space: pre-wrap !important; overflow-wrap: anywhere !important }</style></head>
<body>
<div id="api-reference" data-url="/api/openapi.json" data-configuration='${JSON.stringify(settings)}'></div>
<script src="/api/docs/reader.js"></script>
</body>
</html>
`

export function apiDocs(app: FastifyInstance): void {
  let described: string | undefined
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    described ??= JSON.stringify(withGuide(app.swagger()))
    return reply.type('application/json; charset=utf-8').send(described)
  })
  app.get('/api/docs', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page),
  )
  let reader: Promise<string> | undefined
  app.get('/api/docs/reader.js', { schema: { hide: true } }, async (_request, reply) => {
    reader ??= readerScript()
    return reply
      .header('cache-control', 'public, max-age=3600')
      .type('text/javascript; charset=utf-8')
      .send(await reader)
  })
}

/** The reader's program comes inside its package as a string of megabytes: it is loaded when somebody reads, not at start. */
async function readerScript(): Promise<string> {
  const { default: reference } = await import('@scalar/fastify-api-reference')
  const inner = Fastify()
  await inner.register(reference, {
    routePrefix: '/r',
    configuration: { content: { openapi: '3.1.0', info: { title: '', version: '' }, paths: {} } },
  })
  const { body } = await inner.inject('/r/js/scalar.js')
  await inner.close()
  return body
}
