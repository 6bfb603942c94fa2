// Search at the border: one field over clients and contacts, then everything else, and what a person opened lately.
import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, nullable } from '#api/endpoint.ts'

/** What search finds first, and what is remembered as opened. */
export const foundTypes = ['clients', 'contacts'] as const
export type FoundType = (typeof foundTypes)[number]
const Found = Type.Unsafe<FoundType>({ type: 'string', enum: [...foundTypes] })

/** Where the match was: in the name, in a number or in a channel; `recent` when nothing was asked. */
export const matchFields = ['name', 'similar', 'ico', 'dic', 'number', 'phone', 'email', 'web', 'recent'] as const
export type MatchField = (typeof matchFields)[number]

export const Hit = Type.Object({
  type: Found,
  id: Id,
  title: Type.String(),
  /** City and IČO of a client; position and company of a contact. */
  subtitle: nullable(Type.String()),
  match: Type.Object({
    field: Type.Unsafe<MatchField>({ type: 'string', enum: [...matchFields] }),
    /** The number or channel that matched, as it is written. */
    value: nullable(Type.String()),
  }),
  own: Type.Boolean(),
  recent: Type.Boolean(),
  state: nullable(Type.String()),
  class: nullable(Type.String()),
})
export type Hit = Static<typeof Hit>

export const search = endpoint({
  id: 'search.find',
  method: 'GET',
  path: '/api/search',
  summary: 'Clients and contacts by a part of their name, number, phone or mail; own and recently opened first',
  access: 'clients.read',
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
    /** `clients`, `contacts` or both by comma; both when left out. */
    types: Type.Optional(Type.String({ maxLength: 60, pattern: '^(clients|contacts)(,(clients|contacts))*$' })),
  }),
  reply: Type.Object({ hits: Type.Array(Hit) }),
  lists: true,
})

/** What is found besides, in the order shown; each by the finder of its capability. */
export const furtherKinds = [
  'leads',
  'meetings',
  'promises',
  'objections',
  'callLists',
  'groups',
  'attachments',
] as const
export type FurtherKind = (typeof furtherKinds)[number]

export const FurtherHit = Type.Object({
  kind: Type.Unsafe<FurtherKind>({ type: 'string', enum: [...furtherKinds] }),
  id: Id,
  title: Type.String(),
  /** The client or lead it is about, the person of a lead, the record of a file. */
  about: nullable(Type.String()),
  /** A day or an instant: when it is due, starts, came. */
  at: nullable(Type.String()),
  /** Where it opens in the browser. */
  href: Type.String(),
  own: Type.Boolean(),
  match: nullable(
    Type.Object({
      field: Type.Unsafe<'similar' | 'phone' | 'email'>({ type: 'string', enum: ['similar', 'phone', 'email'] }),
      value: nullable(Type.String()),
    }),
  ),
})
export type FurtherHit = Static<typeof FurtherHit>

export const searchFurther = endpoint({
  id: 'search.further',
  method: 'GET',
  path: '/api/search/further',
  summary: 'Leads, meetings, promises, objections, call lists, groups and files by what was written; own ones first',
  access: 'clients.read',
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 200 })),
    /** At most so many of each kind. */
    each: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 4 })),
  }),
  reply: Type.Object({ hits: Type.Array(FurtherHit) }),
  lists: true,
})

export const noteRecent = endpoint({
  id: 'search.noteRecent',
  method: 'POST',
  path: '/api/recent',
  summary: 'Note that a record was opened',
  access: 'clients.read',
  body: Type.Object({ type: Found, id: Id }, { additionalProperties: false }),
  reply: Done,
})

export const listRecent = endpoint({
  id: 'search.recent',
  method: 'GET',
  path: '/api/recent',
  summary: 'The twenty records the caller opened last and may still see',
  access: 'clients.read',
  reply: Type.Object({ hits: Type.Array(Hit) }),
  lists: true,
})
