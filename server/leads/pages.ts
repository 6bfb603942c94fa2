// Addresses of leads outside the API: the public form as a page, its script and style, and what foreign pages may call.
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Outside } from '#server/app.ts'
import { languageOf } from '#server/kit/problems.ts'
import { shownToken } from '#server/kit/shown-token.ts'
import { purposeOf } from '#server/leads/capture.ts'
import { embedScript, formPage, formScript, formStyle, goneFormPage } from '#server/leads/form-page.ts'
import { findPublicForm } from '#server/leads/forms.ts'

const assets: Readonly<Record<string, readonly [type: string, text: string]>> = {
  'form.css': ['text/css; charset=utf-8', formStyle],
  'form.js': ['text/javascript; charset=utf-8', formScript],
  'embed.js': ['text/javascript; charset=utf-8', embedScript],
}

export function leadPages(app: FastifyInstance, outside: Outside): void {
  app.get<{ Params: { key: string } }>('/forms/:key', { schema: { hide: true } }, async (request, reply) => {
    const form = await findPublicForm(outside.db, request.params.key)
    const language = form?.language ?? languageOf(request)
    const html = form
      ? formPage(form, shownToken(outside.secret, purposeOf(form.key), outside.now().getTime()))
      : goneFormPage(language)
    return framedBy(reply, form?.origins ?? [])
      .code(form ? 200 : 404)
      .headers({ 'cache-control': 'no-store', 'content-language': language })
      .type('text/html; charset=utf-8')
      .send(html)
  })
  app.get<{ Params: { name: string } }>('/forms/assets/:name', { schema: { hide: true } }, (request, reply) => {
    const asset = assets[request.params.name]
    if (!asset) return reply.callNotFound()
    return reply
      .headers({ 'cache-control': 'public, max-age=3600', 'cross-origin-resource-policy': 'cross-origin' })
      .type(asset[0])
      .send(asset[1])
  })
  // A browser asks first before a foreign page may send JSON; whether this page may is decided when it does.
  app.options<{ Params: { key: string } }>(
    '/api/public/lead-forms/:key',
    { schema: { hide: true } },
    async (request, reply) => {
      const form = await findPublicForm(outside.db, request.params.key)
      if (!form || !allowOrigin(reply, form.origins, request.headers.origin)) return reply.code(403).send()
      return reply
        .headers({
          'access-control-allow-methods': 'GET, POST',
          'access-control-allow-headers': 'content-type, accept-language',
          'access-control-max-age': '600',
        })
        .code(204)
        .send()
    },
  )
}

/** Lets only the firm's own pages show the form; an empty list lets any. */
function framedBy(reply: FastifyReply, origins: readonly string[]): FastifyReply {
  reply.removeHeader('x-frame-options')
  return reply.headers({
    'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors ${origins.length > 0 ? `'self' ${origins.join(' ')}` : '*'}`,
  })
}

/** Whether a page of this origin may use the form; if so the browser is told. Programs without an origin and our own page may. */
export function allowOrigin(
  reply: FastifyReply,
  origins: readonly string[],
  origin: string | undefined,
  own?: string | undefined,
): boolean {
  reply.header('vary', 'origin')
  if (!origin || origin === own) return true
  if (origins.length > 0 && !origins.includes(origin)) return false
  reply.header('access-control-allow-origin', origin)
  return true
}
