// Who is signed in and what he or she may do; the courtesy copy of rights the server enforces.
import { createContext, type ReactNode, use } from 'react'
import type { Ability } from '#api/endpoint.ts'
import type { Language } from '#messages/plural.ts'

export interface Session {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly language: Language
  readonly roles: readonly string[]
  readonly abilities: readonly Ability[]
  readonly teamId: string | null
  /** Name of the person this one acts for, if any. */
  readonly onBehalfOf?: string | null
}

const SessionContext = createContext<Session | undefined>(undefined)

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>
}

export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('SessionProvider is missing: this screen is only for signed-in people')
  return session
}

export function useMay(): (ability: Ability | undefined) => boolean {
  const session = use(SessionContext)
  return (ability) => !ability || !!session?.abilities.includes(ability)
}
