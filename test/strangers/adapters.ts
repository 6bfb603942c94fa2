// How each endpoint that lists, counts, sums, searches or exports is read, to be compared with the oracle.
// An endpoint flagged `lists` without an adapter here fails the test.
import { type RawBuilder, sql } from 'kysely'
import { expect } from 'vitest'
import { getTimeline } from '#api/activities.ts'
import { listCalls } from '#api/calls.ts'
import { listClients, listDeletedClients } from '#api/clients.ts'
import { listContacts, listDeletedContacts } from '#api/contacts.ts'
import type { Endpoint, QueryOf } from '#api/endpoint.ts'
import { exportClients, exportContacts } from '#api/exports.ts'
import { getGroup } from '#api/groups.ts'
import { exportJournal, historyOfRecord, listJournal } from '#api/journal.ts'
import { listLeads } from '#api/leads.ts'
import { listMeetings } from '#api/meetings.ts'
import { listNotifications } from '#api/notifications.ts'
import { listObjections } from '#api/objections.ts'
import { listPromises } from '#api/promises.ts'
import { listDifferences } from '#api/registers.ts'
import { listRecent, search } from '#api/search.ts'
import type { TestApp } from '#test/app.ts'
import type { Sight } from '#test/strangers/oracle.ts'
import { clientName, contactName, states, type World, words } from '#test/strangers/world.ts'

export interface Probe {
  readonly t: TestApp
  readonly world: World
  readonly sight: Sight
  /** The signed-in person. */
  readonly as: string
  /** A number that changes from probe to probe, to vary sorts and pages. */
  readonly turn: number
}

/** Asks the endpoint as the person and asserts that the answer is what the oracle says. */
export type Adapter = (probe: Probe) => Promise<void>

const numbers = (list: readonly unknown[], keep: (i: number) => boolean) => list.map((_, i) => i).filter(keep)
const sorted = (ids: readonly string[]) => [...ids].sort()

interface Page {
  readonly rows: readonly Record<string, unknown>[]
  readonly next: string | null
  readonly total?: number
  readonly sums?: Record<string, string | null>
  readonly groups?: readonly {
    value: string | null
    label: string | null
    count: number
    sums: Record<string, string | null>
  }[]
}

/** All rows of a list through its pages; totals asked with the first page only, as the browser does. */
async function everything(
  probe: Probe,
  endpoint: Endpoint,
  query: Record<string, unknown>,
): Promise<{ ids: string[]; first: Page }> {
  const ids: string[] = []
  let first: Page | undefined
  let cursor: string | undefined
  do {
    const page = await one(probe, endpoint, { limit: 5, ...query, cursor, totals: first ? false : undefined })
    first ??= page
    ids.push(...page.rows.map((row) => row.id as string))
    cursor = page.next ?? undefined
  } while (cursor)
  return { ids, first: first as Page }
}

async function one(probe: Probe, endpoint: Endpoint, query: Record<string, unknown> = {}): Promise<Page> {
  const { t, as } = probe
  const { status, body, raw } = await t.call(endpoint, { as, query: query as never })
  noHiddenClient(probe, raw.body)
  expect(status, `${endpoint.id} ${JSON.stringify(query)} ${JSON.stringify(body).slice(0, 200)}`).toBe(200)
  return body as unknown as Page
}

/** Refused to who may not read clients at all; the refusal must be 403. */
async function refused({ t, as, sight }: Probe, endpoint: Endpoint): Promise<boolean> {
  if (sight.reads) return false
  expect((await t.call(endpoint, { as })).status, endpoint.id).toBe(403)
  return true
}

const clientSorts = ['name', '-createdAt', 'owner,-name', 'state,-updatedAt', '-city,name']
const contactSorts = ['lastName', '-createdAt', '-name,createdAt']

const counts = (values: readonly (string | null)[]) => {
  const tally = new Map<string | null, number>()
  for (const value of values) tally.set(value, (tally.get(value) ?? 0) + 1)
  return [...tally].map(([value, count]) => `${value}=${count}`).sort()
}

