// Random small firms: a tree of teams, people with roles, deputies, clients and contacts of every kind of secrecy.
import fc from 'fast-check'
import { sql } from 'kysely'
import { confidentialities, type Role, roles, type VisibilityPolicy, visibilityPolicies } from '#domain/access.ts'
import type { Db } from '#server/kit/db.ts'

export interface Plan {
  readonly policy: VisibilityPolicy
  /** For each team the number of its parent (smaller than its own) or null, and of the person who leads it. */
  readonly teams: readonly { readonly parent: number | null; readonly lead: number | null }[]
  readonly people: readonly { readonly roles: readonly Role[]; readonly team: number | null }[]
  /** `from` and `to` in days from today, `to` excluded. */
  readonly deputies: readonly {
    readonly absent: number
    readonly deputy: number
    readonly from: number
    readonly to: number
  }[]
  readonly clients: readonly {
    readonly owner: number | null
    /** The team may differ from the owner's: an owner moves to another team, a client stays. */
    readonly team: number | null
    readonly confidentiality: (typeof confidentialities)[number]
    readonly deleted: boolean
    readonly members: readonly { readonly person: number; readonly mayEdit: boolean }[]
    readonly parent: number | null
    readonly state: string
    readonly word: string
  }[]
  readonly contacts: readonly {
    readonly owner: number | null
    readonly team: number | null
    readonly at: readonly { readonly client: number; readonly left: boolean }[]
    readonly deleted: boolean
    readonly word: string
  }[]
  readonly entries: readonly {
    readonly actor: number | null
    readonly onBehalfOf: number | null
    readonly client: number | null
    readonly contact: number | null
    readonly administrative: boolean
  }[]
}

export const words = ['alfa', 'beta', 'gama'] as const
export const states = ['suspect', 'lead', 'active'] as const

const maybe = (max: number, nil = 3) => fc.option(fc.nat({ max }), { nil: null, freq: nil })

/** Sizes are small but every kind of tie is likely; shrinking would cost more than it tells. */
export const plans: fc.Arbitrary<Plan> = fc
  .record({
    teams: fc.integer({ min: 2, max: 7 }),
    people: fc.integer({ min: 9, max: 12 }),
    clients: fc.integer({ min: 14, max: 24 }),
  })
  .chain((n) =>
    fc.record({
      policy: fc.constantFrom(...visibilityPolicies),
      teams: fc
        .array(fc.record({ parent: maybe(n.teams - 1), lead: maybe(n.people - 1) }), {
          minLength: n.teams,
          maxLength: n.teams,
        })
        .map((teams) =>
          teams.map((team, i) => ({ ...team, parent: team.parent !== null && i > 0 ? team.parent % i : null })),
        ),
      people: fc.array(
        fc.record({
          roles: fc.oneof(
            { weight: 4, arbitrary: fc.constantFrom<Role[]>(['AM'], ['KAM'], ['TL'], ['BO']) },
            { weight: 2, arbitrary: fc.constantFrom(...roles).map((role) => [role]) },
            { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...roles), { minLength: 2, maxLength: 3 }) },
          ),
          team: maybe(n.teams - 1, 8),
        }),
        { minLength: n.people, maxLength: n.people },
      ),
      deputies: fc
        .array(
          fc.record({
            absent: fc.nat({ max: n.people - 1 }),
            deputy: fc.nat({ max: n.people - 1 }),
            from: fc.integer({ min: -3, max: 1 }),
            days: fc.integer({ min: 1, max: 4 }),
          }),
          { minLength: 2, maxLength: 5 },
        )
        .map((all) => {
          const seen = new Set<string>()
          return all.flatMap(({ absent, deputy, from, days }) => {
            const pair = `${absent}-${deputy}`
            if (absent === deputy || seen.has(pair)) return []
            seen.add(pair)
            return [{ absent, deputy, from, to: from + days }]
          })
        }),
      clients: fc
        .array(
          fc.record({
            owner: maybe(n.people - 1, 7),
            team: maybe(n.teams - 1, 7),
            confidentiality: fc.constantFrom('internal' as const, ...confidentialities),
            deleted: fc.nat({ max: 9 }).map((k) => k === 0),
            members: fc.uniqueArray(fc.record({ person: fc.nat({ max: n.people - 1 }), mayEdit: fc.boolean() }), {
              maxLength: 2,
              selector: (member) => member.person,
            }),
            parent: maybe(n.clients - 1, 1),
            state: fc.constantFrom(...states),
            word: fc.constantFrom(...words),
          }),
          { minLength: n.clients, maxLength: n.clients },
        )
        .map((clients) =>
          clients.map((client, i) => ({
            ...client,
            parent: client.parent !== null && i > 0 ? client.parent % i : null,
          })),
        ),
      contacts: fc.array(
        fc.record({
          owner: maybe(n.people - 1),
          team: maybe(n.teams - 1),
          at: fc.uniqueArray(fc.record({ client: fc.nat({ max: n.clients - 1 }), left: fc.boolean() }), {
            maxLength: 3,
            selector: (place) => place.client,
          }),
          deleted: fc.nat({ max: 9 }).map((k) => k === 0),
          word: fc.constantFrom(...words),
        }),
        { minLength: 8, maxLength: 14 },
      ),
      entries: fc.array(
        fc.record({
          actor: maybe(n.people - 1, 8),
          onBehalfOf: maybe(n.people - 1, 1),
          client: maybe(n.clients - 1),
          contact: fc.option(fc.nat({ max: 7 }), { nil: null, freq: 1 }),
          administrative: fc.boolean(),
        }),
        { minLength: 10, maxLength: 20 },
      ),
    }),
  )

