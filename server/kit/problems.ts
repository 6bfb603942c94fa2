// Turns every error into the one reply shape (problem+json), in the asker's language, leaking nothing.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '#messages/plural.ts'
import { reasonText } from '#messages/reasons.ts'
import { BadInput, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'

export interface ProblemReply {
  type: string
  title: string
  status: number
  reason: string
  requestId?: string
  details?: Record<string, unknown>
  errors?: { field: string; reason: string; title: string }[]
  theirs?: unknown
}

export function languageOf(request: FastifyRequest): Language {
  const own = (request as { language?: Language }).language
  if (own) return own
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'cs'
}

export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler((request, reply) => {
    const problem = problemOf(new NotFound(), request)
    reply.code(404).type('application/problem+json').serializer(JSON.stringify).send(problem)
  })
}

export function answerProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, request)
  if (problem.status >= 500) request.log.error({ err: error }, 'bug')
  reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem)
}

export function problemOf(error: unknown, request: FastifyRequest): ProblemReply {
  const language = languageOf(request)
  const make = (status: number, reason: string, details?: Record<string, unknown>): ProblemReply => ({
    type: 'about:blank',
    title: reasonText(language, reason, details ?? {}),
    status,
    reason,
    requestId: request.id,
    ...(details && Object.keys(details).length > 0 ? { details } : {}),
  })
  if (error instanceof Refusal) {
    const problem = make(error.status, error.reason, error.details)
    return error.theirs === undefined ? problem : { ...problem, theirs: error.theirs }
  }
  if (error instanceof NotFound) return make(404, error.reason)
  if (error instanceof Forbidden) return make(403, error.reason, error.details)
  if (error instanceof BadInput) {
    return {
      ...make(400, 'kit.badInput'),
      errors: error.errors.map(({ field, reason, details }) => ({
        field,
        reason,
        title: reasonText(language, reason, details ?? {}),
      })),
    }
  }
  const e = error as FastifyError
  if (e.validation) {
    return {
      ...make(400, 'kit.badInput'),
      errors: e.validation.map((v) => {
        const missing = (v.params as { missingProperty?: string }).missingProperty
        const field =
          [v.instancePath.replaceAll('/', '.').replace(/^\./, ''), missing].filter(Boolean).join('.') ||
          (e.validationContext ?? 'body')
        const reason = missing ? 'kit.required' : `kit.invalid_${v.keyword}`
        return { field, reason, title: reasonText(language, reason, v.params as Record<string, unknown>) }
      }),
    }
  }
  if (e.statusCode === 413) return make(413, 'kit.tooLarge')
  if (e.statusCode === 415) return make(415, 'kit.wrongType')
  if (e.statusCode === 429) return make(429, 'kit.tooMany')
  if (e.code === 'FST_ERR_CTP_INVALID_JSON_BODY' || e.code === 'FST_ERR_CTP_EMPTY_JSON_BODY')
    return make(400, 'kit.notJson')
  if (e.statusCode && e.statusCode < 500) return make(e.statusCode, 'kit.badRequest')
  const code = (error as { code?: string }).code
  if (code === '22P02' || code === '22007' || code === '22008' || code === '22003' || code === '22021')
    return make(400, 'kit.badInput')
  if (code === '57014' || code === '55P03' || code === '40001' || code === '40P01') return make(503, 'kit.busy')
  return make(500, 'kit.bug')
}
