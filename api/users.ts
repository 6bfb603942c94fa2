// People at the border: first run, the signed-in person, sessions, administration of people; deputies are beside.
import { type Static, Type } from 'typebox'
import { Day, Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { type ListColumn, ListQuery, ListReply } from '#api/lists.ts'
import { CurrencyCode, FirmLanguage, FirmName, Visibility } from '#api/settings.ts'
import { roles } from '#domain/access.ts'

const oneOf = <T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })

export const colorSchemes = ['auto', 'light', 'dark'] as const
export const RoleName = oneOf(roles)
const PersonName = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
const Email = Type.String({ minLength: 3, maxLength: 200, pattern: '^\\s*[^@\\s]+@[^@\\s]+\\s*$' })
const Phone = nullable(Type.String({ maxLength: 40 }))
const Password = Type.String({ minLength: 1, maxLength: 200 })
const AbilityName = Type.String()

// First run

export const SetupState = Type.Object({
  /** No firm yet: the first person to come creates it. */
  needed: Type.Boolean(),
  firmName: nullable(Type.String()),
  language: FirmLanguage,
  /** A forgotten password is reset by mail; otherwise the administrator gives a one-time link. */
  mailReset: Type.Boolean(),
})

export const Setup = Type.Object(
  {
    firmName: FirmName,
    ico: Type.Optional(nullable(Type.String({ maxLength: 20 }))),
    language: FirmLanguage,
    currency: Type.Optional(CurrencyCode),
    visibility: Visibility,
    administrator: Type.Object({ name: PersonName, email: Email, password: Password }, { additionalProperties: false }),
  },
  { additionalProperties: false },
)
export type Setup = Static<typeof Setup>

export const getSetup = endpoint({
  id: 'users.getSetup',
  method: 'GET',
  path: '/api/setup',
  summary: 'Whether the firm has yet to be created, and how a forgotten password is reset',
  access: 'public',
  reply: SetupState,
})

export const setUp = endpoint({
  id: 'users.setUp',
  method: 'POST',
  path: '/api/setup',
  summary: 'Create the firm and its first administrator; possible once',
  access: 'public',
  body: Setup,
  reply: Done,
  creates: true,
})

// The signed-in person

export const Me = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  phone: nullable(Type.String()),
  language: FirmLanguage,
  colorScheme: oneOf(colorSchemes),
  roles: Type.Array(RoleName),
  abilities: Type.Array(AbilityName),
  team: nullable(Type.Object({ id: Id, name: Type.String() })),
  ledTeamIds: Type.Array(Id),
  /** Whom the person stands in for today. */
  deputisingFor: Type.Array(Type.Object({ id: Id, name: Type.String(), to: Day })),
  firm: Type.Object({
    name: nullable(Type.String()),
    language: FirmLanguage,
    currency: Type.String(),
    timeZone: Type.String(),
    visibility: Visibility,
  }),
  version: Type.Integer(),
})
export type Me = Static<typeof Me>

export const getMe = endpoint({
  id: 'users.me',
  method: 'GET',
  path: '/api/me',
  summary: 'Who is signed in, with rights, firm and preferences; keeps the session alive',
  access: 'signedIn',
  reply: Me,
})

export const MyChange = Type.Object(
  {
    name: Type.Optional(PersonName),
    phone: Type.Optional(Phone),
    language: Type.Optional(FirmLanguage),
    colorScheme: Type.Optional(oneOf(colorSchemes)),
  },
  { additionalProperties: false, minProperties: 1 },
)
export type MyChange = Static<typeof MyChange>

export const changeMe = endpoint({
  id: 'users.changeMe',
  method: 'PATCH',
  path: '/api/me',
  summary: 'Change own name, phone, language or appearance',
  access: 'signedIn',
  body: MyChange,
  reply: Me,
})

