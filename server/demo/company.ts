// The demo company: an invented maker of delicatessen and its invented clients. Any likeness is chance; mails end in .example.
import type { Role } from '#domain/access.ts'

export const firm = { firmName: 'Lahůdkárna Podhájí s.r.o.', language: 'cs' as const, visibility: 'team' as const }

export interface DemoPerson {
  readonly key: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly team: 'sales' | 'bohemia' | 'moravia' | null
}

export const colleagues: readonly DemoPerson[] = [
  { key: 'am', name: 'Tereza Holubová', roles: ['AM'], team: 'bohemia' },
  { key: 'am2', name: 'Ondřej Kadlec', roles: ['AM'], team: 'moravia' },
  { key: 'kam', name: 'Radim Šebesta', roles: ['KAM'], team: 'bohemia' },
  { key: 'tl', name: 'Lenka Vránová', roles: ['TL'], team: 'bohemia' },
  { key: 'tl2', name: 'Zdeněk Pokorný', roles: ['TL'], team: 'moravia' },
  { key: 'sd', name: 'Milena Hrubá', roles: ['SD'], team: 'sales' },
  { key: 'bo', name: 'Dana Bílková', roles: ['BO'], team: 'sales' },
  { key: 'fin', name: 'Vít Moravec', roles: ['FIN'], team: null },
  { key: 'adm', name: 'Jakub Linhart', roles: ['ADM'], team: null },
  { key: 'aud', name: 'Alena Stará', roles: ['AUD'], team: null },
]

export const teams = [
  { key: 'sales', name: 'Obchod', parent: null, lead: 'sd' },
  { key: 'bohemia', name: 'Čechy', parent: 'sales', lead: 'tl' },
  { key: 'moravia', name: 'Morava a Slezsko', parent: 'sales', lead: 'tl2' },
] as const

export const tagNames = [
  ['chlazené', 'teal'],
  ['bio', 'green'],
  ['gastro', 'orange'],
  ['maloobchod', 'blue'],
  ['sezónní', 'yellow'],
  ['veletrh 2026', 'violet'],
] as const

