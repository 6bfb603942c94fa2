// The invented firm and its databank, row by row: what stands at place i of which table, for a given scale.
import { idAt, type Random, randomAt } from './random.ts'
import {
  activities,
  ends,
  legalForms,
  men,
  middles,
  positions,
  sources,
  starts,
  streets,
  surnames,
  towns,
  women,
} from './words.ts'

/** Rooms keep the chance of one table apart from the others'. */
const room = {
  team: 1,
  user: 2,
  client: 3,
  contact: 4,
  clientName: 5,
  position: 6,
  tag: 7,
  field: 8,
  extra: 9,
} as const

const firstDay = Date.UTC(2021, 0, 4, 7)
const lastDay = Date.UTC(2026, 8, 30, 15)
/** Nine in the morning after the last day in Prague: the clock of both servers starts here, so that every run meets the same day. */
export const measuredFrom = Date.UTC(2026, 9, 1, 7)

export interface Firm {
  readonly clients: number
  /** Entries of the timeline. */
  readonly activities: number
  readonly owners: number
  /** Leaf teams of eight owners each; above them regions of eight teams, above these the root. */
  readonly teams: number
  readonly regions: number
}

/** One owner for 2,000 clients, at least five; teams of eight owners. */
export function firmOf(clients: number, activities = clients * 5): Firm {
  const owners = Math.max(5, Math.round(clients / 2_000))
  const teams = Math.ceil(owners / 8)
  return { clients, activities, owners, teams, regions: Math.ceil(teams / 8) }
}

export const rootTeamId = idAt(room.team, 0, firstDay)
export const regionId = (region: number) => idAt(room.team, 1 + region, firstDay)
export const teamId = (team: number) => idAt(room.team, 1_000 + team, firstDay)
export const ownerId = (owner: number) => idAt(room.user, owner, firstDay)
/** Leads stand apart from owners: of teams, of regions, and the sales director above all. */
export const teamLeadId = (team: number) => idAt(room.user, 100_000 + team, firstDay)
export const regionLeadId = (region: number) => idAt(room.user, 200_000 + region, firstDay)
export const directorId = idAt(room.user, 300_000, firstDay)
export const administratorId = idAt(room.user, 300_001, firstDay)
export const teamOf = (owner: number) => Math.floor(owner / 8)
export const tagId = (tag: number) => idAt(room.tag, tag, firstDay)
export const fieldId = (field: number) => idAt(room.field, field, firstDay)

export function createdMillis(firm: Firm, i: number): number {
  return firstDay + Math.floor(((lastDay - firstDay) / firm.clients) * i)
}
export const clientId = (firm: Firm, i: number) => idAt(room.client, i, createdMillis(firm, i))
export const ownerOf = (firm: Firm, i: number) => randomAt(room.extra, i).below(firm.owners)

/** `2024-05-06 07:08:09.123+00` */
export const instant = (millis: number) => `${new Date(millis).toISOString().slice(0, 23).replace('T', ' ')}+00`
export const day = (millis: number) => new Date(millis).toISOString().slice(0, 10)

export interface SomeCompany {
  readonly name: string
  readonly legalForm: string
  readonly kind: 'company' | 'office' | 'shop'
  readonly ico: string | null
  readonly town: (typeof towns)[number]
  readonly street: string
  readonly domain: string
  readonly random: Random
}

export function companyAt(i: number): SomeCompany {
  const random = randomAt(room.clientName, i)
  const town = oftenFirst(random, towns)
  const [ending, legalForm] = weighted(random)
  const word = made(random)
  const style = random.next()
  const surname = oftenFirst(random, surnames)[0]
  const core =
    style < 0.3
      ? `${word} ${oftenFirst(random, activities)}`
      : style < 0.55
        ? word
        : style < 0.7
          ? `${surname} ${oftenFirst(random, activities)}`
          : style < 0.8
            ? `${surname} a ${oftenFirst(random, surnames)[0]}`
            : style < 0.92
              ? `${word} ${town[0]}`
              : `${capital(oftenFirst(random, activities))} ${town[0]} ${word}`
  const kind = random.chance(0.94) ? 'company' : random.chance(0.35) ? 'office' : 'shop'
  return {
    name: kind === 'company' ? `${core}${ending}` : `${core}, ${kind === 'office' ? 'oblast' : 'prodejna'} ${town[0]}`,
    legalForm,
    kind,
    ico: kind === 'company' && random.chance(0.96) ? icoAt(i) : null,
    town,
    street: `${random.pick(streets)} ${1 + random.below(180)}`,
    domain: `${plain(word)}${i.toString(36)}.example`,
    random,
  }
}

