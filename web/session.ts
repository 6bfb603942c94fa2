// Who is signed in, asked once and kept; the router waits for it before any screen of the inside.
import { queryOptions } from '@tanstack/react-query'
import type { Ability } from '#api/endpoint.ts'
import { getMe, type Me } from '#api/users.ts'
import { call } from '#web/kit/call.ts'
import type { Session } from '#web/kit/session.tsx'

export const sessionQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => call(getMe, { signal }),
  staleTime: 5 * 60_000,
})

export function sessionOf(me: Me): Session {
  return {
    id: me.id,
    name: me.name,
    email: me.email,
    language: me.language,
    roles: me.roles,
    abilities: me.abilities as Ability[],
    teamId: me.team?.id ?? null,
  }
}
