// Who may change a lead: reasons, or undefined.
import { type Actor, may } from '#domain/access.ts'
import { decidesAll } from '#domain/clients/access.ts'

export interface LeadForAccess {
  readonly ownerId: string | null
  readonly teamId: string | null
}

export type LeadReason = 'leads.readOnlyRole' | 'leads.notYours'

/**
 * The owner and his deputy, the lead of the team, SD and CEO; a lead without owner whoever sees it first; under the open
 * policy the whole team.
 */
export function whyNotEditLead(actor: Actor, lead: LeadForAccess): LeadReason | undefined {
  if (!may(actor, 'clients.write')) return 'leads.readOnlyRole'
  if (decidesAll(actor)) return undefined
  if (lead.ownerId === null) return undefined
  if (lead.ownerId === actor.id || actor.personIds.includes(lead.ownerId)) return undefined
  if (lead.teamId !== null && actor.roles.includes('TL') && actor.ledTeamIds.includes(lead.teamId)) return undefined
  return actor.policy === 'open' && lead.teamId !== null && lead.teamId === actor.teamId ? undefined : 'leads.notYours'
}
