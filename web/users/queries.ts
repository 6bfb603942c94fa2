// The only place of the web that asks about people: setup, sign-in, own account, administration, deputies.
import { queryOptions } from '@tanstack/react-query'
import { Type } from 'typebox'
import * as deputiesApi from '#api/deputies.ts'
import { endpoint } from '#api/endpoint.ts'
import type { ListQuery } from '#api/lists.ts'
import * as api from '#api/users.ts'
import { call, ProblemError } from '#web/kit/call.ts'
import type { OptionSource } from '#web/kit/list/list-types.ts'
import { queryClient } from '#web/kit/query-client.ts'

const fillDemoAt = endpoint({
  id: 'demo.fill',
  method: 'POST',
  path: '/api/demo',
  summary: '',
  access: 'signedIn',
  reply: Type.Object({}, { additionalProperties: true }),
})

/** Fills an empty firm with the demo company. */
export const fillDemo = () => call(fillDemoAt)

const Answer = Type.Object({}, { additionalProperties: true })

// The sign-in service has addresses of its own; here they are called like all others.
const signInAt = endpoint({
  id: 'auth.signIn',
  method: 'POST',
  path: '/api/auth/sign-in/email',
  summary: '',
  access: 'public',
  body: Type.Object({ email: Type.String(), password: Type.String() }),
  reply: Answer,
})
const requestResetAt = endpoint({
  id: 'auth.requestReset',
  method: 'POST',
  path: '/api/auth/request-password-reset',
  summary: '',
  access: 'public',
  body: Type.Object({ email: Type.String() }),
  reply: Answer,
})
const resetAt = endpoint({
  id: 'auth.reset',
  method: 'POST',
  path: '/api/auth/reset-password',
  summary: '',
  access: 'public',
  body: Type.Object({ newPassword: Type.String(), token: Type.String() }),
  reply: Answer,
})
const changePasswordAt = endpoint({
  id: 'auth.changePassword',
  method: 'POST',
  path: '/api/auth/change-password',
  summary: '',
  access: 'signedIn',
  body: Type.Object({
    currentPassword: Type.String(),
    newPassword: Type.String(),
    revokeOtherSessions: Type.Boolean(),
  }),
  reply: Answer,
})

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => call(api.getSetup, { signal }),
  staleTime: 60_000,
})

export const passwordLinkQuery = (token: string) =>
  queryOptions({
    queryKey: ['password-link', token],
    queryFn: ({ signal }) => call(api.getPasswordLink, { params: { token }, signal }),
    retry: false,
  })

export async function signIn(email: string, password: string): Promise<void> {
  await call(signInAt, { body: { email: email.trim(), password } })
  queryClient.clear()
}

export const setUp = (body: api.Setup) => call(api.setUp, { body })
export const requestReset = (email: string) => call(requestResetAt, { body: { email: email.trim() } })
export const setNewPassword = (token: string, newPassword: string) => call(resetAt, { body: { token, newPassword } })

export const changePassword = (currentPassword: string, newPassword: string) =>
  call(changePasswordAt, { body: { currentPassword, newPassword, revokeOtherSessions: true } })

export async function changeMe(body: api.MyChange, version?: number): Promise<api.Me> {
  const me = await call(api.changeMe, { body, ...(version === undefined ? {} : { version }) })
  queryClient.setQueryData(['me'], me)
  return me
}

export const competenceQuery = queryOptions({
  queryKey: ['me', 'competence'],
  queryFn: ({ signal }) => call(api.getCompetence, { signal }),
})

export const sessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: async ({ signal }) => (await call(api.listMySessions, { signal })).sessions,
})

export async function revokeSession(id: string): Promise<void> {
  await call(api.revokeMySession, { params: { id } })
  await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey })
}

export async function revokeOtherSessions(): Promise<number> {
  const { revoked } = await call(api.revokeMyOtherSessions)
  await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey })
  return revoked
}

export const deputiesQuery = queryOptions({
  queryKey: ['deputies'],
  queryFn: async ({ signal }) => (await call(deputiesApi.listDeputies, { signal })).deputies,
})

export async function setDeputy(body: deputiesApi.DeputyDraft): Promise<deputiesApi.Deputy> {
  const deputy = await call(deputiesApi.setDeputy, { body })
  await queryClient.invalidateQueries({ queryKey: deputiesQuery.queryKey })
  return deputy
}

export async function endDeputy(id: string): Promise<void> {
  await call(deputiesApi.endDeputy, { params: { id } })
  await queryClient.invalidateQueries({ queryKey: deputiesQuery.queryKey })
}

export const usersKey = ['users', 'list'] as const
export const listPeople = (query: ListQuery, signal: AbortSignal) => call(api.listUsers, { query, signal })

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: ['users', 'one', id],
    queryFn: ({ signal }) => call(api.getUser, { params: { id }, signal }),
  })

export async function inviteUser(body: api.UserDraft) {
  const reply = await call(api.inviteUser, { body })
  await forgetPeople()
  return reply
}

export async function changeUser(id: string, body: api.UserChange, version: number): Promise<api.User> {
  return kept(await call(api.changeUser, { params: { id }, body, version }))
}

export async function deactivateUser(id: string): Promise<api.User> {
  return kept(await call(api.deactivateUser, { params: { id } }))
}

export async function reactivateUser(id: string): Promise<api.User> {
  return kept(await call(api.reactivateUser, { params: { id } }))
}

export const makeOneTimeLink = (id: string) => call(api.makeOneTimeLink, { params: { id } })

async function kept(user: api.User): Promise<api.User> {
  queryClient.setQueryData(userQuery(user.id).queryKey, user)
  await forgetPeople()
  return user
}

async function forgetPeople(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: usersKey }),
    queryClient.invalidateQueries({ queryKey: ['teams'] }),
  ])
}

const optionOf = (person: api.PickedPerson) => ({
  value: person.id,
  label: person.name,
  ...(person.team ? { detail: person.team.name } : {}),
})

/** Colleagues for pickers and person columns of every list. */
export const people: OptionSource = {
  search: async (q, signal) => (await call(api.pickPeople, { query: { q }, signal })).people.map(optionOf),
  labels: async (ids) => (await call(api.pickPeople, { query: { ids: ids.join(',') } })).people.map(optionOf),
}

/** The link was used, replaced, or its time is over. */
export const isExpiredLink = (error: unknown) => error instanceof ProblemError && error.status === 404
