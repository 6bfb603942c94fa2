// Whose working day one may look at: one's own, of those one stands in for, and of the people one leads.
import { type Actor, may } from '#domain/access.ts'
import { decidesAll } from '#domain/clients/access.ts'

/** Leads see the days of their teams, sales director and CEO everybody's; the steps themselves stay the person's own to decide. */
export function whyNotSeeDay(
  actor: Actor,
  person: { readonly id: string; readonly teamId: string | null },
): 'days.notYourTeam' | undefined {
  if (person.id === actor.id || actor.personIds.includes(person.id) || decidesAll(actor)) return undefined
  const led = actor.roles.includes('TL') && person.teamId !== null && actor.ledTeamIds.includes(person.teamId)
  return led && may(actor, 'clients.read') ? undefined : 'days.notYourTeam'
}
