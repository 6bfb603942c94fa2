// Fills an empty databank with the demo company, through the same actions people use, so that rights and journal hold.
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { DemoLogin } from '#api/demo.ts'
import type { Team } from '#api/teams.ts'
import { addDays } from '#domain/day.ts'
import type { Outside } from '#server/app.ts'
import { createClient } from '#server/clients/actions.ts'
import { setClientClass } from '#server/clients/actions-standing.ts'
import { createContact, setReportsTo } from '#server/contacts/actions.ts'
import { createCustomField } from '#server/custom-fields/actions.ts'
import { colleagues, demoClients, firm, tagNames, teams } from '#server/demo/company.ts'
import { fillTimeline } from '#server/demo/timeline.ts'
import { type DemoOwner, fillWorkingDay } from '#server/demo/working-day.ts'
import { moveInGroup } from '#server/groups/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { Refusal } from '#server/kit/errors.ts'
import { addPeculiarity } from '#server/peculiarities/actions.ts'
import { firmSettings, foundFirm } from '#server/settings/actions.ts'
import { createTag } from '#server/tags/actions.ts'
import { changeTeam, createTeam } from '#server/teams/actions.ts'
import { enterUser } from '#server/users/actions-enter.ts'
import { loadActor } from '#server/users/sessions.ts'
import { createView } from '#server/views/actions.ts'

export interface DemoFilled {
  readonly clients: number
  readonly contacts: number
  readonly logins: DemoLogin[]
}

const classReasons = {
  key: 'nejvyšší obrat a společný plán na rok',
  vip: 'roste a platí včas',
  standard: 'pravidelné objednávky',
  watch: 'dlouho neobjednal',
}

/** One login for each role the demo shows, in the order they are printed. */
const shownRoles = ['AM', 'KAM', 'TL', 'SD', 'BO', 'FIN', 'ADM', 'AUD'] as const

/** Whether the demo company can be filled in: there is no client yet. */
export async function isEmpty(ctx: Pick<Context, 'db'>): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`select exists (select 1 from clients) as some`.execute(ctx.db)
  return rows[0]?.some === false
}

/** The logins of the demo company, if its people are here. A password is made from the installation's secret: nobody else can guess it. */
export async function demoLogins(ctx: Pick<Context, 'db'>, secret: string): Promise<DemoLogin[]> {
  const { rows } = await sql<{
    email: string
  }>`select email from users where email like '%@lahudkarna-podhaji.example'`.execute(ctx.db)
  const here = new Set(rows.map((r) => r.email))
  return shownRoles.flatMap((role) => {
    const person = colleagues.find((c) => c.roles[0] === role)
    const email = person && emailOf(person.name)
    return person && email && here.has(email)
      ? [{ role, name: person.name, email, password: passwordOf(email, secret) }]
      : []
  })
}

