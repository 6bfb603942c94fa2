// The client page in one call: the client with its timeline, next touch, promises, people, peculiarities and group.
import { type Static, Type } from 'typebox'
import { TimelinePage, Touch } from '#api/activities.ts'
import { Client } from '#api/clients.ts'
import { PersonOnMap } from '#api/contacts.ts'
import { Day, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { Objection } from '#api/objections.ts'
import { PromiseView } from '#api/promises.ts'

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
  touch: Touch,
  /** The newest page; what is older is asked of the timeline itself. */
  timeline: TimelinePage,
  promises: Type.Object({ open: Type.Array(PromiseView), settled: Type.Array(PromiseView) }),
  objections: Type.Object({
    open: Type.Array(Objection),
    settled: Type.Array(Objection),
    whyNot: Type.Object({ edit: Type.Optional(Type.String()) }),
  }),
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
