// The client page in one call: the client with the people, peculiarities, group and latest changes around it.
import { type Static, Type } from 'typebox'
import { Client } from '#api/clients.ts'
import { PersonOnMap } from '#api/contacts.ts'
import { Day, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'

const Named = Type.Object({ id: Id, name: Type.String() })

export const Overview = Type.Object({
  client: Client,
  people: Type.Array(PersonOnMap),
  /** People beyond those sent. */
  morePeople: Type.Integer(),
  peculiarities: Type.Array(
    Type.Object({
      id: Id,
      version: Type.Integer(),
      kind: Type.String(),
      text: Type.String(),
      validFrom: Day,
      validTo: nullable(Day),
      remindOn: nullable(Day),
    }),
  ),
  group: Type.Object({
    /** Direct parts of the chain the caller sees, by name. */
    children: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        kind: Type.String(),
        city: nullable(Type.String()),
        state: Type.String(),
      }),
    ),
    childrenCount: Type.Integer(),
    relationsCount: Type.Integer(),
  }),
  latest: Type.Array(
    Type.Object({
      id: Type.String(),
      at: Instant,
      actor: nullable(Named),
      fact: Type.String(),
      fields: Type.Array(Type.String()),
      reason: nullable(Type.String()),
    }),
  ),
  /** The newest comparison with the register, if there was one. */
  registerCheck: nullable(Type.Object({ state: Type.String(), checkedAt: Instant, open: Type.Integer() })),
})
export type Overview = Static<typeof Overview>

export const clientOverview = endpoint({
  id: 'overview.client',
  method: 'GET',
  path: '/api/clients/:id/overview',
  summary: 'Everything the client page shows, in one call',
  access: 'clients.read',
  params: IdParams,
  reply: Overview,
})
