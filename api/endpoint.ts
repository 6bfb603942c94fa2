// One endpoint is one value: method, path, who may call it and the shapes that cross the border.
// The server binds it to a function, the browser calls it, OpenAPI describes it, the strangers test walks it.
import { type Static, type TSchema, Type } from 'typebox'

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

export interface Endpoint<
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  B extends TSchema = TSchema,
  R extends TSchema = TSchema,
> {
  readonly id: string
  readonly method: Method
  readonly path: `/api/${string}`
  readonly summary: string
  /** `public` needs no sign-in; `signedIn` any user; otherwise the ability the actor must have (domain/access.ts). */
  readonly access: 'public' | 'signedIn' | Ability
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly reply: R
  /** The reply is a stream (file, event stream) and is not described by `reply`. */
  readonly streams?: boolean
  /** Answers 201 instead of 200. */
  readonly creates?: boolean
  /** Endpoints that list, count, sum, search or export clients: the strangers test compares them with an oracle. */
  readonly lists?: boolean
  /** The writing endpoint manages its own transactions (long streams). */
  readonly ownTransactions?: boolean
}

export type Ability =
  | 'clients.read'
  | 'clients.write'
  | 'clients.reassign'
  | 'clients.nominateKey'
  | 'data.import'
  | 'data.exportAll'
  | 'firm.administer'
  | 'users.administer'
  | 'journal.read'
  | 'fields.administer'

export const Nothing = Type.Object({}, { additionalProperties: false })
export const Id = Type.String({ format: 'uuid' })
export const IdParams = Type.Object({ id: Id })
/** Any record by its type, as the journal names it; for what hangs on records of every kind. */
export const RecordParams = Type.Object({
  recordType: Type.String({ pattern: '^[a-z][a-zA-Z-]{1,40}$' }),
  recordId: Id,
})
/** A calendar day, YYYY-MM-DD. */
export const Day = Type.String({ format: 'date' })
/** An instant, ISO 8601 with offset. */
export const Instant = Type.String()
/** An instant as a sender writes it: with its offset, and one that exists. */
export const GivenInstant = Type.String({ format: 'date-time' })
export const Done = Type.Object({ ok: Type.Literal(true) })
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

type Parts<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema> = {
  id: string
  method: Method
  path: `/api/${string}`
  summary: string
  access: Endpoint['access']
  params?: P
  query?: Q
  body?: B
  reply: R
  streams?: boolean
  creates?: boolean
  lists?: boolean
  ownTransactions?: boolean
}

/** Declares an endpoint; parts left out are empty objects. */
export function endpoint<
  R extends TSchema,
  P extends TSchema = typeof Nothing,
  Q extends TSchema = typeof Nothing,
  B extends TSchema = typeof Nothing,
>(parts: Parts<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    ...parts,
    params: (parts.params ?? Nothing) as P,
    query: (parts.query ?? Nothing) as Q,
    body: (parts.body ?? Nothing) as B,
  }
}

export type ParamsOf<E> = E extends Endpoint<infer P, TSchema, TSchema, TSchema> ? Static<P> : never
export type QueryOf<E> = E extends Endpoint<TSchema, infer Q, TSchema, TSchema> ? Static<Q> : never
export type BodyOf<E> = E extends Endpoint<TSchema, TSchema, infer B, TSchema> ? Static<B> : never
export type ReplyOf<E> = E extends Endpoint<TSchema, TSchema, TSchema, infer R> ? Static<R> : never

/** The one shape of every error reply (RFC 9457). `reason` is a key of the messages, `details` fills its text. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  reason: Type.String(),
  requestId: Type.Optional(Type.String()),
  details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), reason: Type.String(), title: Type.String() }))),
  /** With `kit.conflict`: the record as it is now, so that the browser can show mine, theirs and base. */
  theirs: Type.Optional(Type.Unknown()),
})
export type Problem = Static<typeof Problem>
