// The whole server as one value: plugins, sign-in, every capability's routes, the web files.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyMultipart from '@fastify/multipart'
import fastifyStatic from '@fastify/static'
import fastifySwagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import { capabilities } from '#server/capabilities.ts'
import { apiDocs } from '#server/kit/api-docs.ts'
import type { StorageSettings } from '#server/kit/config.ts'
import type { Db } from '#server/kit/db.ts'
import { health } from '#server/kit/health.ts'
import { exactFormats, limitInput } from '#server/kit/input-limits.ts'
import type { Jobs } from '#server/kit/jobs.ts'
import { lazyCompilers } from '#server/kit/lazy-schemas.ts'
import type { Mail } from '#server/kit/mail.ts'
import { manual } from '#server/kit/manual.ts'
import { answerProblem, answerProblems } from '#server/kit/problems.ts'
import { root } from '#server/kit/root.ts'
import { guard, securityHeaders } from '#server/kit/security.ts'
import { type Bind, binder } from '#server/kit/serve.ts'
import { type LiveHub, liveHub } from '#server/notifications/live.ts'
import type { Auth } from '#server/users/auth.ts'
import { authRoutes } from '#server/users/auth-routes.ts'
import { sentOnce } from '#server/users/sent-once.ts'
import { sessionReader, sessionToken } from '#server/users/sessions.ts'

export interface AppParts {
  readonly db: Db
  readonly jobs: Jobs & { readonly ready?: boolean }
  readonly auth: Auth
  readonly secret: string
  readonly dataDir: string
  readonly logger: FastifyServerOptions['logger'] | false
  readonly loggerInstance?: FastifyServerOptions['loggerInstance']
  readonly publicUrl?: string
  /** Whose X-Forwarded headers are believed. */
  readonly trustProxy?: boolean | string
  readonly aresUrl?: string
  /** Set when the firm has an SMTP server. */
  readonly mail?: Mail | undefined
  readonly now?: () => Date
  /** Where open browsers' events are heard; without it their streams stay silent. */
  readonly databaseUrl?: string
  /** Where attachments lie and what looks at them; the data folder and nobody unless said otherwise. */
  readonly storage?: StorageSettings
  readonly onBug?: (error: unknown) => void
  /** Requests per minute and session, or address of those not signed in; 0 turns it off. */
  readonly requestsPerMinute?: number
}

/** What a capability's routes may need besides the request's own context. */
export interface Outside {
  readonly secret: string
  readonly db: Db
  readonly auth: Auth
  readonly dataDir: string
  readonly aresUrl: string
  readonly mail?: Mail | undefined
  readonly now: () => Date
  readonly jobs: Jobs
  /** The address people open, when the operator gave one. */
  readonly publicUrl?: string | undefined
  readonly storage?: StorageSettings
  readonly live?: LiveHub
  /** Where a job tells of what failed and is not worth failing for. */
  readonly onBug?: (error: unknown) => void
}

export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const app = Fastify({
    ...(parts.loggerInstance ? { loggerInstance: parts.loggerInstance } : { logger: parts.logger || false }),
    // One line per request is written by kit/security without address lines or query strings: they carry names.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: parts.trustProxy ?? false,
    bodyLimit: 2 * 1024 * 1024,
    ajv: {
      customOptions: {
        coerceTypes: true,
        removeAdditional: false,
        useDefaults: true,
        allErrors: true,
        allowUnionTypes: true,
        strict: false,
      },
      onCreate: exactFormats as never,
    },
    // An address that cannot be read is found out before any hook runs.
    frameworkErrors: (error, request, reply) => answerProblem(error, request, reply.headers(securityHeaders(request))),
    schemaController: { compilersFactory: lazyCompilers },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    // HEAD is GET whose body Node itself leaves out; a second route for each would cost start and memory.
    exposeHeadRoutes: false,
    rewriteUrl: (request) => {
      if (request.method === 'HEAD') request.method = 'GET'
      return request.url ?? '/'
    },
  })
  answerProblems(app)
  guard(app, {
    requestsPerMinute: parts.requestsPerMinute ?? 1200,
    publicUrl: parts.publicUrl,
    sessionOf: (request) => sessionToken(request.headers.cookie, parts.secret),
  })
  limitInput(app)
  await app.register(fastifyMultipart, { limits: { fileSize: 2 * 1024 ** 3, files: 1, fields: 20 } })
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Klientela',
        version: '0.1.0',
        description: 'The workbench of a business-to-business account manager.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'klientela.session_token' } } },
    },
  })
  const now = parts.now ?? (() => new Date())
  const sessions = sessionReader(() => parts.db, parts.secret, now)
  const live = liveHub({ databaseUrl: parts.databaseUrl, ...(parts.onBug ? { onBug: parts.onBug } : {}) })
  const outside: Outside = {
    secret: parts.secret,
    db: parts.db,
    auth: parts.auth,
    dataDir: parts.dataDir,
    aresUrl: parts.aresUrl ?? 'https://ares.gov.cz/ekonomicke-subjekty-v-be/rest',
    now,
    jobs: parts.jobs,
    mail: parts.mail,
    publicUrl: parts.publicUrl,
    ...(parts.storage ? { storage: parts.storage } : {}),
    live,
    ...(parts.onBug ? { onBug: parts.onBug } : {}),
  }
  // Open streams end before the server waits for requests under way.
  app.addHook('preClose', () => live.close())
  health(app, { db: parts.db, jobs: parts.jobs, dataDir: parts.dataDir })
  authRoutes(app, parts.auth)
  const bind: Bind = binder(app, {
    db: parts.db,
    jobs: parts.jobs,
    actorOf: sessions.actorOf,
    remembered: sessions.remembered,
    once: sentOnce,
    now,
  })
  for (const capability of capabilities) capability.routes?.(bind, outside)
  for (const capability of capabilities) capability.pages?.(app, outside)
  apiDocs(app)
  manual(app)
  await webFiles(app)
  return app
}

const webFolder = join(root, 'dist', 'web')

/** The built browser program; every path that is not a file is the program's own address. */
async function webFiles(app: FastifyInstance): Promise<void> {
  if (!existsSync(webFolder)) return
  // A route for each of a thousand files would weigh more than all others together.
  await app.register(fastifyStatic, {
    root: webFolder,
    serve: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    const path = (request.params as { '*': string })['*']
    if (/^(api|health)\//.test(path)) return reply.callNotFound()
    if (/\.[a-z0-9]{2,11}$/.test(path)) return reply.sendFile(path)
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