export const MySession = Type.Object({
  id: Id,
  /** Browser and system as the browser names itself; the screen shortens it. */
  device: nullable(Type.String()),
  address: nullable(Type.String()),
  createdAt: Instant,
  lastSeenAt: Instant,
  current: Type.Boolean(),
})
export type MySession = Static<typeof MySession>

export const listMySessions = endpoint({
  id: 'users.mySessions',
  method: 'GET',
  path: '/api/me/sessions',
  summary: 'Where the person is signed in, latest first',
  access: 'signedIn',
  reply: Type.Object({ sessions: Type.Array(MySession) }),
})

export const revokeMySession = endpoint({
  id: 'users.revokeMySession',
  method: 'DELETE',
  path: '/api/me/sessions/:id',
  summary: 'Sign one device out',
  access: 'signedIn',
  params: IdParams,
  reply: Done,
})

export const revokeMyOtherSessions = endpoint({
  id: 'users.revokeMyOtherSessions',
  method: 'DELETE',
  path: '/api/me/sessions',
  summary: 'Sign out everywhere but here',
  access: 'signedIn',
  reply: Type.Object({ revoked: Type.Integer() }),
})

export const Competence = Type.Object({
  roles: Type.Array(RoleName),
  reach: oneOf(['nothing', 'all', 'teams', 'own'] as const),
  policy: Visibility,
  seesConfidential: Type.Boolean(),
  abilities: Type.Array(Type.Object({ ability: AbilityName, mine: Type.Boolean(), roles: Type.Array(RoleName) })),
})
export type Competence = Static<typeof Competence>

export const getCompetence = endpoint({
  id: 'users.competence',
  method: 'GET',
  path: '/api/me/competence',
  summary: 'What may I decide: each ability, whether it is mine, and whose it is otherwise',
  access: 'signedIn',
  reply: Competence,
})

// Picking people

export const PickedPerson = Type.Object({
  id: Id,
  name: Type.String(),
  team: nullable(Type.Object({ id: Id, name: Type.String() })),
  roles: Type.Array(RoleName),
  active: Type.Boolean(),
})
export type PickedPerson = Static<typeof PickedPerson>

export const pickPeople = endpoint({
  id: 'users.pick',
  method: 'GET',
  path: '/api/people',
  summary: 'Colleagues by part of the name or by id, for pickers; those who left only by id',
  access: 'signedIn',
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 100 })),
    /** Ids by comma. */
    ids: Type.Optional(Type.String({ maxLength: 8000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 30 })),
  }),
  reply: Type.Object({ people: Type.Array(PickedPerson) }),
})

// Administration

export const User = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  phone: nullable(Type.String()),
  language: FirmLanguage,
  roles: Type.Array(RoleName),
  team: nullable(Type.Object({ id: Id, name: Type.String() })),
  active: Type.Boolean(),
  /** A password has been set; otherwise the invitation still waits. */
  hasPassword: Type.Boolean(),
  lastSeenAt: nullable(Instant),
  ownedClients: Type.Integer(),
  createdAt: Instant,
  version: Type.Integer(),
  /** What the caller may not do with the person, with the reason. */
  whyNot: Type.Record(Type.String(), Type.String()),
})
export type User = Static<typeof User>

const roleList = Type.Array(RoleName, { minItems: 1, maxItems: roles.length, uniqueItems: true })

export const UserDraft = Type.Object(
  {
    name: PersonName,
    email: Email,
    phone: Type.Optional(Phone),
    language: Type.Optional(FirmLanguage),
    roles: roleList,
    teamId: Type.Optional(nullable(Id)),
  },
  { additionalProperties: false },
)
export type UserDraft = Static<typeof UserDraft>

export const UserChange = Type.Object(
  {
    name: Type.Optional(PersonName),
    email: Type.Optional(Email),
    phone: Type.Optional(Phone),
    language: Type.Optional(FirmLanguage),
    roles: Type.Optional(roleList),
    teamId: Type.Optional(nullable(Id)),
  },
  { additionalProperties: false, minProperties: 1 },
)
export type UserChange = Static<typeof UserChange>