export interface World extends Plan {
  readonly teamIds: readonly string[]
  readonly personIds: readonly string[]
  readonly clientIds: readonly string[]
  readonly contactIds: readonly string[]
  readonly entryIds: readonly string[]
}

/** Client and contact names carry their number, so that a leaked name can be told from any other text. */
export const clientName = (i: number, word: string) => `Firma ${word} q${i}z`
export const contactName = (i: number, word: string) => `Osoba${word} w${i}z`

/** Writes the plan into the database and gives the ids by number. */
export async function build(db: Db, plan: Plan, today: string): Promise<World> {
  const ids = async (count: number) =>
    (
      await sql<{ id: string }>`select uuidv7()::text as id from generate_series(1, ${count}::int)`.execute(db)
    ).rows.map((row) => row.id)
  const [teamIds, personIds, clientIds, contactIds] = [
    await ids(plan.teams.length),
    await ids(plan.people.length),
    await ids(plan.clients.length),
    await ids(plan.contacts.length),
  ]
  const at = (list: readonly string[], i: number | null) => (i === null ? null : (list[i] as string))
  const rows = (list: readonly unknown[]) => sql`${JSON.stringify(list)}::jsonb`
  await sql`update settings set visibility = ${plan.policy}`.execute(db)
  await sql`insert into teams (id, name, parent_id) select id, name, parent_id from jsonb_to_recordset(${rows(
    plan.teams.map((team, i) => ({ id: teamIds[i], name: `Tým ${i}`, parent_id: at(teamIds, team.parent) })),
  )}) as r(id uuid, name text, parent_id uuid)`.execute(db)
  await sql`insert into users (id, name, email, team_id) select id, name, email, team_id from jsonb_to_recordset(${rows(
    plan.people.map((person, i) => ({
      id: personIds[i],
      name: `Člověk ${i}`,
      email: `p${i}.${personIds[i]}@x.example`,
      team_id: at(teamIds, person.team),
    })),
  )}) as r(id uuid, name text, email text, team_id uuid)`.execute(db)
  await sql`update teams t set lead_id = r.lead_id from jsonb_to_recordset(${rows(
    plan.teams.map((team, i) => ({ id: teamIds[i], lead_id: at(personIds, team.lead) })),
  )}) as r(id uuid, lead_id uuid) where t.id = r.id`.execute(db)
  await sql`insert into user_roles (user_id, role) select user_id, role from jsonb_to_recordset(${rows(
    plan.people.flatMap((person, i) => person.roles.map((role) => ({ user_id: personIds[i], role }))),
  )}) as r(user_id uuid, role text)`.execute(db)
  await sql`insert into deputies (absent_id, deputy_id, valid)
    select absent, deputy, daterange(${today}::date + f, ${today}::date + t) from jsonb_to_recordset(${rows(
      plan.deputies.map((d) => ({ absent: personIds[d.absent], deputy: personIds[d.deputy], f: d.from, t: d.to })),
    )}) as r(absent uuid, deputy uuid, f int, t int)`.execute(db)
  await sql`insert into clients (id, name, owner_id, team_id, confidentiality, deleted_at, parent_id, state)
    select id, name, owner_id, team_id, confidentiality, case when deleted then now() end, parent_id, state
    from jsonb_to_recordset(${rows(
      plan.clients.map((c, i) => ({
        id: clientIds[i],
        name: clientName(i, c.word),
        owner_id: at(personIds, c.owner),
        team_id: at(teamIds, c.team),
        confidentiality: c.confidentiality,
        deleted: c.deleted,
        parent_id: at(clientIds, c.parent),
        state: c.state,
      })),
    )}) as r(id uuid, name text, owner_id uuid, team_id uuid, confidentiality text, deleted boolean, parent_id uuid, state text)`.execute(
    db,
  )
  await sql`insert into client_members (client_id, user_id, may_edit) select client_id, user_id, may_edit from jsonb_to_recordset(${rows(
    plan.clients.flatMap((c, i) =>
      c.members.map((m) => ({ client_id: clientIds[i], user_id: personIds[m.person], may_edit: m.mayEdit })),
    ),
  )}) as r(client_id uuid, user_id uuid, may_edit boolean)`.execute(db)
  await sql`insert into contacts (id, last_name, owner_id, team_id, deleted_at)
    select id, name, owner_id, team_id, case when deleted then now() end from jsonb_to_recordset(${rows(
      plan.contacts.map((p, i) => ({
        id: contactIds[i],
        name: contactName(i, p.word),
        owner_id: at(personIds, p.owner),
        team_id: at(teamIds, p.team),
        deleted: p.deleted,
      })),
    )}) as r(id uuid, name text, owner_id uuid, team_id uuid, deleted boolean)`.execute(db)
  await sql`insert into contact_positions (contact_id, client_id, to_on) select contact_id, client_id, case when gone then ${today}::date - 10 end
    from jsonb_to_recordset(${rows(
      plan.contacts.flatMap((p, i) =>
        p.at.map((place) => ({ contact_id: contactIds[i], client_id: clientIds[place.client], gone: place.left })),
      ),
    )}) as r(contact_id uuid, client_id uuid, gone boolean)`.execute(db)
  const { rows: written } = await sql<{ id: string }>`
    insert into journal_entries (actor_id, on_behalf_of, fact, record_type, record_id, client_id, before, after)
    select actor_id, on_behalf_of, fact, record_type, record_id, client_id, '{"note":"a"}', '{"note":"b"}' from jsonb_to_recordset(${rows(
      plan.entries.map((e) => {
        const who = { actor_id: at(personIds, e.actor), on_behalf_of: at(personIds, e.onBehalfOf) }
        if (e.contact !== null)
          return {
            ...who,
            fact: 'contacts.changed',
            record_type: 'contacts',
            record_id: contactIds[e.contact],
            client_id: null,
          }
        if (e.client !== null)
          return {
            ...who,
            fact: 'clients.changed',
            record_type: 'clients',
            record_id: clientIds[e.client],
            client_id: clientIds[e.client],
          }
        return {
          ...who,
          fact: e.administrative ? 'users.changed' : 'imports.finished',
          record_type: 'x',
          record_id: personIds[0],
          client_id: null,
        }
      }),
    )}) as r(actor_id uuid, on_behalf_of uuid, fact text, record_type text, record_id uuid, client_id uuid)
    returning id`.execute(db)
  return { ...plan, teamIds, personIds, clientIds, contactIds, entryIds: written.map((row) => row.id) }
}
