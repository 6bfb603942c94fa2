// Binds endpoints to functions: validation, sign-in, ability, transaction, version tags and the one error shape.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from '#api/endpoint.ts'
import { type Actor, may } from '#domain/access.ts'
import { type Context, dayOf } from '#server/kit/context.ts'
import { ahead, type Db, inTransaction } from '#server/kit/db.ts'
import { Forbidden, Refusal } from '#server/kit/errors.ts'
import type { Jobs } from '#server/kit/jobs.ts'
import type { Step } from '#server/kit/pipeline.ts'

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
export type Bind = <E extends Endpoint>(endpoint: E, work: Work<E>, how?: How) => void

export interface How {
  /**
   * The session is checked in the same trip to the database as the first statement of the work, which is begun anew if
   * the check fails. Only for writing that does nothing outside of its transaction; reading is always done so.
   */
  readonly checkedAlong?: boolean
}

export interface Serving {
  readonly db: Db
  readonly jobs: Jobs
  /** Who asks; undefined when not signed in. */
  actorOf(request: FastifyRequest): Promise<Actor | undefined>
  /** Who asked with this session before; counts only once `holds` is true. */
  remembered(request: FastifyRequest): Remembered | undefined
  now(): Date
  /** Does a write named by the sender only once. */
  readonly once: Once
}

/** What the sender of a write named by an Idempotency-Key has sent; `request` is all of it as text, to know the same again. */
export interface NamedWrite {
  readonly key: string
  readonly endpoint: string
  readonly request: string
  readonly status: number
}
export type Once = (
  ctx: Context,
  write: NamedWrite,
  work: () => Promise<unknown>,
) => Promise<{ result: unknown; again: boolean }>

interface Remembered {
  readonly actor: Actor
  take(): Step | undefined
  holds(db: Db): Promise<boolean>
}

/** The endpoints bound so far, in order; the strangers test compares them with `api/`. */
export const bound = new WeakMap<FastifyInstance, Endpoint[]>()

export function binder(app: FastifyInstance, serving: Serving): Bind {
  const known: Endpoint[] = []
  bound.set(app, known)
  return (endpoint, work, how = {}) => {
    known.push(endpoint)
    const writes = endpoint.method !== 'GET' && !endpoint.ownTransactions
    const checkedAlong = (endpoint.method === 'GET' && !endpoint.streams) || (writes && how.checkedAlong === true)
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
        const now = serving.now()
        const answered = async (actor: Actor | undefined, remembered?: Remembered) => {
          if (!actor && endpoint.access !== 'public') throw new Refusal('kit.signInFirst', {}, { status: 401 })
          if (actor && endpoint.access !== 'public' && endpoint.access !== 'signedIn' && !may(actor, endpoint.access)) {
            throw new Forbidden('kit.forbidden', { ability: endpoint.access })
          }
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
          const worked = async (db: Db) => {
            const named = writes && actor && !endpoint.streams ? namedWrite(endpoint, request) : undefined
            const ctx = { ...base, db }
            const { result, again } = named
              ? await serving.once(ctx, named, () => work(ctx, input))
              : { result: await work(ctx, input), again: false }
            if (again) reply.header('idempotency-replayed', 'true')
            if (remembered && !(await remembered.holds(db))) throw new Forgotten()
            return result
          }
          return writes ? inTransaction(serving.db, worked) : worked(serving.db)
        }
        const remembered = checkedAlong ? serving.remembered(request) : undefined
        const result = remembered
          ? await ahead
              .run(remembered, () => answered(remembered.actor, remembered))
              .catch(async (error) => {
                // What went wrong is told only to whom it happened: the session is asked about in any case.
                if (await remembered.holds(serving.db)) throw error
                return answered(await serving.actorOf(request))
              })
          : await answered(await serving.actorOf(request))
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

/** Thrown where the work began for somebody who has other rights by now. */
class Forgotten extends Error {}

const asIs = (payload: unknown) => payload as string

/** The write with the name its sender gave it; what has none is simply done. */
function namedWrite(endpoint: Endpoint, request: FastifyRequest): NamedWrite | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) {
    throw new Refusal('kit.badKey', {}, { status: 400 })
  }
  return {
    key: key.toLowerCase(),
    endpoint: endpoint.id,
    request: JSON.stringify([request.url, request.headers['if-match'] ?? null, request.body ?? null]),
    status: endpoint.creates ? 201 : 200,
  }
}

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
