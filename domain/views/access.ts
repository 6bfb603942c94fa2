// Who may share a saved view with whom, and who may change it.
import type { Actor } from '#domain/access.ts'

export const viewScopes = ['mine', 'team', 'all'] as const
export type ViewScope = (typeof viewScopes)[number]

export type ViewReason = 'views.notYours' | 'views.shareAll' | 'views.noTeam'

/** A view for everybody is set up by leads, directors and administrators; for a team by whoever belongs to one. */
export function whyNotShare(actor: Pick<Actor, 'roles' | 'teamId'>, scope: ViewScope): ViewReason | undefined {
  if (scope === 'team' && actor.teamId === null) return 'views.noTeam'
  if (scope !== 'all') return undefined
  return actor.roles.some((role) => role === 'TL' || role === 'SD' || role === 'ADM' || role === 'CEO')
    ? undefined
    : 'views.shareAll'
}

/** Only the one who saved a view changes or deletes it; a deputy does not. */
export function whyNotChangeView(actor: Pick<Actor, 'id'>, view: { readonly ownerId: string }): ViewReason | undefined {
  return view.ownerId === actor.id ? undefined : 'views.notYours'
}
