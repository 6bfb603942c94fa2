// What a person may see, told a second time straight from the handbook §11, by brute force over a small world.
// Nothing here may use the product's own rules: the point is that two tellings agree.
import type { Role } from '#domain/access.ts'
import type { World } from '#test/strangers/world.ts'

const readers: readonly Role[] = ['AM', 'KAM', 'TL', 'SD', 'BO', 'QA', 'FIN', 'LEG', 'MKT', 'AUD', 'CEO']
const seeWholeFirm: readonly Role[] = ['SD', 'CEO', 'QA', 'FIN', 'LEG', 'MKT', 'AUD']
const seeSecret: readonly Role[] = ['SD', 'CEO', 'AUD']
const seeTeams: readonly Role[] = ['TL', 'BO']

export interface Sight {
  readonly roles: readonly Role[]
  readonly reads: boolean
  /** Also when the client lies in the bin. */
  client(i: number): boolean
  /** In lists: seen and not deleted. */
  listedClient(i: number): boolean
  contact(i: number): boolean
  listedContact(i: number): boolean
  entry(i: number): boolean
  /** A lead with this owner and team (numbers of the world), or with nobody. */
  lead(owner: number | null, team: number | null): boolean
  /** Whoever watches over what nobody has: sees all, or leads a team. */
  readonly watches: boolean
  is(person: number | null): boolean
}

export function sightOf(world: World, me: number): Sight {
  // A deputy stands in from the first day to the last; nobody stands in for the deputy of the deputy.
  const persons = new Set([
    me,
    ...world.deputies.filter((d) => d.deputy === me && d.from <= 0 && d.to > 0).map((d) => d.absent),
  ])
  const own = world.people[me]?.roles ?? []
  // An account manager who stands in for a lead leads meanwhile.
  const leads =
    own.some((role) => role === 'AM' || role === 'KAM') &&
    [...persons].some((p) => world.people[p]?.roles.includes('TL'))
  const mine: readonly Role[] = leads && !own.includes('TL') ? [...own, 'TL'] : own
  const has = (some: readonly Role[]) => mine.some((role) => some.includes(role))
  const is = (person: number | null) => person !== null && persons.has(person)
  const above = (team: number): number[] => {
    const parent = world.teams[team]?.parent ?? null
    return parent === null ? [team] : [team, ...above(parent)]
  }
  const underMe = (team: number | null) => team !== null && above(team).some((t) => is(world.teams[t]?.lead ?? null))
  // The rights of a team lead come with the role; being named in the team alone only shows the branch below.
  const led = (team: number | null) => has(['TL']) && underMe(team)
  const ownTeams = new Set([...persons].map((p) => world.people[p]?.team ?? null).filter((team) => team !== null))
  const inTeams = (team: number | null) => team !== null && (above(team).some((t) => ownTeams.has(t)) || underMe(team))

  const reads = has(readers)
  const all = world.policy === 'open' || has(seeWholeFirm)
  const teams = world.policy === 'team' || has(seeTeams)

  const client = (i: number): boolean => {
    const c = world.clients[i]
    if (!c || !reads) return false
    if (is(c.owner) || c.members.some((member) => is(member.person))) return true
    if (led(c.team)) return true
    const secret = c.confidentiality === 'confidential' || c.confidentiality === 'strict'
    if (secret && !has(seeSecret)) return false
    return all || (teams && inTeams(c.team))
  }
  const listedClient = (i: number) => client(i) && !world.clients[i]?.deleted
  const contact = (i: number): boolean => {
    const p = world.contacts[i]
    if (!p || !reads) return false
    if (p.at.length > 0) return p.at.some((place) => listedClient(place.client))
    return all || is(p.owner) || (teams && inTeams(p.team))
  }
  const entry = (i: number): boolean => {
    const e = world.entries[i]
    if (!e) return false
    if (has(['AUD', 'SD', 'CEO'])) return true
    const clientId = e.contact === null ? e.client : null
    if (e.contact === null && e.client === null && e.administrative && has(['ADM'])) return true
    const actorTeam = e.actor === null ? null : (world.people[e.actor]?.team ?? null)
    if (!(e.actor === me || e.onBehalfOf === me || led(actorTeam))) return false
    return (clientId === null || client(clientId)) && (e.contact === null || contact(e.contact))
  }
  return {
    roles: mine,
    reads,
    client,
    listedClient,
    contact,
    listedContact: (i) => contact(i) && !world.contacts[i]?.deleted,
    entry,
    lead: (owner, team) =>
      reads && (all || is(owner) || (teams && inTeams(team)) || (has(['TL']) && owner === null && team === null)),
    watches: reads && (all || has(['TL'])),
    is,
  }
}
