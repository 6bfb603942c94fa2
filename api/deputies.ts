// Deputies at the border (part of users): who stands in for whom and when.
import { type Static, Type } from 'typebox'
import { Day, Done, endpoint, Id, IdParams, nullable } from '#api/endpoint.ts'

export const Deputy = Type.Object({
  id: Id,
  absent: Type.Object({ id: Id, name: Type.String() }),
  deputy: Type.Object({ id: Id, name: Type.String() }),
  from: Day,
  to: Day,
  reason: nullable(Type.String()),
  mayEnd: Type.Boolean(),
})
export type Deputy = Static<typeof Deputy>

export const DeputyDraft = Type.Object(
  {
    /** Who will be away; the caller when left out. */
    absentId: Type.Optional(Id),
    deputyId: Id,
    from: Day,
    /** The last day, inclusive. */
    to: Day,
    reason: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
  },
  { additionalProperties: false },
)
export type DeputyDraft = Static<typeof DeputyDraft>

export const listDeputies = endpoint({
  id: 'users.deputies',
  method: 'GET',
  path: '/api/deputies',
  summary: 'Running and coming deputies that concern the caller or the people he or she answers for',
  access: 'signedIn',
  reply: Type.Object({ deputies: Type.Array(Deputy) }),
})

export const setDeputy = endpoint({
  id: 'users.setDeputy',
  method: 'POST',
  path: '/api/deputies',
  summary: 'Let a colleague stand in from one day to another',
  access: 'signedIn',
  body: DeputyDraft,
  reply: Deputy,
  creates: true,
})

export const endDeputy = endpoint({
  id: 'users.endDeputy',
  method: 'DELETE',
  path: '/api/deputies/:id',
  summary: 'End a deputy: one not begun disappears, a running one ends today',
  access: 'signedIn',
  params: IdParams,
  reply: Done,
})
