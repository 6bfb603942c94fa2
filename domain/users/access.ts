// Who may do what with people of the firm, as reasons: roles, leaving, deputies (handbook §11).
import { type Actor, may, type Role } from '#domain/access.ts'

export type UserReason = 'users.ownRoles' | 'users.ownDeactivation' | 'users.lastAdministrator'

/** What a rule needs to know about the person being changed. */
export interface UserForAccess {
  readonly id: string
  readonly active: boolean
  readonly roles: readonly Role[]
}

/** Four eyes on rights: nobody changes own roles, and the firm never loses its last active administrator. */
export function whyNotChangeRoles(
  actor: Pick<Actor, 'id'>,
  user: UserForAccess,
  to: readonly Role[],
  otherAdministrators: number,
): UserReason | undefined {
  if (sameRoles(user.roles, to)) return undefined
  if (actor.id === user.id) return 'users.ownRoles'
  const loses = user.active && user.roles.includes('ADM') && !to.includes('ADM')
  return loses && otherAdministrators === 0 ? 'users.lastAdministrator' : undefined
}

/** Nobody shuts the door on himself, nor on the last active administrator. */
export function whyNotDeactivate(
  actor: Pick<Actor, 'id'>,
  user: UserForAccess,
  otherAdministrators: number,
): UserReason | undefined {
  if (actor.id === user.id) return 'users.ownDeactivation'
  return user.active && user.roles.includes('ADM') && otherAdministrators === 0 ? 'users.lastAdministrator' : undefined
}

export function sameRoles(a: readonly Role[], b: readonly Role[]): boolean {
  return a.length === b.length && a.every((role) => b.includes(role))
}

export type DeputyReason =
  | 'users.deputyNotYours'
  | 'users.deputyHimself'
  | 'users.deputyOfStranger'
  | 'users.deputyInactive'
  | 'users.deputyWithoutRights'

/** Whose deputies the actor sets: own, of the people of teams he leads, of all when SD, CEO or administrator. */
export function maySetDeputyOf(actor: Actor, absent: { readonly id: string; readonly teamId: string | null }): boolean {
  if (actor.id === absent.id || may(actor, 'users.administer')) return true
  if (actor.roles.includes('SD') || actor.roles.includes('CEO')) return true
  return actor.roles.includes('TL') && absent.teamId !== null && actor.ledTeamIds.includes(absent.teamId)
}

/**
 * A deputy sees and edits what the absent person does, so it is given by that person or by those who answer for him,
 * never taken: an administrator may not name himself.
 */
export function whyNotSetDeputy(
  actor: Actor,
  absent: { readonly id: string; readonly teamId: string | null; readonly active: boolean },
  deputy: { readonly id: string; readonly active: boolean; readonly roles: readonly Role[] },
): DeputyReason | undefined {
  if (absent.id === deputy.id) return 'users.deputyHimself'
  if (!maySetDeputyOf(actor, absent)) return 'users.deputyNotYours'
  if (!deputy.active || !absent.active) return 'users.deputyInactive'
  if (!may(deputy, 'clients.read')) return 'users.deputyWithoutRights'
  const answersForHim = maySetDeputyOf({ ...actor, roles: actor.roles.filter((role) => role !== 'ADM') }, absent)
  return deputy.id === actor.id && !answersForHim ? 'users.deputyOfStranger' : undefined
}
