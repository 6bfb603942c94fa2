// The client page in one call: the client with its timeline, next touch, promises, people, peculiarities and group.
import { type Static, Type } from 'typebox'
import { TimelinePage, Touch } from '#api/activities.ts'
import { Client } from '#api/clients.ts'
import { PersonOnMap } from '#api/contacts.ts'
import { listCustomFields } from '#api/custom-fields.ts'
import { endpoint, Id, IdParams, nullable } from '#api/endpoint.ts'
import { meetingsOfClient } from '#api/meetings.ts'
import { objectionsOfClient } from '#api/objections.ts'
import { listPeculiarities } from '#api/peculiarities.ts'
import { promisesOf } from '#api/promises.ts'
import { getRegisterCheck } from '#api/registers.ts'

export const Overview = Type.Object({
  client: Client,
  people: Type.Array(PersonOnMap),
  /** People beyond those sent. */
  morePeople: Type.Integer(),
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
  // What each panel would ask for by itself.
  customFields: listCustomFields.reply.properties.fields,
  peculiarities: listPeculiarities.reply,
  register: getRegisterCheck.reply,
  promises: promisesOf.reply,
  objections: objectionsOfClient.reply,
  meetings: meetingsOfClient.reply,
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
