// Teams at the border: a tree with leads; whoever leads a team sees and edits the whole branch below it.
import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, IdParams, nullable } from '#api/endpoint.ts'
import { roles } from '#domain/access.ts'

const TeamName = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' })

export const TeamMember = Type.Object({
  id: Id,
  name: Type.String(),
  active: Type.Boolean(),
  roles: Type.Array(Type.Unsafe<(typeof roles)[number]>({ type: 'string', enum: [...roles] })),
})

export const Team = Type.Object({
  id: Id,
  name: Type.String(),
  parentId: nullable(Id),
  lead: nullable(Type.Object({ id: Id, name: Type.String(), active: Type.Boolean() })),
  members: Type.Array(TeamMember),
  version: Type.Integer(),
})
export type Team = Static<typeof Team>

export const TeamDraft = Type.Object(
  { name: TeamName, parentId: Type.Optional(nullable(Id)), leadId: Type.Optional(nullable(Id)) },
  { additionalProperties: false },
)
export type TeamDraft = Static<typeof TeamDraft>

export const TeamChange = Type.Object(
  { name: Type.Optional(TeamName), parentId: Type.Optional(nullable(Id)), leadId: Type.Optional(nullable(Id)) },
  { additionalProperties: false, minProperties: 1 },
)
export type TeamChange = Static<typeof TeamChange>

export const listTeams = endpoint({
  id: 'teams.list',
  method: 'GET',
  path: '/api/teams',
  summary: 'Every team of the firm with its lead and members, parents before children',
  access: 'signedIn',
  reply: Type.Object({ teams: Type.Array(Team) }),
})

export const createTeam = endpoint({
  id: 'teams.create',
  method: 'POST',
  path: '/api/teams',
  summary: 'Add a team, on its own or below another',
  access: 'firm.administer',
  body: TeamDraft,
  reply: Team,
  creates: true,
})

export const changeTeam = endpoint({
  id: 'teams.change',
  method: 'PATCH',
  path: '/api/teams/:id',
  summary: 'Rename a team, move it in the tree or set its lead; If-Match carries the version that was read',
  access: 'firm.administer',
  params: IdParams,
  body: TeamChange,
  reply: Team,
})

export const removeTeam = endpoint({
  id: 'teams.remove',
  method: 'DELETE',
  path: '/api/teams/:id',
  summary: 'Delete a team that has no people, no teams below it and no clients',
  access: 'firm.administer',
  params: IdParams,
  reply: Done,
})