const kinds = [
  'Pekárna',
  'Cukrárna',
  'Řeznictví',
  'Hotel',
  'Restaurace',
  'Jídelna',
  'Velkoobchod',
  'Lahůdky',
  'Pivovar',
  'Penzion',
  'Kavárna',
  'Catering',
  'Bistro',
  'Potraviny',
  'Zdravá výživa',
  'Školní kuchyně',
]
const names = [
  'U Zlaté lípy',
  'Na Výsluní',
  'Pod Kaštany',
  'U Tří dubů',
  'Zátiší',
  'Javorka',
  'Na Panské',
  'U Jelena',
  'Vltavan',
  'Podlesí',
  'Starý mlýn',
  'Na Rynku',
  'U Konvalinky',
  'Slunečnice',
  'Hájenka',
  'Modrý dům',
  'Pramen',
  'U Rybníka',
  'Borůvka',
  'Na Statku',
]
const forms = [' s.r.o.', ' a.s.', ', spol. s r. o.', ' s.r.o.', ' s.r.o.', ', družstvo', ' v.o.s.']
const towns: readonly [city: string, postcode: string, east: boolean][] = [
  ['Praha', '14000', false],
  ['Plzeň', '30100', false],
  ['Liberec', '46001', false],
  ['České Budějovice', '37001', false],
  ['Hradec Králové', '50002', false],
  ['Pardubice', '53002', false],
  ['Karlovy Vary', '36001', false],
  ['Kolín', '28002', false],
  ['Brno', '60200', true],
  ['Ostrava', '70200', true],
  ['Olomouc', '77900', true],
  ['Zlín', '76001', true],
  ['Jihlava', '58601', true],
  ['Uherské Hradiště', '68601', true],
  ['Opava', '74601', true],
  ['Valašské Meziříčí', '75701', true],
]
const streets = [
  'Nádražní',
  'Husova',
  'Komenského',
  'Palackého',
  'Lipová',
  'Školní',
  'Zahradní',
  'Masarykova',
  'Riegrova',
  'Na Příkopě',
  'Krátká',
  'Tovární',
]
const firstNames = [
  'Jana',
  'Petr',
  'Eva',
  'Martin',
  'Lucie',
  'Tomáš',
  'Kateřina',
  'Jiří',
  'Hana',
  'Pavel',
  'Veronika',
  'Michal',
  'Barbora',
  'Jan',
  'Šárka',
  'David',
  'Monika',
  'Aleš',
  'Ivana',
  'Roman',
]
const lastNames: readonly [man: string, woman: string][] = [
  ['Novotný', 'Novotná'],
  ['Dvořák', 'Dvořáková'],
  ['Černý', 'Černá'],
  ['Procházka', 'Procházková'],
  ['Kučera', 'Kučerová'],
  ['Veselý', 'Veselá'],
  ['Horák', 'Horáková'],
  ['Němec', 'Němcová'],
  ['Marek', 'Marková'],
  ['Pospíšil', 'Pospíšilová'],
  ['Hájek', 'Hájková'],
  ['Jelínek', 'Jelínková'],
  ['Růžička', 'Růžičková'],
  ['Beneš', 'Benešová'],
  ['Fiala', 'Fialová'],
  ['Sedláček', 'Sedláčková'],
  ['Doležal', 'Doležalová'],
  ['Zeman', 'Zemanová'],
  ['Kolář', 'Kolářová'],
  ['Čermák', 'Čermáková'],
]
const head: readonly [man: string, woman: string] = ['jednatel', 'jednatelka']
const positions: readonly (readonly [man: string, woman: string])[] = [
  head,
  ['vedoucí nákupu', 'vedoucí nákupu'],
  ['nákupčí', 'nákupčí'],
  ['provozní', 'provozní'],
  ['šéfkuchař', 'šéfkuchařka'],
  ['ekonom', 'ekonomka'],
  ['vedoucí skladu', 'vedoucí skladu'],
  ['asistent ředitele', 'asistentka ředitele'],
  ['ředitel prodejny', 'ředitelka prodejny'],
  ['kvalitář', 'kvalitářka'],
]
const habits = [
  'Volat až po desáté, ráno peče.',
  'Závoz jen v úterý a ve čtvrtek do 7 hodin.',
  'Faktury posílat zvlášť za každou provozovnu.',
  'Na schůzky chodí vždy dva, rozhoduje ten, kdo mlčí.',
  'Nechce vánoční dárky, raději příspěvek místní škole.',
  'Před svátky objednává dvojnásob, připomenout tři týdny předem.',
  'Rampa je pro vozy do 7,5 tuny.',
  'Paletové štítky česky i německy.',
]
const wishes = [
  'Přál by si menší balení salátů.',
  'Chce vzorky bezlepkové řady.',
  'Zajímá ho společná akce na grilovací sezónu.',
  'Žádá delší trvanlivost pomazánek.',
]
const sources = ['veletrh', 'doporučení', 'web', 'telefonát', 'převzato z evidence']

export interface DemoContact {
  readonly firstName: string
  readonly lastName: string
  readonly position: string
  readonly role: string
  readonly influence: number
  readonly sentiment: number
  readonly email: string
  readonly phone: string
}
export interface DemoClient {
  readonly name: string
  readonly ico: string
  readonly owner: string
  readonly state: string
  readonly city: string
  readonly postcode: string
  readonly street: string
  readonly slug: string
  readonly source: string
  readonly tags: number[]
  readonly segment: string
  readonly turnover: string
  /** What the director or the owner decided; nobody has looked at the rest yet. */
  readonly class: 'key' | 'vip' | 'standard' | 'watch' | null
  readonly habits: readonly { kind: 'peculiarity' | 'wish'; text: string }[]
  readonly contacts: readonly DemoContact[]
  readonly shops: readonly { name: string; city: string; postcode: string; street: string }[]
}

