// The standing of a client at the border: its state and class, whose it is, who helps with it and who sees it.
import { Type } from 'typebox'
import { Client, memberRoles, oneOf, Person, textOrNull } from '#api/clients.ts'
import { Day, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { confidentialities } from '#domain/access.ts'
import { clientClasses } from '#domain/clients/classes.ts'
import { type ClientMoveName, clientLifecycle, qualificationSigns } from '#domain/clients/lifecycle.ts'

const moveNames = Object.keys(clientLifecycle.moves) as ClientMoveName[]

export const moveClient = endpoint({
  id: 'clients.move',
  method: 'POST',
  path: '/api/clients/:id/move',
  summary: 'Make a move of the lifecycle, with the reason or evidence it asks for',
  access: 'clients.read',
  params: IdParams,
  body: Type.Object(
    {
      move: Type.Unsafe<ClientMoveName>({ type: 'string', enum: moveNames }),
      reasonCode: Type.Optional(Type.String({ maxLength: 40 })),
      note: Type.Optional(textOrNull(500)),
      /** What is known of the client: at least two make a prospect. */
      signs: Type.Optional(Type.Array(oneOf(qualificationSigns), { maxItems: 4 })),
      endedInWriting: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  reply: Client,
})

export const nominateClient = endpoint({
  id: 'clients.nominate',
  method: 'POST',
  path: '/api/clients/:id/nomination',
  summary: 'Propose the client as a key account; the sales director decides',
  access: 'clients.read',
  params: IdParams,
  body: Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }) }, { additionalProperties: false }),
  reply: Client,
})

export const reassignClient = endpoint({
  id: 'clients.reassign',
  method: 'POST',
  path: '/api/clients/:id/owner',
  summary: 'Give the client to another owner from a day on',
  access: 'clients.read',
  params: IdParams,
  body: Type.Object(
    { ownerId: nullable(Id), from: Type.Optional(Day), reason: Type.Optional(textOrNull(500)) },
    { additionalProperties: false },
  ),
  reply: Client,
})

export const ownersOfClient = endpoint({
  id: 'clients.owners',
  method: 'GET',
  path: '/api/clients/:id/owners',
  summary: 'Who owned the client on which days',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Object({
    owners: Type.Array(
      Type.Object({
        user: Person,
        from: nullable(Day),
        to: nullable(Day),
        reason: nullable(Type.String()),
        setAt: Instant,
      }),
    ),
  }),
})

export const setClientClass = endpoint({
  id: 'clients.setClass',
  method: 'POST',
  path: '/api/clients/:id/class',
  summary: 'Set the class of a client by a person, with the reason',
  access: 'clients.read',
  params: IdParams,
  body: Type.Object(
    { class: nullable(oneOf(clientClasses)), reason: Type.Optional(textOrNull(500)) },
    { additionalProperties: false },
  ),
  reply: Client,
})

export const proposeClientClass = endpoint({
  id: 'clients.proposeClass',
  method: 'GET',
  path: '/api/clients/:id/class-proposal',
  summary: 'The class the data speak for, with the parts it is made of',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Object({
    proposed: nullable(oneOf(clientClasses)),
    score: nullable(Type.Number()),
    parts: Type.Array(
      Type.Object({
        part: Type.String(),
        weight: Type.Number(),
        percentile: nullable(Type.Number()),
        missing: Type.Boolean(),
      }),
    ),
    reasons: Type.Array(
      Type.Object({ reason: Type.String(), details: Type.Optional(Type.Record(Type.String(), Type.Unknown())) }),
    ),
  }),
})

export const confirmClient = endpoint({
  id: 'clients.confirm',
  method: 'POST',
  path: '/api/clients/:id/confirm',
  summary: 'Confirm that the data of the client are true today',
  access: 'clients.read',
  params: IdParams,
  reply: Client,
})

export const setClientMembers = endpoint({
  id: 'clients.setMembers',
  method: 'PUT',
  path: '/api/clients/:id/members',
  summary: 'The people who help with the client, with their roles',
  access: 'clients.read',
  params: IdParams,
  body: Type.Object(
    {
      members: Type.Array(Type.Object({ userId: Id, role: oneOf(memberRoles), mayEdit: Type.Boolean() }), {
        maxItems: 50,
      }),
    },
    { additionalProperties: false },
  ),
  reply: Client,
})

export const whySeeClient = endpoint({
  id: 'clients.whyVisible',
  method: 'GET',
  path: '/api/clients/:id/visibility',
  summary: 'Why can I see this: each ground on which the caller sees the client, and who else does',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Object({
    grounds: Type.Array(Type.Object({ reason: Type.String(), details: Type.Record(Type.String(), Type.Unknown()) })),
    policy: Type.String(),
    confidentiality: oneOf(confidentialities),
  }),
})