export const OneTimeLink = Type.Object({
  /** Path on this server; the person sets a password there. Shown only now. */
  path: Type.String(),
  validUntil: Instant,
  /** Sent to the person by mail as well. */
  mailed: Type.Boolean(),
})
export type OneTimeLink = Static<typeof OneTimeLink>

export const userColumns: readonly ListColumn[] = [
  { key: 'name', type: 'text', sortable: true, filterable: true, initial: true, width: 220 },
  { key: 'email', type: 'text', sortable: true, filterable: true, initial: true, width: 240 },
  { key: 'roles', type: 'choices', choices: roles, filterable: true, initial: true, width: 150 },
  { key: 'team', type: 'team', sortable: true, filterable: true, groupable: true, initial: true, width: 180 },
  { key: 'active', type: 'boolean', filterable: true, groupable: true, initial: true, width: 90 },
  { key: 'hasPassword', type: 'boolean', filterable: true, width: 110 },
  { key: 'lastSeenAt', type: 'instant', sortable: true, filterable: true, initial: true, width: 150 },
  { key: 'ownedClients', type: 'number', sortable: true, filterable: true, summable: true, initial: true, width: 100 },
  { key: 'phone', type: 'text', filterable: true, width: 140 },
  { key: 'language', type: 'choice', choices: ['cs', 'en'], filterable: true, groupable: true, width: 90 },
  { key: 'createdAt', type: 'instant', sortable: true, filterable: true, width: 150 },
]

export const listUsers = endpoint({
  id: 'users.list',
  method: 'GET',
  path: '/api/users',
  summary: 'People of the firm with roles, team and when they were last here',
  access: 'users.administer',
  query: ListQuery,
  reply: ListReply,
})

export const getUser = endpoint({
  id: 'users.get',
  method: 'GET',
  path: '/api/users/:id',
  summary: 'One person as the administrator sees him or her',
  access: 'users.administer',
  params: IdParams,
  reply: User,
})

export const inviteUser = endpoint({
  id: 'users.invite',
  method: 'POST',
  path: '/api/users',
  summary: 'Add a person and give a one-time link to set a password, valid 7 days',
  access: 'users.administer',
  body: UserDraft,
  reply: Type.Object({ user: User, link: OneTimeLink }),
  creates: true,
})

export const changeUser = endpoint({
  id: 'users.change',
  method: 'PATCH',
  path: '/api/users/:id',
  summary: 'Change a person, roles or team; If-Match carries the version that was read',
  access: 'users.administer',
  params: IdParams,
  body: UserChange,
  reply: User,
})

export const deactivateUser = endpoint({
  id: 'users.deactivate',
  method: 'POST',
  path: '/api/users/:id/deactivate',
  summary: 'End the access of a person at once; records stay',
  access: 'users.administer',
  params: IdParams,
  reply: User,
})

export const reactivateUser = endpoint({
  id: 'users.reactivate',
  method: 'POST',
  path: '/api/users/:id/reactivate',
  summary: 'Let a person in again',
  access: 'users.administer',
  params: IdParams,
  reply: User,
})

export const makeOneTimeLink = endpoint({
  id: 'users.oneTimeLink',
  method: 'POST',
  path: '/api/users/:id/one-time-link',
  summary: 'A link to set a new password, valid 7 days and once; the former one stops working',
  access: 'users.administer',
  params: IdParams,
  reply: OneTimeLink,
  creates: true,
})

export const getPasswordLink = endpoint({
  id: 'users.passwordLink',
  method: 'GET',
  path: '/api/password-links/:token',
  summary: 'Whose password a one-time link sets; 404 when it was used or has run out',
  access: 'public',
  params: Type.Object({ token: Type.String({ minLength: 16, maxLength: 100 }) }),
  reply: Type.Object({ name: Type.String(), email: Type.String(), language: FirmLanguage, validUntil: Instant }),
})