/** The clients of the company, the same ones every time. */
export function demoClients(count = 84): DemoClient[] {
  const next = randomFrom(20_261_124)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  const clients: DemoClient[] = []
  const used = new Set<string>()
  while (clients.length < count) {
    const bare = `${pick(kinds)} ${pick(names)}`
    if (used.has(bare)) continue
    used.add(bare)
    const n = clients.length
    const [city, postcode, east] = pick(towns)
    const slug = bare
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
    const big = n < 4
    const state = big ? 'active' : pick(['active', 'active', 'active', 'prospect', 'lead', 'suspect', 'dormant'])
    clients.push({
      name: bare + pick(forms),
      ico: icoOf(90_100_00 + n * 37),
      owner: big ? 'kam' : east ? 'am2' : 'am',
      state,
      city,
      postcode,
      street: `${pick(streets)} ${1 + Math.floor(next() * 120)}`,
      slug,
      source: pick(sources),
      tags: [...new Set([Math.floor(next() * tagNames.length), Math.floor(next() * tagNames.length)])].slice(
        0,
        next() > 0.4 ? 2 : 1,
      ),
      segment: big ? 'chain' : pick(['horeca', 'retail', 'school', 'wholesale']),
      class: big ? 'key' : state === 'dormant' ? 'watch' : state !== 'active' ? null : n % 4 === 0 ? 'vip' : 'standard',
      turnover: String(big ? 4_000_000 + Math.floor(next() * 9_000_000) : 20_000 + Math.floor(next() * 900_000)),
      habits: [
        ...(next() > 0.45 || big ? [{ kind: 'peculiarity' as const, text: pick(habits) }] : []),
        ...(next() > 0.7 || big ? [{ kind: 'wish' as const, text: pick(wishes) }] : []),
      ],
      contacts: Array.from({ length: big ? 7 : 1 + Math.floor(next() * 3) }, (_, i) => {
        const firstName = pick(firstNames)
        const woman = /[aeí]$/.test(firstName) && !['Jiří'].includes(firstName)
        const [man, lady] = pick(lastNames)
        const lastName = woman ? lady : man
        const mail = `${firstName}.${lastName}`.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
        const position = (i === 0 ? head : pick(positions))[woman ? 1 : 0]
        const role =
          i === 0 ? 'decider' : pick(['buyer', 'influencer', 'user', 'gatekeeper', 'champion', 'approver', 'blocker'])
        const influence = i === 0 ? 5 : 1 + Math.floor(next() * 4)
        const sentiment = Math.floor(next() * 5) - 2
        return {
          firstName,
          lastName,
          position,
          role,
          influence,
          // Whoever supports us is for us, whoever opposes is against.
          sentiment:
            role === 'champion'
              ? Math.abs(sentiment) || 1
              : role === 'blocker'
                ? -Math.abs(sentiment) || -1
                : sentiment,
          email: `${mail}${n}${i}@${slug}.example`,
          phone: `+420 60${Math.floor(next() * 9)} ${digits(next, 3)} ${digits(next, 3)}`,
        }
      }),
      shops: big
        ? Array.from({ length: 6 }, (_, i) => {
            const [shopCity, shopCode] = pick(towns)
            return {
              name: `${bare} – ${shopCity} ${i + 1}`,
              city: shopCity,
              postcode: shopCode,
              street: `${pick(streets)} ${1 + Math.floor(next() * 90)}`,
            }
          })
        : [],
    })
  }
  return clients
}

function digits(next: () => number, n: number): string {
  return Array.from({ length: n }, () => Math.floor(next() * 10)).join('')
}

/** Seven digits completed with the check digit; the range is not given to companies. */
function icoOf(seven: number): string {
  const text = String(seven).padStart(7, '0').slice(0, 7)
  const sum = [...text].reduce((total, d, i) => total + Number(d) * (8 - i), 0)
  return `${text}${(11 - (sum % 11)) % 10}`
}

/** The same sequence for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