/** One record on each client, in the bin or not: those of the clients seen are listed, counted and grouped, no others. */
async function hangingOnClients(
  probe: Probe,
  endpoint: Endpoint,
  insert: RawBuilder<unknown>,
  sorts: readonly string[],
): Promise<void> {
  if (await refused(probe, endpoint)) return
  const { t, world, sight, turn } = probe
  await insert.execute(t.db)
  const seen = numbers(world.clients, sight.listedClient)
  const clientsOf = async (query: Record<string, unknown>) => {
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page = await one(probe, endpoint, { limit: 5, columns: 'client', ...query, cursor })
      expect(page.total).toBe(seen.length)
      found.push(...page.rows.map((row) => (row.client as { id: string }).id))
      cursor = page.next ?? undefined
    } while (cursor)
    return sorted(found)
  }
  const expected = sorted(seen.map((i) => world.clientIds[i] as string))
  expect(await clientsOf({ sort: sorts[turn % sorts.length] })).toEqual(expected)
  const { groups } = await one(probe, endpoint, { groupBy: 'client' })
  expect(sorted((groups ?? []).map((group) => group.value as string))).toEqual(expected)
  for (const { label } of groups ?? []) noHiddenClient(probe, label ?? '')
}

export const adapters: Readonly<Record<string, Adapter>> = {
  'clients.list': async (probe) => {
    if (await refused(probe, listClients)) return
    const { world, sight, turn } = probe
    const seen = numbers(world.clients, sight.listedClient)
    const idsOf = (list: readonly number[]) => sorted(list.map((i) => world.clientIds[i] as string))
    const whole = await everything(probe, listClients, {
      sort: clientSorts[turn % clientSorts.length],
      columns: 'name,parent,owner,contacts',
    })
    expect(sorted(whole.ids)).toEqual(idsOf(seen))
    expect(whole.first.total).toBe(seen.length)
    // How many people work at all the seen clients together: only people there today, not deleted.
    const places = world.contacts.flatMap((p) =>
      p.deleted ? [] : p.at.filter((place) => !place.left && seen.includes(place.client)),
    )
    expect(Number(whole.first.sums?.contacts ?? 0)).toBe(places.length)
    const filter = (f: unknown) => ({ filter: JSON.stringify(f) })
    const state = states[turn % states.length] as string
    const some = seen.filter((i) => world.clients[i]?.state === state)
    const filtered = await everything(probe, listClients, filter({ f: 'state', op: 'in', v: [state] }))
    expect(sorted(filtered.ids)).toEqual(idsOf(some))
    expect(filtered.first.total).toBe(some.length)
    const word = words[turn % words.length] as string
    expect(sorted((await everything(probe, listClients, { q: word })).ids)).toEqual(
      idsOf(seen.filter((i) => world.clients[i]?.word === word)),
    )
    // "or" must not open what the visibility closes.
    const wide = await everything(
      probe,
      listClients,
      filter({
        or: [
          { f: 'name', op: 'contains', v: 'firma' },
          { f: 'createdAt', op: 'notEmpty' },
        ],
      }),
    )
    expect(sorted(wide.ids)).toEqual(idsOf(seen))
    const { groups } = await one(probe, listClients, { groupBy: 'owner' })
    expect(groups?.map((group) => `${group.value}=${group.count}`).sort()).toEqual(
      counts(seen.map((i) => world.personIds[world.clients[i]?.owner ?? -1] ?? null)),
    )
    const parents = await one(probe, listClients, { groupBy: 'parent' })
    for (const { label } of parents.groups ?? []) noHiddenClient(probe, label ?? '')
  },

  'contacts.list': async (probe) => {
    if (await refused(probe, listContacts)) return
    const { world, sight, turn } = probe
    const seen = numbers(world.contacts, sight.listedContact)
    const idsOf = (list: readonly number[]) => sorted(list.map((i) => world.contactIds[i] as string))
    const whole = await everything(probe, listContacts, { sort: contactSorts[turn % contactSorts.length] })
    expect(sorted(whole.ids)).toEqual(idsOf(seen))
    expect(whole.first.total).toBe(seen.length)
    const word = words[turn % words.length] as string
    const named = seen.filter((i) => world.contacts[i]?.word === word)
    expect(sorted((await everything(probe, listContacts, { q: `osoba${word}` })).ids)).toEqual(idsOf(named))
    // Asking by a hidden company must not tell who works there.
    for (const [i, client] of world.clientIds.entries()) {
      if ((i + turn) % 5 !== 0) continue
      const at = sight.listedClient(i)
        ? seen.filter((p) => world.contacts[p]?.at.some((place) => place.client === i))
        : []
      const page = await everything(probe, listContacts, {
        filter: JSON.stringify({ f: 'client', op: 'in', v: [client] }),
      })
      expect(sorted(page.ids)).toEqual(idsOf(at))
    }
  },

  'activities.timeline': async (probe) => {
    if (await refused(probe, getTimeline)) return
    const { t, as, world, sight, turn } = probe
    // Two entries of each client, one of them private to somebody; with all people of the company.
    await sql`insert into activities (client_id, channel, happened_at, text, private, author_id)
      select c.id, 'phone', now(), 'hovor ' || c.name, hidden,
        case when hidden then (${[...world.personIds]}::uuid[])[1 + abs(hashtext(c.id::text)) % ${world.personIds.length}::int] end
      from clients c, unnest('{false,true}'::boolean[]) hidden where not exists (select 1 from activities a where a.client_id = c.id)`.execute(
      t.db,
    )
    await sql`insert into activity_people (activity_id, contact_id) select a.id, cp.contact_id
      from activities a join contact_positions cp on cp.client_id = a.client_id on conflict do nothing`.execute(t.db)
    const { rows } = await sql<{ id: string; clientId: string; author: string | null }>`
      select id, client_id, case when private then author_id end as author from activities`.execute(t.db)
    const shown = (keep: (client: number) => boolean) =>
      sorted(
        rows
          .filter((row) => (row.author === null || row.author === as) && keep(world.clientIds.indexOf(row.clientId)))
          .map((row) => row.id),
      )
    const seen = async (query: QueryOf<typeof getTimeline>) => {
      const ids: string[] = []
      for (let cursor: string | undefined; ; ) {
        const { status, body, raw } = await t.call(getTimeline, {
          as,
          query: { ...query, limit: 3, ...(cursor ? { cursor } : {}) },
        })
        noHiddenClient(probe, raw.body)
        if (status !== 200) return { status, ids }
        ids.push(...body.items.flatMap((item) => (item.activity ? [item.activity.id] : [])))
        if (!body.next) return { status, ids: sorted(ids) }
        cursor = body.next
      }
    }
    const hidden = { status: 404, ids: [] }
    for (const [i, id] of world.clientIds.entries()) {
      if ((i + turn) % 4 !== 0) continue
      const listed = sight.listedClient(i)
      expect(await seen({ clientId: id })).toEqual(listed ? { status: 200, ids: shown((c) => c === i) } : hidden)
      // A part not seen hides what hangs below it, too.
      const within = (c: number): boolean => {
        if (!sight.listedClient(c)) return false
        const parent = world.clients[c]?.parent ?? null
        return c === i || (parent !== null && within(parent))
      }
      expect(await seen({ groupOf: id, kinds: 'entries' })).toEqual(
        listed ? { status: 200, ids: shown(within) } : hidden,
      )
    }
    for (const [i, id] of world.contactIds.entries()) {
      if ((i + turn) % 3 !== 0) continue
      const works = (c: number) =>
        sight.listedClient(c) && (world.contacts[i]?.at.some((place) => place.client === c) ?? false)
      expect(await seen({ contactId: id })).toEqual(
        sight.listedContact(i) ? { status: 200, ids: shown(works) } : hidden,
      )
    }
  },

  'objections.list': (probe) =>
    hangingOnClients(
      probe,
      listObjections,
      sql`insert into objections (client_id, text, kind, due_on) select c.id, 'námitka ' || c.name, 'price', current_date from clients c
        where not exists (select 1 from objections o where o.client_id = c.id)`,
      ['-raisedOn', 'dueOn', '-answeredOn'],
    ),

  'meetings.list': (probe) =>
    hangingOnClients(
      probe,
      listMeetings,
      sql`insert into meetings (client_id, title, starts_at, ends_at, organizer_id)
        select c.id, 'jednání ' || c.name, now(), now() + interval '1 hour', ${probe.world.personIds[0]}::uuid from clients c
        where not exists (select 1 from meetings m where m.client_id = c.id)`,
      ['-startsAt', 'title', 'startsAt'],
    ),

  'promises.list': async (probe) => {
    const { t, as, world, sight, turn } = probe
    // One promise about each client, in the bin or not, and a task of each person.
    await sql`insert into promises (side, text, client_id, due_on)
      select 'ours', 'slib ' || c.name, c.id, ${t.now.toISOString()}::date + (c.id::text < '8')::int from clients c
      where not exists (select 1 from promises r where r.client_id = c.id)`.execute(t.db)
    await sql`insert into promises (side, kind, text, responsible_id) select 'ours', 'task', 'úkol', u.id
      from unnest(${[...world.personIds]}::uuid[]) u(id) where not exists (select 1 from promises r where r.responsible_id = u.id)`.execute(
      t.db,
    )
    const me = world.personIds.indexOf(as)
    const persons = [
      me,
      ...world.deputies.filter((d) => d.deputy === me && d.from <= 0 && d.to > 0).map((d) => d.absent),
    ].map((i) => world.personIds[i] as string)
    const { rows } = await sql<{ id: string; clientId: string | null; responsibleId: string | null }>`
      select id, client_id, responsible_id from promises`.execute(t.db)
    const mine = rows.filter((row) =>
      row.clientId
        ? sight.listedClient(world.clientIds.indexOf(row.clientId))
        : persons.includes(row.responsibleId ?? ''),
    )
    const sorts = ['dueOn', '-dueOn', 'client,dueOn', 'text', '-createdAt']
    const whole = await everything(probe, listPromises, { sort: sorts[turn % sorts.length] })
    expect(sorted(whole.ids)).toEqual(sorted(mine.map((row) => row.id)))
    expect(whole.first.total).toBe(mine.length)
    for (const [i, client] of world.clientIds.entries()) {
      if ((i + turn) % 5 !== 0) continue
      const page = await everything(probe, listPromises, {
        filter: JSON.stringify({ f: 'client', op: 'in', v: [client] }),
      })
      expect(page.ids.length).toBe(sight.listedClient(i) ? 1 : 0)
    }
    const groups = await one(probe, listPromises, { groupBy: 'client' })
    for (const { label } of groups.groups ?? []) noHiddenClient(probe, label ?? '')
  },

  'leads.list': async (probe) => {
    if (await refused(probe, listLeads)) return
    const { t, world, sight, turn } = probe
    await someLeads(probe)
    const { rows } = await sql<{ id: string; ownerId: string | null; teamId: string | null; state: string }>`
      select id, owner_id, team_id, state from leads`.execute(t.db)
    const mine = rows.filter((row) =>
      sight.lead(numberOf(world.personIds, row.ownerId), numberOf(world.teamIds, row.teamId)),
    )
    const whole = await everything(probe, listLeads, {
      sort: ['-receivedAt', 'name', 'owner,-name'][turn % 3],
      columns: 'name,owner,client',
    })
    expect(sorted(whole.ids)).toEqual(sorted(mine.map((row) => row.id)))
    expect(whole.first.total).toBe(mine.length)
    const { groups } = await one(probe, listLeads, { groupBy: 'owner' })
    expect(groups?.map((group) => `${group.value}=${group.count}`).sort()).toEqual(
      counts(mine.map((row) => row.ownerId)),
    )
    const wide = await everything(probe, listLeads, {
      filter: JSON.stringify({
        or: [
          { f: 'name', op: 'contains', v: 'zajemce' },
          { f: 'receivedAt', op: 'notEmpty' },
        ],
      }),
    })
    expect(sorted(wide.ids)).toEqual(sorted(mine.map((row) => row.id)))
  },

  'calls.list': async (probe) => {
    if (await refused(probe, listCalls)) return
    const { t, world, sight, turn } = probe
    await someLeads(probe)
    // A call of each client, of each lead, and one of a strange number; taken by somebody or by nobody.
    await sql`insert into calls (direction, state, started_at, number, user_id, client_id, lead_id)
      select 'in', 'ended', now(), '+420602000000', case when abs(hashtext(x.id::text)) % 3 > 0
        then (${[...world.personIds]}::uuid[])[1 + abs(hashtext(x.id::text)) % ${world.personIds.length}::int] end, x.client_id, x.lead_id
      from (select id, id as client_id, null::uuid as lead_id from clients
        union all select id, client_id, id from leads
        union all select u.id, null, null from unnest(${[...world.personIds]}::uuid[]) u(id)) x
      where not exists (select 1 from calls)`.execute(t.db)
    const { rows } = await sql<{
      id: string
      userId: string | null
      clientId: string | null
      owner: string | null
      team: string | null
      leadId: string | null
    }>`
      select k.id, k.user_id, k.client_id, k.lead_id, l.owner_id as owner, l.team_id as team from calls k left join leads l on l.id = k.lead_id`.execute(
      t.db,
    )
    const mine = rows.filter((row) => {
      if (row.userId && sight.is(numberOf(world.personIds, row.userId))) return true
      if (row.clientId) return sight.listedClient(world.clientIds.indexOf(row.clientId))
      if (row.leadId) return sight.lead(numberOf(world.personIds, row.owner), numberOf(world.teamIds, row.team))
      return row.userId === null && sight.watches
    })
    const whole = await everything(probe, listCalls, {
      sort: ['-startedAt', 'startedAt'][turn % 2],
      columns: 'number,client,lead,contact,user',
    })
    expect(sorted(whole.ids)).toEqual(sorted(mine.map((row) => row.id)))
    expect(whole.first.total).toBe(mine.length)
    for (const [i, client] of world.clientIds.entries()) {
      if ((i + turn) % 5 !== 0) continue
      const page = await everything(probe, listCalls, {
        filter: JSON.stringify({ f: 'client', op: 'in', v: [client] }),
      })
      const about = rows.filter((row) => row.clientId === client).length
      expect(page.ids.length).toBe(sight.listedClient(i) ? about : 0)
    }
  },

  'clients.listDeleted': async (probe) => {
    if (await refused(probe, listDeletedClients)) return
    const { world, sight } = probe
    const binned = numbers(world.clients, (i) => sight.client(i) && world.clients[i]?.deleted === true)
    const whole = await everything(probe, listDeletedClients, {})
    expect(sorted(whole.ids)).toEqual(sorted(binned.map((i) => world.clientIds[i] as string)))
    expect(whole.first.total).toBe(binned.length)
  },

  'contacts.listDeleted': async (probe) => {
    if (await refused(probe, listDeletedContacts)) return
    const { world, sight } = probe
    const binned = numbers(world.contacts, (i) => sight.contact(i) && world.contacts[i]?.deleted === true)
    const whole = await everything(probe, listDeletedContacts, {})
    expect(sorted(whole.ids)).toEqual(sorted(binned.map((i) => world.contactIds[i] as string)))
    expect(whole.first.total).toBe(binned.length)
  },

  'registers.differences': async (probe) => {
    if (await refused(probe, listDifferences)) return
    const { t, as, world, sight } = probe
    await sql`insert into register_checks (client_id, source, state, differences)
      select c.id, 'ares', 'differs', '[{"field": "name", "ours": "a", "theirs": "b", "decided": null}]' from clients c
      where not exists (select 1 from register_checks r where r.client_id = c.id)`.execute(t.db)
    const seen = numbers(world.clients, sight.listedClient)
    const ids: string[] = []
    for (let cursor: string | undefined; ; ) {
      const { body, raw } = await t.call(listDifferences, { as, query: { limit: 7, ...(cursor ? { cursor } : {}) } })
      noHiddenClient(probe, raw.body)
      expect(body.total).toBe(seen.length)
      ids.push(...body.rows.map((row) => row.client.id))
      if (!body.next) break
      cursor = body.next
    }
    expect(sorted(ids)).toEqual(sorted(seen.map((i) => world.clientIds[i] as string)))
  },

  'journal.list': async (probe) => {
    const { world, sight, turn } = probe
    const mine = numbers(world.entries, sight.entry)
    const own = new Set(world.entryIds)
    const whole = await everything(probe, listJournal, { limit: 4 })
    expect(sorted(whole.ids.filter((id) => own.has(id)))).toEqual(sorted(mine.map((i) => world.entryIds[i] as string)))
    expect(whole.first.total).toBe(whole.ids.length)
    const person = turn % world.people.length
    const his = mine.filter((i) => world.entries[i]?.actor === person)
    const filtered = await everything(probe, listJournal, {
      filter: JSON.stringify({ f: 'actor', op: 'in', v: [world.personIds[person]] }),
    })
    expect(sorted(filtered.ids.filter((id) => own.has(id)))).toEqual(
      sorted(his.map((i) => world.entryIds[i] as string)),
    )
    const { groups } = await one(probe, listJournal, { groupBy: 'client' })
    expect(groups?.reduce((n, group) => n + group.count, 0)).toBe(whole.ids.length)
    for (const { label } of groups ?? []) noHiddenClient(probe, label ?? '')
  },

  'journal.export': async (probe) => {
    const { t, as, sight, world } = probe
    const { status, raw } = await t.call(exportJournal, { as })
    expect(status).toBe(sight.roles.some((role) => ['AUD', 'SD', 'CEO'].includes(role)) ? 200 : 403)
    if (status !== 200) return
    const numbersInFile = new Set(raw.body.split('\r\n').map((line) => line.split(';')[0] as string))
    for (const id of world.entryIds) expect(numbersInFile.has(id)).toBe(true)
  },

  'journal.history': async (probe) => {
    const { t, as, world, sight, turn } = probe
    const history = async (recordType: string, recordId: string) => {
      const { status, body } = await t.call(historyOfRecord, {
        as,
        params: { recordType, recordId },
        query: { limit: 200 },
      })
      return { status, ids: status === 200 ? sorted(body.entries.map((entry) => entry.id)) : [] }
    }
    const entryIds = (keep: (i: number) => boolean) =>
      sorted(numbers(world.entries, keep).map((i) => world.entryIds[i] as string))
    for (const [i, id] of world.clientIds.entries()) {
      if ((i + turn) % 3 !== 0) continue
      const expected = entryIds((k) => {
        const e = world.entries[k]
        if (e?.contact === null) return e.client === i
        const person = e?.contact ?? -1
        return sight.contact(person) && (world.contacts[person]?.at.some((place) => place.client === i) ?? false)
      })
      expect(await history('clients', id)).toEqual(
        sight.client(i) ? { status: 200, ids: expected } : { status: 404, ids: [] },
      )
    }
    for (const [i, id] of world.contactIds.entries()) {
      if ((i + turn) % 2 !== 0) continue
      const expected = entryIds((k) => world.entries[k]?.contact === i)
      expect(await history('contacts', id)).toEqual(
        sight.contact(i) ? { status: 200, ids: expected } : { status: 404, ids: [] },
      )
    }
  },

  'groups.get': async (probe) => {
    if (!probe.sight.reads) return
    const { t, as, world, sight, turn } = probe
    for (const [i, id] of world.clientIds.entries()) {
      if ((i + turn) % 3 !== 0) continue
      const { status, body, raw } = await t.call(getGroup, { as, params: { id } })
      expect(status, `group of client ${i}`).toBe(sight.listedClient(i) ? 200 : 404)
      if (status !== 200) continue
      const tree = groupOf(probe, i)
      const idsOf = tree.map((k) => world.clientIds[k] as string)
      expect(sorted(body.nodes.map((node) => node.id))).toEqual(sorted(idsOf))
      const root = body.nodes.find((node) => node.parentId === null)
      expect(root?.sum.clients).toBe(tree.length)
      const people = numbers(
        world.contacts,
        (p) =>
          !world.contacts[p]?.deleted &&
          (world.contacts[p]?.at.some((at) => !at.left && tree.includes(at.client)) ?? false),
      )
      expect(root?.sum.contacts).toBe(people.length)
      noHiddenClient(probe, raw.body)
    }
  },

  'search.find': async (probe) => {
    if (await refused(probe, search)) return
    const { t, as, world, sight, turn } = probe
    const find = async (q: string) => {
      const { status, body, raw } = await t.call(search, { as, query: { q, limit: 50 } })
      expect(status, q).toBe(200)
      noHiddenClient(probe, raw.body)
      for (const { type, id } of body.hits) {
        const list = type === 'clients' ? world.clientIds : world.contactIds
        const seen = type === 'clients' ? sight.listedClient : sight.listedContact
        expect(seen(list.indexOf(id)), `search for ${q} found a hidden record`).toBe(true)
      }
      return sorted(body.hits.filter((hit) => hit.match.field !== 'similar').map((hit) => hit.id))
    }
    const word = words[turn % words.length] as string
    const clients = numbers(world.clients, (i) => sight.listedClient(i) && world.clients[i]?.word === word)
    const people = numbers(world.contacts, (i) => sight.listedContact(i) && world.contacts[i]?.word === word)
    expect(await find(`firma ${word}`)).toEqual(sorted(clients.map((i) => world.clientIds[i] as string)))
    expect(await find(`osoba${word}`)).toEqual(sorted(people.map((i) => world.contactIds[i] as string)))
    // The whole name of a record found by nobody else, whether it may be seen or not.
    const one = turn % world.clients.length
    const asked = await find(clientName(one, world.clients[one]?.word ?? ''))
    expect(asked.includes(world.clientIds[one] as string)).toBe(sight.listedClient(one))
  },

  'search.recent': async (probe) => {
    if (await refused(probe, listRecent)) return
    const { t, as, world, sight } = probe
    // As if he had opened everything once, before his rights changed.
    await sql`insert into recent_records (user_id, record_type, record_id)
      select ${as}::uuid, 'clients', unnest(${world.clientIds.slice(0, 10)}::uuid[])
      union all select ${as}::uuid, 'contacts', unnest(${world.contactIds.slice(0, 8)}::uuid[])`.execute(t.db)
    const { body, raw } = await t.call(listRecent, { as })
    noHiddenClient(probe, raw.body)
    const expected = [
      ...numbers(world.clientIds.slice(0, 10), sight.listedClient).map((i) => world.clientIds[i] as string),
      ...numbers(world.contactIds.slice(0, 8), sight.listedContact).map((i) => world.contactIds[i] as string),
    ]
    expect(sorted(body.hits.map((hit) => hit.id))).toEqual(sorted(expected))
  },

  'notifications.list': async (probe) => {
    const { t, as, world, sight } = probe
    // As if he had been told of every client once, before his rights changed.
    await sql`delete from notifications where user_id = ${as}::uuid`.execute(t.db)
    await sql`insert into notifications (user_id, event, client_id)
      select ${as}::uuid, 'promises.due', unnest(${world.clientIds}::uuid[])`.execute(t.db)
    const seen = numbers(world.clients, sight.listedClient)
    const ids: string[] = []
    for (let before: string | undefined; ; ) {
      const { body, raw } = await t.call(listNotifications, { as, query: { limit: 7, ...(before ? { before } : {}) } })
      noHiddenClient(probe, raw.body)
      expect(body.unread).toBe(Math.min(100, seen.length))
      ids.push(...body.items.map((item) => item.client?.id ?? ''))
      if (!body.next) break
      before = body.next
    }
    expect(sorted(ids)).toEqual(sorted(seen.map((i) => world.clientIds[i] as string)))
  },

  'exports.clients': async (probe) => {
    const { world, sight, turn } = probe
    const all = numbers(world.clients, sight.listedClient)
    // Strict data leave the house only with a lead: a list that holds any is refused, without them it is given.
    const lead = sight.roles.some((role) => role === 'TL' || role === 'SD' || role === 'CEO')
    const strict = (i: number) => world.clients[i]?.confidentiality === 'strict'
    const seen = lead ? all : all.filter((i) => !strict(i))
    const open = { f: 'confidentiality', op: 'notIn', v: ['strict'] }
    if (seen.length < all.length) {
      const refused = await probe.t.call(exportClients, { as: probe.as })
      expect([refused.status, refused.body.reason]).toEqual([403, 'exports.strictData'])
    }
    const ids = await exported(probe, exportClients, {
      columns: 'name,parent,owner',
      ...(lead ? {} : { filter: JSON.stringify(open) }),
    })
    if (!ids) return
    expect(sorted(ids)).toEqual(sorted(seen.map((i) => world.clientIds[i] as string)))
    const state = states[turn % states.length] as string
    const inState = { f: 'state', op: 'in', v: [state] }
    const filter = JSON.stringify(lead ? inState : { and: [inState, open] })
    const some = await exported(probe, exportClients, { columns: 'name', filter })
    expect(some?.length).toBe(seen.filter((i) => world.clients[i]?.state === state).length)
  },

  'exports.contacts': async (probe) => {
    const { world, sight } = probe
    const ids = await exported(probe, exportContacts, { columns: 'lastName,client' })
    if (!ids) return
    const seen = numbers(world.contacts, sight.listedContact)
    expect(sorted(ids)).toEqual(sorted(seen.map((i) => world.contactIds[i] as string)))
  },
}