/** Fills the databank; refused when anything is in it. Must run in one transaction. */
export async function fillDemo(ctx: Context, auth: Outside['auth'], secret: string): Promise<DemoFilled> {
  if (!(await isEmpty(ctx))) throw new Refusal('demo.notEmpty')
  if (!(await firmSettings(ctx)).setUp) await foundFirm(ctx, firm)
  const users = await fillPeople(ctx, auth, secret)
  const as = async (key: string, today = ctx.today): Promise<Context> => ({
    ...ctx,
    today,
    actor: await loadActor(ctx.db, users.get(key) as string, ctx.today),
  })
  const sd = await as('sd')
  const tags: string[] = []
  for (const [name, color] of tagNames) tags.push((await createTag(sd, { name, color })).id)
  await createCustomField(sd, {
    capability: 'clients',
    type: 'choice',
    key: 'segment',
    label: { cs: 'Segment', en: 'Segment' },
    choices: [
      { key: 'chain', cs: 'řetězec', en: 'chain' },
      { key: 'horeca', cs: 'gastronomie', en: 'catering' },
      { key: 'retail', cs: 'maloobchod', en: 'retail' },
      { key: 'school', cs: 'školy a jídelny', en: 'schools' },
      { key: 'wholesale', cs: 'velkoobchod', en: 'wholesale' },
    ],
  })
  await createCustomField(sd, {
    capability: 'clients',
    type: 'money',
    key: 'plannedTurnover',
    label: { cs: 'Plánovaný obrat', en: 'Planned turnover' },
    currency: 'CZK',
  })
  let clients = 0
  let contacts = 0
  const owned = new Map<string, { id: string; contactIds: string[] }[]>()
  for (const [n, client] of demoClients().entries()) {
    // Every third client was confirmed long ago, so that the list "to be confirmed" has something to show.
    const owner = await as(client.owner, n % 3 === 2 ? addDays(ctx.today, -200 - n) : ctx.today)
    const made = await createClient(owner, {
      name: client.name,
      ico: client.ico,
      state: client.state as 'active',
      source: client.source,
      tagIds: client.tags.map((i) => tags[i] as string),
      custom: { segment: client.segment, plannedTurnover: client.turnover },
      channels: [
        { type: 'phone', value: `+420 385 ${String(100_100 + n * 137)}`, kind: 'hlavní' },
        { type: 'email', value: `objednavky@${client.slug}.example`, kind: 'objednávky' },
        { type: 'web', value: `www.${client.slug}.example` },
      ],
      addresses: [{ kind: 'seat', street: client.street, city: client.city, postcode: client.postcode }],
      evenIfSimilar: true,
    })
    clients++
    if (client.class) {
      await setClientClass(client.class === 'key' ? sd : owner, made.id, client.class, classReasons[client.class])
    }
    for (const habit of client.habits) await addPeculiarity(owner, made.id, habit)
    let boss: string | undefined
    const spokenTo: string[] = []
    for (const person of client.contacts) {
      const contact = await createContact(owner, {
        firstName: person.firstName,
        lastName: person.lastName,
        channels: [
          { type: 'email', value: person.email },
          { type: 'phone', value: person.phone },
        ],
        positions: [
          {
            clientId: made.id,
            position: person.position,
            buyingRoles: [person.role as 'decider'],
            influence: person.influence,
            sentiment: person.sentiment,
            main: !boss,
          },
        ],
        evenIfSimilar: true,
      })
      contacts++
      spokenTo.push(contact.id)
      if (boss) await setReportsTo(owner, made.id, contact.id, boss)
      else boss = contact.id
    }
    await fillTimeline({ ...owner, today: ctx.today }, made.id, spokenTo, n)
    owned.set(client.owner, [...(owned.get(client.owner) ?? []), { id: made.id, contactIds: spokenTo }])
    for (const shop of client.shops) {
      const part = await createClient(owner, {
        name: shop.name,
        kind: 'shop',
        ico: client.ico,
        state: 'active',
        addresses: [{ kind: 'seat', street: shop.street, city: shop.city, postcode: shop.postcode }],
        evenIfSimilar: true,
      })
      await moveInGroup(owner, part.id, { parentId: made.id, from: '2026-01-01' })
      clients++
    }
  }
  const owners: DemoOwner[] = []
  for (const [key, list] of owned) {
    owners.push({ ctx: await as(key), userId: users.get(key) as string, clients: list })
  }
  await fillWorkingDay(sd, owners)
  await createView(sd, {
    capability: 'clients',
    name: 'Řetězce',
    scope: 'all',
    state: { filter: JSON.stringify({ f: 'custom.segment', op: 'in', v: ['chain'] }), sort: 'name' },
  })
  await createView(sd, {
    capability: 'clients',
    name: 'Spící',
    scope: 'all',
    state: { filter: JSON.stringify({ f: 'state', op: 'in', v: ['dormant'] }), sort: 'name' },
  })
  return { clients, contacts, logins: await demoLogins(ctx, secret) }
}

async function fillPeople(ctx: Context, auth: Outside['auth'], secret: string): Promise<Map<string, string>> {
  const placed = new Map<string, Team>()
  for (const team of teams) {
    const parentId = team.parent ? (placed.get(team.parent)?.id ?? null) : null
    placed.set(team.key, await createTeam(ctx, { name: team.name, parentId }))
  }
  const users = new Map<string, string>()
  for (const person of colleagues) {
    const email = emailOf(person.name)
    const teamId = person.team ? (placed.get(person.team)?.id ?? null) : null
    users.set(
      person.key,
      await enterUser(ctx, { name: person.name, email, roles: person.roles, teamId }, passwordOf(email, secret), auth),
    )
  }
  for (const team of teams) {
    const made = placed.get(team.key) as Team
    await changeTeam(ctx, made.id, { leadId: users.get(team.lead) ?? null }, made.version)
  }
  return users
}

function emailOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(' ', '.')
  return `${plain}@lahudkarna-podhaji.example`
}

function passwordOf(email: string, secret: string): string {
  return createHmac('sha256', secret).update(`demo ${email}`).digest('base64url').slice(0, 14)
}
