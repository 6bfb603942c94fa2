// Binds endpoints to functions: validation, sign-in, ability, transaction, version tags and the one error shape.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from '#api/endpoint.ts'
import { type Actor, may } from '#domain/access.ts'
import { type Context, dayOf } from '#server/kit/context.ts'
import { type Db, inTransaction } from '#server/kit/db.ts'
import { Forbidden, Refusal } from '#server/kit/errors.ts'
import type { Jobs } from '#server/kit/jobs.ts'

export interface Input<E> {
  readonly params: ParamsOf<E>
  readonly query: QueryOf<E>
  readonly body: BodyOf<E>
  /** The version named by If-Match; undefined when the caller sent none. */
  readonly version: number | undefined
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** A reply already written as JSON text: lists come so from the database and skip a second serialisation. */
export class RawJson {
  constructor(json: string) {
    this.json = json
  }
  readonly json: string
}

export type Work<E> = (ctx: Context, input: Input<E>) => Promise<ReplyOf<E> | RawJson | FastifyReply>
export type Bind = <E extends Endpoint>(endpoint: E, work: Work<E>) => void

export interface Serving {
  readonly db: Db
  readonly jobs: Jobs
  /** Who asks; undefined when not signed in. */
  actorOf(request: FastifyRequest): Promise<Actor | undefined>
  now(): Date
}

/** The endpoints bound so far, in order; the strangers test compares them with `api/`. */
export const bound = new WeakMap<FastifyInstance, Endpoint[]>()

export function binder(app: FastifyInstance, serving: Serving): Bind {
  const known: Endpoint[] = []
  bound.set(app, known)
  return (endpoint, work) => {
    known.push(endpoint)
    const writes = endpoint.method !== 'GET' && !endpoint.ownTransactions
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      schema: {
        operationId: endpoint.id,
        summary: endpoint.summary,
        tags: [endpoint.id.split('.')[0] ?? 'api'],
        params: endpoint.params,
        querystring: endpoint.query,
        ...(endpoint.method === 'GET' || endpoint.method === 'DELETE' || endpoint.streams
          ? {}
          : { body: endpoint.body }),
        ...(endpoint.streams ? {} : { response: { [endpoint.creates ? 201 : 200]: endpoint.reply } }),
        security: endpoint.access === 'public' ? [] : [{ session: [] }],
      },
      // An action without parameters may be posted without a body.
      preValidation: async (request) => {
        if (request.body === undefined || request.body === null) request.body = {}
      },
      handler: async (request, reply) => {
        const actor = await serving.actorOf(request)
        if (!actor && endpoint.access !== 'public') throw new Refusal('kit.signInFirst', {}, { status: 401 })
        if (actor && endpoint.access !== 'public' && endpoint.access !== 'signedIn' && !may(actor, endpoint.access)) {
          throw new Forbidden('kit.forbidden', { ability: endpoint.access })
        }
        const now = serving.now()
        const base = {
          actor: (actor ?? nobody) as Actor,
          now: now.toISOString(),
          today: dayOf(now),
          jobs: serving.jobs,
          requestId: request.id,
          sessionStamp: (request as { accessStamp?: string }).accessStamp,
        }
        const input = {
          params: request.params,
          query: request.query,
          body: request.body,
          version: versionOf(request),
          request,
          reply,
        } as unknown as Input<typeof endpoint>
        const result = writes
          ? await inTransaction(serving.db, (tx) => work({ ...base, db: tx }, input))
          : await work({ ...base, db: serving.db }, input)
        if (reply.sent || result === reply) return reply
        if (endpoint.creates) reply.code(201)
        const version = (result as { version?: unknown } | null)?.version
        if (typeof version === 'number') reply.header('etag', `"${version}"`)
        if (result instanceof RawJson) {
          return reply.type('application/json; charset=utf-8').serializer(asIs).send(result.json)
        }
        return reply.send(result)
      },
    })
  }
}

const asIs = (payload: unknown) => payload as string

function versionOf(request: FastifyRequest): number | undefined {
  const tag = request.headers['if-match']
  const match = tag ? /^(?:W\/)?"?(\d+)"?$/.exec(tag) : null
  return match ? Number(match[1]) : undefined
}

/** Editing without saying which version was read would overwrite silently. */
export function requireVersion(input: { version: number | undefined }): number {
  if (input.version === undefined) throw new Refusal('kit.versionNeeded', {}, { status: 428 })
  return input.version
}

const nobody: Actor = {
  id: '00000000-0000-0000-0000-000000000001',
  name: '',
  language: 'cs',
  roles: [],
  policy: 'own',
  teamId: null,
  teamIds: [],
  ledTeamIds: [],
  personIds: [],
  onBehalfOf: null,
}