/** From the highest parent that is seen without a break down through everything seen without a break. */
function groupOf({ world, sight }: Probe, start: number): number[] {
  let root = start
  for (
    let up = world.clients[root]?.parent ?? null;
    up !== null && sight.listedClient(up);
    up = world.clients[root]?.parent ?? null
  )
    root = up
  const below = (i: number): number[] => [
    i,
    ...numbers(world.clients, (k) => world.clients[k]?.parent === i && sight.listedClient(k)).flatMap(below),
  ]
  return below(root)
}

/** Ids of the lines of an exported CSV; undefined when the export is rightly refused. */
async function exported(
  probe: Probe,
  endpoint: Endpoint,
  query: Record<string, unknown>,
): Promise<string[] | undefined> {
  const { t, as, sight } = probe
  const { status, raw } = await t.call(endpoint, { as, query: { format: 'csv', ...query } as never })
  expect(status, `${endpoint.id} ${raw.body.slice(0, 200)}`).toBe(sight.reads ? 200 : 403)
  if (status !== 200) return undefined
  noHiddenClient(probe, raw.body)
  const lines = raw.body.split(/\r?\n/).slice(1)
  return lines.filter((line) => line !== '').map((line) => line.slice(0, 36))
}

/** Names of clients and contacts that this person may not see must not occur in the text. */
export function noHiddenClient({ world, sight }: Pick<Probe, 'world' | 'sight'>, text: string): void {
  for (const match of text.matchAll(/Firma \w+ q(\d+)z/g)) {
    const i = Number(match[1])
    expect(sight.client(i), `the name of a hidden client leaked: ${clientName(i, world.clients[i]?.word ?? '')}`).toBe(
      true,
    )
  }
  for (const match of text.matchAll(/Osoba\w+ w(\d+)z/g)) {
    const i = Number(match[1])
    expect(
      sight.contact(i),
      `the name of a hidden contact leaked: ${contactName(i, world.contacts[i]?.word ?? '')}`,
    ).toBe(true)
  }
}

/** A lead of each person, of each team without an owner, of nobody, and one that became each third client. */
async function someLeads({ t, world }: Probe): Promise<void> {
  await sql`insert into leads (name, owner_id, team_id, state, client_id, converted_at)
    select 'zajemce', u.id, u.team_id, 'new', null::uuid, null::timestamptz from users u where u.id = any(${[...world.personIds]}::uuid[])
      and not exists (select 1 from leads)
    union all select 'zajemce', null, x.id, 'new', null, null from teams x where x.id = any(${[...world.teamIds]}::uuid[]) and not exists (select 1 from leads)
    union all select 'zajemce', null, null, 'new', null, null where not exists (select 1 from leads)
    union all select 'zajemce', c.owner_id, c.team_id, 'converted', c.id, now() from clients c
      where c.id = any(${world.clientIds.filter((_, i) => i % 3 === 0)}::uuid[]) and not exists (select 1 from leads)`.execute(
    t.db,
  )
}

const numberOf = (ids: readonly string[], id: string | null) => (id === null ? null : ids.indexOf(id))
