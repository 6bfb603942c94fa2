// Who may do what: roles of the firm, the abilities they carry, and how far each role sees.
// The table follows the domain handbook §11; a role may be combined with others, abilities add up.

export const roles = ['AM', 'KAM', 'TL', 'SD', 'BO', 'QA', 'FIN', 'LEG', 'MKT', 'HR', 'ADM', 'AUD', 'CEO'] as const
export type Role = (typeof roles)[number]

export const visibilityPolicies = ['open', 'team', 'own'] as const
/** open: all see all, edit own team's; team: own team and the teams below; own: an account manager sees only clients owned or helped with. */
export type VisibilityPolicy = (typeof visibilityPolicies)[number]

export const confidentialities = ['public', 'internal', 'confidential', 'strict'] as const
export type Confidentiality = (typeof confidentialities)[number]

/** Who acts: everything a rule needs to know about a person, loaded once per request. */
export interface Actor {
  readonly id: string
  readonly name: string
  readonly language: 'cs' | 'en'
  readonly roles: readonly Role[]
  readonly policy: VisibilityPolicy
  /** The person's own team, if any. */
  readonly teamId: string | null
  /** Teams whose clients the person sees under the `team` policy: the own team, the teams led, and all below them. */
  readonly teamIds: readonly string[]
  /** Teams led by the person (with the branch below): their clients may be edited. */
  readonly ledTeamIds: readonly string[]
  /** The person and everybody he or she stands in for today. */
  readonly personIds: readonly string[]
  /** Set when the person acts for another; the journal names both. */
  readonly onBehalfOf: string | null
}

const clientReaders: readonly Role[] = ['AM', 'KAM', 'TL', 'SD', 'BO', 'QA', 'FIN', 'LEG', 'MKT', 'AUD', 'CEO']

const abilities = {
  'clients.read': clientReaders,
  'clients.write': ['AM', 'KAM', 'TL', 'SD', 'CEO'],
  'clients.reassign': ['TL', 'SD', 'CEO'],
  'clients.nominateKey': ['SD', 'CEO'],
  'data.import': ['AM', 'KAM', 'TL', 'SD', 'CEO'],
  'data.exportAll': ['SD', 'CEO'],
  'firm.administer': ['ADM', 'SD'],
  'users.administer': ['ADM'],
  'journal.read': ['AUD', 'SD', 'CEO'],
  'fields.administer': ['ADM', 'SD'],
} as const satisfies Record<string, readonly Role[]>
export type AbilityName = keyof typeof abilities
export const abilityNames = Object.keys(abilities) as readonly AbilityName[]

/** Whether any of the actor's roles carries the ability. */
export function may(actor: Pick<Actor, 'roles'>, ability: AbilityName): boolean {
  const allowed: readonly Role[] = abilities[ability]
  return actor.roles.some((role) => allowed.includes(role))
}

/** Which roles carry the ability; for the page "what may I decide" and for refusals that say who may. */
export function rolesWith(ability: AbilityName): readonly Role[] {
  return abilities[ability]
}

/** Roles whose work crosses all clients: they read the whole firm (handbook §11, V and X). */
const wholeFirm: readonly Role[] = ['SD', 'CEO', 'QA', 'FIN', 'LEG', 'MKT', 'AUD']

export type Reach = 'nothing' | 'all' | 'teams' | 'own'

/** How far the actor sees among clients: nothing (ADM, HR alone), all, own teams, or own clients. */
export function reachOf(actor: Pick<Actor, 'roles' | 'policy'>): Reach {
  if (!may(actor, 'clients.read')) return 'nothing'
  if (actor.policy === 'open' || actor.roles.some((role) => wholeFirm.includes(role))) return 'all'
  if (actor.policy === 'team' || actor.roles.includes('TL') || actor.roles.includes('BO')) return 'teams'
  return 'own'
}

/** Confidential and strict clients open only to owner, deputy, client team, their lead, and these roles. */
export function seesConfidential(actor: Pick<Actor, 'roles'>): boolean {
  return actor.roles.some((role) => role === 'SD' || role === 'CEO' || role === 'AUD')
}