/** Different for every i below nine million: a step coprime to the range, then the check digit. */
export function icoAt(i: number): string {
  const seven = String(1_000_000 + ((i * 7_368_787 + 1_234_567) % 8_999_993))
  let sum = 0
  for (let k = 0; k < 7; k++) sum += Number(seven[k]) * (8 - k)
  return `${seven}${(11 - (sum % 11)) % 10}`
}

function weighted(random: Random): readonly [string, string] {
  let at = random.below(100)
  for (const [ending, code, weight] of legalForms) {
    at -= weight
    if (at < 0) return [ending, code]
  }
  return [legalForms[0][0], legalForms[0][1]]
}

/** Words of real registers are far from equally common; the first of a list comes up some ten times as often as the last. */
function oftenFirst<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(list.length * random.next() ** 1.6)] as T
}

function made(random: Random): string {
  const long = random.chance(0.5) ? random.pick(middles) : ''
  return `${oftenFirst(random, starts)}${random.pick(middles)}${long}${oftenFirst(random, ends)}`
}

const capital = (s: string) => s.charAt(0).toUpperCase() + s.slice(1)
export const plain = (s: string) =>
  s
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

export interface SomePerson {
  readonly first: string
  readonly last: string
}
export function personOf(random: Random): SomePerson {
  const surname = random.pick(surnames)
  return random.chance(0.5)
    ? { first: random.pick(men), last: surname[0] }
    : { first: random.pick(women), last: surname[1] }
}
export const userName = (i: number) => {
  const { first, last } = personOf(randomAt(room.user, i))
  return `${first} ${last}`
}

/** Two contacts for each client on average; a tenth of the companies has a third of them. */
export function contactsOf(i: number): number {
  const random = randomAt(room.position, i)
  const mean = i % 10 === 3 ? 20 / 3 : 40 / 27
  const whole = Math.floor(mean)
  const spread = random.below(3) - 1
  return Math.max(0, whole + spread + (random.next() < mean - whole ? 1 : 0))
}

export interface SomeContact extends SomePerson {
  readonly id: string
  readonly client: number
  readonly millis: number
  readonly position: (typeof positions)[number]
  readonly phone: string | null
  readonly email: string | null
  readonly main: boolean
  readonly random: Random
}

/** All contacts in the order of their clients. */
export function* contactsFrom(firm: Firm): Generator<SomeContact> {
  let n = 0
  for (let i = 0; i < firm.clients; i++) {
    const many = contactsOf(i)
    if (many === 0) continue
    const domain = companyAt(i).domain
    const millis = createdMillis(firm, i) + 60_000
    for (let k = 0; k < many; k++) {
      const random = randomAt(room.contact, n)
      const person = personOf(random)
      yield {
        ...person,
        id: idAt(room.contact, n, millis + k),
        client: i,
        millis: millis + k,
        position: random.pick(positions),
        phone: random.chance(0.7) ? phoneOf(random) : null,
        email: random.chance(0.85) ? `${plain(person.first)}.${plain(person.last)}${k > 0 ? k : ''}@${domain}` : null,
        main: k === 0,
        random,
      }
      n++
    }
  }
}

export const phoneOf = (random: Random) =>
  `+420${6 + random.below(2)}${String(10_000_000 + random.below(89_999_999)).slice(0, 8)}`
export const sourceOf = (random: Random) => random.pick(sources)
