// Who sees a client, and who may change, hand over, class, delete or nominate it (handbook §11). Reasons, or undefined.

import type { Confidentiality } from '#domain/access.ts'
import { type Actor, may, reachOf, seesConfidential } from '#domain/access.ts'
import type { ClientClass } from '#domain/clients/classes.ts'

/** What the rules need to know of a client; `member` is the actor's place in the client team, if any. */
export interface ClientForAccess {
  readonly ownerId: string | null
  readonly teamId: string | null
  readonly confidentiality: Confidentiality
  readonly member?: 'read' | 'edit' | null
}

export type SeeingGround = 'owner' | 'deputy' | 'clientTeam' | 'lead' | 'wholeFirm' | 'team' | 'openPolicy'

/**
 * Every ground on which the actor sees the client, strongest first; empty means the client does not exist for him.
 * Confidential and strict clients are seen by owner, deputy, client team, their lead, SD, CEO and AUD only.
 */
export function groundsToSee(actor: Actor, client: ClientForAccess): readonly SeeingGround[] {
  const reach = reachOf(actor)
  if (reach === 'nothing') return []
  const grounds: SeeingGround[] = []
  if (client.ownerId !== null && client.ownerId === actor.id) grounds.push('owner')
  else if (owns(actor, client)) grounds.push('deputy')
  if (client.member) grounds.push('clientTeam')
  if (leads(actor, client)) grounds.push('lead')
  const closed = client.confidentiality === 'confidential' || client.confidentiality === 'strict'
  if (closed && !seesConfidential(actor)) return grounds
  if (reach === 'all') grounds.push(reachOf({ ...actor, policy: 'own' }) === 'all' ? 'wholeFirm' : 'openPolicy')
  if (reach === 'teams' && client.teamId !== null && actor.teamIds.includes(client.teamId)) grounds.push('team')
  return grounds
}

export type EditReason = 'clients.readOnlyRole' | 'clients.notYours'

/**
 * Account managers edit what they own or stand in for and where they are in the client team with the right to edit;
 * leads edit their teams, SD and CEO everything. Under the open policy the whole team edits its clients.
 */
export function whyNotEdit(actor: Actor, client: ClientForAccess): EditReason | undefined {
  if (!may(actor, 'clients.write')) return 'clients.readOnlyRole'
  if (groundsToSee(actor, client).length === 0) return 'clients.notYours'
  if (decidesAll(actor) || leads(actor, client) || owns(actor, client) || client.member === 'edit') return undefined
  const closed = client.confidentiality === 'confidential' || client.confidentiality === 'strict'
  const ownTeam = client.teamId !== null && client.teamId === actor.teamId
  return actor.policy === 'open' && ownTeam && !closed ? undefined : 'clients.notYours'
}

export type ReassignReason = 'clients.reassignByLead' | 'clients.reassignOutsideTeam' | 'clients.newOwnerInactive'

/** Team leads hand clients over within the teams they lead, SD and CEO anywhere; the owner himself does not. */
export function whyNotReassign(
  actor: Actor,
  client: ClientForAccess,
  newOwner?: { readonly teamId: string | null; readonly active: boolean },
): ReassignReason | undefined {
  if (!may(actor, 'clients.reassign')) return 'clients.reassignByLead'
  if (!decidesAll(actor)) {
    if (!leads(actor, client)) return 'clients.reassignOutsideTeam'
    if (newOwner && !(newOwner.teamId !== null && actor.ledTeamIds.includes(newOwner.teamId)))
      return 'clients.reassignOutsideTeam'
  }
  return newOwner && !newOwner.active ? 'clients.newOwnerInactive' : undefined
}

/** Who edits a client sets its class; into and out of the key class only those who decide key accounts (SD, CEO). */
export function whyNotSetClass(
  actor: Actor,
  client: ClientForAccess & { readonly class: ClientClass | null },
  to: ClientClass | null,
): EditReason | 'clients.keyClassBySalesDirector' | undefined {
  const reason = whyNotEdit(actor, client)
  if (reason) return reason
  const concernsKey = (client.class === 'key') !== (to === 'key')
  return concernsKey && !may(actor, 'clients.nominateKey') ? 'clients.keyClassBySalesDirector' : undefined
}

/** Owner, deputy, lead, SD and CEO may put a client into the bin; a key client only SD and CEO. */
export function whyNotDelete(
  actor: Actor,
  client: ClientForAccess & { readonly key: boolean },
): EditReason | 'clients.deleteKeyBySalesDirector' | undefined {
  if (!may(actor, 'clients.write')) return 'clients.readOnlyRole'
  if (!(decidesAll(actor) || leads(actor, client) || owns(actor, client))) return 'clients.notYours'
  return client.key && !decidesAll(actor) ? 'clients.deleteKeyBySalesDirector' : undefined
}

/** The team lead nominates a client of his teams as a key account. */
export function whyNotNominateKey(actor: Actor, client: ClientForAccess): 'clients.nominateByLead' | undefined {
  return leads(actor, client) ? undefined : 'clients.nominateByLead'
}

/** SD (or CEO) decides the nomination, never the one who nominated, not even through a deputy. */
export function whyNotDecideKey(
  actor: Actor,
  nominatedBy: string | null,
): 'clients.keyBySalesDirector' | 'clients.ownNomination' | undefined {
  if (!may(actor, 'clients.nominateKey')) return 'clients.keyBySalesDirector'
  return nominatedBy !== null && (actor.personIds.includes(nominatedBy) || actor.id === nominatedBy)
    ? 'clients.ownNomination'
    : undefined
}

/** The actor is the owner or stands in for him today. */
export function owns(actor: Actor, client: Pick<ClientForAccess, 'ownerId'>): boolean {
  return client.ownerId !== null && (client.ownerId === actor.id || actor.personIds.includes(client.ownerId))
}

/** The actor leads the client's team, or a team above it. */
export function leads(actor: Actor, client: Pick<ClientForAccess, 'teamId'>): boolean {
  return client.teamId !== null && actor.roles.includes('TL') && actor.ledTeamIds.includes(client.teamId)
}

/** SD and CEO decide about every client. */
export function decidesAll(actor: Pick<Actor, 'roles'>): boolean {
  return actor.roles.includes('SD') || actor.roles.includes('CEO')
}
